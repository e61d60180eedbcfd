"""A bridge is chosen or written; afterwards it is said how all together voted, or what editors think."""

import pytest

from elearning.core.items import Form, Judgement, Outcome, Unusable
from elearning.core.kinds.bridge import KIND, LONGEST, Votes, seconds
from tests.elearning.kinds.bridge import CHOSEN, VALUE, VOTES, WRITTEN

CONTENT, WORDS = KIND.split(VALUE)
VOTED = KIND.split({**VALUE, "votes": VOTES})[1]


def form(**fields):
    return Form({name: (value,) for name, value in fields.items()})


def shown(response, words=WORDS):
    return KIND.after(CONTENT, words, Judgement(response, Outcome.KEPT))


def test_stored_are_ids_of_statements_and_votes_change_nothing_that_counts():
    assert CONTENT == {"options": ["free", "german", "plain"]}
    assert KIND.split({**VALUE, "votes": VOTES})[0] == CONTENT


def test_a_statement_is_chosen_or_written():
    assert KIND.read(CONTENT, form(**CHOSEN)) == {"chosen": "plain"}
    assert KIND.read(CONTENT, form(**WRITTEN)) == {"written": "Letters come with a number to call."}
    assert KIND.read(CONTENT, form(bridge=" Words alone. ")) == {"written": "Words alone."}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "bridge.empty"),
        ({"bridge": " \r\n"}, "bridge.empty"),
        ({"choice": "own"}, "bridge.unwritten"),
        ({"choice": "elsewhere"}, "choice.foreign"),
        ({"choice": "plain", "bridge": "And this."}, "bridge.both"),
        ({"choice": "own", "bridge": "x" * (LONGEST + 1)}, "bridge.too_long"),
    ],
)
def test_what_is_no_bridge_is_refused_and_shown_as_it_was(fields, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, form(**fields))
    assert refusal.value.code == code
    again = KIND.refused(WORDS, form(**fields))
    assert again.written == fields.get("bridge", "").replace("\r\n", "\n")
    assert again.writes == (fields.get("choice") == "own")


def test_before_the_answer_nothing_is_told_of_votes_or_of_what_editors_think():
    planks = KIND.before(VOTED).planks
    assert not [plank for plank in planks if plank.votes or plank.feedback or plank.widest]
    assert KIND.before(VOTED).afterwards == ""


def test_where_a_ballot_is_linked_its_totals_are_shown():
    found = shown({"chosen": "german"}, VOTED)
    assert [plank.votes for plank in found.planks] == [Votes(11, 1, 2), Votes(4, 9, 1), None]
    assert [plank.widest for plank in found.planks] == [True, False, False]
    assert [plank.chosen for plank in found.planks] == [False, True, False]
    assert (found.planks[0].votes.all, found.voted) == (14, True)


def test_to_what_nobody_agreed_nobody_is_said_to_agree_most():
    words = KIND.split({**VALUE, "votes": {"1": [0, 12, 2]}})[1]
    assert not [plank for plank in shown({"chosen": "plain"}, words).planks if plank.widest]


def test_without_a_ballot_it_is_what_editors_think():
    found = shown({"written": "Mine."})
    assert (found.voted, found.written) == (False, "Mine.")
    assert [plank.feedback for plank in found.planks] == ["Because of plain.", "Because of german.", "Because of free."]
    assert found.afterwards == "<p>Look at what each side needs.</p>"


def test_the_preview_chooses_no_bridge_and_shows_what_is_known_of_each():
    found = shown(KIND.everything(CONTENT), VOTED)
    assert (found.writes, found.written, [plank.id for plank in found.planks if plank.chosen]) == (False, "", [])
    assert [plank.feedback for plank in found.planks] == ["Because of plain.", "Because of german.", "Because of free."]
    assert (found.voted, found.afterwards) == (True, VALUE["explanation"])


def test_no_bridge_is_right_or_wrong():
    assert KIND.judge(CONTENT, WORDS, {"chosen": "german"}).outcome == Outcome.KEPT


def test_it_takes_time_to_read_and_to_think():
    assert seconds(WORDS) == 75
