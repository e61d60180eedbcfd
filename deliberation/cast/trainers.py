"""Rehearsals of trainers: each in a copy of a session, for ten minutes, and then nothing of it is left."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.models import User
from deliberation import limits, sessions
from deliberation.cast import copying
from deliberation.cast.rehearsals import faster, forget_cast
from deliberation.cast.script import known, read
from deliberation.cast.wanted import PATIENCE
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.models import CastRecord, RehearsalRecord, RoomRecord, Session
from deliberation.models.rehearsals import TOLD_FOR

LASTS = timedelta(minutes=10)
SCRIPT = "standard-90"
ABANDONED = timedelta(days=1)  # a copy of which nobody knows any more who rehearses in it


class NotNow(Exception):
    """No rehearsal begins. The code says why: `begun` (the session is no longer ahead), `empty` (it has no phases),
    `elsewhere` (this trainer rehearses another session), `busy` (others rehearse) or `often`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def rehearse(of: Session, trainer: User, speed: int) -> Session:
    """The copy in which they rehearse: a new one, or the one that is there. Raises `NotNow`."""
    User.objects.select_for_update().get(pk=trainer.pk)  # of two presses of the button, one begins it
    end_what_is_over()
    running = running_of(trainer)
    if running and running.copy and running.of_id == of.pk:
        return running.copy
    if code := why_not(of, trainer, running):
        raise NotNow(code)
    RehearsalRecord.objects.filter(of=of, trainer=trainer).delete()
    copy = copy_of(of, trainer, speed)
    now = timezone.now()
    RehearsalRecord.objects.create(of=of, copy=copy, key=copy.key, trainer=trainer, started_at=now, ends_at=now + LASTS)
    return copy


def why_not(of: Session, trainer: User, running: RehearsalRecord | None) -> str:
    if sessions.stage_of(of) is not Stage.PLANNED:
        return "begun"
    if not sessions.phases_of(of):
        return "empty"
    if running:
        return "elsewhere"
    if under_way().count() >= settings.REHEARSALS_AT_ONCE:
        return "busy"
    return "" if limits.may_rehearse(trainer) else "often"


def under_way() -> "QuerySet[RehearsalRecord]":
    return RehearsalRecord.objects.filter(ended="")


def running_of(trainer: User) -> RehearsalRecord | None:
    return under_way().filter(trainer=trainer).select_related("copy").first()


def told_to(trainer: User, of: Session, now: datetime) -> RehearsalRecord | None:
    """What the session's page says of a rehearsal: that it is under way, or for a while how it ended."""
    own = RehearsalRecord.objects.filter(of=of, trainer=trainer, ends_at__gt=now - TOLD_FOR)
    return own.select_related("copy__cast").first()


def copy_of(of: Session, trainer: User, speed: int) -> Session:
    """With the trainer, who moderates it alone; the cast comes in when they do."""
    copy = Session.with_rehearsals.rehearse(
        title=of.title,
        question=of.question,
        issue_guide=of.issue_guide,
        template=of.template,
        medium=of.medium,
        starts_at=timezone.now(),
        minutes=of.minutes,
        created_by=trainer,
    )
    RoomRecord.objects.create(session=copy)
    plan = copying.plan_of(of)
    phases = tuple(faster(phase, speed) for phase in plan.phases)
    copying.prepare(sessions.take_part(copy, trainer, Role.MODERATOR), replace(plan, phases=phases))
    people = len(read(known()[SCRIPT].read_text()).participants)
    CastRecord.objects.create(session=copy, script=SCRIPT, people=people, speed=speed)
    return copy


# --- the end ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def end_own(of: Session, trainer: User) -> None:
    """They have rehearsed enough: nothing is left."""
    for record in under_way().filter(of=of, trainer=trainer).select_related("copy"):
        delete_copy(record)
        record.delete()


def delete_copy(record: RehearsalRecord) -> None:
    """Whoever is in its room is shown out when the process that serves them finds it gone."""
    if record.copy:
        forget_cast(record.copy)
        record.copy.delete()


@transaction.atomic
def end_what_is_over() -> None:
    """What is left of each is how it ended, for those who ask on the session's page."""
    now = timezone.now()
    for record in under_way().filter(ends_at__lte=now).select_related("copy__cast"):
        record.ended = how_it_ended(record)
        delete_copy(record)
        record.copy = None
        record.save(update_fields=["ended", "copy"])
    left = Q(rehearsal=None, starts_at__lte=now - ABANDONED)
    for session in Session.with_rehearsals.filter(left, is_rehearsal=True):
        session.delete()


def how_it_ended(record: RehearsalRecord) -> RehearsalRecord.End:
    cast = record.copy.cast if record.copy else None
    if cast is None or cast.wanted_at is None:
        return RehearsalRecord.End.TIME
    return RehearsalRecord.End.BREAK if broke_off(cast, record.ends_at) else RehearsalRecord.End.TIME


def broke_off(cast: CastRecord, until: datetime) -> bool:
    """Whether the cast was gone before the time was over, though somebody had just been there: a server that was
    stopped, or no process that plays."""
    if cast.wanted_at is None:
        return False
    if cast.played_until is None:
        return True
    return cast.played_until < until and cast.played_until < cast.wanted_at + PATIENCE
