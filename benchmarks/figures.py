"""The little arithmetic between what was measured and what is quoted."""

import math
import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all does not exceed (nearest rank); 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def percentiles(values: Sequence[float]) -> dict[str, float]:
    return {f"p{share}": percentile(values, share / 100) for share in (50, 95, 99)}


def median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def quotient(one: float, other: float) -> float | None:
    """None where there is nothing to divide by: no figure is better than an infinite one."""
    return one / other if other else None


def spelled(value: float | None) -> str:
    """Three significant digits, as a table shows them."""
    if value is None:
        return "-"
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{digits}f}"
