"""The frames that tell of a room: what changed, everything since a seq, what only one person may see, who is here."""

from collections.abc import Iterable, Mapping

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.activity import Room
from deliberation.live.wire import NOTHING, EarlierItems, OnlyMine, Present, View, text
from deliberation.log import drafts
from deliberation.log.entries import Known


def delta(before: Room, after: Room, audience: Audience) -> str:
    """One frame with what changed for this audience."""
    view = View(seq=after.seq)
    if parts := seeing.changed_parts(before, after, audience):
        view["parts"] = parts
    return text({**view, **seeing.changed_items(before, after, audience)})


def whole(known: Known, since: int, audience: Audience) -> str:
    """What somebody needs who has everything up to `since`; with 0, what somebody needs who has nothing."""
    room = known.room
    parts = seeing.parts(room, audience)
    view = View(seq=room.seq, epoch=known.epoch, since=since, now=drafts.now(), parts=parts)
    if since:
        return text({**view, **seeing.items_since(room, since, audience)})
    if first := seeing.first_items(room):
        view["first"] = first
    return text({**view, **seeing.opening_items(room, audience)})


def earlier(known: Known, audience: Audience) -> str:
    """What the frame for somebody who has nothing left out, and all that belongs to it."""
    return text({**EarlierItems(seq=known.room.seq, epoch=known.epoch), **seeing.large_items(known.room, audience)})


def mine(room: Room, person: int, present: frozenset[int]) -> str:
    return text(OnlyMine(seeing.mine(room, person, present)))


def present(people: Iterable[int], elsewhere: Mapping[int, Iterable[int]]) -> str:
    others = {room: tuple(sorted(those)) for room, those in sorted(elsewhere.items())}
    return text(Present(tuple(sorted(people)), others or NOTHING))
