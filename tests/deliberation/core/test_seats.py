import pytest

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.agenda import (
    AgendaSet,
    Formation,
    Mode,
    Phase,
    PhaseExtended,
    PhaseMoved,
    RoomOpened,
    RoomPaused,
    RoomResumed,
    Seat,
    Voice,
)
from deliberation.core.agreement import RulesConfirmed
from deliberation.core.exchange import Contribute, Type
from deliberation.core.mirror import Restate
from deliberation.core.people import PersonRemoved, Removal
from deliberation.core.places import GroupGathered
from deliberation.core.seats import ChangeSeats, SeatsChanged, SeatsView
from deliberation.core.silent import HandIn
from deliberation.core.turns import BeginTurn
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
    JOINED,
    MINUTE,
    MODERATOR,
    RECORDER,
    START,
    Wait,
    given,
)

TRIAD = (Seat("Tells", Voice.EVERYTHING, "Say it in one sentence"), Seat("Mirrors"), Seat("Watches", Voice.NOTHING))
PHASES = (
    Phase("opening", "Arriving", 10, Mode.FREE),
    Phase("stake", "Telling", 10, Mode.LISTENING),
    Phase("dialogue", "Dialogue", 9, Mode.FREE, seats=TRIAD),
    Phase("apart", "In pairs", 10, Mode.LISTENING, formation=Formation.PAIRS),
)
LISTENING, DIALOGUE, APART = 1, 2, 3
READY = (*JOINED, AgendaSet("Why?", PHASES), RoomOpened(), *map(RulesConfirmed, (ANNA, BEN, CEM, RECORDER)))


def pair(*people, phase=LISTENING):
    return given(*READY, PhaseMoved(phase), GroupGathered(1, people or (ANNA, BEN)))


def seated(scenario):
    return [each.person for each in shown(scenario).people]


def shown(scenario):
    return seeing.parts(scenario.room, Audience.EVERYBODY)["seats"]


def test_one_tells_while_the_other_only_asks():
    told = pair().when(ANNA, Contribute("When I came to the village"))
    assert told.outcome != "seats.only_questions"
    told.when(BEN, Contribute("I do not think so")).refused("seats.only_questions")
    asked = told.when(BEN, Contribute("How was it?", Type.QUESTION))
    assert [each.by for each in asked.room.exchange.contributions] == [ANNA, BEN]


def test_at_half_time_whoever_asks_first_leads_to_the_change_and_nobody_to_another():
    half = pair().having(Wait(5 * MINUTE)).when(BEN, ChangeSeats(0)).then(SeatsChanged((BEN, ANNA)))
    half.when(ANNA, ChangeSeats(0)).then()
    half.when(ANNA, Contribute("But")).refused("seats.only_questions")
    half.when(ANNA, ChangeSeats(1)).refused("seats.not_yet")


def test_before_that_only_whoever_tells_or_moderates_changes():
    pair().having(Wait(MINUTE)).when(BEN, ChangeSeats(0)).refused("seats.not_yet")
    pair().when(ANNA, ChangeSeats(0)).then(SeatsChanged((BEN, ANNA)))
    pair().when(MODERATOR, ChangeSeats(0)).then(SeatsChanged((BEN, ANNA)))
    pair().when(CEM, ChangeSeats(0)).refused("seats.not_yet")


def test_each_has_an_equal_part_of_the_time():
    three = pair(ANNA, BEN, CEM, phase=DIALOGUE)
    assert shown(three).next_at == START + 3 * MINUTE
    changed = three.having(Wait(3 * MINUTE)).when(CEM, ChangeSeats(0))
    assert shown(changed).next_at == START + 6 * MINUTE
    last = changed.having(Wait(3 * MINUTE)).when(CEM, ChangeSeats(1))
    assert (seated(last), shown(last).next_at) == ([CEM, ANNA, BEN], 0)


def test_more_time_and_a_pause_are_for_all_who_are_still_to_come():
    longer = pair().having(PhaseExtended(10))
    assert shown(longer).next_at == START + 10 * MINUTE
    paused = pair().having(Wait(MINUTE), RoomPaused("Air"), Wait(4 * MINUTE), RoomResumed())
    assert shown(paused).next_at == START + 9 * MINUTE


def test_seats_have_what_the_phase_says_and_the_last_is_shared():
    three = shown(pair(ANNA, BEN, CEM, RECORDER, phase=DIALOGUE)).people
    assert [(each.person, each.title, each.voice) for each in three] == [
        (ANNA, "Tells", Voice.EVERYTHING),
        (BEN, "Mirrors", Voice.EVERYTHING),
        (CEM, "Watches", Voice.NOTHING),
        (RECORDER, "Watches", Voice.NOTHING),
    ]
    assert three[0].instruction == "Say it in one sentence"


