"""Trainings of a district: some ahead, one with a waiting list, one under way, one cancelled, a draft, and what was
held in the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core.mail.message import make_msgid
from django.db import transaction
from django.utils import timezone

from community.models import MailState, MailTrouble, OutgoingMail, User
from config.demo import content
from config.demo.tasks import without_mail
from deliberation.models import Session
from elearning.models import CoursePage
from training import entries, grouping, live_places, log, messages, planning, registering
from training.core.acting import Ask, Who
from training.core.places import Announce, CancelTraining, Confirm, Request, State
from training.core.places import Cancel as CancelPlace
from training.messages import MessageKind
from training.models import Mark, Needs, Registration, Sitting, Trainership, Training

Row = dict[str, Any]

PLAIN = (
    *("title", "summary", "audience", "topic", "course_before", "spoken", "place", "address", "step_free"),
    *("accessible_toilet", "hearing_loop", "parking", "access_note", "capacity", "minimum", "waiting"),
    *("offer_hours", "visibility", "bring"),
)
BOOKED = timedelta(days=40)  # before the first sitting
MINUTES_LATE = 30


def load(people: dict[str, User], joinable: Session) -> None:
    for row in content("trainings")["training"]:
        if row.get("running"):
            run(row, people, joinable)
        elif not is_there(row):
            loader = Loader(row, people)
            with without_mail():
                training = loader.make()
            loader.bounce(training)


def is_there(row: Row) -> bool:
    """One that was to come, and of which the last day has passed, is planned anew beside it."""
    known = Training.objects.filter(title=row["title"])
    if row["sittings"][-1]["day"] > 0:
        known = known.filter(sittings__starts_at__gt=timezone.now())
    return known.exists()


@transaction.atomic
def run(row: Row, people: dict[str, User], joinable: Session) -> None:
    """The live session that goes on, to which everybody can come until it ends."""
    known = Training.objects.filter(title=row["title"])
    if known.filter(sittings__session=joinable).exists():
        return
    known.delete()
    sitting = Sitting(starts_at=joinable.starts_at, ends_at=joinable.ends, medium="live")
    with without_mail():
        training = Loader(row, people).plan([sitting], registration_closes_at=joinable.ends)
        log.ask(training.pk, Who.TRAINER, Announce())
        live_places.attach(sitting, joinable)


@dataclass
class Loader:
    row: Row
    people: dict[str, User]

    @transaction.atomic
    def make(self) -> Training:
        """At the time at which it would have happened: nobody registers for what has been."""
        sittings = [self.sitting(each) for each in self.row["sittings"]]
        begins = min(each.starts_at for each in sittings)
        booked = min(begins, timezone.now()) - (BOOKED if begins < timezone.now() else timedelta(days=3))
        training = self.plan(sittings, **self.moments(begins))
        Training.objects.filter(pk=training.pk).update(created_at=booked - timedelta(days=7))
        if self.row.get("state") == "draft":
            return training
        self.ask(training, Announce(), booked)
        self.register_all(training, booked)
        if self.row.get("state") == "cancelled":
            self.ask(training, CancelTraining(), timezone.now() - timedelta(days=1))
        if title := self.row.get("session"):
            session = Session.objects.ahead().filter(title=title).last()
            if session:
                live_places.attach(sittings[0], session)
        self.say_needs(training)
        if size := self.row.get("group_size"):
            grouping.plan(training, size, begins - timedelta(days=1))
        for sitting, row in zip(sittings, self.row["sittings"], strict=True):
            if sitting.ends_at < timezone.now():
                self.mark(training, sitting, row)
        return training

    def plan(self, sittings: list[Sitting], **moments: Any) -> Training:
        plain = {name: self.row[name] for name in PLAIN if name in self.row}
        course = CoursePage.objects.filter(slug=self.row["course"]).first() if "course" in self.row else None
        training = Training(**plain, **moments, about=self.row.get("about", "").strip(), course=course)
        first, *others = (self.people[slug] for slug in self.row["trainers"])
        planning.plan(training, sittings, self.row.get("quotas", {}), first)
        for other in others:
            Trainership.objects.create(training=training, user=other)
        return training

    def sitting(self, row: Row) -> Sitting:
        day = timezone.localdate() + timedelta(days=row["day"])
        begins, ends = (
            timezone.make_aware(datetime.combine(day, time.fromisoformat(row[name]))) for name in ("begins", "ends")
        )
        return Sitting(starts_at=begins, ends_at=ends, medium=row["medium"])

    def moments(self, begins: datetime) -> dict[str, datetime]:
        found = {}
        if "cancel_days" in self.row:
            found["cancel_until"] = begins - timedelta(days=self.row["cancel_days"])
        if "opens_days" in self.row:
            day = timezone.localdate() + timedelta(days=self.row["opens_days"])
            found["registration_opens_at"] = timezone.make_aware(datetime.combine(day, time(9)))
        return found

    def ask(self, training: Training, command: Any, at: datetime, who: Who = Who.TRAINER) -> None:
        """As the log would have it, had it been asked then."""
        locked = log.lock(training.pk)
        log.take(locked, entries.load(training.pk), command, Ask(who, entries.in_ms(at), entries.window(locked)))

    def register_all(self, training: Training, booked: datetime) -> None:
        for number, (registration, state) in enumerate(self.registrations(training)):
            at = booked + timedelta(hours=3 * number + 1)
            named = registration.user is None
            self.ask(
                training, Request(registration.pk, registration.kind), at, Who.EMPLOYER if named else Who.REGISTERED
            )
            if named and state != State.NAMED:
                self.ask(training, Confirm(registration.pk), at + timedelta(hours=1), Who.REGISTERED)
            if state == State.CANCELLED:
                self.ask(training, CancelPlace(registration.pk), at + timedelta(days=1), Who.REGISTERED)

    def registrations(self, training: Training) -> Iterator[tuple[Registration, str]]:
        """Those who have a place before those who wait."""
        for slug in self.row.get("confirmed", ()):
            yield self.with_account(training, self.people[slug]), State.CONFIRMED
        for each in sorted(self.row.get("named", ()), key=lambda each: each["state"] == State.WAITING):
            yield self.by_address(training, each), each["state"]
        for slug in self.row.get("waiting_people", ()):
            yield self.with_account(training, self.people[slug]), State.WAITING

    def with_account(self, training: Training, user: User) -> Registration:
        organisation = user.organisation
        kind = organisation.kind if organisation else ""
        fields = {"name": user.display_name, "kind": kind, "organisation": organisation, "language": user.language}
        return Registration.objects.create(training=training, user=user, **fields)

    def by_address(self, training: Training, row: Row) -> Registration:
        employer = self.people["meryem"]
        fields = {"name": row["name"], "kind": row["kind"], "registered_by": employer, "language": "de"}
        return Registration.objects.create(training=training, email=row["email"], **fields)

    def say_needs(self, training: Training) -> None:
        """Some of it the trainers have read."""
        for slug, row in self.row.get("needs", {}).items():
            needs = Needs(registration=training.registrations.get(user=self.people[slug]))
            for name in registering.NEEDED:
                setattr(needs, name, row.get(name, ""))
            needs.read_at = timezone.now() if row.get("read") else None
            needs.save()

    def bounce(self, training: Training) -> None:
        """What was written to these addresses came back."""
        for place in training.registrations.filter(email__in=self.row.get("bounced", ())):
            OutgoingMail.objects.create(
                event=f"{messages.events_of(training)}{place.since} {place.pk}",
                recipient=place.email,
                subject=str(messages.MESSAGES[MessageKind.CONFIRMED].subject) % {"title": training.title},
                message_id=make_msgid(domain="example.org"),
                state=MailState.BOUNCED,
                trouble=MailTrouble.BOUNCED,
            )

    def mark(self, training: Training, sitting: Sitting, row: Row) -> None:
        """As the trainers noted it at the door."""
        trainer = self.people[self.row["trainers"][0]]
        noted = {who: status for status in ("late", "absent", "excused") for who in row.get(status, ())}
        held = round((sitting.ends_at - sitting.starts_at).total_seconds() / 60)
        minutes = {"present": held, "late": held - MINUTES_LATE}
        for registration in training.registrations.filter(state=State.CONFIRMED).select_related("user"):
            slug = registration.email or next(slug for slug, user in self.people.items() if user == registration.user)
            status = noted.get(slug, "present")
            fields = {"status": status, "minutes": minutes.get(status), "source": "trainer", "by": trainer}
            Mark.objects.create(sitting=sitting, registration=registration, at=sitting.starts_at, **fields)
