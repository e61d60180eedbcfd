"""How mail leaves the site: a page only writes it down, and a worker hands it to the mail server.

It is written in one transaction with whatever it is about (a transactional outbox), so a mail server that is slow or
silent keeps nobody waiting, and a crash neither loses a mail nor invents one.
"""

import smtplib
from collections.abc import Sequence
from datetime import timedelta
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import make_msgid
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone
from django_tasks import task

from community.models import MailState, MailTrouble, OutgoingMail, User

# Headers that are never sent.
EVENT = "X-Event"  # what a mail is about: the same event and person get one mail
PERSON = "X-Person"  # whose account a mail is about: with the account it goes
KIND = "X-Kind"  # a mail of this kind takes the place of an earlier one to the same person that still waits here
NEVER_SENT = (EVENT, PERSON, KIND)

# An event of this kind is the end of an account: nothing of the mail stays once it has gone out.
FAREWELL = "farewell"

LEASE = timedelta(minutes=5)  # a mail of which nobody has said by then what became of it is queued again
MINUTES_BETWEEN_TRIES = (1, 5, 15, 60, 180, 360, 720, 1440)

ENDED = (MailState.REFUSED, MailState.GIVEN_UP)  # nobody tries by themselves any more

# What concerns all mails alike, and is over as soon as one goes out.
OF_THE_SERVER = (MailTrouble.SILENT, MailTrouble.UNREACHABLE, MailTrouble.CUT_OFF, MailTrouble.LOGIN)

failed = Signal()  # with the address that got no mail


class Outbox(BaseEmailBackend):
    """Django's way to send mail, whoever calls it: allauth, Wagtail, or one of our apps."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                write(message, recipient)
        return len(email_messages)


@transaction.atomic
def write(message: EmailMessage, recipient: str) -> OutgoingMail:
    """Everybody gets a copy of their own, so that one refused address harms no other."""
    fields: dict[str, Any] = {
        "person": _person(message, recipient),
        "subject": message.subject,
        "content": _content(message),
        "due": timezone.now() + LEASE,
        "message_id": make_msgid(domain=settings.DEFAULT_FROM_EMAIL.strip("<>").rpartition("@")[2]),
    }
    if kind := message.extra_headers.get(KIND):
        fields["event"] = _in_place_of_earlier(kind, recipient)
    if event := message.extra_headers.get(EVENT):
        mail, is_new = OutgoingMail.objects.get_or_create(event=event, recipient=recipient, defaults=fields)
    else:
        mail, is_new = OutgoingMail.objects.create(recipient=recipient, **fields), True
    if is_new:
        deliver.enqueue(mail.pk, mail.tries)
    return mail


def send_now(message: EmailMessage, recipient: str) -> OutgoingMail:
    """For somebody who waits for what comes of it; the worker finds that it is done."""
    mail = write(message, recipient)
    deliver.call(mail.pk, mail.tries)
    mail.refresh_from_db()
    return mail


def _in_place_of_earlier(kind: str, recipient: str) -> str:
    """Whoever asks five times while no mail goes out gets one afterwards, and the newest code."""
    OutgoingMail.objects.filter(event__startswith=f"{kind} ", recipient=recipient, state=MailState.WAITING).delete()
    return f"{kind} {uuid4()}"


def _person(message: EmailMessage, recipient: str) -> User | None:
    """By the account that the mail is about, or by the address: that of an account that changed is nobody's by now."""
    if pk := message.extra_headers.get(PERSON):
        return User.objects.filter(pk=pk).first()
    return User.objects.filter(email__iexact=recipient).first()


def _content(message: EmailMessage) -> dict[str, Any]:
    return {
        "body": message.body,
        "subtype": message.content_subtype,
        "from_email": message.from_email,
        "reply_to": message.reply_to,
        "headers": {name: value for name, value in message.extra_headers.items() if name not in NEVER_SENT},
        "alternatives": getattr(message, "alternatives", []),
        "attachments": message.attachments,
    }


def message_of(mail: OutgoingMail) -> EmailMessage:
    """The same at each try, its id and its date included."""
    content = dict(mail.content)
    subtype = content.pop("subtype")
    content["headers"] |= {"Message-ID": mail.message_id, "Date": format_datetime(mail.written_at)}
    message = EmailMultiAlternatives(subject=mail.subject, to=[mail.recipient], **content)
    message.content_subtype = subtype
    return message


# --- sending ----------------------------------------------------------------------------------------------------------


@task(queue_name="mail")
def deliver(pk: int, tries: int) -> None:
    """May be queued as often as one likes: of the tasks that name the same number of tries, one sends."""
    mail = claim(pk, tries)
    if mail is None:
        return
    try:
        get_connection(settings.MAIL_TRANSPORT).send_messages([message_of(mail)])
    except Exception as error:
        note_trouble(mail, error)
    else:
        note_sent(mail)


