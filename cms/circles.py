"""The two circles of the mark: where they lie, and the field that they share. Knows no framework."""

import math
from dataclasses import dataclass

RADIUS = 15.0
MIDDLE = 16.0  # of the box of the mark and of the pictures of progress, which is 32 high
NEAR, APART = 16.0, 40.0  # between the two centres: as in the mark, and where nothing is shared yet


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two circles and their shared field as an SVG path, which is empty where they do not overlap."""

    one: Circle
    two: Circle

    @property
    def shared(self) -> str:
        one, two = self.one, self.two
        distance = math.hypot(two.x - one.x, two.y - one.y)
        if not abs(one.radius - two.radius) < distance < one.radius + two.radius:
            return ""
        along = (distance**2 + one.radius**2 - two.radius**2) / (2 * distance)
        across = math.sqrt(one.radius**2 - along**2)
        ex, ey = (two.x - one.x) / distance, (two.y - one.y) / distance
        x, y = one.x + along * ex, one.y + along * ey
        first, second = (x + across * ey, y - across * ex), (x - across * ey, y + across * ex)
        return (
            f"M{first[0]:.1f} {first[1]:.1f}"
            f"A{one.radius:.1f} {one.radius:.1f} 0 0 1 {second[0]:.1f} {second[1]:.1f}"
            f"A{two.radius:.1f} {two.radius:.1f} 0 0 1 {first[0]:.1f} {first[1]:.1f}z"
        )


def meeting(done: int, total: int) -> Pair:
    """Progress as two circles: apart at the beginning, and the mark when all is done."""
    share = min(max(done / total, 0.0), 1.0) if total else 0.0
    half = (APART - (APART - NEAR) * share) / 2
    centre = MIDDLE + APART / 2
    return Pair(
        Circle(round(centre - half, 2), MIDDLE, RADIUS),
        Circle(round(centre + half, 2), MIDDLE, RADIUS),
    )
