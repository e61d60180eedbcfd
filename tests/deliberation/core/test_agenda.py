from dataclasses import replace

import pytest

from deliberation.core import agenda
from deliberation.core.agenda import (
    AgendaSet,
    AgendaView,
    CloseRoom,
    ExtendPhase,
    GiveSignal,
    MovePhase,
    OpenRoom,
    PauseRoom,
    PhaseExtended,
    PhaseMoved,
    Reopening,
    ReopenRoom,
    ResumeRoom,
    RoomClosed,
    RoomOpened,
    RoomPaused,
    RoomReopened,
    RoomResumed,
    SetAgenda,
    SetSlow,
    Setting,
    Signal,
    SignalGiven,
    SlowSet,
    Stage,
)
from deliberation.core.agreement import RulesConfirmed
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLOSED,
    CO_MODERATOR,
    EXCHANGE,
    JOINED,
    MINUTE,
    MODERATOR,
    OPENED,
    OPENING,
    PAUSED,
    PHASES,
    PLANNED,
    STAKE,
    START,
    Wait,
    given,
    in_phase,
    seq_after,
)


def moved(scenario):
    return scenario.room.agenda.moved


# --- preparing --------------------------------------------------------------------------------------------------------


def test_an_agenda_is_set_before_the_room_opens():
    room = given(*JOINED).when(MODERATOR, SetAgenda("Why?", PHASES)).then(AgendaSet("Why?", PHASES)).room
    assert (room.agenda.question, room.agenda.phases, room.agenda.stage) == ("Why?", PHASES, Stage.PLANNED)


def test_setting_the_same_agenda_again_changes_nothing():
    given(*PLANNED).when(MODERATOR, SetAgenda("Who accompanies?", PHASES)).then()


@pytest.mark.parametrize("phases", [(), PHASES[1:]])
def test_every_agenda_begins_with_the_opening(phases):
    given(*JOINED).when(MODERATOR, SetAgenda("Why?", phases)).refused("agenda.opening_first")


# --- opening ----------------------------------------------------------------------------------------------------------


def test_opening_the_room_begins_the_first_phase():
    room = given(*PLANNED, Wait(MINUTE)).when(MODERATOR, OpenRoom()).then(RoomOpened()).room
    now = START + MINUTE
    assert (room.agenda.stage, room.agenda.phase, room.agenda.since, room.agenda.until) == (
        Stage.OPEN,
        PHASES[0],
        now,
        now + 10 * MINUTE,
    )


def test_a_room_without_phases_does_not_open():
    given(*JOINED).when(MODERATOR, OpenRoom()).refused("agenda.no_phases")


def test_opening_an_open_room_changes_nothing():
    given(*OPENED).when(MODERATOR, OpenRoom()).then()


# --- moving -----------------------------------------------------------------------------------------------------------


def test_a_moderator_moves_to_any_phase():
    scenario = given(*AGREED, SignalGiven(ANNA, Signal.READY), Wait(MINUTE))
    room = scenario.when(MODERATOR, MovePhase(moved(scenario), EXCHANGE)).then(PhaseMoved(EXCHANGE)).room
    assert room.agenda == replace(
        scenario.room.agenda,
        current=EXCHANGE,
        moved=room.seq,
        since=START + MINUTE,
        until=START + 26 * MINUTE,
        signals={},
        held=frozenset({OPENING, EXCHANGE}),
    )


def test_a_phase_that_was_jumped_over_was_not_held():
    scenario = given(*in_phase(EXCHANGE))
    assert scenario.room.agenda.held == {OPENING, EXCHANGE}
    assert scenario.having(PhaseMoved(STAKE)).room.agenda.held == {OPENING, STAKE, EXCHANGE}
    assert given(*PLANNED).room.agenda.held == frozenset()


def test_of_two_moderators_who_move_at_once_the_first_wins():
    scenario = given(*AGREED)
    seen = moved(scenario)
    scenario = scenario.when(MODERATOR, MovePhase(seen, STAKE)).then(PhaseMoved(STAKE))
    scenario.when(MODERATOR, MovePhase(seen, EXCHANGE)).refused("agenda.stale")


@pytest.mark.parametrize("phase", [-1, len(PHASES), 10**30])
def test_there_is_no_phase_outside_of_the_agenda(phase):
    scenario = given(*AGREED)
    scenario.when(MODERATOR, MovePhase(moved(scenario), phase)).refused("agenda.no_such_phase")


def test_moving_to_the_phase_that_is_on_changes_nothing():
    scenario = given(*in_phase(STAKE))
    scenario.when(MODERATOR, MovePhase(moved(scenario), STAKE)).then()


