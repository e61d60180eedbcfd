from deliberation.core.agenda import PhaseMoved
from deliberation.core.paging import pages
from deliberation.core.transcript import Recorded, TranscriptReader, transcript
from tests.deliberation.core.scenario import ANNA, CLARIFY, EXCHANGE, OPENED
from tests.deliberation.core.test_proceedings import recorded, said

MOST = 3


def rooms(*numbers_said):
    """Of each room: how much was said in which phase, one after the other."""
    phases = (None, CLARIFY, EXCHANGE)
    found = []
    for number, counts in enumerate(numbers_said):
        happened = list(OPENED)
        for phase, count in zip(phases, counts, strict=False):
            happened += [PhaseMoved(phase)] if phase is not None else []
            happened += [said(ANNA, "word")] * count
        found.append(Recorded(number, *recorded(*happened)))
    return transcript(found, TranscriptReader()).rooms


def shape(page):
    return [(room.number, [(band.number, band.part, len(band.lines)) for band in room.bands]) for room in page.rooms]


def test_what_fits_is_one_page():
    (page,) = pages(rooms([1, 2]), MOST)
    assert shape(page) == [(0, [(1, 0, 1), (2, 0, 2)])]


def test_a_page_ends_with_a_phase_where_it_can():
    first, second = pages(rooms([2, 2]), MOST)
    assert (shape(first), shape(second)) == ([(0, [(1, 0, 2)])], [(0, [(2, 0, 2)])])


def test_a_phase_that_is_too_long_goes_on_on_the_next_page():
    found = pages(rooms([1, 7]), MOST)
    assert [shape(page)[0][1] for page in found] == [[(1, 0, 1)], [(2, 0, 3)], [(2, 1, 3)], [(2, 2, 1)]]


def test_groups_come_after_the_plenary():
    first, second = pages(rooms([2], [3]), MOST)
    assert (shape(first), shape(second)) == ([(0, [(1, 0, 2)])], [(1, [(1, 0, 3)])])


def test_a_page_knows_where_everything_stands():
    found = pages(rooms([2, 2]), MOST)
    (here,), (there,) = ([band.lines[0].anchor for band in page.rooms[0].bands] for page in found)
    assert found[0].address(here) == f"#{here}"
    assert found[0].address(there) == f"?page=2#{there}"
    assert found[1].address("phase-1") == "?page=1#phase-1"


def test_of_a_room_in_which_nothing_happened_there_is_a_page():
    quiet = tuple(Recorded(number, *recorded(*OPENED[:-1])) for number in (0, 1))
    (page,) = pages(transcript(quiet, TranscriptReader()).rooms, MOST)
    assert shape(page) == [(0, []), (1, [])]
