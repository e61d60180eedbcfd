import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Outcome, Unusable
from elearning.core.kinds.gaps import KIND, LONGEST, GapOption, is_alike, plain, seconds, spaced, variants
from tests.elearning.kinds.gaps import CHOSEN, VALUE, gap

CONTENT, WORDS = KIND.split(VALUE)
words_of_letters = st.text(alphabet="abcdeä", min_size=5, max_size=9)


def form(typed="listen", chosen="right"):
    return Form({"gap-g1": (typed,), "pick-g2": (chosen,)})


def judged(said, accepted, *, exact=False):
    content, words = KIND.split({**VALUE, "gaps": [gap("g1", "I", accepted, exact=exact)]})
    return KIND.judge(content, words, {"g1": said}).outcome


def test_which_option_is_right_is_the_same_in_every_language_and_typed_words_are_not():
    assert CONTENT == {
        "gaps": {
            "g1": {"options": [], "right": [], "exact": False},
            "g2": {"options": ["right", "wrong"], "right": ["right"], "exact": False},
        }
    }
    assert [each["accepted"] for each in WORDS["gaps"]] == ["listen\nam listening", ""]


def test_what_was_typed_is_kept_as_it_was_and_what_was_chosen_by_its_id():
    assert KIND.read(CONTENT, form(" Lis\0ten ")) == {"g1": "Listen", "g2": "right"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "gaps.empty"),
        ({"gap-g1": "listen"}, "gaps.empty"),
        ({"gap-g1": " ", "pick-g2": "right"}, "gaps.empty"),
        ({"gap-g1": "listen", "pick-g2": "listen"}, "choice.foreign"),
        ({"gap-g1": "listen", "gap-g2": "right too", "pick-g2": "foreign"}, "choice.foreign"),
        ({"gap-g1": "listen", "pick-g2": "right", "pick-g9": "right"}, "choice.foreign"),
        ({"gap-g1": "x" * (LONGEST + 1), "pick-g2": "right"}, "gaps.too_long"),
    ],
)
def test_gaps_that_make_no_answer_are_refused(fields, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, Form({name: (value,) for name, value in fields.items()}))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Listen", Outcome.RIGHT),
        ("„listen“.", Outcome.RIGHT),
        ("am  listening", Outcome.RIGHT),
        ("lisen", Outcome.RIGHT),  # one slip
        ("lsiten", Outcome.RIGHT),
        ("hear", Outcome.WRONG),
        ("listen to", Outcome.WRONG),
    ],
)
def test_variants_are_accepted_and_one_slip_is_forgiven(said, outcome):
    assert judged(said, "listen\nam listening") == outcome


@pytest.mark.parametrize(
    ("said", "outcome"), [("Amt", Outcome.RIGHT), (" Amt. ", Outcome.RIGHT), ("amt", Outcome.WRONG)]
)
def test_where_every_letter_counts_capitals_do_as_well(said, outcome):
    assert judged(said, "Amt", exact=True) == outcome


def test_no_slip_is_forgiven_in_a_short_word():
    assert judged("sen", "see") == Outcome.WRONG


@given(words_of_letters, st.integers(0, 8), st.sampled_from("abcdeä"))
def test_any_one_slip_is_forgiven_and_from_both_sides(word, at, letter):
    at = min(at, len(word) - 1)
    slips = [
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ]
    assert all(is_alike(slip, word) for slip in slips)
    assert all(is_alike(word, slip) for slip in slips if len(plain(slip)) >= 5)


@given(words_of_letters, st.sampled_from("xyz"), st.sampled_from("xyz"))
def test_two_slips_are_not_forgiven(word, one, other):
    assert not is_alike(f"{one}{word}{other}", word)
    assert not is_alike(f"{one}{word[1:-1]}{other}", word)


def test_variants_stand_one_a_line():
    assert variants(" listen \n\n am listening\r\n") == ["listen", "am listening"]


@pytest.mark.parametrize(
    ("typed", "chosen", "outcome"),
    [
        ("listen", "right", Outcome.RIGHT),
        ("listen", "wrong", Outcome.PARTLY),
        ("talk", "right", Outcome.PARTLY),
        ("talk", "wrong", Outcome.WRONG),
    ],
)
def test_each_gap_is_judged_by_itself(typed, chosen, outcome):
    assert KIND.judge(CONTENT, WORDS, {"g1": typed, "g2": chosen}).outcome == outcome


def test_before_the_answer_nothing_says_what_belongs_into_the_gaps():
    shown = KIND.before(WORDS)
    assert [each.before for each in shown.gaps] == [" I ", " to "]
    assert shown.gaps[1].options == (GapOption("right", "you"), GapOption("wrong", "me"))
    assert {each.solution + each.verdict + each.feedback for each in shown.gaps} == {""}
    assert (shown.right, shown.ending) == (0, " now. ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("I", " I "),
        (". He said: „", ". He said: „"),
        ("“, and", "“, and "),
        ("“Yes,", " “Yes, "),
        ("?“", "?“ "),
    ],
)
def test_text_and_gap_have_a_space_between_them_where_readers_expect_one(text, shown):
    assert spaced(text) == shown


def test_a_refused_form_keeps_what_was_typed_and_chosen():
    assert [each.given for each in KIND.refused(WORDS, form("", "wrong")).gaps] == ["", "wrong"]


def test_afterwards_each_gap_has_its_solution_and_feedback():
    shown = KIND.after(CONTENT, WORDS, KIND.judge(CONTENT, WORDS, {"g1": "lisen", "g2": "wrong"}))
    assert [(each.said, each.solution, each.verdict, each.is_misspelt) for each in shown.gaps] == [
        ("lisen", "listen / am listening", "right", True),
        ("me", "you", "wrong", False),
    ]
    assert [each.feedback for each in shown.gaps] == ["Because of g1.", "Because of g2."]


def test_what_was_right_in_other_words_is_not_called_misspelt_in_these():
    read = KIND.judge(CONTENT, WORDS, {"g1": "listen", "g2": "right"})
    german = KIND.split({**VALUE, "gaps": [gap("g1", "Ich", "höre zu"), CHOSEN]})[1]
    shown = KIND.after(CONTENT, german, read)
    assert (shown.gaps[0].verdict, shown.gaps[0].is_misspelt) == ("right", False)


def test_what_somebody_typed_is_theirs_and_what_they_chose_is_not_typed():
    assert KIND.own_words(form("as typed ")) == "as typed "
    assert KIND.own_words(form("  ")) == ""


def test_the_preview_fills_what_can_be_chosen():
    assert KIND.everything(CONTENT) == {"g1": "", "g2": "right"}


def test_each_gap_takes_its_time():
    assert seconds(WORDS) == 30
