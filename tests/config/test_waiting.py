from datetime import timedelta

import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.utils import timezone, translation
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.models import GlossaryTerm, StandardPage
from community.groups import Group
from community.models import Organisation, PersonalInvitation, User
from config.bootstrap import bootstrap, home_page
from config.waiting import SHOWN, courses_of, waiting_for
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import Session
from elearning import cases
from elearning.models import Case, CourseListPage, CoursePage, LessonPage, ModulePage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bootstrapped():
    bootstrap()
    with translation.override("en"):
        yield


def person(name, *groups):
    user = User.objects.create_user(f"{name.lower()}@example.org", display_name=name)
    user.groups.set(StoredGroup.objects.filter(name__in=groups))
    return user


@pytest.fixture
def edith():
    return person("Edith", Group.EDITORS)


@pytest.fixture
def erwin():
    return person("Erwin", Group.EDITORS)


@pytest.fixture
def module():
    courses = home_page().add_child(instance=CourseListPage(title="Courses"))
    course = courses.add_child(instance=CoursePage(title="Listening", introduction="I", goals="G", audience="A"))
    return course.add_child(instance=ModulePage(title="Ears"))


def draft(parent, author, title="Silence"):
    page = parent.add_child(
        instance=(LessonPage if isinstance(parent, ModulePage) else StandardPage)(title=title, live=False)
    )
    page.save_revision(user=author)
    return page


def submit(page, author):
    page.get_workflow().start(page, author)


def shown(user):
    return {
        waiting.heading: [(item.title, item.note, item.part_of) for item in waiting.items]
        for waiting in waiting_for(user)
    }


def test_nothing_waits_for_somebody_new(edith):
    assert waiting_for(edith) == []


def test_a_draft_waits_for_its_author_with_its_kind_and_its_course(edith, erwin, module):
    draft(module, edith)
    assert shown(edith) == {"Your drafts": [("Silence", "lesson", "Listening")]}
    assert shown(erwin) == {}


def test_what_was_handed_in_waits_for_a_colleague_and_no_longer_for_its_author(edith, erwin, module):
    submit(draft(module, edith), edith)
    assert shown(edith) == {}
    assert shown(erwin) == {"Waits for your review": [("Silence", "lesson", "Listening")]}


def test_what_belongs_to_no_course_comes_last(edith, module):
    draft(module, edith)
    draft(home_page(), edith, "About us")
    assert [part for *_, part in shown(edith)["Your drafts"]] == ["Listening", ""]


def test_terms_of_the_glossary_have_drafts_as_well(edith):
    term = GlossaryTerm.objects.create(term="Mirror", slug="mirror", definition="-", live=False)
    term.save_revision(user=edith)
    assert shown(edith) == {"Your drafts": [(str(term), "glossary term", "")]}


def test_a_translation_with_missing_sentences_waits_for_editors(edith, module):
    english = Locale.objects.get(language_code="en")
    source, _created = TranslationSource.get_or_create_from_instance(home_page())
    Translation.objects.create(source=source, target_locale=english)
    assert [note for _, note, _ in shown(edith)["Translations to be finished"]] == [str(english)]
    assert "Translations to be finished" not in shown(person("Meryem", Group.COORDINATORS))


def test_what_coordinators_change_of_an_organisation_waits_for_a_review(erwin):
    meryem = person("Meryem", Group.COORDINATORS)
    house = Organisation.objects.create(name="House", slug="house", kind="authority", live=False)
    house.save_revision(user=meryem)
    submit(house, meryem)
    assert [title for title, *_ in shown(erwin)["Waits for your review"]] == ["House"]


def test_a_case_waits_for_editors_from_its_consent_until_there_is_a_draft(edith):
    author = person("Amal")
    case = Case.objects.create(user=author, situation="At the desk. " * 20, who="W", thought="T", happened="H")
    assert shown(edith) == {}
    cases.hand_in(case)
    ((title, note, _part),) = shown(edith)["Cases from people's work"]
    assert title.startswith("At the desk.")
    assert len(title) <= 80
    assert note == "new"
    assert shown(person("Meryem", Group.TRAINERS)) == {} == shown(author)
    cases.write_draft(case, "At a counter.", edith, in_course=True)
    assert shown(edith) == {}


def test_a_consent_that_was_taken_back_waits_for_editors_before_all_new_cases(edith):
    author = person("Amal")
    gone, new = (Case.objects.create(user=author, situation=name, who="W") for name in ("Gone", "New"))
    for case in (gone, new):
        cases.hand_in(case)
    cases.write_draft(gone, "At a counter.", edith, in_course=True)
    cases.take_back(gone)
    waiting = [(title, note) for title, note, _ in shown(edith)["Cases from people's work"]]
    assert waiting == [("At a counter.", "the consent was taken back"), ("New", "new")]


def test_the_sessions_that_one_leads_are_named_and_no_others(edith):
    daniel = person("Daniel", Group.TRAINERS)
    coming = Session(title="Who speaks?", question="Who?", starts_at=timezone.now() + timedelta(days=1))
    sessions.plan(coming, daniel)
    sessions.take_part(coming, edith, Role.PARTICIPANT)
    assert [title for title, *_ in shown(daniel)["Sessions that you lead"]] == ["Who speaks?"]
    assert shown(edith) == {}


def test_an_invitation_waits_for_coordinators_as_long_as_its_link_is_valid(edith):
    meryem = person("Meryem", Group.COORDINATORS)
    invited = PersonalInvitation.objects.create(email="amal@example.org", digest="1")
    assert [title for title, *_ in shown(meryem)["Invitations without an answer"]] == ["amal@example.org"]
    assert shown(edith) == {}
    PersonalInvitation.objects.filter(pk=invited.pk).update(sent_at=timezone.now() - timedelta(days=100))
    assert shown(meryem) == {}


def test_the_first_few_are_shown_and_all_are_counted(edith, module):
    for number in range(SHOWN + 2):
        draft(module, edith, f"Lesson {number}")
    (drafts,) = waiting_for(edith)
    assert (len(drafts.items), len(drafts.more), drafts.count) == (SHOWN, 2, SHOWN + 2)


def test_more_drafts_cost_no_more_queries(edith, module, django_assert_num_queries, django_assert_max_num_queries):
    draft(module, edith)
    with django_assert_max_num_queries(40) as one:
        waiting_for(User.objects.get(pk=edith.pk))
    for number in range(3):
        draft(module, edith, f"Lesson {number}")
    with django_assert_num_queries(len(one)):
        waiting_for(User.objects.get(pk=edith.pk))


def test_a_page_outside_of_courses_belongs_to_none(module):
    assert courses_of([module, home_page()]) == {module.pk: "Listening"}
