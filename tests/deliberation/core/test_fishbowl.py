from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from deliberation.core import seeing
from deliberation.core.acting import Audience, Role
from deliberation.core.agenda import AgendaSet, Formation, Mode, Phase, PhaseMoved, RoomOpened
from deliberation.core.agreement import RulesConfirmed
from deliberation.core.exchange import Contribute
from deliberation.core.fishbowl import (
    AskForRoom,
    ChairLeft,
    ChairTaken,
    FishbowlView,
    LeaveChair,
    RoomAsked,
    TakeChair,
)
from deliberation.core.floor import RequestFloor
from deliberation.core.people import PersonRemoved, Removal, RoleGiven
from tests.deliberation.core.scenario import ANNA, BEN, CEM, JOINED, MODERATOR, RECORDER, STRANGER, given
from tests.hypotheses import at_most

PHASES = (
    Phase("opening", "Arriving", 10, Mode.FREE),
    Phase("circle", "Fishbowl", 10, Mode.FREE, formation=Formation.FISHBOWL, size=3),
    Phase("listed", "With a list", 10, Mode.SPEAKING_LIST, formation=Formation.FISHBOWL),
    Phase("closing", "Closing", 10, Mode.FREE),
)
CONFIRMED = tuple(map(RulesConfirmed, (ANNA, BEN, CEM, RECORDER)))
CIRCLE = (*JOINED, AgendaSet("Why?", PHASES), RoomOpened(), *CONFIRMED, PhaseMoved(1))
TWO_INSIDE = (*CIRCLE, ChairTaken(ANNA), ChairTaken(BEN))
FULL = (*TWO_INSIDE, ChairTaken(CEM))


def shown(scenario):
    return seeing.parts(scenario.room, Audience.EVERYBODY)["fishbowl"]


def test_by_one_tap_one_sits_down_and_may_talk_and_by_another_one_leaves():
    outside = given(*CIRCLE).when(ANNA, Contribute("May I?")).refused("fishbowl.outside")
    inside = outside.when(ANNA, TakeChair(ANNA)).then(ChairTaken(ANNA)).when(ANNA, TakeChair(ANNA)).then()
    inside.when(ANNA, Contribute("I may"))
    assert shown(inside) == FishbowlView(3, (ANNA,))
    left = inside.when(ANNA, LeaveChair(ANNA)).then(ChairLeft(ANNA)).when(ANNA, LeaveChair(ANNA)).then()
    left.when(ANNA, Contribute("Still")).refused("fishbowl.outside")


def test_a_moderator_asks_people_in_and_leaves_one_chair_to_whoever_wants_it():
    asked = given(*CIRCLE, ChairTaken(ANNA)).when(MODERATOR, TakeChair(BEN)).then(ChairTaken(BEN))
    asked.when(MODERATOR, TakeChair(CEM)).refused("fishbowl.one_stays_free")
    asked.when(CEM, TakeChair(CEM)).then(ChairTaken(CEM))


def test_where_all_chairs_are_taken_somebody_makes_room_first():
    full = given(*FULL).when(RECORDER, TakeChair(RECORDER)).refused("fishbowl.no_free_chair")
    asked = full.when(MODERATOR, AskForRoom(BEN)).then(RoomAsked(BEN)).when(MODERATOR, AskForRoom(BEN)).then()
    assert shown(asked) == FishbowlView(3, (ANNA, BEN, CEM), (BEN,))
    made = asked.when(BEN, LeaveChair(BEN)).then(ChairLeft(BEN))
    assert shown(made) == FishbowlView(3, (ANNA, CEM))
    made.when(RECORDER, TakeChair(RECORDER)).then(ChairTaken(RECORDER))


def test_a_chair_whose_person_is_away_is_free_when_it_is_wanted():
    away = given(*FULL).with_present(ANNA, CEM, RECORDER, MODERATOR)
    away.when(RECORDER, TakeChair(RECORDER)).then(ChairLeft(BEN), ChairTaken(RECORDER))
    away.when(MODERATOR, LeaveChair(BEN)).then(ChairLeft(BEN))


def test_nobody_moves_others_but_a_moderator():
    given(*FULL).when(ANNA, LeaveChair(BEN)).refused("fishbowl.not_yours")
    given(*CIRCLE).when(ANNA, TakeChair(BEN)).refused("fishbowl.not_yours")
    given(*CIRCLE).when(MODERATOR, AskForRoom(BEN)).refused("fishbowl.no_such_person")
    given(*CIRCLE).when(MODERATOR, TakeChair(STRANGER)).refused("fishbowl.no_such_person")


def test_whoever_moderates_talks_without_a_chair_and_gives_theirs_back():
    assert given(*CIRCLE).when(MODERATOR, Contribute("Welcome")).outcome != "fishbowl.outside"
    assert shown(given(*TWO_INSIDE, RoleGiven(ANNA, Role.CO_MODERATOR))) == FishbowlView(3, (BEN,))


def test_who_is_removed_leaves_their_chair():
    assert shown(given(*TWO_INSIDE, PersonRemoved(ANNA, Removal.OWN_WISH))) == FishbowlView(3, (BEN,))


def test_inside_there_may_be_a_list():
    listed = given(*CIRCLE, PhaseMoved(2)).when(ANNA, RequestFloor()).refused("fishbowl.outside")
    assert shown(listed).chairs == 5
    assert listed.when(ANNA, TakeChair(ANNA)).when(ANNA, RequestFloor()).room.floor.requests


def test_the_next_phase_has_no_chairs():
    after = given(*FULL, PhaseMoved(3))
    assert shown(after) == FishbowlView()
    after.when(ANNA, TakeChair(ANNA)).refused("room.not_in_this_phase")
    assert after.when(ANNA, Contribute("All together")).outcome != "fishbowl.outside"


ACTS = st.sampled_from(["take", "leave", "invite", "ask", "go", "come"])
SOMEBODY = st.sampled_from([ANNA, BEN, CEM, RECORDER])


@at_most(60)
@hypothesis_given(st.lists(st.tuples(ACTS, SOMEBODY)))
def test_whatever_people_do_no_chair_is_taken_twice_and_everybody_can_get_one(steps):
    scenario = given(*CIRCLE)
    for what, person in steps:
        known = {
            "take": (person, TakeChair(person)),
            "leave": (person, LeaveChair(person)),
            "invite": (MODERATOR, TakeChair(person)),
            "ask": (MODERATOR, AskForRoom(person)),
        }
        if what in known:
            scenario = scenario.when(*known[what])
        else:
            others = scenario.present - {person}
            scenario = scenario.with_present(*others) if what == "go" else scenario.with_present(*others, person)
        inside = shown(scenario).inside
        assert len(set(inside)) == len(inside) <= 3
        assert set(shown(scenario).asked) <= set(inside)
    for person in shown(scenario).inside[:1]:
        scenario = scenario.when(MODERATOR, LeaveChair(person))
    assert CEM in shown(scenario.when(CEM, TakeChair(CEM))).inside
