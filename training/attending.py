"""Who was at a sitting: what trainers note, what people note themselves with the code on site, what live sessions say.

Nothing is changed: each mark stays, and the newest counts (`core/attendance.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anyascii import anyascii
from django.db import transaction
from django.db.models import Q

from community.models import User
from deliberation.core.acting import Role
from deliberation.models import Session, Stay
from training.core import attendance
from training.core.attendance import MarkSource, Noted, Span, Status
from training.core.places import Stage, State
from training.models import Mark, MarkReason, Registration, Sitting

READ_AFTER = timedelta(minutes=15)  # after the end, so that whoever is still connected is noted until the end


class NotOnTheList(Exception):
    """Of this sitting; what is refused says no more, so that nobody learns who is on it."""


class ReasonMissing(Exception):
    """Whoever corrects what was noted on the day says why."""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person at one sitting. `marks`: all of them, the first one first."""

    registration: Registration
    marks: tuple[Mark, ...]
    noted: tuple[Noted, ...]
    minutes: int
    needs_reason: bool
    was_corrected: bool

    @property
    def current(self) -> Noted | None:
        return attendance.current(self.noted)

    @property
    def status(self) -> Status:
        return self.current.status if self.current else Status.OPEN


def span(sitting: Sitting) -> Span:
    return Span(sitting.starts_at, sitting.ends_at)


# --- reading ----------------------------------------------------------------------------------------------------------


def on_list(sitting: Sitting) -> list[Registration]:
    """Who has a place, and who had one and was noted, by name."""
    people = Registration.objects.filter(training=sitting.training_id).filter(
        Q(state=State.CONFIRMED) | Q(marks__sitting=sitting)
    )
    found = people.select_related("user", "organisation").distinct()
    return sorted(found, key=lambda person: (anyascii(person.name).casefold(), person.pk))


def sheet(sitting: Sitting, now: datetime) -> list[AttendanceRow]:
    marks = _marks(sitting)
    return [_row(sitting, person, marks[person.pk], now) for person in on_list(sitting)]


def _marks(sitting: Sitting) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in sitting.marks.select_related("by", "given_reason").order_by("pk"):
        found[mark.registration_id].append(mark)
    return found


def _row(sitting: Sitting, person: Registration, marks: Sequence[Mark], now: datetime) -> AttendanceRow:
    noted, at = _noted(marks), span(sitting)
    minutes = attendance.minutes_there(attendance.current(noted), at)
    needs_reason, was_corrected = attendance.needs_reason(noted, at, now), attendance.was_corrected(noted, at)
    return AttendanceRow(person, tuple(marks), noted, minutes, needs_reason, was_corrected)


def _noted(marks: Iterable[Mark]) -> tuple[Noted, ...]:
    return tuple(
        Noted(Status(mark.status), MarkSource(mark.source), mark.at, mark.minutes, mark.reason) for mark in marks
    )


def tally(rows: Iterable[AttendanceRow]) -> dict[Status, int]:
    return attendance.tally([row.current for row in rows])


# --- noting -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def tap(sitting: Sitting, registration: Registration, status: Status, by: User, now: datetime) -> Status:
    """Of a trainer: once notes it, once more takes it back. Raises ReasonMissing once the day is over."""
    marks = _locked(sitting, registration)
    noted = _noted(marks)
    if attendance.needs_reason(noted, span(sitting), now):
        raise ReasonMissing
    status = attendance.tapped(noted, status)
    minutes = attendance.noted_late(span(sitting), now) if status is Status.LATE else None
    _add(sitting, registration, marks, Noted(status, MarkSource.TRAINER, now, minutes), by)
    return status


@transaction.atomic
def correct(sitting: Sitting, registration: Registration, noted: Noted, by: User) -> None:
    """What was noted before stays. Raises ReasonMissing where the day is over and no reason is given."""
    marks = _locked(sitting, registration)
    if attendance.needs_reason(_noted(marks), span(sitting), noted.at) and not noted.reason:
        raise ReasonMissing
    _add(sitting, registration, marks, noted, by)


