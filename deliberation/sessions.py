"""What happens around a live session: planning, registering, inviting."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.models import User
from community.outbox import EVENT
from deliberation.core import agenda, agreement, people
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.live.bell import ring_after_commit
from deliberation.log import deciding, entries
from deliberation.models import AgendaTemplate, Entry, Invitation, Participation, RoomRecord, Session

# What may still be changed while people are in the room: their question, phases and rules stay.
CHANGEABLE_ONCE_OPEN = frozenset({"title", "starts_at", "places", "registration_open"})


class Full(Exception):
    """All places of the session are taken."""


class Ended(Exception):
    """Nobody comes into a session that is over."""


class AlreadyInside(Exception):
    """Whoever was in the room is part of its log."""


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
    """Somebody with an account, under the name and with the organisation that stand there."""
    kind = user.organisation.kind if user.organisation else ""
    participation, _created = session.participations.get_or_create(
        user=user, defaults={"role": role, "name": str(user)[:60], "kind": kind}
    )
    return participation


def places_left(session: Session) -> int:
    return max(0, session.places - session.participations.filter(role=Role.PARTICIPANT).count())


@transaction.atomic
def register(session: Session, user: User) -> Participation:
    """A place for this person, confirmed by mail. Raises `Full`."""
    Session.objects.select_for_update().get(pk=session.pk)  # of two who want the last place, one gets it
    known = session.participations.filter(user=user).first()
    if known:
        return known
    if not places_left(session):
        raise Full
    participation = take_part(session, user, Role.PARTICIPANT)
    confirm_by_mail(session, user, participation)
    return participation


def confirm_by_mail(session: Session, user: User, participation: Participation) -> None:
    """Written with the place, in one transaction; the place is theirs whether or not the mail goes out."""
    context = {"session": session, "user": user, "address": settings.BASE_URL + session.get_absolute_url()}
    subject = _("You are registered: %(title)s") % {"title": session.title}
    words = render_to_string("deliberation/registered.txt", context)
    EmailMessage(subject, words, to=[user.email], headers={EVENT: f"registered {participation.pk}"}).send()


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
    """Let somebody in by invitation: with an account, or as the guest whose browser holds the key. Raises `Full` and
    `Ended`."""
    session = Session.objects.select_for_update().get(pk=invitation.session_id)
    known = session.participations.filter(user=user) if user else session.participations.filter(user=None, key=key)
    if participation := known.first():
        return participation
    if plenary(session).stage == Stage.CLOSED:
        raise Ended
    if invitation.role == Role.PARTICIPANT and not places_left(session):
        raise Full
    return session.participations.create(user=user, key=key, role=invitation.role, name=name, kind=kind)


def invitation_for(session: Session, role: Role) -> Invitation:
    """The link for this role."""
    invitation, _created = session.invitations.get_or_create(role=role)
    return invitation


def renew(session: Session, role: Role) -> Invitation:
    """A new link; the old one leads nowhere from now on."""
    session.invitations.filter(role=role).delete()
    return invitation_for(session, role)
