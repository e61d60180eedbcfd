"""What a cast says and does, as it is written in a file that trainers read and change."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from deliberation.core.agenda import IN_BREAKOUTS, Formation, Mode, Phase, Seat, Voice
from deliberation.core.exchange import Attack, Claim, Reason, Type
from deliberation.core.vote import Vote, VoteChoice

SCRIPTS = Path(__file__).parent / "scripts"


class Temperament(StrEnum):
    """How soon somebody acts again."""

    TALKATIVE = "talkative"
    LIVELY = "lively"
    THOUGHTFUL = "thoughtful"
    QUIET = "quiet"


PACE = {  # seconds between two looks at the room
    Temperament.TALKATIVE: 5.0,
    Temperament.LIVELY: 8.0,
    Temperament.THOUGHTFUL: 12.0,
    Temperament.QUIET: 18.0,
}


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody loses the connection, between two minutes of a phase."""

    phase: str
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Performer:
    """One of the cast."""

    slug: str
    name: str
    kind: str
    temperament: Temperament
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the moderation gives a line back, and what its author writes instead."""

    reason: Reason
    note: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody says from this minute of a phase on: of their own turn, where one tells and the others listen.

    As a `rule`, they propose it as a ground rule; as a `report`, they bring it along from their small group. `to` names
    the label of the line that it answers. In a silent round, `draft` is handed in first, taken back, and replaced at
    minute `redraft`. `asked` and `heard` are what others say of it in a small group, whoever they are: what they ask,
    and how they say it back. With a `call` they call the moderation into their small group, who says `answer` there. As
    a `result` they write it on the card of their group, if nobody has written one. The moderation tells all groups what
    it has to `tell`.
    """

    phase: str
    by: str
    text: str
    at: float = 0.0
    type: Type = Type.NONE
    to: str = ""
    label: str = ""
    claim: Claim = Claim.NONE
    attack: Attack = Attack.NONE
    direct: bool = False
    rule: bool = False
    report: bool = False
    hold: Rejection | None = None
    draft: str = ""
    redraft: float = 0.0
    asked: tuple[str, ...] = ()
    heard: str = ""
    call: bool = False
    answer: str = ""
    result: bool = False
    tell: bool = False

    @property
    def is_talk(self) -> bool:
        return not (self.rule or self.report or self.call or self.result or self.tell)

    @property
    def texts(self) -> tuple[str, ...]:
        """Under which it stands in the room."""
        return (self.text, self.hold.rewrite) if self.hold else (self.text,)


@dataclass(frozen=True, slots=True)
class Restatement:
    """How somebody restates a line, what its author misses in each attempt, and the reply once it is confirmed."""

    phase: str
    by: str
    to: str
    at: float
    attempts: tuple[str, ...]
    missing: tuple[str, ...] = ()
    anew: str = ""
    reply: str = ""
    reply_type: Type = Type.NONE


@dataclass(frozen=True, slots=True)
class PlannedBallot:
    """When the moderation opens it, on what the phase asks, and how people vote: by their slug, statement by
    statement."""

    phase: str
    at: float
    votes: Mapping[str, tuple[Vote, ...]]


