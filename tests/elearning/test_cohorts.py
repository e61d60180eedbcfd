"""Cohorts from making one to leaving it: everybody joins themselves, and what trainers see is said before."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import erasures
from community.models import User
from config import own_data
from config.bootstrap import bootstrap
from elearning import cohorts, enrolments
from elearning.models import Cohort, CohortInvitation, CohortMember, Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


def account(name, group=""):
    from allauth.account.models import EmailAddress
    from django.contrib.auth.models import Group

    user = User.objects.create_user(f"{name.lower()}@example.org", "secret", display_name=name, last_name="Muster")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def browser_of(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def site(home):
    bootstrap()


@pytest.fixture
def trainer(site):
    return account("Tina", "Trainers")


@pytest.fixture
def desk(trainer):
    return browser_of(trainer)


@pytest.fixture
def cohort(trainer, quiz, course):
    return cohorts.make(trainer, name="Spring", course_key=course.translation_key)


@pytest.fixture
def amal(site):
    return account("Amal")


def page(client, name, *args, **data):
    return client.get(reverse(f"elearning:{name}", args=args), data).content.decode()


def send(client, view, *args, **data):
    return client.post(reverse(f"elearning:{view}", args=args), data)


# --- making and looking after -----------------------------------------------------------------------------------------


def test_a_trainer_makes_a_cohort_for_a_course(desk, trainer, course, quiz):
    answer = send(desk, "make_cohort", course=str(course.translation_key), name="Spring")
    made = Cohort.objects.get()
    assert answer.url == reverse("elearning:cohort", args=[made.pk])
    assert (made.name, made.course_key, list(made.trainers.all())) == ("Spring", course.translation_key, [trainer])
    assert made.code in page(desk, "cohort", made.pk)
    assert "Spring" in page(desk, "cohorts")


def test_nobody_else_finds_it(desk, cohort, amal):
    other = browser_of(account("Toni", "Trainers"))
    for name in ("cohort", "cohort_sheet", "invite_into_cohort", "close_cohort", "cohort_trainers", "rename_cohort"):
        assert other.get(reverse(f"elearning:{name}", args=[cohort.pk])).status_code == 404
        assert browser_of(amal).get(reverse(f"elearning:{name}", args=[cohort.pk])).status_code == 404
    assert browser_of(amal).get(reverse("elearning:make_cohort")).status_code == 403


def test_another_trainer_may_do_the_same_and_somebody_has_to_stay(desk, trainer, cohort):
    toni = account("Toni", "Trainers")
    send(desk, "cohort_trainers", cohort.pk, trainer=toni.pk)
    assert browser_of(toni).get(reverse("elearning:cohort", args=[cohort.pk])).status_code == 200
    assert send(desk, "cohort_trainers", cohort.pk, release=trainer.pk).url == reverse("elearning:cohorts")
    send(browser_of(toni), "cohort_trainers", cohort.pk, release=toni.pk)
    assert list(cohort.trainers.all()) == [toni]


def test_only_trainers_can_be_named(desk, cohort, amal):
    send(desk, "cohort_trainers", cohort.pk, trainer=amal.pk)
    assert amal not in cohort.trainers.all()


def test_a_closed_cohort_takes_nobody_and_can_be_opened_again(desk, cohort, amal):
    cohorts.invite(cohort, "neu@example.org", cohort.trainers.get())
    send(desk, "close_cohort", cohort.pk)
    assert send(browser_of(amal), "join_cohort", cohort.code).status_code == 410
    assert not cohort.invitations.exists()
    assert not CohortMember.objects.exists()
    assert send(desk, "invite_into_cohort", cohort.pk, people="a@example.org").status_code == 302
    send(desk, "close_cohort", cohort.pk)
    assert send(browser_of(amal), "join_cohort", cohort.code).status_code == 302


def test_a_new_code_takes_the_place_of_the_old_one(desk, cohort, amal):
    old = cohort.code
    send(desk, "renew_cohort_code", cohort.pk)
    cohort.refresh_from_db()
    assert browser_of(amal).get(reverse("elearning:join_cohort", args=[old])).status_code == 404
    assert browser_of(amal).get(reverse("elearning:join_cohort", args=[cohort.code])).status_code == 200


# --- joining by the code ----------------------------------------------------------------------------------------------


def test_whoever_types_the_code_reads_who_sees_what_and_joins(cohort, amal, course):
    browser = browser_of(amal)
    typed = f" {cohort.code[:5].lower()} {cohort.code[5:]} "
    answer = send(browser, "cohort_code", code=typed)
    assert answer.url == reverse("elearning:join_cohort", args=[cohort.code])
    shown = browser.get(answer.url).content.decode()
    assert "Tina" in shown
    assert "They never see what you answer" in shown
    assert not Enrolment.objects.exists()
    assert browser.post(answer.url).url == course.url
    assert CohortMember.objects.get().user == amal
    assert Enrolment.objects.get().user == amal
    browser.post(answer.url)
    assert CohortMember.objects.count() == Enrolment.objects.count() == 1


def test_a_wrong_code_is_named_and_many_tries_are_stopped(amal, cohort):
    browser = browser_of(amal)
    assert "There is no cohort with this code" in send(browser, "cohort_code", code="WRONG").content.decode()
    for _each in range(20):
        send(browser, "cohort_code", code="WRONG")
    assert "These were many tries" in send(browser, "cohort_code", code=cohort.code).content.decode()


def test_without_an_account_one_reads_it_and_is_led_to_one(cohort):
    address = reverse("elearning:join_cohort", args=[cohort.code])
    shown = Client(headers={"accept-language": "en"}).get(address).content.decode()
    assert f"/accounts/signup/?next={address}" in shown
    Client().post(address)
    assert not CohortMember.objects.exists()


def test_whoever_leaves_stays_in_the_course(cohort, amal, course):
    browser = browser_of(amal)
    send(browser, "join_cohort", cohort.code)
    assert "Leave" in browser.get("/me/").content.decode()
    send(browser, "leave_cohort", cohort.pk)
    assert not CohortMember.objects.exists()
    assert Enrolment.objects.filter(user=amal).exists()
    assert send(browser, "leave_cohort", cohort.pk).status_code == 404


def test_trainers_remove_whoever_came_by_mistake(desk, cohort, amal):
    member = cohorts.join(cohort, amal)
    assert "Amal" in page(desk, "remove_from_cohort", cohort.pk, member.pk)
    send(desk, "remove_from_cohort", cohort.pk, member.pk)
    assert not cohort.members.exists()


# --- invitations ------------------------------------------------------------------------------------------------------


def test_a_list_is_answered_line_by_line_and_what_is_wrong_can_be_corrected(desk, cohort, amal):
    typed = "Name;Mail\nAmal\nBen Neu;ben@example.net\nNobody\nbroken@\nben@example.net"
    answer = send(desk, "invite_into_cohort", cohort.pk, people=typed)
    entries = [(entry.line.number, str(entry.outcome)) for entry, _ in answer.context["entries"]]
    assert entries == [
        (1, "heading"),
        (2, "invited"),
        (3, "invited"),
        (4, "unknown"),
        (5, "no_address"),
        (6, "twice"),
    ]
    assert answer.context["form"].initial["people"] == "Nobody\nbroken@"
    assert sorted(each.to[0] for each in mail.outbox) == ["amal@example.org", "ben@example.net"]
    assert not CohortMember.objects.exists()
    assert not Enrolment.objects.exists()


def test_a_table_comes_as_a_file(desk, cohort):
    table = SimpleUploadedFile("liste.csv", "Vorname;Nachname;E-Mail\r\nJürgen;Öz;j@example.net\r\n".encode("cp1252"))
    send(desk, "invite_into_cohort", cohort.pk, table=table)
    invited = CohortInvitation.objects.get()
    assert (invited.name, invited.email) == ("Jürgen Öz", "j@example.net")


def test_what_is_no_table_is_refused_with_a_sentence(desk, cohort):
    answer = send(desk, "invite_into_cohort", cohort.pk, table=SimpleUploadedFile("l.xlsx", b"PK\x03\x04\0\0"))
    assert "Please save it in your spreadsheet as CSV" in answer.content.decode()
    answer = send(desk, "invite_into_cohort", cohort.pk)
    assert "Please name somebody, or choose a file" in answer.content.decode()


def test_whoever_was_named_by_name_is_not_known_by_address(desk, cohort, amal):
    send(desk, "invite_into_cohort", cohort.pk, people="Amal Muster\nAmal")
    assert len(mail.outbox) <= 1
    assert "amal@example.org" not in page(desk, "cohort", cohort.pk)


def test_an_address_tells_nobody_whether_there_is_an_account(desk, cohort, amal):
    known = send(desk, "invite_into_cohort", cohort.pk, people="amal@example.org").context["entries"][0][1]
    unknown = send(desk, "invite_into_cohort", cohort.pk, people="nobody@example.org").context["entries"][0][1]
    assert known == unknown


def test_the_mail_leads_to_a_page_on_which_they_say_yes(cohort, amal, course, trainer):
    cohorts.invite(cohort, "amal@example.org", trainer)
    invitation = CohortInvitation.objects.get()
    address = reverse("elearning:cohort_invitation", args=[invitation.token])
    assert address in mail.outbox[0].body
    browser = browser_of(amal)
    assert "You are invited into the cohort" in browser.get("/me/").content.decode()
    assert browser.post(address).url == course.url
    assert CohortMember.objects.get().user == amal
    assert not CohortInvitation.objects.exists()
    assert browser.get(address).status_code == 404


def test_whoever_declines_is_not_asked_again(cohort, amal, trainer, desk):
    cohorts.invite(cohort, "amal@example.org", trainer)
    address = reverse("elearning:cohort_invitation", args=[CohortInvitation.objects.get().token])
    browser_of(amal).post(address, {"decline": ""})
    assert not CohortMember.objects.exists()
    entry, _ = send(desk, "invite_into_cohort", cohort.pk, people="Amal").context["entries"][0]
    assert entry.outcome == "declined"
    assert len(mail.outbox) == 1
    assert "declined" in page(desk, "cohort", cohort.pk)
    assert "You are invited into the cohort" not in browser_of(amal).get("/me/").content.decode()


def test_nor_by_taking_them_off_the_list_or_by_closing_and_opening_it(cohort, trainer, desk):
    cohorts.invite(cohort, "neu@example.net", trainer)
    invitation = CohortInvitation.objects.get()
    Client().post(reverse("elearning:cohort_invitation", args=[invitation.token]), {"decline": ""})
    assert "/withdraw/" not in page(desk, "cohort", cohort.pk)
    send(desk, "withdraw_cohort_invitation", cohort.pk, invitation.pk)
    cohorts.close(cohort)
    cohorts.reopen(cohort)
    cohorts.invite(cohort, "neu@example.net", trainer)
    assert len(mail.outbox) == 1


def test_a_name_on_a_list_is_stored_as_it_is_seen(cohort, trainer):
    cohorts.invite(cohort, f"neu@example.net;\u202eAmal{'x' * 200}", trainer)
    assert CohortInvitation.objects.get().name == f"Amal{'x' * 116}"


def test_an_invitation_to_somebody_with_an_account_is_for_them_alone(cohort, amal, trainer):
    cohorts.invite(cohort, "Amal", trainer)
    address = reverse("elearning:cohort_invitation", args=[CohortInvitation.objects.get().token])
    assert browser_of(account("Ben")).post(address).status_code == 404
    assert not CohortMember.objects.exists()


def test_an_invitation_that_was_withdrawn_leads_nowhere(desk, cohort, trainer):
    cohorts.invite(cohort, "neu@example.net", trainer)
    invitation = CohortInvitation.objects.get()
    send(desk, "withdraw_cohort_invitation", cohort.pk, invitation.pk)
    address = reverse("elearning:cohort_invitation", args=[invitation.token])
    assert Client().get(address).status_code == 404


def test_inviting_many_takes_the_queries_of_a_few(cohort, trainer, django_assert_max_num_queries):
    known = [account(f"P{number}") for number in range(5)]
    text = "\n".join([*(person.email for person in known), *(person.display_name for person in known)])
    cohorts.invite(cohort, text, trainer)
    with django_assert_max_num_queries(8):
        cohorts.invite(cohort, text, trainer)


def test_whoever_signs_up_with_the_address_of_somebody_else_takes_no_invitation_from_them(cohort, trainer):
    from allauth.account.models import EmailAddress

    cohorts.invite(cohort, "neu@example.net", trainer)
    stranger = User.objects.create_user("neu@example.net", display_name="Sam")
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=False)
    erasures.erase(stranger)
    assert CohortInvitation.objects.get().email == "neu@example.net"


# --- what is known of people ------------------------------------------------------------------------------------------


def test_whoever_is_erased_leaves_no_invitation_and_no_cohort_alone(cohort, trainer, amal):
    cohorts.invite(cohort, "amal@example.org", trainer)
    CohortInvitation.objects.update(user=None)
    cohorts.join(cohort, account("Ben"))
    erasures.erase(amal)
    assert not CohortInvitation.objects.exists()
    erasures.erase(trainer)
    cohort.refresh_from_db()
    assert not cohort.is_open()
    assert cohort.members.count() == 1


def test_people_read_in_their_data_which_cohorts_they_are_in(cohort, amal):
    cohorts.join(cohort, amal)
    stored = [each for area in own_data.about(own_data.subject_of(amal)) for each in area.stored]
    (member,) = [each for each in stored if each.entry.model == "elearning.CohortMember"]
    assert ("Spring") in [words for row in member.every for _, words in row]


def test_who_was_in_it_is_forgotten_half_a_year_after_it_closed(cohort, amal):
    from config.register import PERSONAL

    cohorts.join(cohort, amal)
    cohorts.close(cohort)
    (entry,) = [each for each in PERSONAL if each.model == "elearning.CohortMember"]
    rows, now = CohortMember.objects.all(), timezone.now()
    assert not entry.retention.overdue(rows, now + dt.timedelta(days=179)).exists()
    assert entry.retention.overdue(rows, now + dt.timedelta(days=181)).exists()


def test_a_course_that_is_not_open_now_does_not_keep_anybody_out(cohort, amal, course):
    course.unpublish()
    browser = browser_of(amal)
    assert send(browser, "join_cohort", cohort.code).url == reverse("my_page")
    assert CohortMember.objects.filter(user=amal).exists()
    assert enrolments.enrolment_in(amal, course.translation_key) is None
