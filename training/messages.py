"""What people hear by mail about their place in a training, in their language.

Each mail is written in the transaction of what it is about, and names it (`EVENT`): the outbox writes it once for each
event and person, and repeats it under the same Message-ID after a crash.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import languages
from community.models import MailState, OutgoingMail, User
from community.outbox import EVENT, PERSON
from training import calendars, words
from training.calendars import Attendee, CalendarMethod
from training.core import places
from training.core.places import ACTIVE, Places, State
from training.core.sittings import Alteration, PlanChange, PlannedSitting, changes, taking_place
from training.models import Registration, Training


class MessageKind(StrEnum):
    NAMED = "named"
    CONFIRMED = "confirmed"
    MOVED_UP = "moved_up"
    WAITING = "waiting"
    OFFERED = "offered"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    CALLED_OFF = "called_off"
    CHANGED = "changed"
    BRING = "bring"
    REMINDER = "reminder"
    THANKS = "thanks"
    LETTER = "letter"  # in the words of the trainers


@dataclass(frozen=True, slots=True)
class Message:
    """`when`: for trainers. `necessary`: whoever has a place hears it, whatever they chose."""

    subject: Any
    when: Any
    method: CalendarMethod | None = None
    necessary: bool = True


MESSAGES: Mapping[MessageKind, Message] = {
    MessageKind.NAMED: Message(
        gettext_lazy("Please confirm: %(title)s"), gettext_lazy("An employer has named somebody, who has to confirm it")
    ),
    MessageKind.CONFIRMED: Message(
        gettext_lazy("You are registered: %(title)s"), gettext_lazy("Somebody has a place"), CalendarMethod.REQUEST
    ),
    MessageKind.MOVED_UP: Message(
        gettext_lazy("You have a place: %(title)s"),
        gettext_lazy("Somebody has moved up from the waiting list"),
        CalendarMethod.REQUEST,
    ),
    MessageKind.WAITING: Message(
        gettext_lazy("You are on the waiting list: %(title)s"), gettext_lazy("Somebody is on the waiting list")
    ),
    MessageKind.OFFERED: Message(
        gettext_lazy("A place for you: %(title)s"), gettext_lazy("A place is offered, with a time to answer")
    ),
    MessageKind.LAPSED: Message(
        gettext_lazy("The place has gone to somebody else: %(title)s"),
        gettext_lazy("An offer was not answered in time"),
    ),
    MessageKind.CANCELLED: Message(
        gettext_lazy("You are no longer registered: %(title)s"),
        gettext_lazy("A place was cancelled"),
        CalendarMethod.CANCEL,
    ),
    MessageKind.CALLED_OFF: Message(
        gettext_lazy("Called off: %(title)s"), gettext_lazy("The whole training is called off"), CalendarMethod.CANCEL
    ),
    MessageKind.CHANGED: Message(
        gettext_lazy("Something has changed: %(title)s"),
        gettext_lazy("A sitting has another time or place, is new, or does not take place"),
        CalendarMethod.REQUEST,
    ),
    MessageKind.BRING: Message(
        gettext_lazy("What to bring: %(title)s"), gettext_lazy("A week before the first sitting"), necessary=False
    ),
    MessageKind.REMINDER: Message(
        gettext_lazy("Reminder: %(title)s"), gettext_lazy("A day before each sitting"), necessary=False
    ),
    MessageKind.THANKS: Message(
        gettext_lazy("Thank you: %(title)s"), gettext_lazy("On the day after the last sitting"), necessary=False
    ),
    MessageKind.LETTER: Message(gettext_lazy("%(subject)s: %(title)s"), gettext_lazy("Trainers write to everybody")),
}

# What follows from an event, for the person whom it names.
BY_EVENT: Mapping[type, Callable[[Any], MessageKind | None]] = {
    places.PlaceRequested: lambda event: MessageKind.NAMED if event.named else None,
    places.PlaceConfirmed: lambda event: MessageKind.MOVED_UP if event.moved_up else MessageKind.CONFIRMED,
    places.OfferAccepted: lambda event: MessageKind.CONFIRMED,
    places.PutOnWaitingList: lambda event: MessageKind.WAITING,
    places.PlaceOffered: lambda event: MessageKind.OFFERED,
    places.OfferLapsed: lambda event: MessageKind.LAPSED,
    places.PlaceCancelled: lambda event: MessageKind.CANCELLED,
}


# --- what the log leads to --------------------------------------------------------------------------------------------


def follow(training: Training, before: Places, told: Iterable[tuple[int, Any]]) -> None:
    """Write the mails that follow from these events, each with its seq, in the transaction that appends them.
    `before`: the places as they were, for who had one."""
    for seq, event in told:
        if isinstance(event, places.TrainingCancelled):
            _call_off(training, before, seq)
        elif kind := BY_EVENT.get(type(event), lambda event: None)(event):
            _tell(training, before, seq, event, kind)


def _tell(training: Training, before: Places, seq: int, event: Any, kind: MessageKind) -> None:
    registration = Registration.objects.select_related("user", "registered_by").get(pk=event.registration)
    stood = places.state_of(before, registration.pk)
    if kind is MessageKind.CANCELLED and stood is State.NAMED:
        return  # whoever never said yes need not hear of it
    had_a_place = stood is State.CONFIRMED
    method = MESSAGES[kind].method if kind is not MessageKind.CANCELLED or had_a_place else None
    more = {"until": _moment(event.until)} if isinstance(event, places.PlaceOffered) else {}
    write(training, registration, kind, str(seq), _files(training, method, seq), more)


def _call_off(training: Training, before: Places, seq: int) -> None:
    active = {pk: seat for pk, seat in before.seats.items() if seat.state in ACTIVE}
    for registration in people_of(training.registrations.filter(pk__in=active)):
        had_a_place = active[registration.pk].state is State.CONFIRMED
        files = _files(training, CalendarMethod.CANCEL if had_a_place else None, seq)
        write(training, registration, MessageKind.CALLED_OFF, str(seq), files)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=timezone.get_current_timezone())


# --- what changes of the plan lead to ---------------------------------------------------------------------------------


def tell_changes(training: Training, before: Sequence[PlannedSitting]) -> None:
    """Tell whoever is in it what became of the plan (`calendars.plan`) since `before`, in the transaction that changes
    it. Calendars learn it by the number of the sitting, which is raised here."""
    known = {each.uid for each in before}
    altered = known & {change.after.uid for change in changes(before, calendars.plan(training))}
    training.sittings.filter(uid__in=altered).update(sequence=F("sequence") + 1, changed_at=timezone.now())
    now = calendars.plan(training)
    if training.stage == places.Stage.ANNOUNCED and (found := changes(before, now)):
        _tell_changes(training, found, revision=len(now) + sum(each.sequence for each in now))


def _tell_changes(training: Training, found: Sequence[PlanChange], revision: int) -> None:
    """`revision` grows with each change of the plan: the same one is told once."""
    for registration in people_of(training.registrations.filter(state__in=ACTIVE)):
        has_a_place = registration.state == State.CONFIRMED
        files = [(change.after, _method_for(change), registration.since) for change in found] if has_a_place else []
        write(training, registration, MessageKind.CHANGED, f"plan-{revision}", files, {"changes": found})


def _method_for(change: PlanChange) -> CalendarMethod:
    return CalendarMethod.CANCEL if change.after.cancelled else CalendarMethod.REQUEST


# --- what the clock leads to ------------------------------------------------------------------------------------------

BRING = timedelta(days=7)  # before the first sitting
REMINDED = timedelta(days=1)  # before each
THANKED = timedelta(hours=16)  # after the last: on the next morning or day
LATEST = timedelta(days=5)  # after which nobody is thanked any more, as the clock stood still


def send_due(now: datetime) -> None:
    """Reminders, what to bring, and thanks. However often this runs, everybody gets each once."""
    running = Training.objects.filter(
        stage=places.Stage.ANNOUNCED,
        sittings__ends_at__gt=now - LATEST - THANKED,
        sittings__starts_at__lte=now + BRING,
        sittings__cancelled=False,
    )
    for training in running.distinct():
        _send_due(training, now)


def _send_due(training: Training, now: datetime) -> None:
    plan = taking_place(calendars.plan(training))
    people = [person for person in people_of(training.registrations.filter(state=State.CONFIRMED)) if wants(person)]
    if training.bring and timedelta(0) < plan[0].starts_at - now <= BRING:
        for person in people:
            write(training, person, MessageKind.BRING, "bring")
    for sitting in plan:
        if timedelta(0) < sitting.starts_at - now <= REMINDED:
            for person in people:
                write(
                    training,
                    person,
                    MessageKind.REMINDER,
                    f"reminder-{sitting.uid}-{sitting.sequence}",
                    more={"sitting": sitting},
                )
    if THANKED <= now - plan[-1].ends_at <= LATEST + THANKED:
        for person in people:
            write(training, person, MessageKind.THANKS, "thanks")


def wants(registration: Registration) -> bool:
    """Whether somebody wants mails without which they have their place all the same."""
    account = registration.user
    return not registration.no_reminders and (account is None or (account.is_active and account.reminders))


# --- writing ----------------------------------------------------------------------------------------------------------

Files = Sequence[tuple[PlannedSitting, CalendarMethod, int]]  # of which sitting, for what, and the seq of the place


def _files(training: Training, method: CalendarMethod | None, seq: int) -> Files:
    return [(sitting, method, seq) for sitting in taking_place(calendars.plan(training))] if method else []


def people_of(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    return registrations.select_related("user", "registered_by").order_by("pk")


def write(
    training: Training,
    registration: Registration,
    kind: MessageKind,
    event: str,
    files: Files = (),
    more: Mapping[str, Any] | None = None,
) -> None:
    """Nothing to whoever was forgotten: they have no address any more."""
    if not registration.address:
        return
    mail = composed(training, registration, kind, registration.address, files, more)
    mail.extra_headers[EVENT] = f"{events_of(training)}{event} {registration.pk}"
    if registration.user_id:
        mail.extra_headers[PERSON] = registration.user_id
    mail.send()


def composed(
    training: Training,
    registration: Registration,
    kind: MessageKind,
    recipient: str,
    files: Files = (),
    more: Mapping[str, Any] | None = None,
) -> EmailMessage:
    """The mail as this person gets it, in their language."""
    language = registration.user.language if registration.user else registration.language
    with languages.writing_to(language):
        context = _context(training, registration, kind, more or {})
        subject = str(MESSAGES[kind].subject) % {"title": training.title, "subject": context.get("subject", "")}
        body = render_to_string(f"training/mails/{kind}.txt", context)
        mail = EmailMessage(subject, body, to=[recipient])
        for number, (sitting, method, seq) in enumerate(files, start=1):
            attendee = Attendee(registration.name, recipient, seq)
            event = calendars.file_of(training, sitting, method, attendee, timezone.now())
            mail.attach(f"zweiklang-{number}.ics", event, f"{calendars.CONTENT_TYPE}; method={method}")
        return mail


def _context(
    training: Training, registration: Registration, kind: MessageKind, more: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "training": training,
        "registration": registration,
        "necessary": MESSAGES[kind].necessary,
        "sittings": [told(each) for each in taking_place(calendars.plan(training))],
        "address": calendars.page_of(training),
        "own_address": settings.BASE_URL + reverse("training:mine", args=[registration.key]),
        "list_address": settings.BASE_URL + reverse("training:trainings"),
        "quiet_address": settings.BASE_URL + reverse("training:quiet", args=[registration.key]),
        "profile_address": settings.BASE_URL + reverse("community:profile"),
        **more,
        "changes": [_told_change(change) for change in more.get("changes", ())],
        "sitting": told(more["sitting"]) if "sitting" in more else "",
    }


def told(sitting: PlannedSitting) -> str:
    """When and where, as people of the place read their clocks."""
    begins, ends = (_clock(moment, sitting.time_zone) for moment in (sitting.starts_at, sitting.ends_at))
    when = _("%(weekday)s, %(day)s, %(begins)s to %(ends)s") % {
        "weekday": formats.date_format(begins, "l"),
        "day": formats.date_format(begins, "DATE_FORMAT"),
        "begins": formats.time_format(begins, "TIME_FORMAT"),
        "ends": formats.time_format(ends, "TIME_FORMAT"),
    }
    if sitting.time_zone != settings.TIME_ZONE:
        when = f"{when} ({sitting.time_zone.replace('_', ' ')})"
    return f"{when}: {sitting.place or words.MEDIA[sitting.medium]}"


def _clock(moment: datetime, time_zone: str) -> datetime:
    """Without a time zone, or Django would show it in that of the site."""
    return moment.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)


def _told_change(change: PlanChange) -> str:
    """In one line: what it was, and what it is now."""
    if Alteration.CANCELLED in change.alterations:
        return _("Does not take place: %(sitting)s") % {"sitting": told(change.after)}
    if change.before is None or Alteration.ADDED in change.alterations:
        return _("New: %(sitting)s") % {"sitting": told(change.after)}
    return _("Now: %(sitting)s (before: %(before)s)") % {"sitting": told(change.after), "before": told(change.before)}


# --- for trainers -----------------------------------------------------------------------------------------------------


def events_of(training: Training) -> str:
    """With what the names of all events of a training begin."""
    return f"training {training.pk} "


@dataclass(frozen=True, slots=True)
class MessagePreview:
    kind: MessageKind
    when: Any
    necessary: bool
    subject: str
    body: str


def previews(training: Training, trainer: User) -> list[MessagePreview]:
    """Each mail as the trainer would get it."""
    return [_preview(training, trainer, kind) for kind in kinds(training)]


def kinds(training: Training) -> Collection[MessageKind]:
    """What is written by itself."""
    left_out = {MessageKind.LETTER} if training.bring else {MessageKind.LETTER, MessageKind.BRING}
    return [kind for kind in MessageKind if kind not in left_out]


def _preview(training: Training, trainer: User, kind: MessageKind) -> MessagePreview:
    mail = example(training, trainer, kind)
    return MessagePreview(kind, MESSAGES[kind].when, MESSAGES[kind].necessary, str(mail.subject), str(mail.body))


def example(training: Training, trainer: User, kind: MessageKind) -> EmailMessage:
    """What somebody gets, with the trainer as the person: its links lead to no place."""
    person = Registration(training=training, user=trainer, name=trainer.display_name, registered_by=trainer)
    plan = taking_place(calendars.plan(training))
    first = plan[:1]
    more: dict[str, Any] = {"until": timezone.now() + timedelta(hours=training.offer_hours)}
    more |= {"sitting": first[0]} if first else {}
    more["changes"] = [PlanChange(None, each, (Alteration.ADDED,)) for each in first]
    method = MESSAGES[kind].method
    files = [(each, method, 1) for each in plan] if method else []
    return composed(training, person, kind, trainer.email, files, more)


def send_test(training: Training, trainer: User, kind: MessageKind) -> None:
    """To oneself, as often as one likes."""
    mail = example(training, trainer, kind)
    with languages.writing_to(trainer.language):
        mail.subject = _("Test: %(subject)s") % {"subject": mail.subject}
    mail.attachments = []  # a calendar would take the test for a place
    mail.extra_headers[PERSON] = trainer.pk
    mail.send()


NOT_DELIVERED = (MailState.BOUNCED, MailState.REFUSED, MailState.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Undelivered:
    registration: Registration
    mail: OutgoingMail


def undelivered(training: Training) -> list[Undelivered]:
    """Mails of this training that did not reach somebody, the newest first."""
    mails = OutgoingMail.objects.filter(event__startswith=events_of(training), state__in=NOT_DELIVERED)
    people = {str(person.pk): person for person in people_of(training.registrations.all())}
    found = ((mail.event.rpartition(" ")[2], mail) for mail in mails.order_by("-written_at"))
    return [Undelivered(people[pk], mail) for pk, mail in found if pk in people]


def unreached(trainings: Iterable[Training]) -> set[int]:
    """The registrations in these whose last mail about the training did not arrive, whatever came of those before."""
    about = Q(pk__in=())
    for training in trainings:
        about |= Q(event__startswith=events_of(training))
    known = OutgoingMail.objects.filter(about, state__in=(MailState.SENT, *NOT_DELIVERED)).order_by("written_at", "pk")
    last = {event.rpartition(" ")[2]: state for event, state in known.values_list("event", "state")}
    return {int(person) for person, state in last.items() if state != MailState.SENT}