@dataclass(frozen=True, slots=True)
class Script:
    title: str
    question: str
    moderator: str
    ground_rules: tuple[str, ...]
    phases: tuple[Phase, ...]
    performers: tuple[Performer, ...]
    lines: tuple[Line, ...]
    restatements: tuple[Restatement, ...]
    ballots: tuple[PlannedBallot, ...] = ()

    @property
    def participants(self) -> tuple[Performer, ...]:
        return tuple(each for each in self.performers if each.slug != self.moderator)

    def performer(self, slug: str) -> Performer:
        return next(each for each in self.performers if each.slug == slug)

    def labelled(self, label: str) -> Line | None:
        return next((line for line in self.lines if line.label == label), None)

    def saying(self, text: str) -> Line | None:
        return next((line for line in self.lines if text in line.texts), None)

    def lines_in(self, phase: Phase) -> tuple[Line, ...]:
        return tuple(line for each in self.performers for line in self.lines_of(each.slug, phase))

    def lines_of(self, slug: str, phase: Phase) -> tuple[Line, ...]:
        """What one person has to say in this phase; where another agenda is played and they have nothing for it, what
        they have for phases that go the same way."""
        own = tuple(line for line in self.lines if line.by == slug)
        here = tuple(line for line in own if line.phase == phase.code)
        alike = {each.code for each in self.phases if each.mode is phase.mode}
        return here if here or phase.code in alike else tuple(line for line in own if line.phase in alike)

    def stories_of(self, slug: str, phase: Phase) -> tuple[Line, ...]:
        """What one person tells in a small group: in a phase for which the script has no stories, those of others."""
        told = {line.phase for line in self.lines if line.asked or line.heard}
        own = {each.code for each in self.phases if each.formation in IN_BREAKOUTS}
        wanted = {phase.code} if phase.code in told | own else told
        return tuple(line for line in self.lines if line.by == slug and line.phase in wanted)

    def restatements_in(self, phase: Phase) -> tuple[Restatement, ...]:
        return self.restatements if phase.mode is Mode.MIRROR else ()

    def ballot_in(self, phase: Phase) -> PlannedBallot | None:
        """Another agenda than that of the script may have a ballot in another phase."""
        return next((each for each in self.ballots if each.phase == phase.code), next(iter(self.ballots), None))


def read(text: str) -> Script:
    written = tomllib.loads(text)
    return Script(
        written["title"],
        written["question"],
        written["moderator"],
        tuple(written["ground_rules"]),
        tuple(as_phase(row) for row in written["phase"]),
        tuple(as_performer(row) for row in written["person"]),
        tuple(as_line(row) for row in written["line"]),
        tuple(as_restatement(row) for row in written.get("mirroring", ())),
        tuple(as_ballot(row) for row in written.get("ballot", ())),
    )


def known() -> dict[str, Path]:
    return {path.stem: path for path in sorted(SCRIPTS.glob("*.toml"))}


def as_phase(row: Mapping[str, Any]) -> Phase:
    return Phase(**converted(row, mode=Mode, formation=Formation, asked=tuple, seats=as_seats))


def as_seats(rows: Iterable[Mapping[str, Any]]) -> tuple[Seat, ...]:
    return tuple(Seat(**converted(row, voice=Voice)) for row in rows)


def as_performer(row: Mapping[str, Any]) -> Performer:
    absences = tuple(Absence(each["phase"], each["from"], each["until"]) for each in row.get("away", ()))
    return Performer(row["slug"], row["name"], row["kind"], Temperament(row["temperament"]), absences)


def as_line(row: Mapping[str, Any]) -> Line:
    return Line(**converted(row, type=Type, claim=Claim, attack=Attack, hold=as_rejection, asked=tuple))


def as_rejection(row: Mapping[str, Any]) -> Rejection:
    return Rejection(Reason(row["reason"]), row["note"], row["rewrite"])


def as_restatement(row: Mapping[str, Any]) -> Restatement:
    return Restatement(**converted(row, attempts=tuple, missing=tuple, reply_type=Type))


def as_ballot(row: Mapping[str, Any]) -> PlannedBallot:
    votes = {slug: tuple(map(as_vote, choices)) for slug, choices in row["votes"].items()}
    return PlannedBallot(row["phase"], row["at"], votes)


def as_vote(written: str | Mapping[str, str]) -> Vote:
    """A choice alone, or with the reason for it."""
    if isinstance(written, str):
        return Vote(VoteChoice(written))
    return Vote(VoteChoice(written["choice"]), written["reason"])


def converted(row: Mapping[str, Any], **kinds: Callable[[Any], Any]) -> dict[str, Any]:
    return {name: kinds[name](value) if name in kinds else value for name, value in row.items()}
