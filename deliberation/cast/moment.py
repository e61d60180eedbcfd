"""What one of the cast knows at a moment: the script, the room as they see it, and how far its phase is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deliberation.cast.script import Line, Performer, Restatement, Script
from deliberation.cast.seen import Item, Seen
from deliberation.core.agenda import IN_BREAKOUTS, MINUTE, Formation, Medium, Mode, Phase, Stage, Voice
from deliberation.core.exchange import QUESTIONS
from deliberation.core.vote import Vote


@dataclass(frozen=True, slots=True)
class Act:
    """A command as a browser sends it."""

    do: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FilledBallot:
    """What somebody votes. No socket carries it: a browser hands it in by a request of its own."""

    ballot: int
    votes: tuple[Vote, ...]


Deed = Act | FilledBallot


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, in ms since 1970, how many times faster than usual the script is played, and since when the connection
    holds."""

    now: int
    speed: float = 1.0
    connected: int = 0


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
        return Phase(
            row["code"],
            row["title"],
            row["minutes"],
            Mode(row["mode"]),
            formation=Formation(row["formation"]),
            asked=tuple(row["asked"]),
            anonymous=row["anonymous"],
            consent=row["consent"],
        )

    @property
    def stage(self) -> Stage:
        return Stage(self.seen.agenda["stage"])

    @property
    def is_aloud(self) -> bool:
        """Whether people sit together and talk."""
        return Medium(self.seen.agenda["medium"]) is Medium.SPOKEN

    @property
    def minutes(self) -> float:
        """Since the phase began, by the time of the script."""
        since: int = self.seen.agenda["since"]
        return (self.clock.now - since) * self.clock.speed / MINUTE

    @property
    def minutes_here(self) -> float:
        """Likewise, since this person came, or came back."""
        return (self.clock.now - self.clock.connected) * self.clock.speed / MINUTE

    @property
    def is_away(self) -> bool:
        here = (each for each in self.performer.absences if each.phase == self.phase.code)
        return any(each.since <= self.minutes < each.until for each in here)

    @property
    def line_of_people(self) -> list[int]:
        """In a small group with seats, from the first seat on."""
        return [each["person"] for each in self.seen.parts["seats"]["people"]]

    @property
    def part(self) -> float:
        """Minutes that each has the first seat."""
        return self.phase.minutes / max(1, len(self.line_of_people))

    @property
    def own_minutes(self) -> float:
        """Since their own turn began: where one tells and the others listen, that is not when the phase began."""
        is_telling = self.phase.mode_here is Mode.LISTENING
        return self.minutes - self.part * self.seen.parts["seats"]["changes"] if is_telling else self.minutes

    def lines(self) -> list[Line]:
        """What this person has to say in this phase, in its order; rules, calls and the like go their own ways. What is
        for a small group is not said to all."""
        told = self.script.stories_of(self.performer.slug, self.phase) if self.group else ()
        own = () if self.is_left_out else self.own_lines
        return [line for line in told or own if line.is_talk]

    @property
    def own_lines(self) -> tuple[Line, ...]:
        return self.script.lines_of(self.performer.slug, self.phase)

    @property
    def is_left_out(self) -> bool:
        """Whether they are in no small group in a phase for which the others are."""
        return self.phase.formation in IN_BREAKOUTS and not self.group and not self.is_moderating

    @property
    def group(self) -> list[int]:
        """Who belongs to the small group in which they talk; nobody in the plenary, or where they only look in."""
        people: list[int] = self.seen.mine["places"]["people"]
        return people if self.seen.me in people else []

    def due(self) -> Line | None:
        """What they say next, if it is time."""
        said, only_asks = {each["text"] for each in self.seen.own() if self.counts(each)}, self.only_asks
        ready = (line for line in self.lines() if line.at <= self.own_minutes)
        open = (line for line in ready if line.type in QUESTIONS or not only_asks)
        return next((line for line in open if said.isdisjoint(line.texts)), None)

    def counts(self, said: Item) -> bool:
        """Who comes to a table for the second time tells there once more what they have to tell."""
        return not self.group or bool(said["phase"] == self.seen.agenda["current"])

    def said_here(self, texts: Iterable[str]) -> Item | None:
        """The contribution to this small group that says one of these."""
        wanted = set(texts)
        return next((each for each in self.seen.published() if each["text"] in wanted and self.counts(each)), None)

    @property
    def may_contribute(self) -> bool:
        return self.seen.may("exchange.Contribute") and not self.is_too_soon

    @property
    def is_too_soon(self) -> bool:
        """Where it goes slowly, for everybody but the moderation."""
        latest = max((each["at"] for each in self.seen.own()), default=0)
        slow: int = self.seen.agenda["slow"]
        return slow > 0 and not self.is_moderating and self.clock.now < latest + slow * 1000

    @property
    def is_moderating(self) -> bool:
        return self.performer.slug == self.script.moderator

    @property
    def only_asks(self) -> bool:
        """By what the phase is, or by their seat in it."""
        seats = self.seen.parts["seats"]["people"]
        voice = next((each["voice"] for each in seats if each["person"] == self.seen.me), Voice.EVERYTHING)
        is_for_all = self.phase.mode_here is Mode.QUESTIONS_ONLY and not self.is_moderating
        return voice == Voice.QUESTIONS or is_for_all

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

    def own_mirroring(self, contribution: int) -> Item | None:
        """The latest: one of an earlier phase is over."""
        began = self.seen.agenda["moved"]
        own = (each for each in self.seen.items["mirrorings"].values() if each["person"] == self.seen.me)
        return next((each for each in own if each["contribution"] == contribution and each["id"] > began), None)

    @property
    def come_from_groups(self) -> bool:
        """Whether people were in small groups in the phase before."""
        agenda = self.seen.agenda
        before = agenda["phases"][agenda["current"] - 1] if agenda["current"] else None
        return before is not None and Formation(before["formation"]) in IN_BREAKOUTS


def contribute(moment: Moment, line: Line, answers: int | None = None) -> Act:
    """`answers` is the contribution to which it refers, if the script does not know that."""
    fields = {"text": line.text, "type": line.type, "refers_to": answers or moment.answered(line)}
    return Act("exchange.Contribute", fields | {"claim": line.claim, "attack": line.attack})
