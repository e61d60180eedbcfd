"""The agendas of a new installation: complete, and held from the opening to the end by people who follow a script."""

from dataclasses import replace
from functools import cache

import pytest
from django.core.management import CommandError, call_command

from config import first_agendas
from deliberation.blocks import PURPOSES, PhaseBlock
from deliberation.core import exchange, fishbowl, floor, silent, timetable
from deliberation.core.agenda import (
    CloseRoom,
    Formation,
    GiveSignal,
    Mode,
    MovePhase,
    OpenRoom,
    SetAgenda,
    Signal,
    Stage,
)
from deliberation.core.agreement import ConfirmRules
from deliberation.core.method import faults
from deliberation.models import AgendaTemplate
from tests.deliberation.core.scenario import ANNA, BEN, CEM, JOINED, MODERATOR, RECORDER, given

ROWS = first_agendas.rows("de")
IN_EVERY_LANGUAGE = [(language, row) for language in first_agendas.LANGUAGES for row in first_agendas.rows(language)]
MINUTES = {"de": "Minuten", "en": "minutes"}
CLASSICS = {
    "kontrollierter-dialog": {("mirror", "triads")},
    "eins-zwei-vier-alle": {
        ("silent_round", "alone"),
        ("free", "pairs"),
        ("free", "groups"),
        ("speaking_list", "plenary"),
    },
    "fishbowl": {("free", "fishbowl")},
    "world-cafe": {("free", "groups")},
    "stammtischparolen": {("free", "triads")},
    "betzavta-dilemma": {("listening", "pairs"), ("focus", "plenary")},
}
# There people wait for the question of the moderation, or for nothing but their ballot.
BY_THEMSELVES = {Mode.FOCUS, Mode.VOTE}


@cache
def phases_of(slug, language="de"):
    block, row = PhaseBlock(), next(row for row in first_agendas.rows(language) if row["slug"] == slug)
    values = (block.clean(block.normalize(first_agendas.said(each))) for each in row["phase"])
    return tuple(value.as_phase() for value in values)


def something_can_be_done(scenario):
    """Somebody who takes part can say something, or do what the mode asks for."""
    question = exchange.Contribute("What is meant?", exchange.Type.QUESTION)
    commands = (
        exchange.Contribute("I see it so."),
        question,
        silent.HandIn("I see it so."),
        floor.RequestFloor(),
        fishbowl.TakeChair(ANNA),
    )
    tried = (scenario.when(person, command) for person in (ANNA, BEN, CEM) for command in commands)
    return any(not isinstance(each.outcome, str) for each in tried)


@pytest.mark.parametrize("slug", [row["slug"] for row in ROWS])
def test_people_go_through_every_phase_from_the_opening_to_the_end(slug):
    phases = phases_of(slug)
    room = given(*JOINED).when(MODERATOR, SetAgenda("Who decides?", phases)).when(MODERATOR, OpenRoom())
    for person in (ANNA, BEN, CEM, RECORDER):
        room = room.when(person, ConfirmRules(room.room.agreement.version))
    for to, phase in enumerate(phases):
        if to:
            room = room.when(MODERATOR, MovePhase(room.room.agenda.moved, to))
        assert room.room.agenda.phase == phase
        assert phase.mode in BY_THEMSELVES or something_can_be_done(room), phase.title
        room = room.when(ANNA, GiveSignal(Signal.READY))
        assert room.room.agenda.signals == {ANNA: Signal.READY}
    assert room.room.agenda.held == frozenset(range(len(phases)))
    ended = room.when(MODERATOR, CloseRoom(room.room.agenda.moved))
    assert ended.room.agenda.stage is Stage.CLOSED


@pytest.mark.parametrize(("language", "row"), IN_EVERY_LANGUAGE, ids=str)
def test_an_agenda_is_complete(language, row):
    phases = phases_of(row["slug"], language)
    assert phases[0].code == "opening"
    assert phases[-1].code == "closing"
    assert [faults(phase) for phase in phases if faults(phase)] == []
    assert all(phase.instruction and phase.minutes for phase in phases)
    assert len(row["ground_rules"]) >= 4
    assert f"({timetable.total(phases)} {MINUTES[language]})" in row["title"]
    for each in row["phase"]:
        assert {purpose for purpose, _question in each["questions"]} <= dict(PURPOSES).keys()
        assert each["questions"], each["title"]