def claim(pk: int, tries: int) -> OutgoingMail | None:
    unsent = OutgoingMail.objects.filter(pk=pk, tries=tries, state__in=(MailState.WAITING, MailState.SENDING))
    if not unsent.update(state=MailState.SENDING, tries=tries + 1, due=timezone.now() + LEASE):
        return None
    return OutgoingMail.objects.filter(pk=pk).first()


def note_sent(mail: OutgoingMail) -> None:
    # The mail server works (again): what has waited for it is due.
    _asleep().update(due=timezone.now(), trouble="", answer="")
    if mail.event.startswith(FAREWELL):
        mail.delete()
        return
    mail.state, mail.trouble, mail.answer = MailState.SENT, "", ""
    mail.sent_at, mail.content = timezone.now(), {}
    mail.save(update_fields=["state", "trouble", "answer", "sent_at", "content"])


def note_trouble(mail: OutgoingMail, error: Exception) -> None:
    mail.trouble, mail.answer = trouble(error)
    if mail.trouble in (MailTrouble.ADDRESS, MailTrouble.MESSAGE):
        mail.state = MailState.REFUSED
    elif mail.tries > len(MINUTES_BETWEEN_TRIES):
        mail.state = MailState.GIVEN_UP
    else:
        mail.state = MailState.WAITING
        mail.due = timezone.now() + timedelta(minutes=MINUTES_BETWEEN_TRIES[mail.tries - 1])
    mail.save(update_fields=["state", "trouble", "answer", "due"])
    failed.send(OutgoingMail, recipient=mail.recipient)


def _asleep() -> QuerySet[OutgoingMail]:
    """What waits for the mail server to work again."""
    return OutgoingMail.objects.filter(state=MailState.WAITING, trouble__in=OF_THE_SERVER, due__gt=timezone.now())


def is_stuck() -> bool:
    """No mail goes out at the moment, as far as is known from the last one that was tried."""
    return _asleep().exists()


def trouble(error: Exception) -> tuple[MailTrouble, str]:
    """What went wrong, and the words of the mail server if it said any."""
    match error:
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            return MailTrouble.SILENT, ""
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return _refusal(MailTrouble.ADDRESS, *next(iter(refused.values())))
        case smtplib.SMTPAuthenticationError():
            return MailTrouble.LOGIN, _words(error.smtp_error)
        case smtplib.SMTPResponseException():
            return _refusal(MailTrouble.MESSAGE, error.smtp_code, error.smtp_error)
        case smtplib.SMTPServerDisconnected():
            return MailTrouble.CUT_OFF, ""
        case OSError():
            return MailTrouble.UNREACHABLE, ""
    return MailTrouble.OURS, type(error).__name__


def _refusal(for_good: MailTrouble, code: int, words: bytes | str) -> tuple[MailTrouble, str]:
    return (for_good if code >= 500 else MailTrouble.LATER), _words(words)


def _words(answer: bytes | str) -> str:
    return (answer.decode(errors="replace") if isinstance(answer, bytes) else answer)[:300]


# --- bounces ----------------------------------------------------------------------------------------------------------


def note_bounce(report: bytes) -> bool:
    """A mail server said later, in a mail of its own (RFC 3464), that it could not deliver. False if it is not ours."""
    parts = list(message_from_bytes(report).walk())
    fields = {name.lower(): str(value) for part in parts for name, value in part.items()}
    if fields.get("action", "").strip().lower() != "failed":  # a delay is no bounce
        return False
    sent = OutgoingMail.objects.filter(message_id__in=_ids_in(parts), state=MailState.SENT)
    words = _words(fields.get("diagnostic-code", fields.get("status", "")))
    return bool(sent.update(state=MailState.BOUNCED, trouble=MailTrouble.BOUNCED, answer=words))


def _ids_in(parts: list[Message]) -> list[str]:
    """The mail that came back, or its head, stands within the report."""
    heads = [str(part.get_payload()) for part in parts if part.get_content_type() == "text/rfc822-headers"]
    returned = [*parts[1:], *(message_from_string(head) for head in heads)]
    return [str(part["message-id"]).strip() for part in returned if part["message-id"]]


# --- afterwards -------------------------------------------------------------------------------------------------------


def try_again(mail: OutgoingMail) -> None:
    """Somebody has put right what was wrong."""
    stuck = OutgoingMail.objects.filter(pk=mail.pk, state__in=(MailState.WAITING, *ENDED)).exclude(content={})
    anew = {"state": MailState.WAITING, "trouble": "", "answer": "", "tries": 0}
    if stuck.update(**anew, due=timezone.now() + LEASE):
        deliver.enqueue(mail.pk, 0)


def send_what_is_due() -> None:
    """What failed for a passing reason, and what a worker that died was about to send."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(state__in=(MailState.WAITING, MailState.SENDING), due__lte=now)
    for mail in due.only("tries"):
        OutgoingMail.objects.filter(pk=mail.pk).update(due=now + LEASE)
        deliver.enqueue(mail.pk, mail.tries)
