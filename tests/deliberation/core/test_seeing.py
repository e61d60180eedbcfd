from deliberation.core import (
    agenda,
    agreement,
    calls,
    exchange,
    fishbowl,
    floor,
    focus,
    mirror,
    people,
    places,
    results,
    seats,
    seeing,
    silent,
    turns,
    vote,
)
from deliberation.core.acting import Audience, Role, audience_of
from deliberation.core.seeing import changed_items, changed_parts, concerned, items_since, mine
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLARIFY,
    CLOSING,
    CO_MODERATOR,
    JOINED,
    MODERATOR,
    OBSERVER,
    OPENED,
    PLANNED,
    RECORDER,
    STAKE,
    given,
    in_phase,
)

EVERYBODY, MODERATION = Audience.EVERYBODY, Audience.MODERATION
NOBODY: frozenset[int] = frozenset()


def test_every_role_has_an_audience():
    assert {role: audience_of(role) for role in Role} == {
        Role.PARTICIPANT: EVERYBODY,
        Role.MODERATOR: MODERATION,
        Role.CO_MODERATOR: MODERATION,
        Role.RECORDER: EVERYBODY,
        Role.OBSERVER: Audience.OBSERVATION,
        Role.SUPPORT_PERSON: EVERYBODY,
    }
    assert seeing.audience(given(*JOINED).room, OBSERVER) is Audience.OBSERVATION


# --- parts and items --------------------------------------------------------------------------------------------------


def test_only_the_parts_that_changed_travel():
    before = given(*OPENED)
    after = before.having(agreement.RuleAdded("We listen")).room
    assert changed_parts(before.room, after, EVERYBODY) == {"agreement": seeing.parts(after, EVERYBODY)["agreement"]}
    assert changed_parts(after, after, EVERYBODY) == {}


def test_the_parts_of_a_room():
    now = given(*PLANNED).room
    assert seeing.parts(now, EVERYBODY) == {
        "agenda": agenda.view(now.agenda, agenda.Setting(now.people, now.agenda)),
        "agreement": agreement.AgreementView((), 0, (ANNA, BEN, CEM)),
        "floor": floor.FloorView(floor.Order.BALANCED, (), None),
        "focus": focus.FocusView(None, ""),
        "silent": silent.SilentView(0, 0, 0),
        "turns": turns.TurnsView(()),
        "mirror": mirror.MirrorView(0, 0, 0),
        "seats": seats.SeatsView(),
        "fishbowl": fishbowl.FishbowlView(),
        "vote": vote.VoteView(None, 0, 0),
        "calls": calls.CallsView(None, None),
        "results": results.ResultsView(None, "", None, 0, 0),
    }


def test_people_who_came_since():
    before = given(*JOINED).room
    after = given(*JOINED, people.PersonJoined(ANNA, Role.PARTICIPANT, "", "Anna")).room
    assert items_since(before, 0, EVERYBODY)["people"] == list(before.people.values())
    assert changed_items(before, after, EVERYBODY) == {"people": [after.people[ANNA]]}
    assert changed_items(after, after, EVERYBODY) == {}


# --- what is one's own ------------------------------------------------------------------------------------------------


def test_each_is_told_who_they_are_and_what_is_theirs():
    assert mine(given(*JOINED).room, OBSERVER, NOBODY) == {
        "person": OBSERVER,
        "role": Role.OBSERVER,
        "may": {},
        "agenda": agenda.AgendaMine(None),
        "agreement": agreement.AgreementMine(False, ()),
        "floor": floor.FloorMine(False, False),
        "exchange": exchange.ExchangeMine((), tuple(exchange.Type), False),
        "silent": silent.SilentMine(None, False, ()),
        "turns": turns.TurnsMine(False, False),
        "mirror": mirror.MirrorMine((), False),
        "places": places.PlacesMine(None),
        "vote": vote.VoteMine(False, False),
    }


