"""What of a planned session may still be changed, in which stage of its room, and why not."""

from collections.abc import Mapping

from deliberation.core.agenda import Stage

BELONGS_TO_GROUP = "planning.belongs_to_group"
PHASES_RUN = "planning.phases_run"
OVER = "planning.over"

# By field, once people are in the room: their question, its guide and their phases stay. Whatever is not named here is
# harmless, for those who come as for those who are there.
ONCE_OPEN: Mapping[str, str] = {
    "question": BELONGS_TO_GROUP,
    "issue_guide": BELONGS_TO_GROUP,
    "template": PHASES_RUN,
    "phases": PHASES_RUN,
    "medium": PHASES_RUN,
}


def why_fixed(field: str, stage: Stage) -> str:
    """A code, empty where the field may be changed."""
    if stage is Stage.CLOSED:
        return OVER
    return "" if stage is Stage.PLANNED else ONCE_OPEN.get(field, "")


def fewest_places(stage: Stage, planned: int, taken: int) -> int:
    """Nobody loses a place; and once the room is open, the places that were promised stay."""
    return taken if stage is Stage.PLANNED else max(planned, taken)
