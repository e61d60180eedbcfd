"""What a phase may say, by its mode and its formation: the rules for whoever writes a method."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.core.agenda import IN_BREAKOUTS, Formation, Mode, Phase

MOST_PHASES = 20
MOST_ASKED = 20
MOST_SEATS = 4
LONGEST_ASKED = 300
LONGEST_INSTRUCTION = 200
LONGEST_TITLE = 60
LARGEST = 12  # people in a group or an inner circle

MODES = frozenset(Mode)
FORMATIONS = frozenset(Formation)


@dataclass(frozen=True, slots=True)
class Fitting:
    """Where a field of a phase means something."""

    modes: frozenset[Mode] = MODES
    formations: frozenset[Formation] = FORMATIONS

    def holds(self, mode: Mode, formation: Formation) -> bool:
        return mode in self.modes and formation in self.formations


# A field that is not named here fits every phase.
FITTING: Mapping[str, Fitting] = {
    "anonymous": Fitting(modes=frozenset({Mode.SILENT_ROUND}), formations=FORMATIONS - {Formation.ALONE}),
    "premoderated": Fitting(modes=frozenset({Mode.SILENT_ROUND}), formations=FORMATIONS - {Formation.ALONE}),
    "consent": Fitting(modes=frozenset({Mode.VOTE})),
    "slow": Fitting(modes=frozenset({Mode.FREE})),
    "seats": Fitting(formations=IN_BREAKOUTS),
    "size": Fitting(formations=frozenset({Formation.GROUPS, Formation.FISHBOWL})),
    "host": Fitting(formations=frozenset({Formation.GROUPS})),
    "rotates": Fitting(formations=frozenset({Formation.GROUPS})),
}
NO_STATEMENTS = "method.no_statements"


def faults(phase: Phase) -> Mapping[str, str]:
    """By field, a code for what is missing, or has no meaning in this phase."""
    beside = {name: f"method.{name}" for name, fitting in FITTING.items() if is_beside(phase, name, fitting)}
    return {"asked": NO_STATEMENTS, **beside} if phase.mode is Mode.VOTE and not phase.asked else beside


def is_beside(phase: Phase, name: str, fitting: Fitting) -> bool:
    return bool(getattr(phase, name)) and not fitting.holds(phase.mode, phase.formation)
