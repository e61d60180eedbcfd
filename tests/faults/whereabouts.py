"""The logs of a session with small groups, held against each other and against what people were told.

Everybody is in exactly one room at each seq of the plenary, nobody in a group that was closed; each call is answered
once, taken back or over; nobody hears of a group in which they are not. Like the rest of the checker it shares nothing
with the product, and knows neither sockets nor clocks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from tests.faults.history import Entry, History, Log, is_state

WORDS = re.compile(r"Satz \d+ von \d+")  # in each text of a client, and in no two the same


@dataclass(frozen=True)
class House:
    """The rooms of a session: the log of each by its id, the plenary's first."""

    logs: Mapping[int, Log]

    @property
    def plenary(self) -> int:
        return next(iter(self.logs))

    @property
    def groups(self) -> dict[int, Log]:
        return {room: log for room, log in self.logs.items() if room != self.plenary}

    @property
    def by_epoch(self) -> dict[str, int]:
        return {log.epoch: room for room, log in self.logs.items()}


# --- where everybody is -----------------------------------------------------------------------------------------------


@dataclass
class Places:
    """By the plenary's log, up to some seq. Whoever is in no group is in the plenary."""

    at: dict[int, int] = field(default_factory=dict)
    opened: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    kept: dict[int, int] = field(default_factory=dict)  # where people were when the session was ended

    def fold(self, entry: Entry) -> None:
        match entry.kind:
            case "places.BreakoutsOpened":
                self.opened |= set(entry.data["rooms"])
            case "places.GroupsFormed":
                self.at = {person: group["room"] for group in entry.data["groups"] for person in sent_with(group)}
                self.closed = set()
            case "places.PeopleMoved":
                self.move(entry.data["people"], entry.data["room"])
            case "places.GroupsMerged":
                self.move(self.there(entry.data["room"]), entry.data["into"])
                self.closed.add(entry.data["room"])
            case "places.GroupClosed":
                self.move(self.there(entry.data["room"]), None)
                self.closed.add(entry.data["room"])
            case "agenda.PhaseMoved" | "places.GroupsReturned":
                self.at, self.closed = {}, set()
            case "agenda.RoomClosed":
                self.at, self.kept = {}, self.at
            case "agenda.RoomReopened":
                self.at, self.kept = self.kept, {}
            case "people.PersonRemoved":
                self.at.pop(entry.data["person"], None)

    def there(self, room: int) -> list[int]:
        return [person for person, at in self.at.items() if at == room]

    def move(self, people: Iterable[int], room: int | None) -> None:
        for person in people:
            self.at.pop(person, None)
            if room is not None:
                self.at[person] = room


def sent_with(group: Mapping[str, Any]) -> list[int]:
    """Its people, and the moderator who goes along unless away."""
    moderator = group.get("moderator")
    led = [] if moderator is None or moderator in group.get("away", ()) else [moderator]
    return [*group["people"], *led]


def folded(log: Log) -> Iterator[tuple[Entry, Places]]:
    """Where everybody is after each entry."""
    places = Places()
    for entry in log.entries:
        places.fold(entry)
        yield entry, places


def in_the_end(house: House) -> Places:
    places = Places()
    for entry in house.logs[house.plenary].entries:
        places.fold(entry)
    return places


def homeless(house: House) -> Iterator[str]:
    """Whoever is in two rooms, in one that is none, or in one that was closed, at some seq of the plenary."""
    for entry, places in folded(house.logs[house.plenary]):
        for people in named(entry):
            if len(set(people)) < len(people):
                yield f"{entry.kind} at {entry.seq} names somebody twice: {people}"
        for person, room in places.at.items():
            if room not in places.opened or room not in house.logs:
                yield f"{person} is in {room} at {entry.seq}, and that is no group"
            elif room in places.closed:
                yield f"{person} is in {room} at {entry.seq}, which was closed"


def named(entry: Entry) -> list[list[int]]:
    """The people whom an entry of the plenary puts somewhere."""
    if entry.kind == "places.GroupsFormed":
        return [[person for group in entry.data["groups"] for person in sent_with(group)]]
    return [entry.data["people"]] if entry.kind == "places.PeopleMoved" else []


