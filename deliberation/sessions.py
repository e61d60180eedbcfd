"""What happens around a live session: planning, registering, inviting."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.models import User
from community.outbox import EVENT
from deliberation import entrance, words
from deliberation.core import agenda, agreement, names, people
from deliberation.core.acting import MODERATION, Refused, Role
from deliberation.core.agenda import Stage
from deliberation.live.bell import ring_after_commit
from deliberation.log import deciding, entries
from deliberation.models import AgendaTemplate, Entry, Invitation, Participation, RoomRecord, Session, unguessable

# What may still be changed while people are in the room: their question, phases and rules stay.
CHANGEABLE_ONCE_OPEN = frozenset({"title", "starts_at", "places", "observer_places", "registration_open"})


class Full(Exception):
    """All places of the session are taken."""


class Ended(Exception):
    """Nobody comes into a session that is over."""


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


def changeable(session: Session) -> frozenset[str]:
    """The fields that a moderator may change now."""
    every = frozenset(field.name for field in Session._meta.fields)
    return every if plenary(session).stage == Stage.PLANNED else CHANGEABLE_ONCE_OPEN


@transaction.atomic
def replan(session: Session, moderator: Participation) -> list[str]:
    """Save changes; the room changes with them as long as it is not open. Returns the ground rules that did not fit.

    Raises `NotPrepared`.
    """
    entries.lock([plenary(session).pk])  # it does not open meanwhile
    if plenary(session).stage != Stage.PLANNED:
        session.save(update_fields=CHANGEABLE_ONCE_OPEN)
        return []
    before = Session.objects.get(pk=session.pk).template
    session.save()
    return prepare(session, moderator, before)


def prepare(session: Session, moderator: Participation, before: AgendaTemplate | None) -> list[str]:
    """Agenda and ground rules as the template says; `before`: the one by which the room was prepared so far. Returns
    the ground rules of the template for which there was no place beside those of the group."""
    room = plenary(session).pk
    phases = session.live_template.as_phases() if session.live_template else ()
    joined = deciding.handle(room, moderator.pk, people.Join(moderator.name, Role(moderator.role), moderator.kind))
    planned = deciding.handle(room, moderator.pk, agenda.SetAgenda(session.question, phases))
    for answer in (joined, planned):
        if answer.refused and phases:
            raise NotPrepared(answer.refused)
    changes = changed_rules(deciding.load(room).room.agreement, suggested(before), suggested(session.live_template))
    refused = [change for change in changes if deciding.handle(room, moderator.pk, change).refused]
    ring_after_commit("ring", [session.pk], room=room, seq=plenary(session).head)
    return [change.text for change in refused if isinstance(change, agreement.AddRule)]


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


def take_part(session: Session, user: User, role: Role) -> Participation:
    """Somebody with an account, under the name and with the organisation that stand there. Raises `Refused` for a name
    under which nobody can come in."""
    known = session.participations.filter(user=user).first()
    if known:
        return known
    kind = user.organisation.kind if user.organisation else ""
    return session.participations.create(user=user, role=role, name=name_of_account(session, user, role), kind=kind)


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
    """Of participants or of observers."""
    places = session.observer_places if role is Role.OBSERVER else session.places
    return max(0, places - session.participations.filter(role=role, removed="").count())


@transaction.atomic
def register(session: Session, user: User) -> Participation:
    """A place for this person, confirmed by mail. Raises `Full`, `OutForGood`, and `Refused` for the account's name."""
    Session.objects.select_for_update().get(pk=session.pk)  # of two who want the last place, one gets it
    known = session.participations.filter(user=user).first()
    if known:
        return returning(session, known)
    if not places_left(session):
        raise Full
    participation = take_part(session, user, Role.PARTICIPANT)
    confirm_by_mail(session, user, participation)
    return participation


def confirm_by_mail(session: Session, user: User, participation: Participation) -> None:
    """Written with the place, in one transaction; the place is theirs whether or not the mail goes out."""
    context = {"session": session, "user": user, "address": settings.BASE_URL + session.get_absolute_url()}
    subject = _("You are registered: %(title)s") % {"title": session.title}
    body = render_to_string("deliberation/registered.txt", context)
    EmailMessage(subject, body, to=[user.email], headers={EVENT: f"registered {participation.pk}"}).send()


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
    if plenary(session).stage == Stage.CLOSED:
        raise Ended
    if not places_left(session, Role(invitation.role)):
        raise Full
    proposed = names.free_name(name, taken_names(session))
    if proposed != name:
        raise NameTaken(proposed)
    return session.participations.create(user=user, key=key, role=invitation.role, name=name, kind=kind)


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
        session = person.session
        room = plenary(session).pk
        answer = deciding.handle(room, moderator.pk, people.RemovePerson(person.pk, people.Removal.ABSENT))
        if answer.refused:
            raise Refused(answer.refused) from None
        ring_after_commit("ring", [session.pk], room=room, seq=plenary(session).head)


# --- guests -----------------------------------------------------------------------------------------------------------


def send_way_back(guest: Participation, recipient: str, address: str) -> None:
    """The address stands on the mail only, which forgets it; the session never knows it."""
    context = {"session": guest.session, "guest": guest, "address": address}
    subject = _("Your way back: %(title)s") % {"title": guest.session.title}
    body = render_to_string("deliberation/way_back.txt", context)
    EmailMessage(subject, body, to=[recipient], headers={EVENT: entrance.way_back_mail(guest.pk)}).send()


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


# --- examples ---------------------------------------------------------------------------------------------------------


def set_example(session: Session, is_example: bool) -> None:
    """Whether everybody can read its transcript. That its people are invented is for the operator to know. Raises
    `StillGoingOn`."""
    if is_example and plenary(session).stage != Stage.CLOSED:
        raise StillGoingOn
    session.is_example = is_example
    session.save(update_fields=["is_example"])
