"""A mail is written down first and sent afterwards: once, whatever the mail server does."""

import io
import smtplib
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community import outbox
from community.models import MailState, MailTrouble, OutgoingMail
from community.outbox import EVENT, KIND

pytestmark = pytest.mark.django_db

SILENT = smtplib.SMTPServerDisconnected("Connection unexpectedly closed: timed out")
SILENT.__context__ = TimeoutError("timed out")
GREYLISTED = smtplib.SMTPRecipientsRefused({"amal@example.org": (450, b"Come back later")})
UNKNOWN = smtplib.SMTPRecipientsRefused({"amal@example.org": (550, b"No such user here")})


class FailingTransport(BaseEmailBackend):
    """A mail server that is asked, and fails."""

    error: Exception

    def send_messages(self, email_messages):
        raise self.error


@pytest.fixture(autouse=True)
def _through_the_outbox(settings):
    settings.EMAIL_BACKEND = "community.outbox.Outbox"


@pytest.fixture
def failing(settings):
    def fail(error):
        FailingTransport.error = error
        settings.MAIL_TRANSPORT = f"{__name__}.FailingTransport"

    return fail


@pytest.fixture
def queued(settings):
    """Nobody works, as if every worker had died."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["mail"]}}


def write(*recipients, event=""):
    headers = {EVENT: event} if event else {}
    EmailMessage("Subject", "Body with a code", to=recipients or ["amal@example.org"], headers=headers).send()


def later(**passed):
    """As if the next try were that much nearer."""
    OutgoingMail.objects.update(due=F("due") - timedelta(**passed))


def older(**passed):
    OutgoingMail.objects.update(written_at=F("written_at") - timedelta(**passed))


def test_a_mail_is_sent_as_it_was_written():
    message = EmailMultiAlternatives(
        "Hello", "Plain words", "Zweiklang <house@example.org>", ["amal@example.org"], reply_to=["desk@example.org"]
    )
    message.attach_alternative("<p>Rich words</p>", "text/html")
    message.attach("session.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.send()
    [sent] = mail.outbox
    assert (sent.subject, sent.body, sent.from_email) == ("Hello", "Plain words", "Zweiklang <house@example.org>")
    assert (sent.to, sent.reply_to) == (["amal@example.org"], ["desk@example.org"])
    assert [tuple(each) for each in sent.alternatives] == [("<p>Rich words</p>", "text/html")]
    assert [tuple(each) for each in sent.attachments] == [("session.ics", "BEGIN:VCALENDAR", "text/calendar")]


def test_html_stays_html():
    message = EmailMessage("Hello", "<p>Rich words</p>", to=["amal@example.org"])
    message.content_subtype = "html"
    message.send()
    assert mail.outbox[0].message().get_content_type() == "text/html"


def test_everybody_gets_a_copy_of_their_own():
    write("amal@example.org", "jutta@example.org")
    assert [sent.to for sent in mail.outbox] == [["amal@example.org"], ["jutta@example.org"]]


def test_what_was_sent_keeps_no_words():
    write()
    stored = OutgoingMail.objects.get()
    assert (stored.state, stored.content, stored.tries) == (MailState.SENT, {}, 1)
    assert not stored.may_be_tried_again


def test_for_one_event_a_person_gets_one_mail():
    write(event="reminded 7")
    write(event="reminded 7")
    write("jutta@example.org", event="reminded 7")
    write(event="reminded 8")
    assert [sent.to for sent in mail.outbox] == [["amal@example.org"], ["jutta@example.org"], ["amal@example.org"]]
    assert EVENT not in mail.outbox[0].message()


def test_mails_about_no_event_are_all_sent():
    write()
    write()
    assert len(mail.outbox) == 2


def test_a_mail_goes_with_what_it_is_about(queued):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_the_page_does_not_wait_for_the_mail_server(queued):
    write()
    assert OutgoingMail.objects.get().state == MailState.WAITING
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("error", "state", "trouble", "answer"),
    [
        (SILENT, MailState.WAITING, MailTrouble.SILENT, ""),
        (TimeoutError("timed out"), MailState.WAITING, MailTrouble.SILENT, ""),
        (ConnectionRefusedError(), MailState.WAITING, MailTrouble.UNREACHABLE, ""),
        (socket.gaierror(-2, "Name not known"), MailState.WAITING, MailTrouble.UNREACHABLE, ""),
        (smtplib.SMTPServerDisconnected("Gone"), MailState.WAITING, MailTrouble.CUT_OFF, ""),
        (smtplib.SMTPAuthenticationError(535, b"Who?"), MailState.WAITING, MailTrouble.LOGIN, "Who?"),
        (GREYLISTED, MailState.WAITING, MailTrouble.LATER, "Come back later"),
        (smtplib.SMTPDataError(452, b"Full"), MailState.WAITING, MailTrouble.LATER, "Full"),
        (UNKNOWN, MailState.REFUSED, MailTrouble.ADDRESS, "No such user here"),
        (smtplib.SMTPDataError(554, b"Spam"), MailState.REFUSED, MailTrouble.MESSAGE, "Spam"),
        (smtplib.SMTPSenderRefused(550, b"Not you", "x"), MailState.REFUSED, MailTrouble.MESSAGE, "Not you"),
        (ValueError("What it says may quote the mail"), MailState.WAITING, MailTrouble.OURS, "ValueError"),
    ],
)
def test_why_a_mail_did_not_go_out_is_kept(failing, error, state, trouble, answer):
    failing(error)
    write()
    stored = OutgoingMail.objects.get()
    assert (stored.state, stored.trouble, stored.answer) == (state, trouble, answer)
    assert stored.may_be_tried_again


def test_what_failed_for_a_passing_reason_is_sent_again_later_with_the_same_id(failing, settings):
    failing(SILENT)
    write()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    outbox.send_what_is_due()
    assert mail.outbox == []
    later(minutes=1)
    before = OutgoingMail.objects.get()
    outbox.send_what_is_due()
    [sent] = mail.outbox
    assert sent.message()["Message-ID"] == before.message_id
    assert before.message_id.endswith("@localhost>")
    assert OutgoingMail.objects.get().trouble == ""


def test_a_crash_while_sending_repeats_the_same_mail(queued, settings):
    write()
    stored = OutgoingMail.objects.get()
    first = outbox.message_of(outbox.claim(stored.pk, 0)).message().as_string()
    assert outbox.claim(stored.pk, 0) is None  # another task for the same try
    later(minutes=5)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["mail"]}}
    outbox.send_what_is_due()
    assert [sent.message().as_string() for sent in mail.outbox] == [first]
    assert OutgoingMail.objects.get().tries == 2


def test_the_tries_become_rarer_and_end(failing):
    failing(SILENT)
    write()
    waits = []
    while (stored := OutgoingMail.objects.get()).state == MailState.WAITING:
        waits.append(round((stored.due - timezone.now()).total_seconds() / 60))
        later(minutes=waits[-1])
        outbox.send_what_is_due()
    assert waits == [1, 5, 15, 60, 180, 360, 720, 1440]
    assert stored.state == MailState.GIVEN_UP


def test_a_refused_mail_is_tried_again_when_somebody_says_so(failing, settings):
    failing(UNKNOWN)
    write()
    later(days=1)
    outbox.send_what_is_due()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    assert mail.outbox == []
    outbox.try_again(OutgoingMail.objects.get())
    assert len(mail.outbox) == 1
    outbox.try_again(OutgoingMail.objects.get())
    assert len(mail.outbox) == 1


def test_a_mail_that_is_to_be_tried_again_has_no_reason_any_more(queued):
    write()
    OutgoingMail.objects.update(state=MailState.REFUSED, trouble=MailTrouble.ADDRESS, answer="No such user", tries=1)
    outbox.try_again(OutgoingMail.objects.get())
    waiting = OutgoingMail.objects.get()
    assert (waiting.state, waiting.trouble, waiting.answer) == (MailState.WAITING, "", "")


def test_a_mail_that_is_being_sent_is_not_sent_beside_that(queued, settings):
    write()
    being_sent = outbox.claim(OutgoingMail.objects.get().pk, 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["mail"]}}
    outbox.try_again(being_sent)
    assert not being_sent.may_be_tried_again
    assert mail.outbox == []


def test_a_mail_whose_words_are_forgotten_is_not_tried_again(failing):
    failing(UNKNOWN)
    write()
    OutgoingMail.objects.update(content={})
    outbox.try_again(OutgoingMail.objects.get())
    assert OutgoingMail.objects.get().state == MailState.REFUSED


def test_of_mails_that_replace_each_other_the_newest_waits(failing, settings):
    failing(SILENT)
    for code in ("1111", "2222"):
        for recipient in ("amal@example.org", "jutta@example.org"):
            EmailMessage("Code", code, to=[recipient], headers={KIND: "code"}).send()
    EmailMessage("Code", "3333", to=["amal@example.org"], headers={KIND: "another code"}).send()
    assert [stored.content["body"] for stored in OutgoingMail.objects.order_by("pk")] == ["2222", "2222", "3333"]
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    later(minutes=1)
    outbox.send_what_is_due()
    assert len(mail.outbox) == 3
    assert KIND not in mail.outbox[0].message()


@pytest.mark.parametrize(("error", "stuck"), [(SILENT, True), (GREYLISTED, False), (UNKNOWN, False)])
def test_the_mail_server_takes_no_mail(failing, error, stuck):
    failing(error)
    write()
    assert outbox.is_stuck() == stuck


def test_when_a_mail_goes_out_all_that_waited_for_the_server_are_due(failing, settings):
    failing(SILENT)
    write()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    write("jutta@example.org")
    assert not outbox.is_stuck()
    outbox.send_what_is_due()
    assert [sent.to for sent in mail.outbox] == [["jutta@example.org"], ["amal@example.org"]]


# --- what comes back --------------------------------------------------------------------------------------------------


REPORT = """\
From: MAILER-DAEMON@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <the-report@example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry to have to inform you ...
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; amal@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox
--b
Content-Type: {kind}

