"""Rooms in which a cast talks whenever somebody looks in: nobody meets an empty demo, or one whose time is over.

Their talk begins anew for whoever comes after a while. The people of the cast have their places from the beginning, so
no visitor can take their names, nor they a visitor's place.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from deliberation import sessions
from deliberation.cast import copying
from deliberation.cast.rehearsals import Ticket, admit, forget_cast
from deliberation.cast.script import Performer, Script, known, read
from deliberation.cast.wanted import PATIENCE, want
from deliberation.core.acting import Role
from deliberation.core.agenda import OpenRoom, Stage
from deliberation.log import deciding, entries
from deliberation.models import CastRecord, Entry, Participation, RoomRecord, Session, Urn
from deliberation.remembered import forget_after_commit

GOES_ON = timedelta(minutes=10)  # for whoever comes back so soon, the talk is the one that they left
KEEPS_PLACES = timedelta(days=1)  # of guests


@transaction.atomic
def furnish(session: Session, name: str) -> None:
    """From now on the cast of this script lives there."""
    script = read(known()[name].read_text())
    fields = {"script": name, "people": len(script.participants), "is_living_room": True}
    CastRecord.objects.get_or_create(session=session, defaults=fields)
    company(session, script)
    forget_cast(session)


def company(session: Session, script: Script) -> list[Ticket]:
    """Who plays, without those who are called like somebody with an account there; the moderation of the cast helps
    whoever moderates the room."""
    taken = set(session.participations.exclude(user=None).values_list("name", flat=True))
    here = [each for each in script.performers if each.name not in taken]
    return [admit(session, each, role_of(each, script)) for each in here]


def role_of(performer: Performer, script: Script) -> Role:
    return Role.CO_MODERATOR if performer.slug == script.moderator else Role.PARTICIPANT


def come(session: Session, person: Participation) -> None:
    """Somebody comes into a room. Where no cast plays, it costs nothing."""
    cast = getattr(session, "cast", None)
    if cast is not None:
        call(cast, person)


@transaction.atomic
def call(cast: CastRecord, person: Participation) -> None:
    """A talk of which nobody knows any more begins anew for them, before their browser has connected."""
    record = CastRecord.objects.select_for_update().get(pk=cast.pk)  # of two who come at once, one begins it
    if record.is_living_room and is_stale(record, timezone.now()):
        begin_anew(record, person)
    want(record)


def is_stale(record: CastRecord, now: datetime) -> bool:
    """Whether nobody would miss what was said there."""
    last = max(filter(None, (record.played_until, record.wanted_at)), default=None)
    return last is None or last < now - GOES_ON


def begin_ended_anew() -> None:
    """Where the cast has talked until the end and everybody has gone, the next visitors find an open room again."""
    ended = CastRecord.objects.filter(is_living_room=True, session__in=Session.objects.ended().values("pk"))
    for record in ended.filter(wanted_at__lte=timezone.now() - PATIENCE).select_related("session"):
        begin_anew(record)


@transaction.atomic
def begin_anew(record: CastRecord, visitor: Participation | None = None) -> None:
    """The same room with an empty log, planned as before and open since now."""
    session, plenary = record.session, sessions.plenary(record.session)
    entries.lock(session.rooms.values_list("pk", flat=True))
    plan = replace(copying.plan_of(session), ground_rules=tuple(sessions.suggested(session.live_template)))
    empty(session, plenary)
    let_guests_go(record, visitor)
    session.starts_at = timezone.now()
    session.save(update_fields=["starts_at"])
    moderator = give_roles_back(session, script_of(record))
    copying.prepare(moderator, plan)
    for person in cast_of(record):  # first: where one speaks after another, visitors need not begin
        deciding.handle(plenary.pk, person.pk, sessions.joining(person))
    deciding.handle(plenary.pk, moderator.pk, OpenRoom())


def empty(session: Session, plenary: RoomRecord) -> None:
    Entry.objects.filter(room__session=session).delete()
    Urn.objects.filter(room__session=session).delete()
    session.rooms.filter(kind=RoomRecord.Kind.BREAKOUT).delete()
    RoomRecord.objects.filter(pk=plenary.pk).update(head=0, stage=Stage.PLANNED, epoch=uuid4())
    forget_after_commit([plenary.pk])


def let_guests_go(record: CastRecord, visitor: Participation | None) -> None:
    """Or the room would be full one day. The cast keeps its places, so nobody else gets its names."""
    guests = record.session.participations.filter(user=None, joined_at__lte=timezone.now() - KEEPS_PLACES)
    stay = [person.pk for person in (*cast_of(record), visitor) if person]
    guests.exclude(pk__in=stay).delete()


def script_of(record: CastRecord) -> Script:
    return read(known()[record.script].read_text())


def cast_of(record: CastRecord) -> QuerySet[Participation]:
    """The places of the cast, in the order in which they stand in the script."""
    names = [each.name for each in script_of(record).performers]
    return record.session.participations.filter(user=None, name__in=names).order_by("pk")


def give_roles_back(session: Session, script: Script) -> Participation:
    """Whoever planned it moderates, and the moderation of the cast helps, whatever became of that in the talk before.
    Returns whoever moderates."""
    everybody = session.participations
    everybody.update(removed="")
    everybody.filter(role=Role.MODERATOR).update(role=Role.PARTICIPANT)
    helping = script.performer(script.moderator)
    everybody.filter(user=None, name=helping.name).update(role=role_of(helping, script))
    everybody.filter(user=session.created_by).update(role=Role.MODERATOR)
    return everybody.select_related("session").get(role=Role.MODERATOR)
