from cms.circles import Circle, Pair
from cms.covers import ARRANGEMENTS, CENTRE, SHAPES, TONES, cover

KEYS = [f"3f2a61f4-0000-4000-8000-{number:012d}" for number in range(300)]
COVERS = [cover(key) for key in KEYS]

# What every crop shows: cards are as high as 196 of 270 units, tiles of modules as wide as 360 of 480.
HALF_WIDTH, HALF_HEIGHT = 180, 98
CORNER = 1.4  # how far a shape reaches at most, in its own size


def test_a_key_has_the_same_cover_for_ever():
    assert cover(KEYS[0]) == cover(KEYS[0])
    assert COVERS[0].arrangement == "window"
    assert COVERS[0].pair == Pair(Circle(136.3, 152.5, 181.2), Circle(343.7, 117.5, 181.2))


def test_no_two_keys_have_the_same_cover():
    assert len(set(COVERS)) == len(KEYS)


def test_all_arrangements_tones_and_shapes_occur():
    assert {each.arrangement for each in COVERS} == set(ARRANGEMENTS)
    assert {each.tone for each in COVERS} == set(TONES)
    assert {shape.name for each in COVERS for shape in each.shapes} == set(SHAPES)


def test_the_circles_of_every_cover_overlap():
    assert all(each.pair.shared for each in COVERS)


def test_every_shape_is_whole_in_every_crop():
    for each in COVERS:
        for shape in each.shapes:
            reach = shape.size * CORNER
            assert abs(shape.x - CENTRE[0]) + reach <= HALF_WIDTH, each
            assert abs(shape.y - CENTRE[1]) + reach <= HALF_HEIGHT, each


def test_each_shape_is_drawn_as_a_closed_path_of_its_own():
    drawn = {shape.name: shape.path for each in COVERS for shape in each.shapes}
    assert drawn["square"] == "M-.9-.9H.9V.9H-.9z"
    assert all(path[0] == "M" and path[-1] == "z" for path in drawn.values())
    assert len(set(drawn.values())) == len(SHAPES)


def test_no_shape_occurs_twice_on_a_cover():
    assert all(len({shape.name for shape in each.shapes}) == len(each.shapes) for each in COVERS)


def test_what_is_marked_as_shared_lies_in_both_circles_and_the_rest_does_not():
    for each in COVERS:
        for shape in each.shapes:
            inside = [
                (shape.x - circle.x) ** 2 + (shape.y - circle.y) ** 2 < circle.radius**2
                for circle in (each.pair.one, each.pair.two)
            ]
            assert all(inside) == shape.is_shared, each
