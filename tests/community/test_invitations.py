"""Invitations to an account: one mail, one link, one account with the task that was promised."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from community import invitations
from community.erasures import erase
from community.groups import Group
from community.models import PersonalInvitation, User
from community.privacy import INVITATION_DAYS
from config.jobs import purge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bootstrapped")]

EMAIL = "neu@example.org"
PASSWORD = "zwei-klaenge-und-ein-akkord"
FORM = {"display_name": "Neu", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def coordinator(make_person):
    return make_person("Meryem", Group.COORDINATORS)


@pytest.fixture
def desk(coordinator, as_person):
    """The coordinator's browser."""
    return as_person(coordinator)


def invite(desk, task=Group.TRAINERS, email=EMAIL, **fields):
    return desk.post(reverse("invitations:add"), {"email": email, "task": task, "organisation": ""} | fields)


def link():
    """As it stands in the newest mail."""
    return re.search(r"https?://[^/]+(/invitation/\S+)", mail.outbox[-1].body).group(1)


# --- as it should go


def test_whoever_is_invited_sets_up_an_account_with_the_task_and_is_logged_in(desk, as_person, make_organisation):
    club = make_organisation("Club")
    invite(desk, organisation=club.pk)
    guest = as_person(None)
    assert EMAIL in guest.get(link()).content.decode()
    assert guest.post(link(), FORM).headers["location"] == "/me/"
    person = User.objects.get(email=EMAIL)
    assert (person.display_name, person.organisation, set(person.group_names)) == ("Neu", club, {"Trainers"})
    assert person.check_password(PASSWORD)
    assert person.emailaddress_set.get().verified
    assert guest.get("/me/").status_code == 200
    assert not PersonalInvitation.objects.exists()


def test_the_mail_is_german_and_names_sender_task_and_days(desk):
    invite(desk, Group.EDITORS)
    (sent,) = mail.outbox
    assert sent.to == [EMAIL]
    assert "Zweiklang" in sent.subject
    for words in ("Meryem", "Redaktion", "14 Tage"):
        assert words in sent.body


def test_somebody_can_be_invited_without_a_task(desk, as_person):
    invite(desk, "")
    as_person(None).post(link(), FORM)
    assert not User.objects.get(email=EMAIL).groups.exists()


def test_it_is_sent_again_and_the_first_link_ends(desk, as_person):
    invite(desk)
    first, row = link(), PersonalInvitation.objects.get()
    desk.post(reverse("invitations:edit", args=[row.pk]), {"email": EMAIL, "task": Group.TRAINERS})
    assert len(mail.outbox) == 2
    assert as_person(None).get(first).status_code == 410
    assert as_person(None).get(link()).status_code == 200


def test_it_is_taken_back(desk, as_person):
    invite(desk)
    desk.post(reverse("invitations:delete", args=[PersonalInvitation.objects.get().pk]))
    assert as_person(None).get(link()).status_code == 410


def test_whoever_got_an_account_meanwhile_accepts_with_it(desk, as_person, make_person):
    invite(desk)
    person = make_person("Neu")
    assert as_person(None).get(link()).headers["location"].startswith("/accounts/login/")
    browser = as_person(person)
    browser.get(link())
    assert not person.groups.exists()
    browser.post(link())
    assert set(person.groups.values_list("name", flat=True)) == {"Trainers"}


# --- refusals


def test_opening_the_link_accepts_nothing(desk, as_person):
    invite(desk)
    for method in ("get", "head"):
        getattr(as_person(None), method)(link())
    assert PersonalInvitation.objects.exists()


def test_a_link_works_once(desk, as_person):
    invite(desk)
    as_person(None).post(link(), FORM)
    assert as_person(None).post(link(), FORM | {"display_name": "Other"}).status_code == 410
    assert User.objects.filter(email=EMAIL).count() == 1


