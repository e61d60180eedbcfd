from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.items import CHUNK, Items


@dataclass(frozen=True)
class Note:
    id: int
    seq: int


def filled(count):
    items = Items()
    for n in range(1, count + 1):
        items = items.put(Note(n * 3, n))
    return items


def test_it_begins_empty():
    items = Items()
    assert (len(items), list(items), items.at(1), list(items.since(0))) == (0, [], None, [])


def test_items_keep_their_order_over_several_chunks():
    items = filled(3 * CHUNK + 5)
    assert len(items) == 3 * CHUNK + 5
    assert list(items) == [Note(n * 3, n) for n in range(1, 3 * CHUNK + 6)]


def test_an_item_is_found_by_its_id():
    items = filled(2 * CHUNK)
    assert (items.at(3), items.at(6 * CHUNK)) == (Note(3, 1), Note(6 * CHUNK, 2 * CHUNK))
    assert (items.at(1), items.at(4), items.at(6 * CHUNK + 1)) == (None, None, None)


def test_replacing_leaves_what_was_before_as_it_was():
    before = filled(CHUNK + 1)
    after = before.put(Note(3, 900))
    assert (before.at(3), after.at(3)) == (Note(3, 1), Note(3, 900))
    assert len(after) == len(before)


def test_the_newest_begin_with_the_first_of_them_and_go_on_to_the_end():
    items = filled(3 * CHUNK + 5)
    for count in (1, 5, 6, CHUNK, CHUNK + 5, 3 * CHUNK):
        assert list(items.starting(items.first_of_newest(count))) == list(items)[-count:]
    assert [items.first_of_newest(count) for count in (3 * CHUNK + 5, 1_000)] == [0, 0]
    assert list(items.starting(0)) == list(items)
    assert list(items.starting(4)) == list(items)[1:]
    assert (list(Items().starting(0)), Items().first_of_newest(1)) == ([], 0)


def test_only_what_changed_since_is_read():
    items = filled(CHUNK * 2).put(Note(3, 500))
    assert list(items.since(CHUNK * 2 - 1)) == [Note(3, 500), Note(6 * CHUNK, 2 * CHUNK)]
    assert list(items.since(500)) == []


@given(st.lists(st.integers(1, 200), max_size=300), st.integers(0, 300))
def test_it_behaves_like_a_dictionary(ids, since):
    """New ids come in ascending order, as sequence numbers do; known ones are replaced."""
    items, plain = Items(), {}
    for seq, id in enumerate(ids, 1):
        id = id if id in plain else max(plain, default=0) + 1
        items, plain[id] = items.put(Note(id, seq)), Note(id, seq)
    assert list(items) == list(plain.values())
    assert len(items) == len(plain)
    assert list(items.since(since)) == [note for note in plain.values() if note.seq > since]
