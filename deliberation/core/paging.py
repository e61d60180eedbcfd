"""A long transcript, page by page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from deliberation.core.transcript import Band, RoomTranscript

LINES_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """One page of a transcript, and on which page each band and contribution stands, by its anchor."""

    number: int
    rooms: tuple[RoomTranscript, ...]
    found: Mapping[str, int]

    def address(self, anchor: str) -> str:
        page = self.found[anchor]
        return f"#{anchor}" if page == self.number else f"?page={page}#{anchor}"


def pages(rooms: Sequence[RoomTranscript], most: int = LINES_PER_PAGE) -> tuple[TranscriptPage, ...]:
    """A page ends with a band where it can; one that is too long goes on on the next page. There is always a page."""
    placed = list(numbered(rooms, most))
    found = {anchor: page for page, _room, band in placed for anchor in anchors(band)}
    last = placed[-1][0] if placed else 1
    return tuple(TranscriptPage(page, rooms_on(page, rooms, placed), found) for page in range(1, last + 1))


def numbered(rooms: Sequence[RoomTranscript], most: int) -> Iterator[tuple[int, RoomTranscript, Band]]:
    page, room_left = 1, most
    for room in rooms:
        for band in room.bands:
            for part in parts_of(band, most):
                if len(part.entries) > room_left and room_left < most:
                    page, room_left = page + 1, most
                room_left -= len(part.entries)
                yield page, room, part


def parts_of(band: Band, most: int) -> Iterator[Band]:
    if len(band.entries) <= most:
        yield band
        return
    for part, start in enumerate(range(0, len(band.entries), most)):
        yield replace(band, entries=band.entries[start : start + most], part=part)


def anchors(band: Band) -> list[str]:
    return [*([] if band.part else [band.anchor]), *(line.anchor for line in band.lines)]


def rooms_on(
    page: int, rooms: Sequence[RoomTranscript], placed: Iterable[tuple[int, RoomTranscript, Band]]
) -> tuple[RoomTranscript, ...]:
    """With their bands on this page; a room without any stands on the first."""
    bands: dict[int, list[Band]] = {room.number: [] for room in rooms if not room.bands and page == 1}
    for where, room, band in placed:
        if where == page:
            bands.setdefault(room.number, []).append(band)
    return tuple(replace(room, bands=tuple(bands[room.number])) for room in rooms if room.number in bands)