Message-ID: {id}
Subject: Subject

--b--
"""


def came_back(about, kind="message/rfc822", action="failed"):
    report = REPORT.format(id=about, kind=kind, action=action)
    return outbox.note_bounce(report.replace("\n", "\r\n").encode())


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_came_back_is_known_by_its_id(kind):
    write()
    assert came_back(OutgoingMail.objects.get().message_id, kind)
    bounced = OutgoingMail.objects.get()
    assert (bounced.state, bounced.trouble) == (MailState.BOUNCED, MailTrouble.BOUNCED)
    assert bounced.answer == "smtp; 550 5.1.1 no such mailbox"
    assert not bounced.may_be_tried_again


def test_a_mail_that_is_only_late_has_not_come_back():
    write()
    assert not came_back(OutgoingMail.objects.get().message_id, action="delayed")
    assert OutgoingMail.objects.get().state == MailState.SENT


@pytest.mark.parametrize("about", ["<somebody-else@example.org>", "<the-report@example.org>"])
def test_a_report_about_another_mail_changes_nothing(about):
    write()
    assert not came_back(about)
    assert OutgoingMail.objects.get().state == MailState.SENT


def test_what_is_no_report_is_dropped(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Subject: Hello\r\n\r\nDear house, \xff")))
    call_command("bounced")
    assert capsys.readouterr().out == "This is no report about a mail of ours.\n"
