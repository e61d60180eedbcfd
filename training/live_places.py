"""The people of a training in its live sessions: whoever has a place in the one has a place in the others.

It happens in the transaction in which the log of the training grows, so that nobody is registered who cannot come in.
Guests can still be invited to each session.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.models import Participation, Session
from training.core.places import CapacitySet, Events, State, TrainingCancelled
from training.models import LivePlace, Registration, Sitting, Training


def sessions_of(training: Training) -> QuerySet[Session]:
    """Those that are not over, of the sittings that take place."""
    held = training.sittings.filter(cancelled=False, session__isnull=False)
    return Session.objects.ahead().filter(pk__in=held.values("session"))


def follow(training: Training, events: Events) -> None:
    """What these events of its log mean for its live sessions."""
    people = {event.registration for event in events if hasattr(event, "registration")}
    registrations = training.registrations.filter(pk__in=people).select_related("user")  # read with the first session
    for session in sessions_of(training):
        for registration in registrations:
            keep(session, registration)
        if any(isinstance(event, CapacitySet) for event in events):
            make_room(session, training)
        if any(isinstance(event, TrainingCancelled) for event in events):
            clear(session, training)


def keep(session: Session, registration: Registration) -> None:
    """A place in the session as long as there is one in the training."""
    if registration.state == State.CONFIRMED:
        enter(session, registration)
    else:
        leave(LivePlace.objects.filter(registration=registration, participation__session=session))


def enter(session: Session, registration: Registration) -> None:
    """May be repeated. The running session knows them from now on, too."""
    if registration.live_places.filter(participation__session=session).exists():
        return
    participation = sessions.expect(session, registration.user, registration.name, registration.kind)
    LivePlace.objects.update_or_create(participation=participation, defaults={"registration": registration})


def leave(places: Iterable[LivePlace]) -> None:
    """Whoever was in the room is part of its log, and stays there; so does whoever has a task in it."""
    for place in places:
        person = place.participation
        if person.role == Role.PARTICIPANT:
            with suppress(sessions.AlreadyInside):
                sessions.unregister(person)


def clear(session: Session, training: Training) -> None:
    """The training, or this sitting, does not take place. The moderator keeps the session for other plans."""
    leave(LivePlace.objects.filter(registration__training=training, participation__session=session))


def make_room(session: Session, training: Training) -> None:
    """Guests count among the places of a session, so that it never has fewer than the training."""
    if session.places < training.capacity:
        session.places = training.capacity
        session.save(update_fields=["places"])


# --- the session of a sitting -----------------------------------------------------------------------------------------


def attachable(sitting: Sitting, trainer: User) -> QuerySet[Session]:
    """Sessions that this trainer moderates, that have not begun, and that belong to no sitting."""
    mine = Participation.objects.filter(user=trainer, role=Role.MODERATOR, removed="")
    free = Session.objects.with_stage(Stage.PLANNED).filter(participations__in=mine)
    return free.filter(Q(sittings=None) | Q(sittings=sitting)).order_by("starts_at")


@transaction.atomic
def attach(sitting: Sitting, session: Session) -> None:
    """From now on the people of the training are those of the session, its trainers moderate it together, and groups
    are mixed by who met whom in the sittings before."""
    training = Training.objects.select_for_update(no_key=True).get(pk=sitting.training_id)
    sitting.session = session
    sitting.save(update_fields=["session"])
    session.continues = session.continues or before(sitting)
    session.save(update_fields=["continues"])
    fill(session, sitting, training)


def fill(session: Session, sitting: Sitting, training: Training) -> None:
    """The session is when its sitting is, and has its people. The training tells them of it; may be repeated."""
    if (session.starts_at, session.ends_at) != (sitting.starts_at, sitting.ends_at):
        sessions.move(session, sitting.starts_at, sitting.ends_at)
    make_room(session, training)
    for trainer in training.trainers.all():
        sessions.take_part(session, trainer, Role.CO_MODERATOR)
    for registration in training.registrations.filter(state=State.CONFIRMED).select_related("user"):
        enter(session, registration)


def before(sitting: Sitting) -> Session | None:
    """That of the sitting before, of those that were live."""
    earlier = Sitting.objects.filter(training=sitting.training_id, starts_at__lt=sitting.starts_at, cancelled=False)
    last = earlier.exclude(session=None).select_related("session").order_by("-starts_at").first()
    return last.session if last else None


def follow_plan(training: Training, released: Collection[User] = ()) -> None:
    """What another plan means for the sessions that are not over: another time, others who lead it, or no sitting.
    `released`: who led the training until now."""
    ahead = Session.objects.ahead().values("pk")
    for sitting in training.sittings.filter(session__in=ahead).select_related("session"):
        session: Any = sitting.session
        release(session, released)
        if sitting.cancelled:
            clear(session, training)
        else:
            fill(session, sitting, training)


def release(session: Session, trainers: Collection[User]) -> None:
    """Whoever leads the session keeps it, and so does whoever was in the room already."""
    for person in session.participations.filter(user__in=trainers, role=Role.CO_MODERATOR):
        with suppress(sessions.AlreadyInside):
            sessions.unregister(person)


# --- the way in -------------------------------------------------------------------------------------------------------


def way_in(registration: Registration, sitting: Sitting) -> LivePlace | None:
    """Whoever gave back the place in this session only has it again; nobody comes into one that is over."""
    session = sitting.session
    if session is None or session not in sessions_of(registration.training) or registration.state != State.CONFIRMED:
        return None
    enter(session, registration)
    return registration.live_places.select_related("participation__session").get(participation__session=session)
