"""Whether something has become slower: judged by how much CPU the product needs beside a peer, never by time."""

from collections.abc import Iterable, Mapping

from benchmarks.results import Result

LIMIT = 1.4  # times the ratio that was accepted last: between runs it differs by a tenth or two


def ratios(found: Iterable[Result]) -> dict[str, float]:
    return {f"{each.name}: {each.unit}": each.ratio for each in found if each.ratio is not None}


def slower(measured: Mapping[str, float], accepted: Mapping[str, float]) -> list[str]:
    """What is over the limit, as sentences; also what was accepted once and is not measured any more."""
    missing = [f"{name} was not measured" for name in accepted if name not in measured]
    return missing + [
        f"{name}: {ratio:.2f} times the peer, accepted were {accepted[name]:.2f}"
        for name, ratio in measured.items()
        if name in accepted and ratio > LIMIT * accepted[name]
    ]