def test_each_is_told_what_they_may_and_why_not():
    may = mine(given(*OPENED).room, ANNA, frozenset({ANNA, BEN}))["may"]
    assert may["exchange.Contribute"] == ""
    may = mine(given(*OPENED, agenda.PhaseMoved(CLOSING)).room, ANNA, frozenset({ANNA, BEN}))["may"]
    assert (may["exchange.Contribute"], may["agreement.ConfirmRules"]) == ("agreement.confirm_first", "")
    assert (may["floor.RequestFloor"], may["turns.PassTurn"]) == ("room.not_in_this_phase",) * 2
    assert "agenda.MovePhase" not in may
    moderators = mine(given(*OPENED).room, MODERATOR, frozenset({ANNA, BEN}))["may"]
    assert (moderators["agenda.MovePhase"], moderators["exchange.Contribute"]) == ("agenda.not_agreed", "")


def test_what_only_the_shell_asks_is_offered_to_nobody():
    assert not {"people.Join", "agenda.SetAgenda"} & {*mine(given(*PLANNED).room, MODERATOR, NOBODY)["may"]}


def test_in_a_round_it_depends_on_who_is_here():
    room = given(*in_phase(STAKE)).room
    for present, expected in ((frozenset({ANNA, BEN}), "turns.not_yet"), (frozenset({BEN}), "")):
        assert mine(room, BEN, present)["may"]["exchange.Contribute"] == expected
    together, alone = (seeing.standing(room, BEN, present) for present in (frozenset({ANNA, BEN}), frozenset({BEN})))
    assert together != alone


def test_whether_one_may_take_over_depends_on_who_is_in_any_room():
    room = given(*OPENED).room
    for around, expected in ((frozenset({MODERATOR}), "people.moderated"), (NOBODY, "")):
        may = seeing.mine(room, CO_MODERATOR, frozenset({CO_MODERATOR}), around)["may"]
        assert may["people.TakeOver"] == expected


def test_one_is_told_what_kind_of_contribution_is_open():
    room = given(*in_phase(CLARIFY)).room
    assert mine(room, ANNA, NOBODY)["exchange"].types == exchange.QUESTIONS
    assert mine(room, MODERATOR, NOBODY)["exchange"].types == tuple(exchange.Type)


def test_one_is_told_whether_one_may_say_what_the_contributions_of_others_are():
    room = given(*OPENED).room
    may = {person: mine(room, person, NOBODY)["exchange"].may_type_others for person in (MODERATOR, RECORDER, ANNA)}
    assert may == {MODERATOR: True, RECORDER: True, ANNA: False}


def test_those_are_concerned_who_see_something_of_their_own_change():
    start = given(*AGREED)
    renamed = start.having(people.PersonJoined(ANNA, Role.PARTICIPANT, "", "Anna"))
    watching = start.having(people.PersonJoined(ANNA, Role.OBSERVER, "", "Anna"))
    said = start.when(MODERATOR, exchange.Contribute("Welcome"))
    held = said.when(MODERATOR, exchange.Hold(said.room.seq, exchange.Reason.UNCLEAR))
    released = held.when(MODERATOR, exchange.Release(said.room.seq))
    assert concerned(start.room, start.room, NOBODY) == NOBODY
    assert concerned(start.room, renamed.room, NOBODY) == NOBODY
    assert concerned(start.room, watching.room, NOBODY) == {ANNA}
    assert concerned(start.room, said.room, NOBODY) == {MODERATOR}  # who now has had their turn
    assert concerned(said.room, said.when(MODERATOR, exchange.Contribute("Again")).room, NOBODY) == NOBODY
    assert concerned(said.room, held.room, NOBODY) == {MODERATOR}
    assert concerned(held.room, released.room, NOBODY) == {MODERATOR}
    assert concerned(start.room, start.having(agenda.SignalGiven(BEN, agenda.Signal.READY)).room, NOBODY) == {BEN}


def test_who_may_do_something_else_now_is_concerned():
    start = given(*OPENED)
    confirmed = start.having(agreement.RulesConfirmed(BEN))
    assert concerned(start.room, confirmed.room, NOBODY) == {BEN, MODERATOR, 2}  # the moderators may go on now
    more = confirmed.having(agreement.RuleAdded("We ask"))
    assert concerned(confirmed.room, more.room, NOBODY) == {
        BEN,
        MODERATOR,
        2,
    }  # whoever confirmed none sees no difference