def told_otherwise(house: House, moderating: Iterable[int]) -> Iterator[str]:
    """In the end each group's own log names those whom the plenary's has there."""
    places, moderating = in_the_end(house), set(moderating)
    for room, log in house.groups.items():
        gathered = [entry.data["people"] for entry in log.entries if entry.kind == "places.GroupGathered"]
        there = {person for person, at in places.at.items() if at == room} - moderating
        told = set(gathered[-1]) - moderating if gathered else set()
        if told != there:
            yield f"group {room} has {sorted(told)}, and the plenary says {sorted(there)}"


# --- who leads --------------------------------------------------------------------------------------------------------


def roles_in(log: Log) -> dict[int, str]:
    roles = {}
    for entry in log.entries:
        if entry.kind in ("people.PersonJoined", "people.RoleGiven"):
            roles[entry.data["person"]] = entry.data["role"]
    return roles


def led_otherwise(house: House) -> Iterator[str]:
    """In the end one person leads the session, and each group knows it so."""
    roles = roles_in(house.logs[house.plenary])
    leading = [person for person, role in roles.items() if role == "moderator"]
    if len(leading) != 1:
        yield f"{leading} lead the session"
    for room, log in house.groups.items():
        for person, role in roles_in(log).items():
            if role != roles.get(person):
                yield f"{person} is {role} in group {room}, and {roles.get(person)} in the plenary"


# --- calls ------------------------------------------------------------------------------------------------------------

ENDS = ("calls.CallTakenBack", "calls.CallEnded", "agenda.PhaseMoved", "agenda.RoomClosed")


@dataclass(frozen=True)
class Call:
    person: int
    text: str
    answer: str | None = None
    by: int | None = None


def called(log: Log) -> Call | None:
    """What stands in the end."""
    call = None
    for entry in log.entries:
        call = after(call, entry)
    return call


def after(call: Call | None, entry: Entry) -> Call | None:
    if entry.kind == "calls.Called":
        return Call(entry.data["person"], entry.text)
    if entry.kind == "calls.CallWorded" and call:
        return replace(call, text=entry.text)
    if entry.kind == "calls.CallAnswered" and call:
        return replace(call, answer=entry.data["answer"], by=entry.data["person"])
    is_left = entry.kind == "places.GroupGathered" and not entry.data["people"]
    return None if is_left or entry.kind in ENDS else call


def twice_answered(house: House) -> Iterator[str]:
    """Each call is one of a kind at each seq, and has one answer at the most."""
    for room, log in house.groups.items():
        call: Call | None = None
        for entry in log.entries:
            is_open = call is not None and call.answer is None
            if entry.kind == "calls.Called" and is_open:
                yield f"group {room} called at {entry.seq} while a call was open"
            if entry.kind == "calls.CallAnswered" and not is_open:
                yield f"group {room} was answered at {entry.seq}, and no call was open"
            call = after(call, entry)


def unanswered(house: House) -> list[int]:
    """The groups whose call is open."""
    return [room for room, log in house.groups.items() if (call := called(log)) and call.answer is None]


def answers_without_call(house: House, histories: Iterable[History]) -> Iterator[str]:
    """Who was told that they answered has answered, as the only one."""
    given = {
        (room, entry.data["person"], entry.data["answer"])
        for room, log in house.groups.items()
        for entry in log.entries
        if entry.kind == "calls.CallAnswered"
    }
    for history in histories:
        for command in history.commands:
            if command.do == "calls.AnswerCall" and command.seq is not None:
                answer = (command.fields["room"], command.by, command.fields["answer"])
                if answer not in given:
                    yield f"{history}: was told to have answered group {answer[0]}, which heard nothing"


# --- results ----------------------------------------------------------------------------------------------------------


def invented_results(house: House) -> Iterator[str]:
    """What was brought into the plenary was written in a group."""
    written = {entry.text for log in house.groups.values() for entry in log.entries if entry.kind.endswith("Written")}
    for entry in house.logs[house.plenary].entries:
        if entry.kind.endswith(".ResultBrought") and entry.text and entry.text not in written:
            yield f"at {entry.seq} a result was brought that no group wrote: “{entry.text[:60]}”"


# --- what people were told --------------------------------------------------------------------------------------------