def test_whoever_observes_contributes_nothing_until_the_seats_have_gone_round():
    three = pair(ANNA, BEN, CEM, phase=DIALOGUE)
    three.when(CEM, Contribute("Also")).refused("seats.observes")
    changed = three.when(ANNA, ChangeSeats(0)).then(SeatsChanged((BEN, CEM, ANNA)))
    changed.when(ANNA, Contribute("Also")).refused("seats.observes")
    assert changed.when(CEM, Contribute("Also")).outcome != "seats.observes"


def test_nobody_waits_for_somebody_who_is_away():
    alone = pair().with_present(BEN)
    alone.when(BEN, ChangeSeats(0)).then(SeatsChanged((BEN, ANNA)))
    three = pair(ANNA, BEN, CEM, phase=DIALOGUE).with_present(ANNA, CEM)
    three.when(ANNA, ChangeSeats(0)).then(SeatsChanged((CEM, BEN, ANNA)))


def test_who_leaves_leaves_their_seat_to_the_next_and_who_comes_is_the_last():
    three = pair(ANNA, BEN, CEM, phase=DIALOGUE).having(PersonRemoved(ANNA, Removal.OWN_WISH))
    assert seated(three) == [BEN, CEM]
    changed = pair().when(ANNA, ChangeSeats(0)).having(GroupGathered(1, (ANNA, BEN, CEM)))
    assert seated(changed) == [BEN, ANNA, CEM]
    assert seated(changed.having(GroupGathered(1, (ANNA, CEM)))) == [ANNA, CEM]


def test_alone_there_is_nobody_to_change_with():
    pair(ANNA).when(ANNA, ChangeSeats(0)).then()
    pair().with_present(ANNA).when(ANNA, ChangeSeats(0)).then()
    assert shown(pair(ANNA)).next_at == 0


def test_listening_works_in_the_plenary_too():
    room = given(*READY, PhaseMoved(LISTENING))
    assert seated(room) == [RECORDER, ANNA, BEN, CEM]
    room.when(ANNA, Contribute("No")).refused("seats.only_questions")
    assert room.when(MODERATOR, Contribute("Welcome")).outcome != "seats.only_questions"


@pytest.mark.parametrize("phase", [0, APART])
def test_where_there_are_no_seats_nobody_has_one(phase):
    room = given(*READY, PhaseMoved(phase))
    assert shown(room) == SeatsView()
    assert room.when(BEN, Contribute("No")).outcome not in {"seats.only_questions", "seats.observes"}


def test_in_a_controlled_dialogue_whoever_observes_restates_nothing_until_the_seats_have_gone_round():
    phases = (*PHASES[:2], Phase("mirror", "Controlled dialogue", 9, Mode.MIRROR, seats=TRIAD))
    ready = (*JOINED, AgendaSet("Why?", phases), RoomOpened(), *map(RulesConfirmed, (ANNA, BEN, CEM)))
    triad = given(*ready, PhaseMoved(2), GroupGathered(1, (ANNA, BEN, CEM))).when(ANNA, Contribute("I lead"))
    [said] = triad.room.exchange.contributions
    triad.when(CEM, Restate(said.id, "You lead")).refused("seats.observes")
    swapped = triad.when(ANNA, ChangeSeats(0)).then(SeatsChanged((BEN, CEM, ANNA)))
    assert swapped.when(CEM, Restate(said.id, "You lead")).room.mirror != triad.room.mirror


@pytest.mark.parametrize(
    ("mode", "command"),
    [(Mode.SILENT_ROUND, HandIn("Also")), (Mode.ROUND, BeginTurn())],
    ids=["hand in", "begin a turn"],
)
def test_whoever_observes_hands_in_nothing_and_has_no_turn(mode, command):
    phases = (PHASES[0], Phase("stake", "In threes", 9, mode, seats=TRIAD))
    ready = (*JOINED, AgendaSet("Why?", phases), RoomOpened(), *map(RulesConfirmed, (ANNA, BEN, CEM)))
    triad = given(*ready, PhaseMoved(1), GroupGathered(1, (ANNA, BEN, CEM))).with_present(CEM)
    triad.when(CEM, command).refused("seats.observes")
    assert triad.with_present(ANNA).when(ANNA, command).outcome != "seats.observes"
