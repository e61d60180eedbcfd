from dataclasses import replace

from deliberation.core.agenda import (
    AgendaSet,
    Formation,
    Medium,
    PhaseMoved,
    RoomOpened,
    RoomPaused,
    RoomResumed,
    Stage,
)
from deliberation.core.exchange import Attack, Claim, Contributed, QuestionAsked, Type
from deliberation.core.fishbowl import ChairLeft, ChairTaken
from deliberation.core.floor import FloorGiven, FloorRequested
from deliberation.core.people import PersonJoined
from deliberation.core.places import (
    BreakoutsOpened,
    GroupsFormed,
    GroupsReturned,
    PeopleMoved,
    Recalled,
)
from deliberation.core.projection import GroupShown, Projection, Speaking, projection
from deliberation.core.silent import SheetHandedIn
from deliberation.core.turns import TurnBegun
from deliberation.core.vote import BallotForm, BallotOpened, Marked
from deliberation.core.whereabouts import PlannedGroup
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLOSED,
    CLOSING,
    EXCHANGE,
    FOCUS,
    JOINED,
    MINUTE,
    MODERATOR,
    PAUSED,
    PHASES,
    PLANNED,
    SECOND,
    SILENT,
    STAKE,
    START,
    Wait,
    given,
    in_phase,
)

NAMED = tuple(replace(each, text=f"Person {each.person}") for each in JOINED)


def shown(*happened):
    scenario = given(*happened)
    return projection(scenario.room, "Somebody", scenario.at)


def called(*happened):
    return shown(*happened, *NAMED)


def test_the_wall_shows_the_question_the_phase_and_its_time():
    assert shown(*in_phase(FOCUS)) == Projection(
        Stage.OPEN, "Who accompanies?", "One question", until=START + 5 * MINUTE
    )


def test_while_people_are_apart_it_shows_who_is_in_which_group_and_when_all_come_back():
    groups = (PlannedGroup(71, (ANNA, BEN)), PlannedGroup(72, (CEM,)))
    out = (*in_phase(FOCUS), BreakoutsOpened((71, 72)), GroupsFormed(groups), PeopleMoved((MODERATOR,), 71))
    names = (f"Person {ANNA}", f"Person {BEN}"), (f"Person {CEM}",)
    assert called(*out).groups == (GroupShown(1, names[0]), GroupShown(2, names[1]))
    assert called(*out).back_at == 0
    assert called(*out, Recalled(START + MINUTE)).back_at == START + MINUTE
    assert called(*out, PeopleMoved((MODERATOR, ANNA, BEN, CEM), None), GroupsReturned()).groups == ()


def test_it_shows_who_has_the_floor_until_when_and_who_is_next():
    asked = (*in_phase(EXCHANGE), FloorRequested(ANNA, False), Wait(SECOND), FloorRequested(BEN, False))
    assert (called(*asked).speaking, called(*asked).next) == (None, f"Person {ANNA}")
    spoken = called(*asked, FloorGiven(ANNA, False))
    assert spoken.speaking == Speaking(f"Person {ANNA}", START + SECOND, START + SECOND + 2 * MINUTE)
    assert spoken.next == f"Person {BEN}"


def test_in_a_round_it_shows_whose_turn_it_is_and_who_comes_after():
    before = called(*in_phase(STAKE))
    assert (before.speaking, before.next) == (None, f"Person {ANNA}")
    turn = called(*in_phase(STAKE), TurnBegun(BEN, ()))
    assert (turn.speaking, turn.next) == (Speaking(f"Person {BEN}"), f"Person {ANNA}")


def test_aloud_the_turn_has_a_clock():
    aloud = (*JOINED, AgendaSet("Who accompanies?", PHASES, Medium.SPOKEN), RoomOpened(), PhaseMoved(STAKE))
    turn = called(*aloud, Wait(SECOND), TurnBegun(CEM, ()))
    assert turn.speaking == Speaking(f"Person {CEM}", START + SECOND)


def test_of_a_silent_round_it_shows_how_many_have_handed_in_and_no_word():
    written = shown(*in_phase(SILENT), SheetHandedIn(ANNA, 1234, "Secret"))
    assert (written.handed_in, written.expected) == (1, 3)
    assert "Secret" not in str(written)


def test_of_a_ballot_it_shows_how_many_have_voted_as_long_as_it_is_open():
    opened = (*in_phase(CLOSING), BallotOpened(BallotForm.OPINION, 1, "We meet every month"))
    voting = shown(*opened, Marked(ANNA))
    assert (voting.voted, voting.voters) == (1, 3)
    assert "month" not in str(voting)
    assert shown(*in_phase(CLOSING)).voters == 0


def test_it_shows_the_question_that_the_moderation_asks_all_and_nothing_else_that_people_wrote():
    question = QuestionAsked(MODERATOR, FOCUS, "Who pays?")
    asked = shown(
        *in_phase(FOCUS),
        question,
        Contributed(ANNA, Type.THESIS, None, Claim.NONE, Attack.NONE, FOCUS, "The county"),
    )
    assert asked.asked == "Who pays?"
    assert "county" not in str(asked)
    assert "Fresh air" not in str(shown(*PAUSED))


def test_before_and_after_the_sitting_there_is_only_the_question():
    assert shown(*PLANNED) == Projection(Stage.PLANNED, "Who accompanies?")
    assert shown(*CLOSED, *NAMED) == Projection(Stage.CLOSED, "Who accompanies?")


def test_a_break_says_when_the_time_stood_still():
    assert (shown(*PAUSED).stage, shown(*PAUSED).paused_at) == (Stage.PAUSED, START)
    assert shown(*AGREED).paused_at == 0


def test_in_a_break_nobody_has_the_floor():
    spoken = (*in_phase(EXCHANGE), FloorRequested(ANNA, False), FloorGiven(ANNA, False), FloorRequested(BEN, False))
    paused = called(*spoken, RoomPaused("Fresh air"))
    assert (paused.speaking, paused.next) == (None, "")
    assert called(*spoken, RoomPaused("Fresh air"), RoomResumed()).next == f"Person {BEN}"


def test_somebody_without_a_name_is_called_so():
    turn = shown(*in_phase(STAKE), PersonJoined(ANNA, JOINED[ANNA - 1].role, "", ""), TurnBegun(ANNA, ()))
    assert turn.speaking is not None
    assert turn.speaking.name.startswith("Somebody")


CIRCLE = replace(PHASES[EXCHANGE], formation=Formation.FISHBOWL, size=3)
IN_CIRCLE = (*JOINED, *NAMED, AgendaSet("Who accompanies?", (CIRCLE,)), RoomOpened())


def test_of_a_fishbowl_it_shows_who_sits_in_the_inner_circle_and_that_a_chair_is_free():
    seated = shown(*IN_CIRCLE, ChairTaken(BEN), ChairTaken(ANNA))
    assert (seated.inside, seated.free) == ((f"Person {BEN}", f"Person {ANNA}"), 1)
    assert shown(*IN_CIRCLE, ChairTaken(BEN), ChairLeft(BEN)).inside == ()


def test_in_a_break_it_names_nobody_of_the_inner_circle_and_elsewhere_there_is_none():
    paused = shown(*IN_CIRCLE, ChairTaken(BEN), RoomPaused("Fresh air"))
    assert (paused.inside, paused.chairs) == ((), 0)
    assert called(*in_phase(EXCHANGE)).chairs == 0
