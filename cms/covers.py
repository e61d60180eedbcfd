"""The cover of a course or module: the two circles and some of the five shapes, arranged by the page's key.

The same key always gives the same picture, in every language and on every server. Knows no framework.
"""

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, count

from cms.circles import Circle, Pair

WIDTH, HEIGHT = 480, 270
CENTRE = (WIDTH / 2, HEIGHT / 2)
# Around the middle, one wide in each direction: the shapes of the types of organisations, of equal weight to the eye.
SHAPES = {
    "diamond": "M0-1.1 1.1 0 0 1.1-1.1 0z",
    "circle": "M0-1a1 1 0 0 1 0 2a1 1 0 0 1 0-2z",
    "triangle": "M0-1.05 1.1.85H-1.1z",
    "square": "M-.9-.9H.9V.9H-.9z",
    "hexagon": "M0-1.1.95-.55V.55L0 1.1-.95.55V-.55z",
}
TONES = ("deep", "soft", "warm")


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the shapes of the types of organisations; `is_shared` where both circles hold it."""

    name: str
    x: float
    y: float
    size: float
    angle: int
    is_shared: bool = False

    @property
    def path(self) -> str:
        return SHAPES[self.name]


@dataclass(frozen=True, slots=True)
class Cover:
    tone: str
    arrangement: str
    pair: Pair
    rings: tuple[Circle, ...] = ()
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """Numbers that look like chance and depend on nothing but the key."""

    numbers: Iterator[float]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * next(self.numbers)

    def one_of(self, choices: tuple[str, ...]) -> str:
        return choices[int(next(self.numbers) * len(choices))]

    def in_any_order(self) -> list[str]:
        """The names of all shapes."""
        return sorted(SHAPES, key=lambda name: next(self.numbers))


def cover(key: str) -> Cover:
    chance = Chance(_numbers(key))
    arrange = ARRANGEMENTS[chance.one_of(tuple(ARRANGEMENTS))]
    return arrange(chance, chance.one_of(TONES))


def _numbers(key: str) -> Iterator[float]:
    digests = (hashlib.sha256(f"{key} {block}".encode()).digest() for block in count())
    return (byte / 256 for byte in chain.from_iterable(digests))


@dataclass(frozen=True, slots=True)
class Axis:
    """The line through both centres, by which everything on a cover is placed; the angle is in degrees."""

    angle: float

    def point(self, along: float, across: float = 0.0) -> tuple[float, float]:
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return round(CENTRE[0] + along * cos - across * sin, 1), round(CENTRE[1] + along * sin + across * cos, 1)

    def pair(self, distance: float, one: float, two: float) -> Pair:
        return Pair(Circle(*self.point(-distance / 2), round(one, 1)), Circle(*self.point(distance / 2), round(two, 1)))


def _axis(chance: Chance, most: float) -> Axis:
    """Turned by at most so many degrees, with the filled circle on the one side or on the other."""
    return Axis(chance.between(-most, most) + (180 if chance.between(0, 1) < 0.5 else 0))


def _turn(chance: Chance, name: str) -> int:
    return 0 if name == "circle" else round(chance.between(-16, 16))


def _encounter(chance: Chance, tone: str) -> Cover:
    """Both circles stand in view; each holds a shape of its own, and they share the largest."""
    axis = _axis(chance, 40)
    one, two = chance.between(72, 106), chance.between(72, 106)
    middle = (one + two) / 2
    places = ((-middle, 14.0), (middle, 14.0), ((one - two) / 2, 0.22 * middle))
    shapes = tuple(
        Shape(name, *axis.point(along), round(size, 1), _turn(chance, name), is_shared=abs(along) < middle)
        for name, (along, size) in zip(chance.in_any_order(), places, strict=False)
    )
    return Cover(tone, "encounter", axis.pair(middle * chance.between(1.05, 1.25), one, two), (), shapes)


def _sounds(chance: Chance, tone: str) -> Cover:
    """Two sources from which rings go out, as sound does, until they cross."""
    axis = _axis(chance, 32)
    step = chance.between(24, 30)
    pair = axis.pair(chance.between(145, 180), 4.2 * step, 4.2 * step)
    centres = (pair.one, pair.two)
    rings = tuple(Circle(each.x, each.y, round(many * step, 1)) for each in centres for many in (1.4, 2.8))
    shapes = tuple(
        Shape(name, each.x, each.y, 16, 0) for name, each in zip(chance.in_any_order(), centres, strict=False)
    )
    return Cover(tone, "sounds", pair, rings, shapes)


def _window(chance: Chance, tone: str) -> Cover:
    """The circles reach beyond the edge; what they share stands in the middle, one below the other."""
    axis = _axis(chance, 34)
    radius = chance.between(160, 200)
    pair = axis.pair(radius * chance.between(1.1, 1.3), radius, radius)
    shapes = tuple(
        Shape(name, *axis.point(0, across), size, _turn(chance, name), is_shared=True)
        for name, (across, size) in zip(chance.in_any_order(), ((-62, 15), (0, 24), (62, 15)), strict=False)
    )
    return Cover(tone, "window", pair, (), shapes)


def _crossing(chance: Chance, tone: str) -> Cover:
    """All five shapes on their way through both circles, the middle one where these overlap."""
    axis = _axis(chance, 14)
    radius = chance.between(74, 84)
    pair = axis.pair(radius * chance.between(1.15, 1.25), radius, radius)
    rise = chance.between(-26, 26)
    shapes = tuple(
        Shape(name, *axis.point(place * 77, -rise if place % 2 else rise), 13 if place else 19, 0, is_shared=not place)
        for name, place in zip(chance.in_any_order(), (-2, -1, 0, 1, 2), strict=True)
    )
    return Cover(tone, "crossing", pair, (), shapes)


ARRANGEMENTS: dict[str, Callable[[Chance, str], Cover]] = {
    "encounter": _encounter,
    "sounds": _sounds,
    "window": _window,
    "crossing": _crossing,
}
