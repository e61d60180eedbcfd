"""The demo loads through the same doors as everything else, and twice changes nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from cms.models import GlossaryTerm
from community.groups import Group
from community.models import Organisation, User
from config.demo import cases, network, one_at_a_time
from config.env import secret_of_this_machine
from config.waiting import waiting_for
from deliberation import shared_device
from deliberation.core.agenda import Medium, Stage
from deliberation.models import AgendaTemplate, Entry, Participation, RoomRecord, Session
from elearning.models import CoursePage, CourseRelease, LessonPage
from tests.community.conftest import bootstrapped

__all__ = ["bootstrapped"]


def counted() -> dict[str, int]:
    models = (Organisation, User, AgendaTemplate, Session, LessonPage, CourseRelease)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.django_db
def test_the_demo_loads_and_says_whom_to_log_in_as_and_loading_it_again_changes_nothing(capsys):
    call_command("demo")
    said = capsys.readouterr().out
    before = counted()
    room = Session.objects.with_stage(Stage.OPEN).get().key
    assert room in said
    log = Entry.objects.filter(room__stage="closed").count()
    call_command("demo")
    assert room in capsys.readouterr().out  # or whoever started it just before would have the address of nothing

    assert counted() == before
    assert Entry.objects.filter(room__stage="closed").count() == log
    assert before["Organisation"] == 6
    assert before["Session"] == 5
    spoken = Session.objects.get(medium=Medium.SPOKEN)
    assert [person.name for person in shared_device.without_phone(spoken)] == ["Hildegard", "Emin"]
    removed = Participation.objects.exclude(removed="").get()
    assert (removed.name, removed.user, removed.removed) == ("Bernd", None, "insults")
    [closed] = CoursePage.objects.private()
    assert [group.name for group in closed.get_view_restrictions()[0].groups.all()] == [Group.TRAINERS]
    assert {room.stage for room in RoomRecord.objects.all()} == {"open", "planned", "closed"}
    for role in ("trainee", "trainer", "editor", "coordinator", "operator"):
        assert f"{role}: " in said
    something_waits_for_everybody_who_has_a_task_in_the_cms()
    bodies = [lesson.body for lesson in LessonPage.objects.all()]
    linked = [bool(block.value["ballot"]) for body in bodies for block in body if block.block_type == "bridge"]
    assert linked == [True, True]  # in German and in English


def something_waits_for_everybody_who_has_a_task_in_the_cms() -> None:
    assert headings("ines") == ["Waits for your review", "Your drafts", "Cases from people's work"]
    assert "Waits for your review" not in headings("mirjam")  # a colleague reads what she has handed in
    assert headings("meryem") == ["Invitations without an answer"]
    waiting = GlossaryTerm.objects.get(slug="verstaendlichkeit", locale=Locale.get_default())
    state = waiting.current_workflow_state
    assert str(state.requested_by) == "Mirjam Feld"
    assert "Wer nachfragt" in waiting.get_latest_revision_as_object().definition
    assert "Wer nachfragt" not in waiting.definition
    assert waiting.revisions.count() == 2


def headings(name: str) -> list[str]:
    with translation.override("en"):
        return [waiting.heading for waiting in waiting_for(User.objects.get(email=f"{name}@example.org"))]


@pytest.mark.django_db
def test_a_case_waits_for_the_editors_and_one_has_become_a_conversation_with_its_consents_on_record(bootstrapped):
    people = network.load()
    for _ in range(2):
        cases.load(people)
    assert headings("ines") == ["Cases from people's work"]
    desk, author = Client(headers={"accept-language": "en"}), Client(headers={"accept-language": "en"})
    desk.force_login(people["ines"])
    author.force_login(people["samira"])
    shown = desk.get(reverse("handed_in_cases")).content.decode()
    assert shown.count("It stands in a course.") == 1
    assert "Eine Wohnungsbesichtigung." in shown
    own = people["samira"].cases.get()
    page = author.get(reverse("elearning:case", args=[own.pk])).content.decode()
    assert page.count("Given on") == 2
    assert page.count("taken back on") == 1


def test_a_second_one_at_the_same_time_says_so_and_waits(tmp_path):
    said, done = [], []

    def another():
        with one_at_a_time(tmp_path / "lock", said.append):
            done.append("another")

    with ThreadPoolExecutor() as second:
        with one_at_a_time(tmp_path / "lock", said.append):
            waiting = second.submit(another)
            while not said:
                assert not waiting.done()
            done.append("this one")
        waiting.result()
    assert done == ["this one", "another"]
    assert "Another process is setting up the demo" in said[0]


def test_of_many_first_starts_all_get_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as starts:
        assert len(set(starts.map(secret_of_this_machine, [tmp_path] * 32))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
