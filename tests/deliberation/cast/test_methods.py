"""The cast holds every agenda with which an installation begins, whatever modes and formations it has."""

from collections import Counter

import pytest

from config import first_agendas
from deliberation.cast.script import known, read
from deliberation.core.agenda import Formation, Mode
from deliberation.models import AgendaTemplate
from tests.deliberation.cast.stage import played


def phases_of(row):
    return AgendaTemplate(phases=[("phase", first_agendas.said(each)) for each in row["phase"]]).as_phases()


AGENDAS = {row["slug"]: phases_of(row) for row in first_agendas.rows("de")}


@pytest.fixture(scope="module", params=AGENDAS)
def session(request):
    standard = read(known()["standard-90"].read_text())
    return played(standard, AGENDAS[request.param], people=7)


def test_every_phase_is_held_and_nobody_asks_for_what_they_may_not_do(session):
    agenda = session.room.agenda
    assert agenda.held == frozenset(range(len(agenda.phases)))
    assert [(person, type(command).__name__, code) for person, command, code in session.refused] == []


def test_people_talk_in_each_phase_and_in_each_small_group(session):
    said = {
        room: Counter(each.phase for each in known.room.exchange.contributions) for room, known in session.rooms.items()
    }
    for number, phase in enumerate(session.room.agenda.phases):
        rooms = session.groups[number] or [1]
        assert all(said[room][number] > 1 for room in rooms) or phase.formation is Formation.ALONE


def test_the_agendas_have_every_mode_and_formation():
    phases = [phase for phases in AGENDAS.values() for phase in phases]
    assert {phase.mode for phase in phases} == set(Mode)
    assert {phase.formation for phase in phases} == set(Formation)
