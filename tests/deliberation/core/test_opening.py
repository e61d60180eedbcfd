"""What somebody who comes into a room in which much was said gets at once, and what comes on demand; no JSON."""

import pytest

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.exchange import (
    NEWEST,
    Attack,
    Claim,
    Contributed,
    Held,
    Reason,
    Released,
    Returned,
    Rewritten,
    Type,
    Withdrawn,
)
from tests.deliberation.core.scenario import AGREED, ANNA, CEM, given

EVERYBODY, MODERATION, OBSERVATION = Audience.EVERYBODY, Audience.MODERATION, Audience.OBSERVATION
MANY = 3 * NEWEST
BEGUN = given(*AGREED)
FIRST = BEGUN.room.seq + 1  # the id of what is said first


def contributed(person, text, refers_to=None):
    return Contributed(person, Type.NONE, refers_to, Claim.NONE, Attack.NONE, 0, text)


def said(count, begun=BEGUN, refers_to=None):
    return begun.having(*(contributed(ANNA, f"as number {n}", refers_to=refers_to) for n in range(count)))


MUCH = said(MANY)


def opening(scenario, audience=EVERYBODY):
    return seeing.opening_items(scenario.room, audience)["contributions"]


def ids(contributions):
    return [each.id for each in contributions]


def newest(scenario):
    return ids(scenario.room.exchange.contributions)[-NEWEST:]


@pytest.mark.parametrize("count", [0, 1, NEWEST])
def test_where_little_was_said_nothing_is_left_out(count):
    few = said(count)
    assert len(opening(few)) == count
    assert seeing.first_items(few.room) == {}


@pytest.mark.parametrize("audience", list(Audience))
def test_of_much_the_newest_come_and_it_is_said_from_where_on(audience):
    assert ids(opening(MUCH, audience)) == newest(MUCH)
    assert seeing.first_items(MUCH.room) == {"contributions": newest(MUCH)[0]}


def test_people_all_come():
    people = seeing.opening_items(MUCH.room, EVERYBODY)["people"]
    assert people == seeing.items_since(MUCH.room, 0, EVERYBODY)["people"]


def test_older_ones_come_along_once_to_which_the_newest_refer():
    referring = said(2, MUCH, refers_to=FIRST)
    assert ids(opening(referring)) == [FIRST, *newest(referring)]


def test_whoever_is_here_gets_with_an_answer_what_is_too_old_to_be_here_for_certain():
    old, new = said(1, MUCH, refers_to=FIRST), said(1, MUCH, refers_to=newest(MUCH)[-1])
    assert ids(seeing.changed_items(MUCH.room, old.room, EVERYBODY)["contributions"]) == [FIRST, old.room.seq]
    assert ids(seeing.changed_items(MUCH.room, new.room, EVERYBODY)["contributions"]) == [new.room.seq]


def test_what_a_hidden_one_refers_to_is_told_to_nobody_by_what_comes_along():
    referring = said(1, MUCH, refers_to=FIRST)
    held = referring.having(Held(referring.room.seq, Reason.INSULT))
    assert ids(opening(held)) == newest(held)
    assert ids(opening(held, MODERATION)) == [FIRST, *newest(held)]
    told = seeing.changed_items(referring.room, held.room, EVERYBODY)["contributions"]
    assert ids(told) == [referring.room.seq]


def test_what_has_to_be_decided_comes_to_moderators_however_old_it_is_and_to_nobody_else():
    held = MUCH.having(Held(FIRST, Reason.INSULT), Returned(FIRST + 1, Reason.UNCLEAR, "Please."))
    assert ids(opening(held, MODERATION)) == [FIRST, FIRST + 1, *newest(held)]
    assert [each.text for each in opening(held, MODERATION)][:2] == ["as number 0", "as number 1"]
    for audience in (EVERYBODY, OBSERVATION):
        assert ids(opening(held, audience)) == newest(held)


def test_moderators_are_told_whose_voice_is_missing_and_what_they_have_to_decide():
    scenario = said(2).having(contributed(CEM, "Me too"), contributed(CEM, "And this"))
    held = scenario.having(Held(FIRST, Reason.INSULT), Returned(FIRST + 1, Reason.UNCLEAR, "Please."))
    view = seeing.parts(held.room, MODERATION)["exchange"]
    assert (view.speakers, view.undecided) == (tuple(sorted((ANNA, CEM))), (FIRST, FIRST + 1))
    for audience in (EVERYBODY, OBSERVATION):
        assert "exchange" not in seeing.parts(held.room, audience)


@pytest.mark.parametrize("then", [Released(FIRST), Rewritten(FIRST, "anew"), Withdrawn(FIRST)])
def test_what_was_released_rewritten_or_withdrawn_is_decided(then):
    scenario = said(1).having(Held(FIRST, Reason.INSULT))
    assert scenario.room.exchange.undecided == (FIRST,)
    assert scenario.having(then).room.exchange.undecided == ()


def test_an_erased_text_is_nothing_to_decide():
    erased = BEGUN.having(contributed(ANNA, ""), Held(FIRST, Reason.INSULT))
    assert erased.room.exchange.undecided == ()


@pytest.mark.parametrize("audience", list(Audience))
def test_on_demand_comes_everything_as_its_audience_may_see_it(audience):
    hidden = MUCH.having(Held(FIRST, Reason.INSULT), Withdrawn(FIRST + 1), Returned(FIRST + 2, Reason.UNCLEAR, "Psst"))
    told = seeing.large_items(hidden.room, audience)
    assert told == {"contributions": seeing.items_since(hidden.room, 0, audience)["contributions"]}
    texts = [each.text for each in told["contributions"][:3]]
    assert texts == (["as number 0", "", "as number 2"] if audience is MODERATION else ["", "", ""])
    assert ("Psst" in [each.note for each in told["contributions"]]) == (audience is MODERATION)


def test_a_newcomer_with_what_comes_on_demand_has_what_they_have_who_were_always_here():
    scenario = said(5, MUCH, refers_to=FIRST).having(Held(FIRST + 3, Reason.INSULT), Withdrawn(FIRST + 4))
    for audience in Audience:
        has = {each.id: each for each in opening(scenario, audience)}
        has |= {each.id: each for each in seeing.large_items(scenario.room, audience)["contributions"]}
        always = seeing.items_since(scenario.room, 0, audience)["contributions"]
        assert [has[id] for id in sorted(has)] == always
