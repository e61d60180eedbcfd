"""Sessions in which a cast plays: planned from a script, told apart from those of people, and deleted afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from string import ascii_lowercase, digits
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from deliberation import sessions
from deliberation.cast.report import Event
from deliberation.cast.script import Performer, Script
from deliberation.core.acting import Role
from deliberation.core.agenda import Phase, SetAgenda
from deliberation.core.agreement import AddRule
from deliberation.entrance import GUEST_KEYS
from deliberation.log import deciding
from deliberation.models import Entry, Participation, RoomRecord, Session, unguessable

BROWSER_LASTS = 6 * 60 * 60  # seconds


class NotPlayable(Exception):
    """The room refuses what the script prepares. The code says why."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """With which one of the cast comes in: their place, and the session of their browser."""

    performer: Performer
    person: int
    browser: str

    @property
    def cookie(self) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.browser}"


@transaction.atomic
def plan(script: Script, people: int, speed: float) -> tuple[Session, list[Ticket]]:
    """A session of its own with the moderation and so many participants, prepared as the script says."""
    session = Session.with_rehearsals.rehearse(title=script.title, question=script.question, starts_at=timezone.now())
    RoomRecord.objects.create(session=session)
    moderator = script.performer(script.moderator)
    tickets = [admit(session, moderator, Role.MODERATOR)]
    tickets += [admit(session, each, Role.PARTICIPANT) for each in script.participants[:people]]
    phases = tuple(faster(phase, speed) for phase in script.phases)
    prepare(session, tickets, (SetAgenda(script.question, phases), *map(AddRule, script.ground_rules)))
    return session, tickets


def faster(phase: Phase, speed: float) -> Phase:
    """Waiting between contributions is counted by the server, which knows of no other speed."""
    return replace(phase, slow=max(1, round(phase.slow / speed))) if phase.slow else phase


def prepare(session: Session, tickets: list[Ticket], commands: tuple[Any, ...]) -> None:
    room = sessions.plenary(session).pk
    people = session.participations.in_bulk([each.person for each in tickets])
    joining = [(each.person, sessions.joining(people[each.person])) for each in tickets]
    for by, command in (*joining, *((tickets[0].person, each) for each in commands)):
        if refused := deciding.handle(room, by, command).refused:
            raise NotPlayable(refused)


def come_in(session: Session, script: Script, people: int) -> list[Ticket]:
    """Participants of the cast in a session that somebody else moderates. Those who came before come again, and nobody
    comes who is called like somebody with an account there."""
    taken = set(session.participations.exclude(user=None).values_list("name", flat=True))
    free = [each for each in script.participants if each.name not in taken]
    return [admit(session, each, Role.PARTICIPANT) for each in free[:people]]


def admit(session: Session, performer: Performer, role: Role) -> Ticket:
    fields = {"role": role, "kind": performer.kind, "key": unguessable()}
    person, _created = session.participations.get_or_create(user=None, name=performer.name, defaults=fields)
    return Ticket(performer, person.pk, browser_of(session, person, new_key(person)))


def store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore()


def beginning_of_keys(person: Participation) -> str:
    """Of all browsers with which one of the cast comes in: what a process that was killed has left is found by it."""
    return salted_hmac("deliberation.cast", person.key).hexdigest()[:16]


def new_key(person: Participation) -> str:
    """Two processes that play for a moment both have browsers of their own."""
    return beginning_of_keys(person) + get_random_string(16, ascii_lowercase + digits)


def browser_of(session: Session, person: Participation, key: str = "") -> str:
    """With this key, or any."""
    browser = store()
    browser[GUEST_KEYS] = {str(session.pk): person.key}
    browser.set_expiry(BROWSER_LASTS)
    browser.save()
    if key:
        browser.model.objects.filter(session_key=browser.session_key).update(session_key=key)
    return key or str(browser.session_key)


def forget_browsers(keys: Iterable[str]) -> None:
    store().model.objects.filter(session_key__in=list(keys)).delete()


def forget_cast(session: Session) -> None:
    """The browsers of whoever played in it. What guests have is none of these."""
    theirs = Q(pk__in=[])
    for person in session.participations.filter(user=None):
        theirs |= Q(session_key__startswith=beginning_of_keys(person))
    store().model.objects.filter(theirs).delete()


def keys(session: Session) -> frozenset[str]:
    """Of all commands that the logs of this session have."""
    return frozenset(
        map(str, Entry.objects.filter(room__session=session).exclude(key=None).values_list("key", flat=True))
    )


def happened(session: Session) -> list[list[Event]]:
    """In the plenary, and then in each of its small groups."""
    rooms = session.rooms.order_by("pk")
    return [list(room.entries.values_list("kind", "data")) for room in rooms]
