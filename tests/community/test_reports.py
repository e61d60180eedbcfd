"""Coordinators and operators see which mails did not go out, and why; and have them tried again."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from community.groups import Group
from community.models import MailState, MailTrouble, OutgoingMail

ENGLISH = {"headers": {"accept-language": "en"}}
CONTENT = {
    "body": "Your code is QX7",
    "subtype": "plain",
    "from_email": "house@example.org",
    "reply_to": [],
    "headers": {},
    "alternatives": [],
    "attachments": [],
}


@pytest.fixture
def make_mail(bootstrapped):
    def make(**fields):
        defaults = {"recipient": "amal@example.org", "subject": "Please confirm", "content": CONTENT}
        return OutgoingMail.objects.create(message_id=f"<{len(OutgoingMail.objects.all())}@x>", **(defaults | fields))

    return make


@pytest.fixture
def coordination(bootstrapped, make_person, as_person):
    return as_person(make_person("Meryem", Group.COORDINATORS))


def listed(browser):
    page = browser.get(reverse("unsent_mail"), **ENGLISH)
    return page.content.decode().split('id="listing-results"')[1]


def test_a_mail_that_did_not_go_out_is_listed_with_the_reason_in_words(coordination, make_mail):
    make_mail(
        state=MailState.REFUSED, trouble=MailTrouble.ADDRESS, answer="No such user", recipient="nobody@example.org"
    )
    words = listed(coordination)
    assert "nobody@example.org" in words
    assert "The mail server does not accept this address." in words
    assert "No such user" in words
    assert "Try again" in words
    assert "QX7" not in words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nobody has tried yet."),
        ({"trouble": MailTrouble.SILENT}, "The next try: "),
        ({"trouble": MailTrouble.SILENT, "state": MailState.SENDING}, "It is being tried at this moment."),
        ({"trouble": MailTrouble.SILENT, "state": MailState.GIVEN_UP}, "It was tried for two days"),
    ],
)
def test_what_happens_next_is_said(coordination, make_mail, fields, words):
    make_mail(**fields)
    assert words in listed(coordination)


def test_what_was_sent_is_not_listed(coordination, make_mail):
    make_mail(state=MailState.SENT, content={})
    assert "Every mail has gone out." in listed(coordination)


def test_what_can_no_longer_be_sent_is_not_offered(coordination, make_mail):
    make_mail(state=MailState.GIVEN_UP, content={})
    assert "Try again" not in listed(coordination)


def test_a_mail_is_tried_again(coordination, make_mail):
    make_mail(state=MailState.GIVEN_UP, tries=9)
    coordination.handler.enforce_csrf_checks = True
    action, token = re.search(r'action="(/admin/mail/.*?)".*?value="(.*?)"', listed(coordination), re.DOTALL).groups()
    response = coordination.post(action, {"csrfmiddlewaretoken": token}, follow=True, **ENGLISH)
    assert "The mail to amal@example.org is tried again now." in response.content.decode()
    assert [sent.body for sent in mail.outbox] == ["Your code is QX7"]


@pytest.mark.parametrize("group", [Group.EDITORS, Group.TRAINERS])
def test_nobody_else_sees_or_sends_mail(make_mail, make_person, as_person, group):
    stuck = make_mail()
    browser = as_person(make_person("Edith", group))
    assert "amal@example.org" not in browser.get(reverse("unsent_mail"), follow=True).content.decode()
    browser.post(reverse("try_mail_again", args=[stuck.pk]))
    assert mail.outbox == []


def test_looking_at_the_address_sends_nothing(coordination, make_mail):
    assert coordination.get(reverse("try_mail_again", args=[make_mail().pk])).status_code == 405
    assert mail.outbox == []