def test_the_opening_ends_only_when_everyone_present_has_confirmed():
    scenario = given(*OPENED, RulesConfirmed(ANNA)).with_present(MODERATOR, ANNA, BEN)
    move = MovePhase(moved(scenario), STAKE)
    scenario.when(MODERATOR, move).refused("agenda.not_agreed")
    scenario.having(RulesConfirmed(BEN)).when(MODERATOR, move).then(PhaseMoved(STAKE))


def test_those_who_are_not_here_hold_up_nobody():
    scenario = given(*OPENED, RulesConfirmed(ANNA)).with_present(MODERATOR, ANNA)
    scenario.when(MODERATOR, MovePhase(moved(scenario), STAKE)).then(PhaseMoved(STAKE))


def test_the_opening_does_not_end_before_anybody_confirmed():
    scenario = given(*OPENED).with_present(MODERATOR)
    scenario.when(MODERATOR, MovePhase(moved(scenario), STAKE)).refused("agenda.not_agreed")


def test_later_phases_end_whoever_is_there():
    scenario = given(*OPENED, PhaseMoved(STAKE)).with_present(MODERATOR, ANNA)
    scenario.when(MODERATOR, MovePhase(moved(scenario), EXCHANGE)).then(PhaseMoved(EXCHANGE))


# --- time -------------------------------------------------------------------------------------------------------------


def test_extending_in_time_adds_to_what_is_left():
    scenario = given(*in_phase(STAKE))
    room = scenario.when(MODERATOR, ExtendPhase(moved(scenario), 5)).then(PhaseExtended(5)).room
    assert room.agenda.until == START + 15 * MINUTE


def test_extending_in_overtime_counts_from_now():
    scenario = given(*in_phase(STAKE), SignalGiven(ANNA, Signal.NEED_TIME), Wait(12 * MINUTE))
    room = scenario.when(MODERATOR, ExtendPhase(moved(scenario), 5)).then(PhaseExtended(5)).room
    assert (room.agenda.until, room.agenda.signals) == (START + 17 * MINUTE, {})


def test_a_second_extension_must_have_seen_the_first():
    scenario = given(*in_phase(STAKE))
    extend = ExtendPhase(moved(scenario), 5)
    scenario.when(MODERATOR, extend).when(MODERATOR, extend).refused("agenda.stale")


@pytest.mark.parametrize("minutes", [-5, 0, 31])
def test_an_extension_is_one_to_thirty_minutes(minutes):
    scenario = given(*in_phase(STAKE))
    scenario.when(MODERATOR, ExtendPhase(moved(scenario), minutes)).refused("agenda.minutes")


@pytest.mark.parametrize("minutes", [1, 30])
def test_the_shortest_and_the_longest_extension(minutes):
    scenario = given(*in_phase(STAKE))
    scenario.when(MODERATOR, ExtendPhase(moved(scenario), minutes)).then(PhaseExtended(minutes))


# --- pausing and closing ----------------------------------------------------------------------------------------------


def test_a_pause_has_a_reason_and_takes_no_time_from_the_phase():
    scenario = (
        given(*in_phase(STAKE), Wait(MINUTE)).when(MODERATOR, PauseRoom("Fresh air")).then(RoomPaused("Fresh air"))
    )
    assert (scenario.room.agenda.stage, scenario.room.agenda.pause_reason) == (Stage.PAUSED, "Fresh air")
    room = scenario.having(Wait(7 * MINUTE)).when(MODERATOR, ResumeRoom()).then(RoomResumed()).room
    assert (room.agenda.stage, room.agenda.pause_reason, room.agenda.paused_at, room.agenda.until) == (
        Stage.OPEN,
        "",
        0,
        START + 17 * MINUTE,
    )


def test_pausing_a_paused_room_changes_nothing():
    given(*PAUSED).when(MODERATOR, PauseRoom("Another reason")).then()


def test_a_pause_without_a_reason_is_refused():
    given(*AGREED).when(MODERATOR, PauseRoom(" ")).refused("agenda.empty")


def test_resuming_an_open_room_changes_nothing():
    given(*AGREED).when(MODERATOR, ResumeRoom()).then()


@pytest.mark.parametrize("happened", [AGREED, PAUSED])
def test_a_moderator_closes_the_room(happened):
    scenario = given(*happened, Wait(MINUTE))
    room = scenario.when(MODERATOR, CloseRoom(moved(scenario))).then(RoomClosed()).room
    assert (room.agenda.stage, room.agenda.until, room.agenda.paused_at, room.agenda.pause_reason) == (
        Stage.CLOSED,
        START + MINUTE,
        0,
        "",
    )


def test_nobody_closes_a_phase_that_they_have_not_seen():
    given(*in_phase(STAKE)).when(MODERATOR, CloseRoom(seq_after(AGREED))).refused("agenda.stale")


def test_closing_a_closed_room_changes_nothing():
    given(*CLOSED).when(MODERATOR, CloseRoom(0)).then()


# --- signals ----------------------------------------------------------------------------------------------------------


