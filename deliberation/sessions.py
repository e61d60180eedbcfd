"""What happens around a live session: planning and inviting. Registering happens in trainings, which know sessions."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import User
from deliberation import mails, words
from deliberation.core import agenda, agreement, names, people, planning, timetable
from deliberation.core.acting import MODERATION, Refused, Role
from deliberation.core.agenda import Medium, Stage
from deliberation.live.bell import ring_after_commit
from deliberation.log import deciding, drafts, entries
from deliberation.models import AgendaTemplate, Entry, Invitation, Participation, RoomRecord, Session, unguessable

# Of those who come by link with a task: more would not help a group.
MOST_WITH_TASK = 4
MOST_PLACES = 500


class Full(Exception):
    """All places of the session are taken."""


class Ended(Exception):
    """Nobody comes into a session that is over, and nothing of it changes."""


class OutForGood(Exception):
    """Whoever was removed does not come in again."""


class NameTaken(Exception):
    """Somebody in the session is hardly told apart from this name; `proposed` is free."""

    def __init__(self, proposed: str) -> None:
        super().__init__(proposed)
        self.proposed = proposed


class AlreadyInside(Exception):
    """Whoever was in the room is part of its log."""


class StillGoingOn(Exception):
    """Nobody reads along from outside while people talk."""


class NotPrepared(Exception):
    """The room takes no such agenda. The code says why."""


@transaction.atomic
def plan(session: Session, trainer: User) -> Session:
    """Save a new session with its room, prepared as the template says; the trainer moderates."""
    session.created_by = trainer
    session.save()
    RoomRecord.objects.create(session=session)
    prepare(session, take_part(session, trainer, Role.MODERATOR), None)
    return session


def stage_of(session: Session) -> Stage:
    return Stage(plenary(session).stage)


def fewest_places(session: Session) -> int:
    """As stored, whatever a form has changed on the object."""
    planned = Session.objects.values_list("places", flat=True).get(pk=session.pk)
    return planning.fewest_places(stage_of(session), planned, taken(session, Role.PARTICIPANT))


@transaction.atomic
def replan(session: Session, moderator: Participation) -> list[str]:
    """Save what may be changed now; the room changes with it as long as it is not open. Returns the ground rules that
    did not fit. Raises `NotPrepared` and `Ended`."""
    entries.lock([plenary(session).pk])  # it neither opens nor ends meanwhile
    stage = stage_of(session)
    if stage is Stage.CLOSED:
        raise Ended
    before = Session.objects.select_related("template").get(pk=session.pk)
    fields = {field.name for field in Session._meta.fields if not field.primary_key}
    session.calendar_sequence = before.calendar_sequence + 1
    session.save(update_fields={name for name in fields if not planning.why_fixed(name, stage)})
    if (session.starts_at, session.ends_at) != (before.starts_at, before.ends_at):
        mails.tell_new_time(session)
    return prepare(session, moderator, before.template) if stage is Stage.PLANNED else []


def prepare(session: Session, moderator: Participation, before: AgendaTemplate | None) -> list[str]:
    """Agenda and ground rules as the template says; `before`: the one by which the room was prepared so far. Returns
    the ground rules of the template for which there was no place beside those of the group."""
    room = plenary(session).pk
    phases = planned_phases(session, before)
    planned_agenda = agenda.SetAgenda(session.question, phases, Medium(session.medium))
    joined = deciding.handle(room, moderator.pk, joining(moderator))
    planned = deciding.handle(room, moderator.pk, planned_agenda)
    for answer in (joined, planned):
        if answer.refused and phases:
            raise NotPrepared(answer.refused)
    keep_minutes(session, phases)
    changes = changed_rules(deciding.load(room).room.agreement, suggested(before), suggested(session.live_template))
    refused = [change for change in changes if deciding.handle(room, moderator.pk, change).refused]
    ring_after_commit("ring", [session.pk], room=room, seq=plenary(session).head)
    return [change.text for change in refused if isinstance(change, agreement.AddRule)]


def planned_phases(session: Session, before: AgendaTemplate | None) -> tuple[agenda.Phase, ...]:
    """Those of the template when it is chosen. From then on the session has its own, which its trainer may change."""
    if before is not None and before == session.template:
        return phases_of(session)
    return session.live_template.as_phases() if session.live_template else ()


def phases_of(session: Session) -> tuple[agenda.Phase, ...]:
    """As its log has them: there is no other copy."""
    found: tuple[agenda.Phase, ...] = deciding.load(plenary(session).pk).room.agenda.phases
    return found


def version_of_agenda(session: Session) -> int:
    """Grows with each change of its phases."""
    return int(deciding.load(plenary(session).pk).room.agenda.moved)


@transaction.atomic
def rearrange(session: Session, moderator: Participation, phases: tuple[agenda.Phase, ...]) -> None:
    """Other phases, or others first, as long as the room is not open. Raises `NotPrepared` and `Ended`."""
    room = plenary(session).pk
    entries.lock([room])
    if planning.why_fixed("phases", stage_of(session)):
        raise Ended
    deciding.handle(room, moderator.pk, joining(moderator))
    planned = agenda.SetAgenda(session.question, phases, Medium(session.medium))
    if refused := deciding.handle(room, moderator.pk, planned).refused:
        raise NotPrepared(refused)
    keep_minutes(session, phases)
    ring_after_commit("ring", [session.pk], room=room, seq=plenary(session).head)


def keep_minutes(session: Session, phases: tuple[agenda.Phase, ...]) -> None:
    session.minutes = timetable.total(phases) or session.minutes
    session.save(update_fields=["minutes"])


def suggested(template: AgendaTemplate | None) -> list[str]:
    return [str(rule.value).strip() for rule in template.ground_rules] if template else []


def changed_rules(
    now: agreement.Agreement, before: list[str], after: list[str]
) -> list[agreement.RemoveRule | agreement.AddRule]:
    """What leads from the suggestions of one template to those of another: what people wrote themselves stays, and what
    they removed does not come back."""
    there = [rule.text for rule in now.rules]
    gone = [rule.id for rule in now.rules if rule.text in before and rule.text not in after]
    new = [text for text in after if text not in before and text not in there]
    return [*map(agreement.RemoveRule, gone), *map(agreement.AddRule, new)]


def plenary(session: Session) -> RoomRecord:
    return session.rooms.get(kind=RoomRecord.Kind.PLENARY)


def joining(person: Participation) -> people.Join:
    is_guest = person.user_id is None
    return people.Join(person.name, Role(person.role), person.kind, is_guest, person.shares_device)


@transaction.atomic
def ask(moderator: Participation, command: Any, *others: Participation) -> None:
    """Of the plenary, from a page. Whoever it concerns is in the log from now on. Raises `Refused`."""
    session = moderator.session
    room = plenary(session).pk
    for person in (moderator, *others):
        deciding.handle(room, person.pk, joining(person))
    answer = deciding.handle(room, moderator.pk, command)
    if answer.refused:
        raise Refused(answer.refused)
    ring_after_commit("ring", [session.pk], room=room, seq=plenary(session).head)


def take_part(session: Session, user: User, role: Role) -> Participation:
    """Somebody with an account, under the name and with the organisation that stand there. Raises `Refused` for a name
    under which nobody can come in."""
    known = session.participations.filter(user=user).first()
    if known:
        return known
    kind = user.organisation.kind if user.organisation else ""
    return session.participations.create(user=user, role=role, name=name_of_account(session, user, role), kind=kind)


def expect(session: Session, user: User | None, name: str, kind: str) -> Participation:
    """Somebody who has a place in what the session belongs to, under the name that they gave there, however many places
    the session has. With no account they come as a guest; a name that nobody may have in a room becomes their role."""
    known = session.participations.filter(user=user).first() if user else None
    if known:
        return known
    try:
        wanted = acceptable_name(name[: names.LONGEST])
    except Refused:
        wanted = str(words.ROLES[Role.PARTICIPANT])
    name = names.free_name(wanted, taken_names(session))
    return session.participations.create(user=user, role=Role.PARTICIPANT, name=name, kind=kind)


@transaction.atomic
def move(session: Session, starts_at: datetime, ends_at: datetime) -> bool:
    """To another time, which whoever moves it tells people. Says whether it could: what is over stays when it was."""
    entries.lock([plenary(session).pk])
    if stage_of(session) is Stage.CLOSED:
        return False
    session.starts_at, session.ends_at = starts_at, ends_at
    session.calendar_sequence += 1
    session.save(update_fields=["starts_at", "ends_at", "calendar_sequence"])
    return True


def name_of_account(session: Session, user: User, role: Role) -> str:
    """Of two people with one name, the second gets a number. Whoever moderates may be called so."""
    accept = names.cleaned_name if role in MODERATION else acceptable_name
    try:
        name = accept(user.display_name[: names.LONGEST])
    except Refused:
        if role not in MODERATION:
            raise
        name = str(words.ROLES[role])
    return names.free_name(name, taken_names(session))


def acceptable_name(name: str) -> str:
    """The name as it is stored; raises `Refused`."""
    cleaned = names.cleaned_name(name)
    if names.means_role(cleaned):
        raise Refused("names.role")
    return cleaned


def taken_names(session: Session) -> list[str]:
    """Those of removed people, too: nobody comes in again under their name."""
    return list(session.participations.values_list("name", flat=True))


def places_left(session: Session, role: Role = Role.PARTICIPANT) -> int:
    places = {Role.PARTICIPANT: session.places, Role.OBSERVER: session.observer_places}
    return max(0, places.get(role, MOST_WITH_TASK) - taken(session, role))


def taken(session: Session, role: Role) -> int:
    return session.participations.filter(role=role, removed="").count()


@transaction.atomic
def offer_places(session: Session, more: int) -> None:
    """For those who came too late, if they come once more."""
    stored = Session.objects.select_for_update().get(pk=session.pk)
    stored.places = min(MOST_PLACES, stored.places + more)
    stored.save(update_fields=["places"])


def tell_if_full(session: Session, role: Role) -> None:
    if role is Role.PARTICIPANT and not places_left(session):
        mails.tell_full(session)


def may_unregister(participation: Participation) -> bool:
    """Whoever was in the room is part of its log and stays; the moderator, too."""
    own = Entry.objects.filter(room__session=participation.session_id, by=participation)
    return participation.role != Role.MODERATOR and not own.exists()


@transaction.atomic
def unregister(participation: Participation) -> None:
    """Their place is free again. Raises `AlreadyInside`.

    Whether they may is asked under the lock under which the log grows: whoever enters at the same moment would leave a
    name there that nobody could erase any more.
    """
    entries.lock(participation.session.rooms.values_list("pk", flat=True))
    if not may_unregister(participation):
        raise AlreadyInside
    participation.delete()


@transaction.atomic
def accept(invitation: Invitation, user: User | None, key: str, name: str, kind: str) -> Participation:
    """Let somebody in by invitation: with an account, or as the guest whose browser holds the key. Raises `Full`,
    `Ended`, `OutForGood` and `NameTaken`."""
    session = Session.objects.select_for_update().get(pk=invitation.session_id)
    known = session.participations.filter(user=user) if user else session.participations.filter(user=None, key=key)
    if participation := known.first():
        return returning(session, participation)
    return new_place(session, Role(invitation.role), name, user=user, key=key, kind=kind)


def new_place(session: Session, role: Role, name: str, **fields: Any) -> Participation:
    """In a session that is locked. Raises `Full`, `Ended` and `NameTaken`."""
    if plenary(session).stage == Stage.CLOSED:
        raise Ended
    if not places_left(session, role):
        raise Full
    proposed = names.free_name(name, taken_names(session))
    if proposed != name:
        raise NameTaken(proposed)
    participation = session.participations.create(role=role, name=name, **fields)
    tell_if_full(session, role)
    return participation


@transaction.atomic
def list_person(session: Session, name: str, kind: str) -> Participation:
    """Somebody without a phone has a place, and is in the room at once. Raises `Full`, `Ended` and `NameTaken`."""
    locked = Session.objects.select_for_update().get(pk=session.pk)
    person = new_place(locked, Role.PARTICIPANT, name, kind=kind, shares_device=True)
    room = plenary(locked).pk
    deciding.handle(room, person.pk, joining(person))
    ring_after_commit("ring", [locked.pk], room=room, seq=plenary(locked).head)
    return person


def returning(session: Session, participation: Participation) -> Participation:
    """Somebody who had a place has it still; whoever lost it by being away gets one, if there is any. Raises `Full` and
    `OutForGood`."""
    if people.stays_out(participation.removed):
        raise OutForGood
    if participation.removed:
        if not places_left(session, Role(participation.role)):
            raise Full
        participation.removed = ""
        participation.save(update_fields=["removed"])
    return participation


@transaction.atomic
def take_again(participation: Participation) -> None:
    """A place for whoever lost theirs by being away. Raises `Full`, `Ended` and `OutForGood`."""
    session = Session.objects.select_for_update().get(pk=participation.session_id)
    if plenary(session).stage == Stage.CLOSED:
        raise Ended
    returning(session, session.participations.get(pk=participation.pk))


def free_place(moderator: Participation, person: Participation) -> None:
    """Of somebody who never came: they can come in again as anybody can. Whoever was in the room is removed from it as
    absent. Raises `Refused`."""
    try:
        unregister(person)
    except AlreadyInside:
        ask(moderator, people.RemovePerson(person.pk, people.Removal.ABSENT))


# --- tasks ------------------------------------------------------------------------------------------------------------


def give_role(moderator: Participation, person: Participation, role: Role) -> None:
    """Whoever gives the moderation away stays as co-moderation. Raises `Refused`."""
    is_handing_over = role is Role.MODERATOR
    ask(moderator, people.HandOver(person.pk) if is_handing_over else people.GiveRole(person.pk, role), person)


def may_reopen(session: Session) -> bool:
    """As long as a mistake is likely; the room decides it once more."""
    ended = deciding.load(plenary(session).pk).room.agenda.until
    return bool(drafts.now() - ended <= agenda.REOPEN_WITHIN)


def reopen(moderator: Participation, reason: str) -> None:
    """What was ended by mistake goes on. Raises `Refused`."""
    ask(moderator, agenda.ReopenRoom(reason))


# --- guests -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def keep_with_account(guest: Participation, user: User) -> None:
    """All that the guest said and kept is theirs from now on, and no browser's key leads to it any more. Raises
    `AlreadyInside` if the account takes part by itself."""
    session = Session.objects.select_for_update().get(pk=guest.session_id)
    if session.participations.filter(user=user).exists():
        raise AlreadyInside
    session.participations.filter(pk=guest.pk, user=None).update(user=user, key=unguessable())
    ring_after_commit("recheck", [session.pk], people=[guest.pk])


# --- invitations ------------------------------------------------------------------------------------------------------


def invitation_for(session: Session, role: Role) -> Invitation:
    """The link for this role."""
    invitation, _created = session.invitations.get_or_create(role=role)
    return invitation


def renew(session: Session, role: Role) -> Invitation:
    """A new link; the old one leads nowhere from now on."""
    session.invitations.filter(role=role).delete()
    return invitation_for(session, role)


def renew_projector(session: Session) -> None:
    """A new address for the wall; the old one leads nowhere from now on."""
    session.projector_key = unguessable()
    session.save(update_fields=["projector_key"])


def renew_device(session: Session) -> None:
    """Likewise for the device that goes round."""
    session.device_key = unguessable()
    session.save(update_fields=["device_key"])


# --- examples ---------------------------------------------------------------------------------------------------------


def set_example(session: Session, is_example: bool) -> None:
    """Whether everybody can read its transcript. That its people are invented is for the operator to know. Raises
    `StillGoingOn`."""
    if is_example and plenary(session).stage != Stage.CLOSED:
        raise StillGoingOn
    session.is_example = is_example
    session.save(update_fields=["is_example"])
