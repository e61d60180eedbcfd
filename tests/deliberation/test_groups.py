"""Small groups that the room asks for: planned outside of the room, and proposed to the moderation."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from deliberation.core.acting import Role
from deliberation.core.grouping import plans
from deliberation.core.groups import (
    How,
    Lack,
    Lacking,
    PreparedRound,
    PreparedRule,
    PrepareGroups,
    ProposedGroup,
    RuleKind,
    SendGroups,
    SetModerator,
)
from deliberation.core.places import BringBack
from deliberation.log import deciding
from deliberation.models import Session

NAMES = ("Anna", "Ben", "Cem", "Dora", "Emil", "Fatma")


@pytest.fixture
def people(rehearsal):
    return [
        rehearsal.enter(name, kind="authority" if number % 2 else "culture_club") for number, name in enumerate(NAMES)
    ]


@pytest.fixture
def ask(browser, trainer, rehearsal):
    """The answer to what the page of the room asks; by the moderator, or by whoever is logged in."""

    def post(by=trainer, session=rehearsal.session, **asked):
        address = reverse("deliberation:groups", args=[session.key])
        return browser(by).post(address, asked, content_type="application/json")

    return post


def refused(response):
    return response.status_code, response.json()["refused"]


def proposed(rehearsal):
    proposal = rehearsal.state.groups.proposal
    return [group.people for group in proposal.groups]


def ids(people):
    return {person.pk for person in people}


@pytest.mark.parametrize("how", ["random", "mixed"])
def test_the_moderation_asks_and_the_proposal_comes_by_the_log(rehearsal, people, ask, how):
    answer = ask(how=how, number=2)
    assert (answer.status_code, answer.content) == (204, b"")
    found = proposed(rehearsal)
    assert [len(group) for group in found] == [3, 3]
    assert {person for group in found for person in group} == ids(people)
    assert rehearsal.state.groups.proposal.how is How(how)


def test_by_size_there_are_as_many_groups_as_come_nearest(rehearsal, people, ask):
    ask(how="mixed", size=2)
    assert [len(group) for group in proposed(rehearsal)] == [2, 2, 2]


def test_by_hand_groups_are_empty(rehearsal, people, ask):
    ask(how="by_hand", number=2)
    assert proposed(rehearsal) == [(), ()]


def test_only_those_are_in_who_were_named_and_can_be(rehearsal, people, ask):
    observer = rehearsal.enter("Olga", role=Role.OBSERVER)
    registered = rehearsal.register("Nora")
    some = [person.pk for person in people[:4]]
    ask(how="mixed", number=2, people=[*some, observer.pk, registered.pk, rehearsal.moderator.pk, 999_999])
    assert {person for group in proposed(rehearsal) for person in group} == set(some)


def test_each_group_has_a_host_if_hosts_are_wanted(rehearsal, people, ask):
    ask(how="mixed", number=2, hosts=True)
    assert all(group.host in group.people for group in rehearsal.state.groups.proposal.groups)
    ask(how="mixed", number=2)
    assert [group.host for group in rehearsal.state.groups.proposal.groups] == [None, None]


def test_mixed_groups_have_all_kinds_of_organisations(rehearsal, people, ask):
    ask(how="mixed", number=3)
    kinds = {person.pk: person.kind for person in people}
    assert all(len({kinds[person] for person in group}) == 2 for group in proposed(rehearsal))


# --- rules ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def prepare(rehearsal):
    def saved(rounds, *rules):
        planned = tuple(PreparedRound(tuple(ProposedGroup(group) for group in groups)) for groups in rounds)
        rehearsal.take(rehearsal.moderator, PrepareGroups(planned, rules))

    return saved


def test_rules_of_the_preparation_are_heeded(rehearsal, people, ask, prepare):
    anna, ben, *_others = (person.pk for person in people)
    prepare([], PreparedRule(RuleKind.TOGETHER, (anna, ben)), PreparedRule(RuleKind.FIXED_PLACE, (anna,), 1))
    ask(how="mixed", number=3)
    assert set(proposed(rehearsal)[1]) == {anna, ben}
    assert rehearsal.state.groups.proposal.groups[1].host == anna
    assert rehearsal.state.groups.proposal.lacking == ()


def test_what_cannot_be_met_is_left_out_and_said(rehearsal, people, ask, prepare):
    three = tuple(person.pk for person in people[:3])
    prepare([], PreparedRule(RuleKind.TOGETHER, three), PreparedRule(RuleKind.APART, three))
    assert ask(how="mixed", number=3).status_code == 204
    [lack] = rehearsal.state.groups.proposal.lacking
    assert lack in (Lacking(Lack.TOGETHER, three), Lacking(Lack.APART, three))


def test_whoever_needs_a_language_sits_beside_it_and_the_log_does_not_say_who(rehearsal, people, ask):
    needs, speaks = people[0], people[3]
    type(needs).objects.filter(pk__in=[needs.pk, speaks.pk]).update(language="ar")
    type(needs).objects.filter(pk=needs.pk).update(needs_language=True)
    ask(how="mixed", number=3)
    assert any({needs.pk, speaks.pk} <= set(group) for group in proposed(rehearsal))
    type(needs).objects.filter(pk=speaks.pk).update(language="")
    ask(how="mixed", number=3)
    assert rehearsal.state.groups.proposal.lacking == (Lacking(Lack.LANGUAGE_SEAT),)


# --- moderated --------------------------------------------------------------------------------------------------------


def test_who_was_prepared_to_moderate_a_group_does_as_long_as_they_are_here(rehearsal, people, ask, prepare):
    """Whoever has not entered the room yet walks there by themselves."""
    moderator, late = rehearsal.moderator.pk, rehearsal.session.participations.create(name="Karim", role="co_moderator")
    rules = tuple(PreparedRule(RuleKind.MODERATED_BY, (id,), n) for n, id in enumerate((late.pk, moderator)))
    prepare([], *rules)
    for how in ("mixed", "by_hand"):
        ask(how=how, number=2)
        assert [group.moderator for group in rehearsal.state.groups.proposal.groups] == [None, moderator]


def test_as_last_time_is_with_the_same_moderators(rehearsal, people, ask):
    ask(how="random", number=2)
    rehearsal.take(rehearsal.moderator, SetModerator(1, rehearsal.moderator.pk))
    rehearsal.take(rehearsal.moderator, SendGroups(rehearsal.state.groups.proposal.seq))
    rehearsal.take(rehearsal.moderator, BringBack())
    ask(how="as_last")
    assert [group.moderator for group in rehearsal.state.groups.proposal.groups] == [None, rehearsal.moderator.pk]


# --- as before --------------------------------------------------------------------------------------------------------


def test_as_prepared_uses_the_round_for_those_who_are_here(rehearsal, people, ask, prepare):
    anna, ben, cem, dora, emil, fatma = (person.pk for person in people)
    prepare([[(anna, ben, 999_999), (cem, dora)]])
    ask(how="prepared", people=[anna, ben, cem, dora, emil])
    found = [set(group) for group in proposed(rehearsal)]
    assert [each & {anna, ben, cem, dora} for each in found] == [{anna, ben}, {cem, dora}]
    assert emil in found[0] | found[1]
    assert fatma not in found[0] | found[1]


def test_as_last_brings_the_same_together(rehearsal, people, ask):
    rehearsal.open_breakouts(2)
    ask(how="random", number=2, hosts=True)
    before, hosts = proposed(rehearsal), {group.host for group in rehearsal.state.groups.proposal.groups}
    seen = rehearsal.state.groups.proposal.seq
    sent = deciding.handle(rehearsal.room, rehearsal.moderator.pk, SendGroups(seen), frozenset(ids(people)))
    assert sent.refused == ""
    rehearsal.take(rehearsal.moderator, BringBack())
    ask(how="as_last")
    assert [set(group) for group in proposed(rehearsal)] == [set(group) for group in before]
    assert {group.host for group in rehearsal.state.groups.proposal.groups} == hosts


def test_what_is_not_there_is_refused(rehearsal, people, ask):
    assert refused(ask(how="prepared")) == (409, "groups.nothing_prepared")
    assert refused(ask(how="as_last")) == (409, "groups.no_groups_yet")
    assert refused(ask(how="mixed", number=7)) == (409, "groups.too_few_people")
    assert refused(ask(how="mixed")) == (409, "groups.too_few_people")
    assert refused(ask(how="mixed", number=2, people=[])) == (409, "groups.too_few_people")


# --- who may ask, and what --------------------------------------------------------------------------------------------


def test_nobody_else_may_ask(rehearsal, people, ask, anna, stranger, make_user):
    rehearsal.enter("Member", user=anna)
    assert ask(by=anna, how="mixed", number=2).status_code == 404
    assert ask(by=stranger, how="mixed", number=2).status_code == 404
    assert ask(by=None, how="mixed", number=2).status_code == 404
    assert rehearsal.state.groups.proposal is None


@pytest.mark.parametrize("asked", [{}, {"how": "by_magic"}, {"how": "mixed", "number": "two"}])
def test_what_makes_no_sense_is_told_so(rehearsal, people, ask, asked):
    assert refused(ask(**asked)) == (400, "groups.malformed")


def test_nobody_plans_all_the_time(rehearsal, people, ask, monkeypatch):
    monkeypatch.setattr("deliberation.limits.PLANS_A_MINUTE", 2)
    assert [ask(how="random", number=2).status_code for _ in range(3)] == [204, 204, 429]


def test_in_a_rehearsal_trainers_form_groups_too(session, people, ask):
    Session.objects.filter(pk=session.pk).update(is_rehearsal=True)
    assert ask(how="mixed", number=2).status_code == 204


# --- nobody waits for a plan ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_room_goes_on_while_somebody_plans(rehearsal, people, ask, monkeypatch):
    """The planner holds no lock of the room: whoever says something meanwhile is answered."""
    planning, may_end = threading.Event(), threading.Event()

    def slowly(task, chance):
        planning.set()
        assert may_end.wait(30)
        return planned(task, chance)

    planned = plans.planned_at_once
    monkeypatch.setattr(plans, "planned_at_once", slowly)
    thread = threading.Thread(target=plan_in_thread, args=(ask,))
    thread.start()
    assert planning.wait(30)
    before = rehearsal.state.seq
    said = rehearsal.say(rehearsal.moderator, "Meanwhile")
    may_end.set()
    thread.join()
    assert said == before + 1
    assert len(proposed(rehearsal)) == 2


def plan_in_thread(ask):
    try:
        assert ask(how="mixed", number=2).status_code == 204
    finally:
        connection.close()