@transaction.atomic
def come(sitting: Sitting, registration: Registration, now: datetime) -> None:
    """With the code on site. What trainers have noted stays as it is."""
    marks = _locked(sitting, registration)
    if attendance.gives_way(_noted(marks), MarkSource.CODE):
        status, minutes = attendance.arriving(span(sitting), now)
        _add(sitting, registration, marks, Noted(status, MarkSource.CODE, now, minutes), None)


def _locked(sitting: Sitting, registration: Registration) -> list[Mark]:
    """Of two who note at the same moment, the second sees what the first one noted."""
    Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    marks = Mark.objects.filter(sitting=sitting, registration=registration)
    return list(marks.select_related("given_reason").order_by("pk"))


def _add(sitting: Sitting, registration: Registration, before: Sequence[Mark], noted: Noted, by: User | None) -> None:
    mark = Mark.objects.create(
        sitting=sitting,
        registration=registration,
        status=noted.status,
        minutes=noted.minutes,
        source=noted.source,
        by=by,
        at=noted.at,
        replaces=before[-1] if before else None,
    )
    if noted.reason:
        MarkReason.objects.create(mark=mark, by=by, text=noted.reason)


# --- the code on site -------------------------------------------------------------------------------------------------


def coming(sitting: Sitting, user: User | None, email: str = "") -> Registration:
    """Who of the list has this account, or this address. Raises NotOnTheList."""
    confirmed = Registration.objects.filter(training=sitting.training_id, state=State.CONFIRMED)
    who = Q(user=user) if user else Q(user__email__iexact=email) | Q(email__iexact=email)
    if not user and not email:
        raise NotOnTheList
    found = confirmed.filter(who).select_related("user").first()
    if found is None:
        raise NotOnTheList
    return found


def is_code_open(sitting: Sitting, now: datetime) -> bool:
    announced = sitting.training.stage == Stage.ANNOUNCED and not sitting.cancelled
    return announced and attendance.is_code_open(span(sitting), now)


# --- live sessions ----------------------------------------------------------------------------------------------------


def prepare_live(now: datetime) -> None:
    """From an hour before a sitting on, its live session notes who is connected."""
    soon = now + attendance.CODE_BEFORE
    ahead = Sitting.objects.filter(starts_at__lte=soon, ends_at__gt=now, cancelled=False, session__notes_stays=False)
    Session.objects.filter(pk__in=ahead.values("session")).update(notes_stays=True)


def read_live(now: datetime) -> None:
    """Note of each sitting that is over who was connected to its live session, and for how long."""
    over = Sitting.objects.filter(session__notes_stays=True, ends_at__lte=now - READ_AFTER)
    for sitting in over.select_related("session"):
        _read_live(sitting, now)


@transaction.atomic
def _read_live(sitting: Sitting, now: datetime) -> None:
    """A session may be that of several sittings: it goes on noting until the last of them that has begun was read."""
    at = span(sitting)
    spans = _spans(sitting)
    people = Registration.objects.filter(training=sitting.training_id, state=State.CONFIRMED, pk__in=spans)
    for registration in people:
        marks = _locked(sitting, registration)
        found = attendance.connected(spans[registration.pk], at)
        if found and attendance.gives_way(_noted(marks), MarkSource.LIVE):
            status, minutes = found
            _add(sitting, registration, marks, Noted(status, MarkSource.LIVE, now, minutes), None)
    going_on = Sitting.objects.filter(session=sitting.session_id, ends_at__gt=now - READ_AFTER)
    if not going_on.filter(starts_at__lte=now + attendance.CODE_BEFORE).exists():
        Session.objects.filter(sittings=sitting).update(notes_stays=False)


def _spans(sitting: Sitting) -> dict[int, list[Span]]:
    """By registration, with an account or without. Whoever looks after the room is not on the list, nor is somebody who
    was invited to the session only."""
    stays = Stay.objects.filter(
        participation__session=sitting.session_id,
        participation__live_place__registration__training=sitting.training_id,
        participation__role__in=(Role.PARTICIPANT, Role.RECORDER, Role.OBSERVER),
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for registration, begins, ends in stays.values_list("participation__live_place__registration", "begins", "ends"):
        found[registration].append(Span(begins, ends))
    return found
