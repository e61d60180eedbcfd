"""The frames that tell of a room: what changed, everything since a seq, what only one person may see, who is here."""

from collections.abc import Iterable

from deliberation.core import room as core
from deliberation.core.room import PARTS, Room, changed_parts, contributions_since, people_since
from deliberation.live.wire import NOTHING, OnlyMine, Present, View, text
from deliberation.log import drafts
from deliberation.log.entries import Known


def delta(before: Room, after: Room, moderating: bool) -> str:
    """One frame with what changed for this audience."""
    people = people_since(after, before.seq) if before.people is not after.people else ()
    return text(
        View(
            after.seq,
            parts=changed_parts(before, after) or NOTHING,
            people=people or NOTHING,
            contributions=contributions_since(after, before.seq, moderating) or NOTHING,
        )
    )


def whole(known: Known, since: int, moderating: bool) -> str:
    """What somebody needs who has everything up to `since`; with 0, everything anew."""
    room = known.room
    return text(
        View(
            room.seq,
            known.epoch,
            since,
            drafts.now(),
            {name: part.view(room) for name, part in PARTS.items()},
            people_since(room, since),
            contributions_since(room, since, moderating),
        )
    )


def mine(room: Room, person: int) -> str:
    return text(OnlyMine(core.mine(room, person)))


def present(people: Iterable[int]) -> str:
    return text(Present(tuple(sorted(people))))
