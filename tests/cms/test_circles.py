import pytest

from cms.circles import APART, NEAR, RADIUS, Circle, Pair, meeting


def distance(pair):
    return pair.two.x - pair.one.x


def test_the_circles_are_apart_where_nothing_is_done_and_the_mark_where_all_is():
    assert distance(meeting(0, 8)) == APART > 2 * RADIUS
    assert distance(meeting(8, 8)) == NEAR < 2 * RADIUS


def test_with_every_lesson_they_come_as_much_nearer():
    assert [distance(meeting(done, 4)) for done in range(5)] == [40, 34, 28, 22, 16]


@pytest.mark.parametrize(("done", "total"), [(0, 0), (0, 1), (9, 8), (3, 7)])
def test_they_stay_in_their_box(done, total):
    pair = meeting(done, total)
    assert pair.one.x - RADIUS >= 0
    assert pair.two.x + RADIUS <= 72


def test_circles_that_do_not_overlap_share_nothing():
    assert meeting(0, 8).shared == ""
    assert Pair(Circle(0, 0, 10), Circle(1, 0, 2)).shared == ""


def test_the_shared_field_runs_between_the_two_points_where_the_circles_cross():
    assert Pair(Circle(0, 0, 5), Circle(6, 0, 5)).shared == "M3.0 -4.0A5.0 5.0 0 0 1 3.0 4.0A5.0 5.0 0 0 1 3.0 -4.0z"
    assert Pair(Circle(0, 0, 5), Circle(0, 6, 5)).shared == "M4.0 3.0A5.0 5.0 0 0 1 -4.0 3.0A5.0 5.0 0 0 1 4.0 3.0z"
