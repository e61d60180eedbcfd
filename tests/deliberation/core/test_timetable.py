import pytest

from deliberation.core.agenda import Mode, Phase
from deliberation.core.timetable import Misfit, Slot, misfits, slots, total


def a_phase(code, minutes):
    return Phase(code, code.title(), minutes, Mode.FREE)


OPENING, EXCHANGE, CLOSING = a_phase("opening", 10), a_phase("exchange", 25), a_phase("closing", 5)
AGENDA = (OPENING, EXCHANGE, CLOSING)


def test_each_phase_begins_when_the_one_before_ends():
    assert slots([10, 25, 5]) == (Slot(0, 10), Slot(10, 35), Slot(35, 40))
    assert slots([25, 10, 5])[:2] == (Slot(0, 25), Slot(25, 35))
    assert slots([]) == ()


def test_an_agenda_takes_as_long_as_its_phases():
    assert total(AGENDA) == 40
    assert total(()) == 0


@pytest.mark.parametrize("planned", [None, 40])
def test_an_agenda_that_fits_needs_no_warning(planned):
    assert misfits("opening", 40, planned) == ()


def test_whoever_plans_is_told_what_does_not_fit():
    assert misfits("opening", 40, 39) == (Misfit.TOO_LONG,)
    assert misfits("opening", 40, 41) == (Misfit.TOO_SHORT,)
    assert misfits("exchange", 40, 30) == (Misfit.NO_OPENING, Misfit.TOO_LONG)
    assert misfits("", 0, None) == (Misfit.NO_OPENING,)