REOPEN = ReopenRoom("Ended by mistake")


def test_what_was_ended_by_mistake_goes_on_with_the_time_that_was_left():
    ended = given(*in_phase(STAKE), Wait(4 * MINUTE), RoomClosed(), Wait(20 * MINUTE))
    room = ended.when(CO_MODERATOR, REOPEN).then(RoomReopened("Ended by mistake")).room.agenda
    now = START + 24 * MINUTE
    assert (room.stage, room.current, room.until, room.moved) == (
        Stage.OPEN,
        STAKE,
        now + 6 * MINUTE,
        ended.room.seq + 1,
    )
    assert room.reopened == (Reopening(now, MODERATOR, "Ended by mistake"),)


def test_a_phase_that_was_over_time_is_up_when_the_session_goes_on():
    ended = given(*in_phase(STAKE), Wait(15 * MINUTE), RoomClosed(), Wait(MINUTE))
    assert ended.when(MODERATOR, REOPEN).room.agenda.until == START + 16 * MINUTE


def test_it_is_reopened_within_an_hour():
    given(*CLOSED, Wait(60 * MINUTE)).when(MODERATOR, REOPEN).then(RoomReopened("Ended by mistake"))
    given(*CLOSED, Wait(60 * MINUTE + 1)).when(MODERATOR, REOPEN).refused("agenda.too_late")


def test_it_is_reopened_with_a_reason_by_those_who_moderate():
    given(*CLOSED).when(MODERATOR, ReopenRoom(" ")).refused("agenda.empty")
    given(*CLOSED).when(ANNA, REOPEN).refused("room.not_your_role")
    given(*AGREED).when(MODERATOR, REOPEN).refused("room.open")


def test_a_signal_is_given_changed_and_taken_back():
    scenario = given(*in_phase(STAKE)).when(ANNA, GiveSignal(Signal.READY)).then(SignalGiven(ANNA, Signal.READY))
    scenario = scenario.when(ANNA, GiveSignal(Signal.READY)).then()
    scenario = scenario.when(ANNA, GiveSignal(Signal.PAUSE)).then(SignalGiven(ANNA, Signal.PAUSE))
    assert scenario.room.agenda.signals == {ANNA: Signal.PAUSE}
    scenario = scenario.when(ANNA, GiveSignal(None)).then(SignalGiven(ANNA, None))
    assert scenario.room.agenda.signals == {}
    scenario.when(ANNA, GiveSignal(None)).then()


def test_the_room_sees_how_many_gave_a_signal_and_not_who():
    given_signals = [SignalGiven(ANNA, Signal.READY), SignalGiven(BEN, Signal.READY), SignalGiven(CEM, Signal.PAUSE)]
    scenario = given(*in_phase(STAKE), *given_signals)
    assert agenda.view(scenario.room.agenda, Setting(scenario.room.people, scenario.room.agenda)) == AgendaView(
        "Who accompanies?",
        PHASES,
        Stage.OPEN,
        STAKE,
        seq_after(in_phase(STAKE)),
        START,
        START + 10 * MINUTE,
        0,
        "",
        {Signal.READY: 2, Signal.PAUSE: 1},
        (OPENING, STAKE),
    )


# --- slowly -----------------------------------------------------------------------------------------------------------


def test_a_moderator_slows_the_talk_down_and_says_why():
    scenario = given(*AGREED).when(MODERATOR, SetSlow(60, " It gets heated ")).then(SlowSet(60, "It gets heated"))
    seen = agenda.view(scenario.room.agenda, Setting(scenario.room.people, scenario.room.agenda))
    assert (seen.slow, seen.slow_reason) == (60, "It gets heated")
    scenario.when(MODERATOR, SetSlow(60, "It gets heated")).then()
    lifted = scenario.when(MODERATOR, SetSlow(0)).then(SlowSet(0, ""))
    assert (lifted.room.agenda.slow, lifted.room.agenda.slow_reason) == (0, "")


def test_nobody_is_slowed_down_without_being_told_why():
    given(*AGREED).when(MODERATOR, SetSlow(60)).refused("agenda.slow.empty")


@pytest.mark.parametrize("seconds", [-1, 601])
def test_it_is_slowed_down_by_ten_minutes_at_most(seconds):
    given(*AGREED).when(MODERATOR, SetSlow(seconds, "Why")).refused("agenda.seconds")


def test_a_phase_begins_at_its_own_pace():
    phases = (*PHASES, replace(PHASES[0], slow=45))
    scenario = given(*AGREED, AgendaSet("Why?", phases), SlowSet(60, "It gets heated"))
    moved = scenario.having(PhaseMoved(len(phases) - 1)).room.agenda
    assert (moved.slow, moved.slow_reason) == (45, "")
    assert scenario.having(PhaseMoved(STAKE)).room.agenda.slow == 0
