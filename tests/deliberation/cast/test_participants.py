"""What one of the cast does next, by what their browser shows them."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from deliberation.cast import moderation, participants
from deliberation.cast.moment import Clock, FilledBallot, Moment
from deliberation.cast.script import read
from deliberation.cast.seen import Seen
from deliberation.core.vote import Vote, VoteChoice
from tests.deliberation.cast.test_script import WRITTEN

MO, ANNA = 1, 2
MINUTE = 60_000
NOTHING = {"contributions": (), "unnamed": ()}
PARTS = {
    "agreement": {"version": 5, "rules": [], "proposals": [], "missing": [], "without": []},
    "turns": {"waiting": [ANNA]},
    "seats": {"people": [], "changes": 0, "next_at": 0},
    "fishbowl": {"chairs": 0, "inside": [], "asked": []},
    "vote": {"ballot": None, "voted": 0, "expected": 0},
    "focus": {"question": None, "text": ""},
    "calls": {"call": None, "done": None},
    "results": {"reporter": None, "text": "", "by": None, "seq": 0},
}
MINE = {
    "agreement": {"confirmed": True},
    "exchange": NOTHING,
    "floor": {"replied": False},
    "places": {"group": 0, "people": [], "reports_from": 0, "recalled_until": 0},
    "vote": {"may": True, "voted": False},
    "mirror": {"stated": False},
}


def seen(
    mode="free", may=(), me=ANNA, contributions=(), formation="plenary", asked=(), mine=MappingProxyType({}), **parts
):
    """In a phase that began at 0."""
    phase = {"code": "opening", "title": "", "minutes": 5, "mode": mode, "formation": formation, "asked": list(asked)}
    agenda = {
        "phases": [phase | {"anonymous": False, "consent": False}],
        "current": 0,
        "stage": "open",
        "since": 0,
        "moved": 1,
        "slow": 0,
        "medium": "written",
    }
    page = Seen()
    people = [{"id": MO, "name": "Mo"}, {"id": ANNA, "name": "Anna"}]
    page.merge(
        {
            "seq": 1,
            "since": 0,
            "parts": {"agenda": agenda} | PARTS | parts,
            "people": people,
            "contributions": contributions,
        }
    )
    page.merge({"mine": {"person": me, "may": dict.fromkeys(may, "")} | MINE | mine})
    return page


def at(minutes, page, slug="anna"):
    script = read(WRITTEN)
    return Moment(script, script.performer(slug), page, Clock(int(minutes * MINUTE)))


def done(minutes, page):
    act = participants.next_act(at(minutes, page))
    return act and (act.do, act.fields)


CONTRIBUTE = "exchange.Contribute"


def test_they_say_their_line_when_they_may():
    do, fields = done(0.5, seen(may=[CONTRIBUTE]))
    assert (do, fields["text"], fields["type"]) == (CONTRIBUTE, "So sind die alle.", "thesis")


def test_they_are_silent_until_they_are_told_anything_and_while_they_may_not():
    assert done(0.5, Seen()) is None
    assert done(0.5, seen()) is None


def test_they_are_silent_while_their_connection_is_lost_and_go_on_afterwards():
    assert at(1.5, seen()).is_away
    assert done(1.5, seen(may=[CONTRIBUTE])) is None
    assert done(2.0, seen(may=[CONTRIBUTE]))[0] == CONTRIBUTE


def test_a_clock_that_runs_faster_brings_their_time_sooner():
    moment = at(0.1, seen())
    assert replace(moment, clock=Clock(moment.clock.now, 15)).minutes == pytest.approx(1.5)


def test_they_confirm_the_ground_rules_first_whether_they_may_write_or_not():
    page = seen(may=[CONTRIBUTE, "agreement.ConfirmRules"])
    page.mine["agreement"] = {"confirmed": False}
    assert done(0.5, page) == ("agreement.ConfirmRules", {"seen": 5})


def test_on_the_speaking_list_they_ask_speak_once_and_hand_back():
    may = [CONTRIBUTE, "floor.RequestFloor"]
    asked = {"holder": None, "requests": [{"person": ANNA}]}
    assert done(0, seen("speaking_list", may, floor=asked | {"requests": []})) == (
        "floor.RequestFloor",
        {"answers": None},
    )
    assert done(0, seen("speaking_list", may, floor=asked)) is None
    speaking = {"holder": {"person": ANNA, "since": 10}, "requests": []}
    assert done(0, seen("speaking_list", may, floor=speaking))[0] == CONTRIBUTE
    said = {"id": 3, "by": ANNA, "at": 12, "state": "published", "text": "So sind die alle."}
    page = seen("speaking_list", may, floor=speaking, contributions=[said])
    assert done(0, page) == ("floor.EndFloor", {"person": ANNA})


def test_in_a_round_who_has_nothing_left_to_say_passes():
    said = {"id": 3, "by": ANNA, "at": 12, "state": "published", "text": "Einer war so."}
    page = seen("round", [CONTRIBUTE, "turns.PassTurn"], contributions=[said])
    assert done(0, page) == ("turns.PassTurn", {"person": ANNA})


def test_where_only_questions_are_open_they_ask_and_say_nothing_else():
    assert done(0.5, seen("questions_only", [CONTRIBUTE])) is None


def test_where_one_question_is_asked_they_answer_that():
    assert done(0.5, seen("focus", [CONTRIBUTE])) is None
    asked = seen("focus", [CONTRIBUTE], focus={"question": 7, "text": "Warum?"})
    assert done(0.5, asked)[1]["refers_to"] == 7


def test_where_it_goes_slowly_they_wait_between_two_contributions():
    said = {"id": 3, "by": ANNA, "at": 20_000, "state": "published", "text": "Etwas anderes."}
    page = seen(may=[CONTRIBUTE], contributions=[said])
    page.parts["agenda"]["slow"] = 30
    assert done(0.7, page) is None
    assert done(0.9, page)[0] == CONTRIBUTE


OPEN_BALLOT = {"ballot": {"id": 9, "form": "opinion", "statements": ["Ja?", "Nein?"]}, "voted": 0, "expected": 1}


def voted(form, statements):
    ballot = {"id": 9, "form": form, "statements": ["Ja?"] * statements}
    return participants.next_act(at(0.5, seen("vote", vote=OPEN_BALLOT | {"ballot": ballot})))


def test_they_vote_as_the_script_says_and_on_more_statements_likewise():
    assert voted("opinion", 2) == FilledBallot(9, (Vote(VoteChoice.DISAGREE), Vote(VoteChoice.DISAGREE)))


def test_where_the_ballot_has_another_form_they_choose_what_comes_nearest():
    assert voted("consent", 1).votes == (Vote(VoteChoice.OBJECT),)


def test_they_vote_once():
    assert done(0.5, seen("vote", vote=OPEN_BALLOT, mine={"vote": {"may": True, "voted": True}})) is None


def moderated(minutes, page):
    act = moderation.next_act(at(minutes, page, "mo"))
    return act and (act.do, act.fields)


def test_the_moderation_opens_the_ballot_at_its_time_with_what_the_phase_asks():
    assert moderated(0.5, seen("vote", me=MO, asked=["Ja?"])) is None
    opened = moderated(1, seen("vote", me=MO, asked=["Ja?"]))
    assert opened == ("vote.OpenBallot", {"form": "opinion", "statements": ["Ja?"]})


def test_the_phase_says_whether_the_ballot_is_on_consent():
    page = seen("vote", me=MO, asked=["Ja?"])
    page.agenda["phases"][0]["consent"] = True
    assert moderated(1, page) == ("vote.OpenBallot", {"form": "consent", "statements": ["Ja?"]})


def test_the_moderation_closes_the_ballot_when_all_have_voted_or_it_is_time():
    closed = ("vote.CloseBallot", {"ballot": 9})
    assert moderated(2, seen("vote", me=MO, vote=OPEN_BALLOT)) is None
    assert moderated(2, seen("vote", me=MO, vote=OPEN_BALLOT | {"voted": 1})) == closed
    assert moderated(4.6, seen("vote", me=MO, vote=OPEN_BALLOT)) == closed


def test_the_moderation_asks_the_questions_of_the_phase_each_for_the_same_time():
    page = seen("focus", me=MO, asked=["Warum?", "Wozu?"])
    assert moderated(0.1, page) == ("focus.AskFocus", {"text": "Warum?"})
    assert moderated(3, page) == ("focus.AskFocus", {"text": "Wozu?"})
    assert moderated(3, seen("focus", me=MO, asked=["Warum?", "Wozu?"], focus={"question": 4, "text": "Wozu?"})) is None


def test_the_moderation_does_not_wait_for_what_is_said_in_small_groups():
    moved = moderated(5, seen(me=MO, formation="pairs"))
    assert moved[0] == "agenda.CloseRoom"


def test_what_came_back_is_rewritten_by_its_author():
    page = seen(may=["exchange.Rewrite"])
    returned = {"id": 3, "by": ANNA, "at": 1, "state": "returned", "text": "So sind die alle."}
    page.mine["exchange"] = NOTHING | {"contributions": [returned]}
    assert done(0, page) == ("exchange.Rewrite", {"contribution": 3, "text": "Einer war so."})


def test_the_moderation_holds_the_remark_and_gives_it_back_with_a_note():
    said = {"id": 3, "by": ANNA, "at": 1, "state": "published", "text": "So sind die alle."}
    held = moderation.next_act(at(1, seen(me=MO, contributions=[said]), "mo"))
    assert (held.do, held.fields["contribution"]) == ("exchange.Hold", 3)
    returned = moderation.next_act(at(1, seen(me=MO, contributions=[said | {"state": "held"}]), "mo"))
    assert (returned.do, returned.fields["note"]) == ("exchange.Return", "Was haben Sie erlebt?")


def test_the_moderation_ends_the_last_phase_when_its_time_is_over_and_all_is_said():
    said = {"id": 3, "by": ANNA, "at": 1, "state": "published", "text": "Einer war so."}
    assert moderation.next_act(at(5, seen(me=MO), "mo")) is None
    assert moderation.next_act(at(5, seen(me=MO, contributions=[said]), "mo")).do == "agenda.CloseRoom"
    assert moderation.next_act(at(8, seen(me=MO), "mo")).do == "agenda.CloseRoom"


def test_after_the_connection_was_lost_people_have_time_to_come_back_before_a_phase_ends():
    late = at(8, seen(me=MO), "mo")
    assert moderation.next_act(replace(late, clock=replace(late.clock, connected=6 * MINUTE))) is None
    assert moderation.next_act(replace(late, clock=replace(late.clock, connected=4 * MINUTE))).do == "agenda.CloseRoom"
