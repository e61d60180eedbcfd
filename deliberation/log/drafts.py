"""What commands lead to, before anything of it is stored: no database, and the only clock is `now`."""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Room
from deliberation.core.forming import acquaintance
from deliberation.core.grouping.wishes import STRANGERS, Acquaintance
from deliberation.core.room import WITH_KNOWN, WITH_SHEETS, Answered, decide, decide_following, evolve
from deliberation.core.session import FOLLOWING, stays_here
from deliberation.log import codec
from deliberation.log.entries import Draft, Earlier, Effect, Keyed, Known
from deliberation.urns import Sheets


@dataclass(frozen=True, slots=True)
class Sent:
    """A command as it arrived: from whom (a participation), under which idempotency key."""

    by: int
    key: UUID | None
    command: Any
    at: int | None = None  # only for what was written down afterwards; everything else happens now


@dataclass(frozen=True, slots=True)
class Verdict:
    """`seq`: on disk, at that place. `refused`: the code why not."""

    seq: int = 0
    refused: str = ""


UNAVAILABLE = Verdict(refused="unavailable")  # no answer at all: sent again under its key, it happens once


@dataclass(slots=True)
class Batch:
    """Commands for one room, with what the process knows of it, who is connected there, and who anywhere in its
    session."""

    room: int
    sent: list[Sent]
    known: Known | None = None
    present: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def leads_on(self) -> bool:
        """Whether a command of it may lead into other rooms."""
        return any(type(sent.command) in FOLLOWING for sent in self.sent)

    @property
    def empties_urns(self) -> bool:
        """Whether a command of it is given what lies in an urn, in this room or in those into which it leads on."""
        return self.leads_on or any(type(sent.command) in WITH_SHEETS for sent in self.sent)

    @property
    def forms_groups(self) -> bool:
        """Whether a command of it is given what is known of people beside the room."""
        return any(type(sent.command) in WITH_KNOWN for sent in self.sent)

    def stays_in(self, room: Room) -> bool:
        """Whether it is a single command from which nothing follows elsewhere, though something might: commands before
        it could change that."""
        return len(self.sent) == 1 and stays_here(room, self.sent[0].command)

    @property
    def keyed(self) -> Iterator[Keyed]:
        return ((sent.by, sent.key) for sent in self.sent if sent.key)


def now() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Consequence:
    """What commands lead to in one room: what the room becomes, and by which events."""

    room: Room
    events: tuple[tuple[Any, Stamp], ...] = ()

    def take(self, command: Any, ask: Ask) -> "Consequence":
        """Raises `Refused`."""
        return self.go_on(decide(self.room, command, ask), ask)

    def follow(self, command: Any, ask: Ask) -> "Consequence":
        """Likewise, for what follows from a command that passed the door of its own room."""
        ask = replace(ask, at=max(ask.at, self.room.at))  # a clock that was set back does not set back the room
        return self.go_on(decide_following(self.room, command, ask), ask)

    def go_on(self, events: Iterable[Any], ask: Ask) -> "Consequence":
        room, stamped = self.room, list(self.events)
        for event in events:
            stamp = Stamp(room.seq + 1, ask.by, ask.at)
            room = evolve(room, event, stamp)
            stamped.append((event, stamp))
        return Consequence(room, tuple(stamped))


class Drafts:
    """What one commit appends, room by room. `earlier`: what was asked before, and what became of it; `sessions`: the
    session of each room, needed only where a command leads on into others of it; `urns`: what lies in those of the
    rooms; `acquaintances`: what is known of people beside the rooms, by room, where a command needs it."""

    def __init__(
        self,
        known: Mapping[int, Known],
        earlier: Mapping[Keyed, Earlier] = {},
        sessions: Mapping[int, int] = {},
        urns: Mapping[int, Sheets] = {},
        acquaintances: Mapping[int, Acquaintance] = {},
    ) -> None:
        self.by_room = {room: Draft(room, each, each.room) for room, each in known.items()}
        self._earlier = dict(earlier)
        self._sessions = sessions
        self._urns = urns
        self._acquaintances = acquaintances

    @property
    def grown(self) -> list[Draft]:
        return [draft for draft in self.by_room.values() if draft.effects]

    @property
    def committed(self) -> dict[int, Known]:
        """What is known of each room once this is on disk."""
        return {room: draft.committed for room, draft in self.by_room.items()}

    def take_all(self, batch: Batch) -> list[Verdict]:
        """One command after the other: each is decided on what those before it led to."""
        return [self._take(batch, sent) for sent in batch.sent]

    def _take(self, batch: Batch, sent: Sent) -> Verdict:
        if sent.key and (before := self._earlier.get((sent.by, sent.key))):
            return repeated(sent, before)
        here = batch.room
        room = self.by_room[here].becomes
        chance, sheets = secrets.randbits(64), self._urns.get(here, ())
        known = self._known(here, sent.command)
        ask = Ask(sent.by, max(sent.at or now(), room.at), batch.present, chance, batch.around, sheets, known)
        refused = ""
        try:
            consequences = self._consequences(here, sent.command, ask)
        except Refused as refusal:
            consequences, refused = {here: Consequence(room)}, refusal.code
        if sent.key and not consequences[here].events:  # an entry has to keep the key
            consequences[here] = consequences[here].go_on([Answered(refused)], ask)
        verdict = Verdict(refused=refused) if refused else Verdict(consequences[here].room.seq)
        self._write(here, sent, consequences, verdict)
        return verdict

    def _known(self, here: int, command: Any) -> Acquaintance:
        if type(command) not in WITH_KNOWN:
            return STRANGERS
        return acquaintance(self.by_room[here].becomes, self._acquaintances.get(here, STRANGERS))

    def _consequences(self, here: int, command: Any, ask: Ask) -> dict[int, Consequence]:
        """What the command leads to, room by room; all of it or, where one room refuses, nothing."""
        consequences = {here: Consequence(self.by_room[here].becomes).take(command, ask)}
        follow = FOLLOWING.get(type(command))
        if follow and not stays_here(self.by_room[here].becomes, command):
            for room, others in follow(self._rooms_beside(here), here, command, ask).items():
                for other in others:
                    consequence = consequences.get(room) or Consequence(self.by_room[room].becomes)
                    consequences[room] = consequence.follow(other, replace(ask, sheets=self._urns.get(room, ())))
        return consequences

    def _rooms_beside(self, here: int) -> dict[int, Room]:
        """All rooms of the session, this one included."""
        session = self._sessions[here]
        return {room: draft.becomes for room, draft in self.by_room.items() if self._sessions[room] == session}

    def _write(self, here: int, sent: Sent, consequences: Mapping[int, Consequence], verdict: Verdict) -> None:
        digest = codec.digest(sent.command) if sent.key else ""
        for room, consequence in consequences.items():
            draft = self.by_room[room]
            draft.becomes = consequence.room
            if consequence.events:
                keyed = (sent.key, digest) if room == here else (None, "")
                draft.effects.append(Effect(room, consequence.events, *keyed))
        if sent.key:
            self._earlier[sent.by, sent.key] = Earlier(consequences[here].room.seq, verdict.refused, digest)


def repeated(sent: Sent, before: Earlier) -> Verdict:
    """The same again gets the answer of the first time."""
    if before.digest != codec.digest(sent.command):
        return Verdict(refused="room.key_reused")
    return Verdict(refused=before.refused) if before.refused else Verdict(before.seq)