def overheard(house: House, histories: Iterable[History], moderating: Iterable[int]) -> Iterator[str]:
    """Whoever does not moderate hears nothing that stands only in logs of other rooms, never sees the overview, and
    learns of nobody where they are but of those who moderate."""
    moderating = frozenset(moderating)
    words = {log.epoch: words_in(entry.text for entry in log.entries) for log in house.logs.values()}
    for history in histories:
        if not history.moderating:
            yield from overheard_by(history, words, moderating)


def overheard_by(history: History, words: Mapping[str, frozenset[str]], moderating: frozenset[int]) -> Iterator[str]:
    epoch = ""
    for received in history.frames:
        frame = received.frame
        epoch = frame.get("epoch", epoch) if is_state(frame) else epoch
        if others := words_in([received.raw]) - words.get(epoch, frozenset()):
            yield f"{history}: a frame in {epoch} tells what was said elsewhere: {sorted(others)}"
        if not frame.keys().isdisjoint(("groups", "elsewhere")):
            yield f"{history}: a frame for those who moderate: {received.raw[:60]}"
        if shown := set(map(int, frame.get("moderators", ()))) - moderating:
            yield f"{history}: a frame tells where {sorted(shown)} are, who do not moderate"


def words_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(found for text in texts for found in WORDS.findall(text))


def astray(house: House, histories: Iterable[History]) -> Iterator[str]:
    """Over one connection people are led from room to room in the order in which the plenary's log moved them."""
    stays = stays_of(house)
    for history in histories:
        for shown in shown_over_each_connection(history, house.by_epoch):
            if not is_part_of(shown, stays.get(history.person, [house.plenary])):
                yield f"{history}: was led through {shown}, and moved through {stays.get(history.person)}"


def stays_of(house: House) -> dict[int, list[int]]:
    """The rooms in which each person was, in their order."""
    stays: dict[int, list[int]] = {}
    before: dict[int, int] = {}
    for _entry, places in folded(house.logs[house.plenary]):
        for person in {*before, *places.at}:
            room = places.at.get(person, house.plenary)
            been = stays.setdefault(person, [house.plenary])
            if been[-1] != room:
                been.append(room)
        before = dict(places.at)
    return stays


def shown_over_each_connection(history: History, by_epoch: Mapping[str, int]) -> Iterator[list[int]]:
    borders = [*history.connections, len(history.frames)]
    for first, last in pairwise(borders):
        shown: list[int] = []
        for received in history.frames[first:last]:
            epoch = received.frame.get("epoch", "") if is_state(received.frame) else ""
            if epoch and by_epoch.get(epoch) not in shown[-1:]:
                shown.append(by_epoch.get(epoch, 0))
        yield shown


def is_part_of(shown: Iterable[int], stays: Iterable[int]) -> bool:
    """Some were too short to be shown, but none is shown before an earlier one."""
    left = iter(stays)
    return all(room in left for room in shown)


# --- the overview -----------------------------------------------------------------------------------------------------


def overlooked(house: House, groups: Mapping[str, Any]) -> Iterator[str]:
    """Whoever moderates sees in the end who is in which group, and each call as it stands."""
    places = in_the_end(house)
    rows = {row["room"]: row for row in groups.get("groups", ())}
    for room, log in house.groups.items():
        there = {person for person, at in places.at.items() if at == room}
        row = rows.get(room)
        if row is None:
            if there:
                yield f"group {room} has {sorted(there)} and is not in the overview"
            continue
        if set(row["people"]) | set(row["moderators"]) != there:
            yield f"group {room} has {sorted(there)}, and the overview {row['people']} and {row['moderators']}"
        shown = Call(*(row["call"][each] for each in ("person", "text", "answer", "by"))) if row["call"] else None
        if shown != called(log):
            yield f"group {room} has the call {called(log)}, and the overview {shown}"


def violations(house: House, histories: Iterable[History], moderating: Iterable[int]) -> list[str]:
    """All that is wrong, beside what is asked of each room alone."""
    histories, moderating = list(histories), list(moderating)
    return [
        *homeless(house),
        *told_otherwise(house, moderating),
        *led_otherwise(house),
        *twice_answered(house),
        *answers_without_call(house, histories),
        *invented_results(house),
        *overheard(house, histories, moderating),
    ]
