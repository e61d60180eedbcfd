"""The frames that tell of a room: what changed, everything since a seq, what only one person may see, who is here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from deliberation.core import overview, seeing
from deliberation.core.acting import Audience
from deliberation.core.activity import Room
from deliberation.live.wire import NOTHING, EarlierItems, Groups, OnlyMine, Present, View, encode, text
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


def mine(room: Room, person: int, present: frozenset[int], around: frozenset[int] = frozenset()) -> str:
    return text(OnlyMine(seeing.mine(room, person, present, around)))


def present(people: Iterable[int], elsewhere: Mapping[int, Iterable[int]], moderators: Mapping[int, int] = {}) -> str:
    others = {room: tuple(sorted(those)) for room, those in sorted(elsewhere.items())}
    return text(Present(tuple(sorted(people)), others or NOTHING, dict(sorted(moderators.items())) or NOTHING))


@dataclass(frozen=True, slots=True)
class OverviewFrame:
    """Of all small groups: what it tells, its frame, and a tag by which a browser says that it has this one."""

    view: overview.Overview
    tag: str
    frame: str


def groups(view: overview.Overview) -> OverviewFrame:
    """The tag follows from what is told, so that it is the same in each process. As long as there are no groups it is
    empty, like that of a browser that was told of none."""
    tag = "" if view == NOTHING_TO_SEE else blake2b(encode(view), digest_size=6).hexdigest()
    return OverviewFrame(view, tag, text(Groups(view, tag)))


NOTHING_TO_SEE = overview.Overview(())
NO_GROUPS = groups(NOTHING_TO_SEE)
