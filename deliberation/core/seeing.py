"""Who sees what of a room: the parts and items of each audience, what changed in them, and what is one person's own."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from deliberation.core import door
from deliberation.core.acting import Ask, Audience, audience_of
from deliberation.core.activities import ACTIVITIES
from deliberation.core.activity import Collection, Own, Part, Room, touched
from deliberation.core.agenda import Agenda, Setting
from deliberation.core.memo import memoized
from deliberation.core.people import People
from deliberation.core.room import BY_SHELL, COMMANDS

PARTS: tuple[tuple[str, Part], ...] = tuple((each.name, each.part) for each in ACTIVITIES if each.part)
LOOKED_AT = {name: frozenset({name, *part.reads}) for name, part in PARTS}  # the activities that each part shows
ITEMS: tuple[tuple[str, Collection], ...] = tuple((each.name, each.items) for each in ACTIVITIES if each.items)
OWN: tuple[tuple[str, Own], ...] = tuple((each.name, each.mine) for each in ACTIVITIES if each.mine)
ASKED = {do: command for do, command in COMMANDS.items() if command not in BY_SHELL}
DO = {command: do for do, command in ASKED.items()}


def viewing(part: Part) -> Callable[[Any, People, Agenda], Any]:
    """Its view of these states. What is so now is asked again by the next audience, and then as what was before."""

    @memoized(2)
    def view(state: Any, people: People, agenda: Agenda) -> Any:
        return part.view(state, Setting(people, agenda))

    return view


VIEWS = {name: viewing(part) for name, part in PARTS}


def view(name: str, room: Room) -> Any:
    return VIEWS[name](room.states[name], room.states["people"], room.states["agenda"])


def audience(room: Room, person: int) -> Audience:
    return audience_of(room.people[person].role)


def parts(room: Room, audience: Audience) -> dict[str, Any]:
    return {name: part.seen(view(name, room), audience) for name, part in PARTS if audience in part.to}


def changed_parts(before: Room, after: Room, audience: Audience) -> dict[str, Any]:
    """The parts that look different in the later of two states of one room."""
    names = touched(before, after)
    maybe = ((name, part) for name, part in PARTS if audience in part.to and not names.isdisjoint(LOOKED_AT[name]))
    seen = (
        (name, part.seen(view(name, before), audience), part.seen(view(name, after), audience)) for name, part in maybe
    )
    return {name: now for name, then, now in seen if now != then}


def items_since(room: Room, seq: int, audience: Audience) -> dict[str, list[Any]]:
    """What changed after `seq`, by the keys that frames have for it."""
    return {
        items.name: shown(items, room.states[name], items.since(room.states[name], seq), audience)
        for name, items in ITEMS
    }


def opening_items(room: Room, audience: Audience) -> dict[str, list[Any]]:
    """What somebody who comes in gets: of large collections the newest, and what is needed to go on with them."""
    return {
        items.name: shown(items, room.states[name], opening(items, room.states[name], audience), audience)
        for name, items in ITEMS
    }


def opening(items: Collection, state: Any, audience: Audience) -> Iterator[Any]:
    return items.opening.items(state, audience) if items.opening else items.since(state, 0)


def first_items(room: Room) -> dict[str, int]:
    """Of the collections of which an opening leaves something out: from which id on it leaves out nothing."""
    found = {items.name: items.opening.first(room.states[name]) for name, items in ITEMS if items.opening}
    return {name: first for name, first in found.items() if first}


def large_items(room: Room, audience: Audience) -> dict[str, list[Any]]:
    """The whole of those collections of which an opening may leave something out."""
    return {
        items.name: visible(items, items.since(room.states[name], 0), audience)
        for name, items in ITEMS
        if items.opening
    }


def changed_items(before: Room, after: Room, audience: Audience) -> dict[str, list[Any]]:
    """What changed between two states of one room; a collection without news is left out."""
    maybe = ((name, items) for name, items in ITEMS if before.states[name] is not after.states[name])
    found = (
        (items.name, shown(items, after.states[name], items.since(after.states[name], before.seq), audience))
        for name, items in maybe
    )
    return {name: news for name, news in found if news}


def shown(items: Collection, state: Any, wanted: Iterator[Any], audience: Audience) -> list[Any]:
    """As this audience may see them, after the older ones to which they refer as far as it may see that."""
    seen = visible(items, wanted, audience)
    if items.opening is None:
        return seen
    older = visible(items, items.opening.beside(state, seen), audience)
    if not older:
        return seen
    known = {item.id for item in seen}
    return [*(item for item in older if item.id not in known), *seen]


def visible(items: Collection, wanted: Iterator[Any], audience: Audience) -> list[Any]:
    seen = (items.seen(item, audience) for item in wanted)
    return [item for item in seen if item is not None]


def mine(room: Room, person: int, present: frozenset[int], around: frozenset[int] = frozenset()) -> dict[str, Any]:
    """What only this person may see: who they are here, what they may do, and what is theirs in each activity."""
    setting = Setting(room.people, room.agenda)
    own = {name: each.view(room.states[name], person, setting) for name, each in OWN}
    may = asked(standing(room, person, present, around))
    return {"person": person, "role": room.people[person].role, "may": may, **own}


@lru_cache(maxsize=4096)
def asked(standing: door.Standing) -> Mapping[str, str]:
    """By the names that browsers use, without what only the shell asks."""
    return {DO[command]: code for command, code in door.may(standing).items() if command in DO}


@memoized(1)
def standing(room: Room, person: int, present: frozenset[int], around: frozenset[int] = frozenset()) -> door.Standing:
    """What this person may do follows from it, with who is connected here and in any room of the session. It is asked
    twice: whether it is as it was, and for what they are told."""
    return door.standing(room, Ask(person, room.at, present, around=around))


def concerned(
    before: Room, after: Room, present: frozenset[int], around: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Those whose `mine` looks different in the later of two states of one room."""
    found = door.concerned(before, after, present, around)
    for name, own in OWN:
        if before.states[name] is not after.states[name]:
            found |= own.concerned(before.states[name], after.states[name])
            if own.concerns_all(before.states[name], after.states[name]):
                return frozenset(after.people)
    return found
