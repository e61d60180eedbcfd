"""What is asked about the same states again is known, and about no others."""

from deliberation.core.memo import memoized


def counting(kept):
    asked = []

    @memoized(kept)
    def total(numbers, more=()):
        asked.append((numbers, more))
        return sum(numbers) + sum(more)

    return total, asked


def test_the_same_objects_are_answered_once_though_they_cannot_be_hashed():
    total, asked = counting(2)
    numbers, more = [1, 2], [3]
    assert [total(numbers, more), total(numbers, more)] == [6, 6]
    assert len(asked) == 1


def test_what_is_equal_but_another_object_is_asked_anew():
    total, asked = counting(2)
    assert [total([1, 2], [3]), total([1, 2], [3])] == [6, 6]
    assert len(asked) == 2


def test_the_oldest_answer_makes_room():
    total, asked = counting(2)
    before, now, then = [1], [2], [3]
    more = []
    assert [total(before, more), total(now, more), total(before, more)] == [1, 2, 1]
    assert len(asked) == 2
    assert [total(then, more), total(now, more), total(before, more)] == [3, 2, 1]
    assert len(asked) == 4


def test_one_state_more_or_less_is_another_question():
    total, asked = counting(2)
    numbers, more = [1, 2], [3]
    assert [total(numbers, more), total(numbers), total(numbers, more)] == [6, 3, 6]
    assert len(asked) == 2