def without_words(phase):
    """What a phase says in any language."""
    seats = tuple(replace(seat, title="", instruction="") for seat in phase.seats)
    return replace(phase, title="", instruction="", asked=("",) * len(phase.asked), seats=seats)


@pytest.mark.parametrize("language", first_agendas.LANGUAGES)
def test_an_agenda_is_the_same_in_each_language(language):
    rows = first_agendas.rows(language)
    assert [row["slug"] for row in rows] == [row["slug"] for row in ROWS]
    for row, german in zip(rows, ROWS, strict=True):
        phases, before = phases_of(row["slug"], language), phases_of(row["slug"])
        assert list(map(without_words, phases)) == list(map(without_words, before))
        asked = [[purpose for purpose, _question in each["questions"]] for each in row["phase"]]
        assert asked == [[purpose for purpose, _question in each["questions"]] for each in german["phase"]]
        assert len(row["ground_rules"]) == len(german["ground_rules"])


@pytest.mark.parametrize(("slug", "known_by"), CLASSICS.items())
def test_a_classic_has_what_it_is_known_by(slug, known_by):
    assert known_by <= {(phase.mode, phase.formation) for phase in phases_of(slug)}


def test_six_classics_the_standard_and_an_hour_are_there():
    assert len(CLASSICS) == 6
    assert {row["slug"] for row in ROWS} == {*CLASSICS, "standard-90", "kompakt-60", "kennenlernen"}


def test_the_standard_has_its_modes():
    modes = [(phase.code, phase.mode, phase.formation) for phase in phases_of("standard-90")]
    assert modes == [
        ("opening", "round", "plenary"),
        ("stake", "listening", "pairs"),
        ("clarify", "questions_only", "plenary"),
        ("exchange", "speaking_list", "plenary"),
        ("perspective", "mirror", "plenary"),
        ("weighing", "free", "plenary"),
        ("outcome", "vote", "plenary"),
        ("closing", "round", "plenary"),
    ]
    assert phases_of("standard-90")[5].slow


def test_tables_have_hosts_and_seats_go_round():
    tables = [phase for phase in phases_of("world-cafe") if phase.formation is Formation.GROUPS]
    assert [(phase.host, phase.rotates) for phase in tables] == [(True, False), (True, True), (True, True)]
    for slug in ("kontrollierter-dialog", "stammtischparolen"):
        [triads] = [phase for phase in phases_of(slug) if phase.formation is Formation.TRIADS]
        assert [seat.voice for seat in triads.seats] == ["everything", "everything", "nothing"]


@pytest.mark.django_db
def test_a_new_installation_has_them_published_and_what_editors_did_stays():
    first_agendas.make_missing()
    assert AgendaTemplate.objects.live().count() == len(ROWS)
    standard = AgendaTemplate.objects.get(title="Standard (90 Minuten)")
    assert standard.as_phases() == phases_of("standard-90")
    assert standard.latest_revision
    assert standard.misfits == ()
    AgendaTemplate.objects.exclude(pk=standard.pk).delete()
    first_agendas.make_missing()
    assert AgendaTemplate.objects.get() == standard


@pytest.mark.django_db
def test_a_site_in_another_language_begins_with_agendas_in_it_or_in_english(settings):
    for code in ("en", "fr"):
        AgendaTemplate.objects.all().delete()
        settings.LANGUAGE_CODE = code
        first_agendas.make_missing()
        assert AgendaTemplate.objects.filter(title="World Café (100 minutes)").exists()


@pytest.mark.django_db
def test_later_agendas_are_added_by_name_and_nothing_is_written_over(capsys):
    first_agendas.make(ROWS[0])
    AgendaTemplate.objects.update(description="Unsere Fassung")
    call_command("agendas")
    assert "world-cafe: “World Café (100 Minuten)” can be added." in capsys.readouterr().out
    assert AgendaTemplate.objects.count() == 1
    call_command("agendas", "world-cafe", ROWS[0]["slug"])
    assert "is there already" in capsys.readouterr().out
    assert AgendaTemplate.objects.live().count() == 2
    assert AgendaTemplate.objects.get(title=ROWS[0]["title"]).description == "Unsere Fassung"
    call_command("agendas", "world-cafe", language="en")
    assert AgendaTemplate.objects.filter(title="World Café (100 minutes)").exists()


@pytest.mark.django_db
def test_an_agenda_that_nobody_knows_is_not_added():
    with pytest.raises(CommandError, match="There is no agenda mensa"):
        call_command("agendas", "world-cafe", "mensa")
    assert not AgendaTemplate.objects.exists()
