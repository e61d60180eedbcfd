"""What one of the cast knows at a moment: the script, the room as they see it, and how far its phase is."""

from dataclasses import dataclass
from typing import Any

from deliberation.cast.script import Line, Performer, Restatement, Script
from deliberation.cast.seen import Item, Seen
from deliberation.core.agenda import MINUTE, Mode, Phase, Stage


@dataclass(frozen=True, slots=True)
class Act:
    """A command as a browser sends it."""

    do: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, in ms since 1970, and how many times faster than usual the script is played."""

    now: int
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    script: Script
    performer: Performer
    seen: Seen
    clock: Clock

    @property
    def phase(self) -> Phase:
        """As far as the script looks at it."""
        row = self.seen.agenda["phases"][self.seen.agenda["current"]]
        return Phase(row["code"], row["title"], row["minutes"], Mode(row["mode"]))

    @property
    def stage(self) -> Stage:
        return Stage(self.seen.agenda["stage"])

    @property
    def minutes(self) -> float:
        """Since the phase began, by the time of the script."""
        since: int = self.seen.agenda["since"]
        return (self.clock.now - since) * self.clock.speed / MINUTE

    @property
    def is_away(self) -> bool:
        here = (each for each in self.performer.absences if each.phase == self.phase.code)
        return any(each.since <= self.minutes < each.until for each in here)

    def lines(self) -> list[Line]:
        """Those of this person in this phase, in their order."""
        return [line for line in self.script.lines_in(self.phase) if line.by == self.performer.slug]

    def due(self) -> Line | None:
        """What they say next, if it is time."""
        said = {each["text"] for each in self.seen.own()}
        ready = (line for line in self.lines() if line.at <= self.minutes and not line.rule)
        return next((line for line in ready if said.isdisjoint(line.texts)), None)

    def restatements(self) -> list[Restatement]:
        own = (each for each in self.script.restatements_in(self.phase) if each.by == self.performer.slug)
        return [each for each in own if each.at <= self.minutes]

    def target(self, label: str) -> Item | None:
        """The contribution with which the line of this label stands in the room."""
        line = self.script.labelled(label)
        return self.seen.saying(line.texts) if line else None

    def answered(self, line: Line) -> int | None:
        found = self.target(line.to) if line.to else None
        return found["id"] if found else None


def contribute(moment: Moment, line: Line) -> Act:
    fields = {"text": line.text, "type": line.type, "refers_to": moment.answered(line)}
    return Act("exchange.Contribute", fields | {"claim": line.claim, "attack": line.attack})