def test_of_two_who_accept_at_the_same_moment_one_does(desk, coordinator, make_person):
    invite(desk)
    row = PersonalInvitation.objects.get()
    person = make_person("Neu")
    invitations.accept(row, person)
    with pytest.raises(invitations.InvitationOver):
        invitations.accept(PersonalInvitation(pk=row.pk or 1, digest=row.digest, email=EMAIL), person)


def test_a_link_ends_after_two_weeks_and_is_forgotten_after_a_month(desk, as_person):
    invite(desk)
    address, now = link(), timezone.now()
    rows = PersonalInvitation.objects.all()
    rows.update(sent_at=now - invitations.VALID)
    assert as_person(None).get(address).status_code == 410
    rows.update(sent_at=now - timedelta(days=INVITATION_DAYS) + timedelta(minutes=1))
    purge()
    assert rows.exists()
    rows.update(sent_at=now - timedelta(days=INVITATION_DAYS))
    purge()
    assert not rows.exists()


@pytest.mark.parametrize("token", ["x", "0" * 64])
def test_a_made_up_link_opens_nothing(token, as_person):
    assert as_person(None).get(reverse("community:invitation", args=[token])).status_code == 410


def test_the_database_does_not_have_the_link(desk, as_person):
    invite(desk)
    digest = PersonalInvitation.objects.get().digest
    assert digest not in link()
    assert as_person(None).get(reverse("community:invitation", args=[digest])).status_code == 410


def test_a_link_for_somebody_else_changes_nothing(desk, as_person, amal):
    invite(desk)
    browser = as_person(amal)
    assert "another e-mail address" in browser.get(link(), headers={"accept-language": "en"}).content.decode()
    browser.post(link())
    assert not amal.groups.exists()
    assert PersonalInvitation.objects.exists()


@pytest.mark.parametrize("wrong", [{"display_name": ""}, {"new_password1": "12345678", "new_password2": "12345678"}])
def test_an_account_needs_a_name_and_a_good_password(desk, as_person, wrong):
    invite(desk)
    response = as_person(None).post(link(), FORM | wrong)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.filter(email=EMAIL).exists()


def test_whoever_has_an_account_is_not_invited(desk, amal):
    response = invite(desk, email="AMAL@example.org")
    assert response.context["form"].errors.keys() == {"email"}
    assert mail.outbox == []


def test_nobody_is_invited_twice(desk):
    invite(desk)
    assert invite(desk, email=EMAIL.upper()).context["form"].errors.keys() == {"email"}
    assert len(mail.outbox) == 1


def test_a_coordinator_invites_no_coordinator(desk):
    assert invite(desk, Group.COORDINATORS).context["form"].errors.keys() == {"task"}


def test_an_administrator_does(make_person, as_person):
    invite(as_person(make_person("Root", is_superuser=True)), Group.COORDINATORS)
    as_person(None).post(link(), FORM)
    assert set(User.objects.get(email=EMAIL).group_names) == {"Coordinators"}


def test_whoever_may_not_give_the_task_any_more_has_not_left_it_in_a_mailbox(desk, coordinator, as_person):
    invite(desk)
    coordinator.groups.clear()
    as_person(None).post(link(), FORM)
    assert not User.objects.get(email=EMAIL).groups.exists()


@pytest.mark.parametrize("group", [None, Group.EDITORS, Group.TRAINERS])
def test_nobody_else_invites(make_person, as_person, group):
    invite(as_person(make_person("Somebody", *([group] if group else []))))
    assert not PersonalInvitation.objects.exists()


def test_the_list_names_whom_one_invited_and_until_when(desk):
    invite(desk)
    page = desk.get(reverse("invitations:index"), headers={"accept-language": "en"}).content.decode()
    assert EMAIL in page
    assert "Trainers" in page


def test_erasing_somebody_erases_an_invitation_to_them(desk, make_person):
    invite(desk)
    erase(make_person("Neu"))
    assert not PersonalInvitation.objects.exists()
