import pytest

from deliberation.core.agenda import Stage
from deliberation.core.planning import BELONGS_TO_GROUP, OVER, PHASES_RUN, fewest_places, why_fixed

HARMLESS = ["title", "starts_at", "ends_at", "places", "observer_places"]
RUNNING = [Stage.OPEN, Stage.PAUSED]


@pytest.mark.parametrize("field", [*HARMLESS, "question", "issue_guide", "template", "phases"])
def test_everything_changes_until_the_room_opens(field):
    assert why_fixed(field, Stage.PLANNED) == ""


@pytest.mark.parametrize("stage", RUNNING)
def test_what_is_harmless_changes_while_people_are_in_the_room(stage):
    assert {why_fixed(field, stage) for field in HARMLESS} == {""}


@pytest.mark.parametrize("stage", RUNNING)
def test_what_the_group_talks_about_stays_and_so_do_its_phases(stage):
    assert why_fixed("question", stage) == why_fixed("issue_guide", stage) == BELONGS_TO_GROUP
    assert why_fixed("template", stage) == why_fixed("phases", stage) == PHASES_RUN


@pytest.mark.parametrize("field", [*HARMLESS, "question"])
def test_nothing_changes_once_it_is_over(field):
    assert why_fixed(field, Stage.CLOSED) == OVER


def test_nobody_loses_a_place():
    assert fewest_places(Stage.PLANNED, planned=12, taken=5) == 5


@pytest.mark.parametrize("stage", RUNNING)
def test_once_the_room_is_open_there_are_only_more_places(stage):
    assert fewest_places(stage, planned=12, taken=5) == 12
    assert fewest_places(stage, planned=12, taken=13) == 13
