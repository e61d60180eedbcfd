"""Agenda templates, issue guides, two sessions that are over, one that goes on right now, one to come, and a spoken
one."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks

from community.models import User
from config import first_agendas
from config.demo import content
from config.demo.pages import publish_new
from deliberation import ballots, sessions
from deliberation.ballots import HandedBallot
from deliberation.cast import living_rooms, playing, script
from deliberation.cast.moment import FilledBallot
from deliberation.cast.script import Performer
from deliberation.core import agenda, agreement, exchange, people
from deliberation.core.acting import Role
from deliberation.core.agenda import Medium, Stage
from deliberation.core.overview import Overview, overview
from deliberation.log import deciding
from deliberation.log.drafts import Batch, Sent
from deliberation.log.entries import Known
from deliberation.models import AgendaTemplate, Entry, IssueGuide, Participation, RoomRecord, Session, unguessable

Row = dict[str, Any]

JUST_NOW = timedelta(minutes=5)


@transaction.atomic
def load(everybody: dict[str, User]) -> Session:
    """The session that one can join now."""
    first_agendas.make_missing()
    rows = content("sessions")
    templates = {
        row["slug"]: AgendaTemplate.objects.get(title=row["title"])
        for row in first_agendas.rows(first_agendas.language())
    }
    guides = {row["slug"]: guide(row) for row in rows["issue_guide"]}
    joinable = []
    for row in rows["session"]:
        session = Session(
            title=row["title"],
            question=row["question"],
            template=templates[row["template"]],
            issue_guide=guides.get(row.get("issue_guide", "")),
            medium=row.get("medium", Medium.WRITTEN),
        )
        if row["state"] == "open":
            joinable.append(running(session, row, everybody))
            living_rooms.furnish(joinable[-1], row["cast"])
        elif row["state"] == "planned":
            plan_ahead(session, row, everybody)
        elif known := Session.objects.filter(title=session.title).first():
            sessions.set_example(known, row.get("is_example", False))
        else:
            (Performance if "script" in row else Replay)(session, row, everybody).run()
    return joinable[0]


def guide(row: Row) -> IssueGuide:
    approaches = [
        ("approach", {name: approach[name] for name in ("title", "description", "pros", "cons")})
        for approach in row["approach"]
    ]
    fields = {"background": linebreaks(row["background"].strip()), "approaches": approaches}
    return publish_new(*IssueGuide.objects.get_or_create(question=row["question"], defaults=fields))


def running(session: Session, row: Row, everybody: dict[str, User]) -> Session:
    """Open since a moment ago, with the phases that its cast plays. One in which nobody has spoken for long is made
    anew, or its time would be over."""
    known = Session.objects.ahead().filter(title=session.title)
    said = Entry.objects.filter(room__session__in=known, kind="exchange.Contributed")
    just_made = known.filter(starts_at__gte=timezone.now() - JUST_NOW)  # by another start, which named its address
    if said.exists() or just_made.exists():
        return known[0]
    known.delete()
    session.starts_at = timezone.now()
    session.places = 30
    sessions.plan(session, everybody[row["moderator"]])
    enrol(session, row, everybody)
    plenary, moderator = sessions.plenary(session).pk, session.participations.get(role=Role.MODERATOR).pk
    played = script.read(script.known()[row["cast"]].read_text())
    for command in (agenda.SetAgenda(session.question, played.phases, Medium(session.medium)), agenda.OpenRoom()):
        deciding.handle(plenary, moderator, command)
    return session


def plan_ahead(session: Session, row: Row, everybody: dict[str, User]) -> None:
    """To come; one whose day has passed is planned anew."""
    known = Session.objects.filter(title=session.title)
    if known.filter(starts_at__gt=timezone.now()).exists():
        return
    known.delete()
    day = timezone.localdate() + timedelta(days=row["days_ahead"])
    session.starts_at = timezone.make_aware(datetime.combine(day, time.fromisoformat(row["starts_at"])))
    sessions.plan(session, everybody[row["moderator"]])
    enrol(session, row, everybody)


def enrol(session: Session, row: Row, everybody: dict[str, User]) -> None:
    for role in (Role.CO_MODERATOR, Role.RECORDER, Role.PARTICIPANT, Role.OBSERVER):
        for slug in row.get(f"{role}s", ()):
            sessions.take_part(session, everybody[slug], role)
    for name in row.get("without_phone", ()):
        sessions.list_person(session, name, "")


def on_day(row: Row) -> datetime:
    """When a session was, that lies some days back."""
    day = timezone.localdate() - timedelta(days=row["days_ago"])
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(row["starts_at"])))


class Replay:
    """Plays the steps of a written-down session into its log, at the times at which they happened."""

    def __init__(self, session: Session, row: Row, everybody: dict[str, User]) -> None:
        self.row = row
        self.everybody = everybody
        self.session = session
        session.starts_at = on_day(row)
        session.created_by = everybody[row["moderator"]]
        session.save()
        self.room = RoomRecord.objects.create(session=session).pk
        self.people = self.take_part()
        self.phases = [phase.code for phase in session.template.as_phases()] if session.template else []
        self.labels: dict[str, int] = {}

    def take_part(self) -> dict[str, Participation]:
        roles = {self.row["moderator"]: Role.MODERATOR} | dict.fromkeys(self.row["observers"], Role.OBSERVER)
        slugs = [self.row["moderator"], *self.row["participants"], *self.row["observers"]]
        with_account = {
            slug: sessions.take_part(self.session, self.everybody[slug], roles.get(slug, Role.PARTICIPANT))
            for slug in slugs
        }
        return with_account | {row["slug"]: self.guest(row["name"]) for row in self.row.get("guests", ())}

    def guest(self, name: str) -> Participation:
        return self.session.participations.create(role=Role.PARTICIPANT, name=name, key=unguessable())

    def ask(self, by: str, command: Any, minutes: float) -> int:
        at = int((self.session.starts_at.timestamp() + minutes * 60) * 1000)
        answer = deciding.handle(self.room, self.people[by].pk, command, at=at)
        if answer.refused:
            raise ValueError(f"{self.row['slug']}, minute {minutes}: {by} is refused {command}: {answer.refused}")
        return answer.seq

    def run(self) -> None:
        moderator = self.row["moderator"]
        self.prepare(moderator)
        for step in self.row["step"]:
            self.STEPS[step["do"]](self, step)
        known = deciding.load(self.room).room
        self.ask(moderator, agenda.CloseRoom(known.agenda.moved), self.row["step"][-1]["at"] + 0.5)
        sessions.set_example(self.session, self.row.get("is_example", False))

    def prepare(self, moderator: str) -> None:
        for slug, person in self.people.items():
            self.ask(slug, sessions.joining(person), -3)
        template = self.session.template
        if template:
            self.ask(moderator, agenda.SetAgenda(self.session.question, template.as_phases()), -2)
            for rule in template.ground_rules:
                self.ask(moderator, agreement.AddRule(str(rule.value)), -2)

    def phase(self, step: Row) -> None:
        to = self.phases.index(step["to"])
        if to == 0:
            self.ask(step["by"], agenda.OpenRoom(), step["at"])
        else:
            moved = deciding.load(self.room).room.agenda.moved
            self.ask(step["by"], agenda.MovePhase(moved, to), step["at"])

    def confirm(self, step: Row) -> None:
        for slug in step["by"]:
            version = deciding.load(self.room).room.agreement.version
            self.ask(slug, agreement.ConfirmRules(version), step["at"])

    def contribute(self, step: Row) -> None:
        command = exchange.Contribute(
            step["text"],
            exchange.Type(step["type"]),
            self.labels[step["refers_to"]] if step.get("refers_to") else None,
            exchange.Claim(step.get("claim", "")),
            exchange.Attack(step.get("form", "")),
        )
        seq = self.ask(step["by"], command, step["at"])
        if "label" in step:
            self.labels[step["label"]] = seq

    def hold(self, step: Row) -> None:
        contribution = self.labels[step["contribution"]]
        self.ask(step["by"], exchange.Hold(contribution, exchange.Reason(step["reason"])), step["at"])

    def give_back(self, step: Row) -> None:
        contribution = self.labels[step["contribution"]]
        self.ask(step["by"], exchange.Return(contribution, exchange.Reason(step["reason"]), step["text"]), step["at"])

    def remove(self, step: Row) -> None:
        command = people.RemovePerson(self.people[step["person"]].pk, people.Removal(step["reason"]))
        self.ask(step["by"], command, step["at"])

    STEPS = {
        "phase": phase,
        "confirm": confirm,
        "contribute": contribute,
        "hold": hold,
        "return": give_back,
        "remove": remove,
    }


class Performance:
    """A session that a cast has played: those who have an account here with it, the others as guests."""

    def __init__(self, session: Session, row: Row, everybody: dict[str, User]) -> None:
        self.script = script.read(script.known()[row["script"]].read_text())
        self.is_example: bool = row.get("is_example", False)
        self.session = session
        self.everybody = everybody
        session.starts_at = on_day(row)
        session.created_by = everybody[row["moderator"]]
        session.save()
        self.plenary = RoomRecord.objects.create(session=session).pk
        self._rooms = {self.plenary: deciding.load(self.plenary)}
        self._people: dict[int, Participation] = {}

    def run(self) -> None:
        start = int(self.session.starts_at.timestamp() * 1000)
        cast = {self.take_part(each).pk: each for each in self.script.performers}
        self._people = self.session.participations.in_bulk(list(cast))
        self.prepare(cast, start)
        playing.play(self.script, cast, self, start)
        sessions.set_example(self.session, self.is_example)

    def take_part(self, performer: Performer) -> Participation:
        role = Role.MODERATOR if performer.slug == self.script.moderator else Role.PARTICIPANT
        if user := self.everybody.get(performer.slug):
            return sessions.take_part(self.session, user, role)
        fields = {"name": performer.name, "kind": performer.kind, "key": unguessable()}
        return self.session.participations.create(role=role, **fields)

    def prepare(self, cast: dict[int, Performer], at: int) -> None:
        for person in self.session.participations.all():
            self.take(person.pk, sessions.joining(person), at)
        moderator = next(person for person, each in cast.items() if each.slug == self.script.moderator)
        planned = agenda.SetAgenda(self.script.question, self.script.phases)
        for command in (planned, *map(agreement.AddRule, self.script.ground_rules)):
            self.take(moderator, command, at)

    def is_over(self) -> bool:
        return bool(self._rooms[self.plenary].room.agenda.stage is Stage.CLOSED)

    def room_of(self, person: int) -> int:
        room: int = self._rooms[self.plenary].room.places.at.get(person, self.plenary)
        return room

    def known(self, person: int) -> Known:
        return self._rooms[self.room_of(person)]

    def present(self, person: int) -> frozenset[int]:
        return frozenset(each for each in self._people if self.room_of(each) == self.room_of(person))

    def overview(self) -> Overview:
        rooms = {id: known.room for id, known in self._rooms.items()}
        return overview(rooms[self.plenary], rooms, frozenset(self._people))

    def take(self, person: int, command: Any, at: int) -> None:
        """Whoever goes into another room of the session is joined there."""
        room = self.room_of(person)
        self.handle(person, command, at)
        if self.room_of(person) != room and person not in self.known(person).room.people:
            self.handle(person, sessions.joining(self._people[person]), at)

    def handle(self, person: int, command: Any, at: int) -> None:
        """In the log, on what is known of it: reading it anew each time would take minutes."""
        room, here, around = self.room_of(person), self.present(person), frozenset(self._people)
        batch = Batch(room, [Sent(person, None, command, at)], self._rooms[room], here, around)
        self._rooms |= deciding.handle_all([batch], self._rooms.get)
        if refused := batch.verdicts[0].refused:
            raise ValueError(f"{self.session.title}: {person} is refused {command}: {refused}")

    def hand_in(self, person: int, filled: FilledBallot, at: int) -> None:
        handed = HandedBallot(filled.ballot, unguessable(), filled.votes)
        ballots.hand_in(self._people[person], handed, at)
        room = self.room_of(person)
        self._rooms[room] = deciding.load(room, self._rooms[room])
