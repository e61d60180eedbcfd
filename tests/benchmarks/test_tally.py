"""What arrived is counted right: missing, twice, out of order, late."""

from benchmarks.fanout.marks import Mark, marked, marks
from benchmarks.fanout.tally import MILLISECOND, Reader, Said, Tally


def tally(people=2, said=3, **fields):
    room = Said(people)
    for _ in range(said):
        room.next()
    return Tally(1, [room], **fields)


def take(counted, reader, *numbers, sender=0, now=0, again=False):
    return [counted.take(0, reader, Mark(1, sender, number, 0), now, again=again) for number in numbers]


def test_a_mark_is_found_in_whatever_surrounds_it():
    mark = Mark(3, 17, 42, 1_234_567_890)
    frame = f'{{"contributions":[{{"text":"{marked(mark, 100)}"}},{{"text":"{marked(mark, 5)}"}}]}}'.encode()
    assert marks(frame) == (mark, mark)
    assert len(marked(mark, 100)) == 100


def test_a_frame_without_marks_has_none():
    assert marks(b'{"present":[1,2,3],"mail":"a@b.c@d"}') == ()


def test_everything_that_arrives_at_everybody_leaves_nothing_lost():
    counted = tally()
    for reader in (Reader(), Reader()):
        assert take(counted, reader, 0, 1, 2) == [True, True, True]
    assert (counted.sent, counted.delivered, counted.lost) == (3, 6, 0)
    assert (counted.duplicated, counted.misordered) == (0, 0)


def test_what_one_reader_lacks_is_lost_once():
    counted = tally()
    take(counted, Reader(), 0, 1, 2)
    take(counted, Reader(), 0, 2)
    assert counted.lost == 1


def test_what_was_refused_is_not_lost():
    counted = tally()
    counted.rooms[0].refused.add(1)
    for reader in (Reader(), Reader()):
        take(counted, reader, 0, 2)
    assert (counted.lost, counted.refused) == (0, 1)


def test_what_comes_twice_is_counted_as_such_and_not_delivered_again():
    counted, reader = tally(), Reader()
    assert take(counted, reader, 0, 0) == [True, False]
    assert (counted.delivered, counted.duplicated) == (1, 1)


def test_whoever_asked_for_everything_anew_gets_nothing_twice():
    counted, reader = tally(), Reader()
    take(counted, reader, 0, 1)
    take(counted, reader, 0, 1, 2, again=True)
    assert (counted.delivered, counted.duplicated) == (3, 0)


def test_one_senders_contributions_arrive_in_their_order():
    counted, reader = tally(), Reader()
    take(counted, reader, 1, 0, 2)
    assert counted.misordered == 1


def test_two_senders_may_overtake_each_other():
    counted, reader = tally(), Reader()
    take(counted, reader, 1, sender=1)
    take(counted, reader, 0, sender=0)
    assert counted.misordered == 0


def test_latency_counts_from_the_end_of_warming_up():
    counted = tally(said=2, since=100)
    for reader, milliseconds in ((Reader(), 3), (Reader(), 5)):
        counted.take(0, reader, Mark(1, 0, 0, 0), milliseconds * MILLISECOND, again=False)
        counted.take(0, reader, Mark(1, 0, 1, 100), 100 + milliseconds * MILLISECOND, again=False)
    assert list(counted.latencies) == [3, 5]
    assert list(counted.last_has_it) == [5]


def test_where_nothing_arrived_there_is_no_latency():
    assert tally().milliseconds() == {}
