"""A dilemma is chosen, priced and chosen again; no choice is right, and the needs are told before the second one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Judgement, Outcome, Underway, Unusable
from elearning.core.kinds.dilemma import KIND, seconds
from tests.elearning.kinds.dilemma import ANSWER, END, FOUND, MARKED, PAID, VALUE, price, way

CONTENT, WORDS = KIND.split(VALUE)


def form(*taken, **fields):
    fields = {"taken": taken} | fields
    return Form({name: (value,) if isinstance(value, str) else tuple(value) for name, value in fields.items()})


def shown(*response):
    return KIND.after(CONTENT, WORDS, Judgement(list(response), Outcome.KEPT))


def ids(prices):
    return [price.id for price in prices]


def test_stored_are_ids_of_ways_with_their_prices():
    assert CONTENT == {"ways": {"open": ["break", "rule"], "close": ["journey"]}}


def test_other_words_and_another_order_change_nothing_that_counts():
    reordered = [
        way("close", "Shut.", "second", price("journey", "They")),
        way("open", "Stay.", "both", price("rule", "You"), price("break", "Ben")),
    ]
    assert KIND.split({**VALUE, "ways": reordered})[0] == CONTENT


def test_before_the_first_choice_neither_needs_nor_prices_are_told():
    matter = KIND.before(WORDS)
    assert [way.text for way in matter.ways] == ["Keep it open.", "Close it."]
    assert (matter.step, matter.needs, matter.prices, matter.afterwards) == (0, (), (), "")
    assert not [way for way in matter.ways if way.need or way.found or way.further]


def test_the_first_choice_leads_to_the_prices_in_one_list():
    with pytest.raises(Underway) as underway:
        KIND.read(CONTENT, form(choose="open"))
    matter = KIND.continued(WORDS, underway.value.steps)
    assert (matter.step, matter.first.text, matter.needs) == (1, "Keep it open.", ())
    assert ids(matter.prices) == ["break", "rule", "journey"]


def test_the_prices_lead_to_the_second_choice_with_both_needs():
    with pytest.raises(Underway) as underway:
        KIND.read(CONTENT, form("open", **MARKED))
    assert underway.value.steps == ["open", FOUND]
    matter = KIND.continued(WORDS, underway.value.steps)
    assert matter.step == 2
    assert matter.needs == ("The family needs to know it today.", "Ada needs her break.")
    assert [ids(way.found) for way in matter.ways] == [["break"], ["journey"]]
    assert [way.need for way in matter.ways] == ["first", "second"]


def test_the_second_choice_ends_it():
    assert KIND.read(CONTENT, form(**END)) == ANSWER


def test_an_answer_can_be_gone_through_again_from_each_of_its_steps():
    assert [KIND.continued(WORDS, ANSWER[:after]).step for after in range(4)] == [0, 1, 2, 2]
    assert KIND.continued(WORDS, ANSWER[:2]).taken == ("open", FOUND)


def test_a_price_may_be_paid_at_several_ways_and_is_noted_once_at_each():
    with pytest.raises(Underway) as underway:
        KIND.read(CONTENT, form("open", **{"price-rule": ["open", "close", "open"]}))
    assert underway.value.steps == ["open", "rule:close rule:open"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (form(), "dilemma.empty"),
        (form("open", FOUND), "dilemma.empty"),
        (form(choose="elsewhere"), "choice.foreign"),
        (form("elsewhere", choose="open"), "choice.foreign"),
        (form("open", "break:elsewhere", choose="open"), "choice.foreign"),
        (form("open", "elsewhere:open", choose="open"), "choice.foreign"),
        (form("open", FOUND, "close", choose="open"), "choice.foreign"),
        (form("open", **{"price-break": ["elsewhere"]}), "choice.foreign"),
        (form("open"), "dilemma.prices"),
        (form("open", **{"price-break": ["open"]}), "dilemma.prices"),
    ],
)
def test_what_is_no_step_is_refused(sent, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, sent)
    assert refusal.value.code == code


def test_a_refused_form_is_shown_as_it_was():
    prices = KIND.refused(WORDS, form("open", **{"price-break": ["open"]})).prices
    assert [(price.id, price.at) for price in prices] == [("break", ("open",)), ("rule", ()), ("journey", ())]
    again = KIND.refused(WORDS, form("open", FOUND, choose="close"))
    assert (again.step, [way.chosen for way in again.ways]) == (2, [False, True])


def test_in_the_end_both_choices_and_all_prices_are_shown():
    matter = shown(*ANSWER)
    assert (matter.first.text, matter.second.text) == ("Keep it open.", "Close it.")
    assert [(ids(way.found), ids(way.further)) for way in matter.ways] == [(["break"], ["rule"]), (["journey"], [])]
    assert matter.afterwards == "<p>Both are in the right.</p>"


def test_no_choice_is_right_or_wrong():
    for second in ("open", "close"):
        assert KIND.judge(CONTENT, WORDS, ["open", PAID, second]).outcome == Outcome.KEPT


def test_the_preview_shows_all_prices_and_a_draft_may_have_none():
    assert [ids(way.found) for way in shown(*KIND.everything(CONTENT)).ways] == [["break", "rule"], ["journey"]]
    content, words = KIND.split({**VALUE, "ways": []})
    assert KIND.after(content, words, KIND.judge(content, words, KIND.everything(content))).ways == ()


steps = st.lists(st.sampled_from(["open", "close", FOUND, "elsewhere", "break:open", ""]), max_size=4)


def taken_by(sent):
    """The steps that were taken, kept or on their way; nothing of what is refused."""
    try:
        return KIND.read(CONTENT, sent)
    except Underway as underway:
        return underway.steps
    except Unusable:
        return []


@given(steps, st.sampled_from(["", "open", "close", "elsewhere"]))
def test_whatever_a_form_says_it_is_kept_on_its_way_or_refused(taken, chosen):
    """And can be shown as far as it goes."""
    sent = form(*taken, choose=chosen, **MARKED)
    assert KIND.refused(WORDS, sent).step <= 2
    found = taken_by(sent)
    assert KIND.continued(WORDS, found).step == min(len(found), 2)
    assert (shown(*found).second is not None) == (len(found) == 3)


def test_it_takes_time_to_choose_twice():
    assert seconds(WORDS) == 90
