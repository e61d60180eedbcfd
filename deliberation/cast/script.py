"""What a cast says and does, as it is written in a file that trainers read and change."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from deliberation.core.agenda import Mode, Phase
from deliberation.core.exchange import Attack, Claim, Reason, Type

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
    """What somebody says from this minute of a phase on; as a `rule`, they propose it as a ground rule.

    `to` names the label of the line that it answers. In a silent round, `draft` is handed in first, taken back, and
    replaced at minute `redraft`.
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
    hold: Rejection | None = None
    draft: str = ""
    redraft: float = 0.0

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
class Script:
    title: str
    question: str
    moderator: str
    ground_rules: tuple[str, ...]
    phases: tuple[Phase, ...]
    performers: tuple[Performer, ...]
    lines: tuple[Line, ...]
    restatements: tuple[Restatement, ...]

    @property
    def participants(self) -> tuple[Performer, ...]:
        return tuple(each for each in self.performers if each.slug != self.moderator)

    def performer(self, slug: str) -> Performer:
        return next(each for each in self.performers if each.slug == slug)

    def labelled(self, label: str) -> Line | None:
        return next((line for line in self.lines if line.label == label), None)

    def lines_in(self, phase: Phase) -> tuple[Line, ...]:
        """Those of this phase; where another agenda is played, those of the phases that go the same way."""
        codes = {each.code for each in self.phases}
        alike = {each.code for each in self.phases if each.mode is phase.mode}
        wanted = {phase.code} if phase.code in codes else alike
        return tuple(line for line in self.lines if line.phase in wanted)

    def restatements_in(self, phase: Phase) -> tuple[Restatement, ...]:
        return self.restatements if phase.mode is Mode.MIRROR else ()


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
    )


def known() -> dict[str, Path]:
    return {path.stem: path for path in sorted(SCRIPTS.glob("*.toml"))}


def as_phase(row: Mapping[str, Any]) -> Phase:
    return Phase(**{**row, "mode": Mode(row["mode"])})


def as_performer(row: Mapping[str, Any]) -> Performer:
    absences = tuple(Absence(each["phase"], each["from"], each["until"]) for each in row.get("away", ()))
    return Performer(row["slug"], row["name"], row["kind"], Temperament(row["temperament"]), absences)


def as_line(row: Mapping[str, Any]) -> Line:
    return Line(**converted(row, type=Type, claim=Claim, attack=Attack, hold=as_rejection))


def as_rejection(row: Mapping[str, Any]) -> Rejection:
    return Rejection(Reason(row["reason"]), row["note"], row["rewrite"])


def as_restatement(row: Mapping[str, Any]) -> Restatement:
    return Restatement(**converted(row, attempts=tuple, missing=tuple, reply_type=Type))


def converted(row: Mapping[str, Any], **kinds: Callable[[Any], Any]) -> dict[str, Any]:
    return {name: kinds[name](value) if name in kinds else value for name, value in row.items()}
