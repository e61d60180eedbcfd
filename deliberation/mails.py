"""What is written to people about a session. Each mail is written with what it is about, in one transaction."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import languages
from community.outbox import EVENT
from deliberation import calendars, entrance, words
from deliberation.core.acting import MODERATION, Role
from deliberation.models import Invitation, Participation, Session

Context = dict[str, Any]


def page_of(session: Session) -> str:
    return settings.BASE_URL + session.get_absolute_url()


def address_of(person: Participation) -> str:
    return person.user.email if person.user else ""


def in_language_of(person: Participation) -> translation.override:
    return languages.writing_to(person.user.language if person.user else "")


def write(template: str, subject: str, recipient: str, context: Context, event: str = "") -> EmailMessage:
    body = render_to_string(f"deliberation/{template}.txt", context)
    return EmailMessage(subject, body, to=[recipient], headers={EVENT: event} if event else None)


def with_calendar(mail: EmailMessage, session: Session, address: str) -> EmailMessage:
    calendar = calendars.calendar_of(session, address, timezone.now())
    mail.attach(calendars.FILE_NAME, calendar, calendars.CONTENT_TYPE)
    return mail


def send_way_back(guest: Participation, recipient: str, address: str) -> None:
    """The address stands on the mail only, which forgets it; the session never knows it."""
    context = {"session": guest.session, "guest": guest, "address": address}
    subject = _("Your way back: %(title)s") % {"title": guest.session.title}
    mail = write("way_back", subject, recipient, context, entrance.way_back_mail(guest.pk))
    with_calendar(mail, guest.session, page_of(guest.session)).send()  # calendars are shared: not with the way back


def invite(invitation: Invitation, by: Participation, recipients: Iterable[str]) -> None:
    """The link of a role, and the event for the calendar. The addresses stand on the mails only, which forget them."""
    session = invitation.session
    address = settings.BASE_URL + reverse("deliberation:join", args=[invitation.token])
    context = {"session": session, "by": by.name, "address": address} | task_of(Role(invitation.role))
    subject = _("You are invited: %(title)s") % {"title": session.title}
    for recipient in recipients:
        event = f"{entrance.invitation_mails(by.pk)}{uuid4()}"  # whoever is invited once more gets another mail
        with_calendar(write("invited", subject, recipient, context, event), session, address).send()


def task_of(role: Role) -> Context:
    """As what somebody comes, and what they do then; nothing for those who just take part."""
    return {} if role is Role.PARTICIPANT else {"role": words.ROLES[role], "task": words.TASKS[role]}


def tell_full(session: Session) -> None:
    """Those who moderate hear once, for each number of places, that the last of them is taken."""
    hosts = session.participations.filter(role__in=MODERATION, removed="", user__isnull=False).select_related("user")
    context = {"session": session, "address": page_of(session)}
    for host in hosts:
        with in_language_of(host):
            subject = _("All places are taken: %(title)s") % {"title": session.title}
            write("full", subject, address_of(host), context, f"full {session.pk} {session.places}").send()


def tell_new_time(session: Session) -> None:
    """Whoever has a place with an account hears when a session moves, and so does their calendar."""
    people = session.participations.filter(removed="", user__isnull=False).select_related("user")
    context = {"session": session, "address": page_of(session)}
    for person in people.exclude(role=Role.MODERATOR):
        with in_language_of(person):
            subject = _("Another time: %(title)s") % {"title": session.title}
            with_calendar(write("moved", subject, address_of(person), context), session, page_of(session)).send()
