import pytest

from deliberation.core import seeing
from deliberation.core.acting import Ask, Audience, Role, Stamp
from deliberation.core.grouping.rules import Apart, FixedPlace, LanguageSeat, ModeratedBy, NotWithOwnStaff, Together
from deliberation.core.grouping.wishes import Acquaintance, Preset, Trait
from deliberation.core.groups import (
    DropGroups,
    GroupPlan,
    GroupsAssessment,
    GroupsDropped,
    GroupsPrepared,
    GroupsProposed,
    GroupsSent,
    GroupsView,
    HostSet,
    How,
    Lack,
    Lacking,
    Likeness,
    ModeratorSet,
    PersonPut,
    PreparedRound,
    PreparedRule,
    PrepareGroups,
    ProposedGroup,
    ProposeGroups,
    PutPerson,
    RoundUsed,
    RuleKind,
    SendGroups,
    SetHost,
    SetModerator,
    UseRound,
    rules_of,
)
from deliberation.core.people import PersonRemoved, Removal, RoleGiven
from deliberation.core.places import GroupsFormed
from deliberation.core.room import decide, evolve
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLOSED,
    CO_MODERATOR,
    MODERATOR,
    OBSERVER,
    PLANNED,
    RECORDER,
    START,
    STRANGER,
    given,
)

TWO = (ProposedGroup((ANNA, BEN), ANNA), ProposedGroup((CEM,)))
EMPTY = (ProposedGroup(()), ProposedGroup(()))
ALONE = GroupsAssessment(0, 0, 0, 0, Likeness.LIKE)


def proposed(groups=TWO, how=How.MIXED):
    return given(*AGREED).when(MODERATOR, ProposeGroups(how, groups))


def proposal(scenario):
    return scenario.room.groups.proposal


# --- prepared ---------------------------------------------------------------------------------------------------------

ROUNDS = (PreparedRound(TWO), PreparedRound((ProposedGroup((ANNA, STRANGER)), ProposedGroup((BEN,)))))


def test_rounds_are_prepared_also_for_people_who_have_not_come_yet():
    rules = (PreparedRule(RuleKind.APART, (ANNA, CEM)),)
    prepared = given(*PLANNED).when(MODERATOR, PrepareGroups(ROUNDS, rules, Preset.MEET))
    prepared.then(GroupsPrepared(ROUNDS, rules, Preset.MEET))
    prepared.when(MODERATOR, PrepareGroups(ROUNDS, rules, Preset.MEET)).then()
    assert seeing.parts(prepared.room, Audience.MODERATION)["groups"] == GroupsView(None, prepared=2)
    given(*CLOSED).when(MODERATOR, PrepareGroups(ROUNDS)).refused("room.closed")


def test_rounds_are_used_one_after_the_other():
    used = given(*AGREED, GroupsPrepared(ROUNDS)).when(MODERATOR, UseRound(0)).then(RoundUsed(0))
    assert seeing.parts(used.room, Audience.MODERATION)["groups"].prepared == 1
    used.when(MODERATOR, UseRound(0)).then()
    used.when(MODERATOR, UseRound(2)).then()
    assert used.when(MODERATOR, PrepareGroups(ROUNDS[:1])).room.groups.used == 0


@pytest.mark.parametrize("groups", [(ProposedGroup((ANNA,)), ProposedGroup((ANNA,))), (ProposedGroup((ANNA,), BEN),)])
def test_nobody_is_twice_in_a_round_and_a_host_is_in_their_group(groups):
    given(*AGREED).when(MODERATOR, PrepareGroups((PreparedRound(groups),))).refused("groups.no_such_person")
    proposed(groups).refused("groups.no_such_person")


def test_rules_are_told_to_the_planner_and_languages_come_from_beside_the_log():
    rules = (
        PreparedRule(RuleKind.TOGETHER, (1, 2)),
        PreparedRule(RuleKind.APART, (1, 3)),
        PreparedRule(RuleKind.FIXED_PLACE, (4,), 2),
        PreparedRule(RuleKind.NOT_WITH_OWN_STAFF, (4,)),
        PreparedRule(RuleKind.MODERATED_BY, (9,), 1),
    )
    known = Acquaintance(
        needs={3: frozenset({"ar", "ku"}), 1: frozenset({"uk"}), 2: frozenset({"uk"})},
        speaks={5: frozenset({"uk", "ru"}), 6: frozenset({"ar"}), 7: frozenset({"fr", "ku"})},
    )
    assert rules_of(GroupPlan(rules=rules), known) == (
        Together((1, 2)),
        Apart((1, 3)),
        FixedPlace(4, 2),
        NotWithOwnStaff(4),
        ModeratedBy(9, 1),
        LanguageSeat((3,), (6, 7)),
        LanguageSeat((1, 2), (5,)),
    )


# --- proposed ---------------------------------------------------------------------------------------------------------


def test_a_proposal_is_shown_to_moderators_with_what_it_achieves():
    shown = proposed()
    shown.then(GroupsProposed(How.MIXED, TWO, (), GroupsAssessment(1, 1, 0, 0, Likeness.LIKE)))
    part = seeing.parts(shown.room, Audience.MODERATION)["groups"]
    assert (part.proposal.groups, part.proposal.seq, part.without) == (TWO, shown.room.seq, (RECORDER,))
    shown.when(MODERATOR, ProposeGroups(How.MIXED, TWO)).then()


def test_nobody_else_is_sent_anything_of_it():
    before, after = given(*AGREED).room, proposed().room
    for audience in (Audience.EVERYBODY, Audience.OBSERVATION):
        assert "groups" not in seeing.parts(after, audience)
        assert seeing.changed_parts(before, after, audience) == {}
        assert seeing.changed_items(before, after, audience) == {}
    assert seeing.concerned(before, after, frozenset()) == frozenset()
    for person in (ANNA, BEN, OBSERVER):
        assert seeing.mine(after, person, frozenset()) == seeing.mine(before, person, frozenset())


def test_who_needs_a_language_is_not_written_down():
    lacking = (Lacking(Lack.LANGUAGE_SEAT, (ANNA,)), Lacking(Lack.APART, (BEN, CEM)))
    shown = given(*AGREED).when(MODERATOR, ProposeGroups(How.MIXED, TWO, lacking))
    assert proposal(shown).lacking == (Lacking(Lack.LANGUAGE_SEAT), Lacking(Lack.APART, (BEN, CEM)))
    shown.when(MODERATOR, ProposeGroups(How.MIXED, TWO, lacking)).then()


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ((), "groups.no_such_group"),
        ((ProposedGroup((STRANGER,)),), "groups.no_such_person"),
        ((ProposedGroup((MODERATOR,)),), "groups.no_such_person"),
        ((ProposedGroup((ANNA,), None, BEN),), "groups.no_such_person"),
        (tuple(ProposedGroup((id,), None, MODERATOR) for id in (ANNA, BEN)), "groups.no_such_person"),
    ],
)
def test_it_is_of_people_who_talk_here(groups, code):
    proposed(groups).refused(code)


def test_what_is_known_beside_the_log_decides_how_good_it_is():
    room = given(*AGREED).room
    traits = {ANNA: {Trait.ORGANISATION: "7"}, BEN: {Trait.ORGANISATION: "7"}}
    known = Acquaintance(traits, met={ANNA: frozenset({BEN}), BEN: frozenset({ANNA})})
    [event] = decide(room, ProposeGroups(How.BY_HAND, TWO), Ask(MODERATOR, START, known=known))
    assert (event.assessment.pairs, event.assessment.new_pairs, event.assessment.colleagues) == (1, 0, 1)
    assert (event.assessment.fewest_colleagues, event.assessment.likeness) == (0, Likeness.UNLIKE)


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_people_are_put_into_groups_by_hand():
    one = proposed(EMPTY, How.BY_HAND).when(MODERATOR, PutPerson(ANNA, 0)).then(PersonPut(ANNA, 0, ALONE))
    two = one.when(MODERATOR, PutPerson(BEN, 0)).then(PersonPut(BEN, 0, GroupsAssessment(1, 1, 0, 0, Likeness.LIKE)))
    assert proposal(two).groups == (ProposedGroup((ANNA, BEN)), ProposedGroup(()))
    two.when(MODERATOR, PutPerson(BEN, 0)).then()
    out = two.when(MODERATOR, PutPerson(ANNA, None)).then(PersonPut(ANNA, None, ALONE))
    assert proposal(out).groups == (ProposedGroup((BEN,)), ProposedGroup(()))
    out.when(MODERATOR, PutPerson(ANNA, None)).then()


def test_a_host_who_goes_to_another_group_is_none_there():
    moved = proposed().when(MODERATOR, PutPerson(ANNA, 1))
    assert proposal(moved).groups == (ProposedGroup((BEN,)), ProposedGroup((CEM, ANNA)))


def test_a_group_has_one_host_or_none():
    hosted = proposed().when(MODERATOR, SetHost(0, BEN)).then(HostSet(0, BEN))
    assert proposal(hosted).groups[0] == ProposedGroup((ANNA, BEN), BEN)
    hosted.when(MODERATOR, SetHost(0, BEN)).then()
    hosted.when(MODERATOR, SetHost(0, CEM)).refused("groups.no_such_person")
    hosted.when(MODERATOR, SetHost(0, None)).then(HostSet(0, None))


def test_a_group_has_one_moderator_or_none_who_moderates_no_other():
    first = proposed().when(MODERATOR, SetModerator(0, CO_MODERATOR)).then(ModeratorSet(0, CO_MODERATOR))
    assert [group.moderator for group in proposal(first).groups] == [CO_MODERATOR, None]
    first.when(MODERATOR, SetModerator(0, CO_MODERATOR)).then()
    second = first.when(CO_MODERATOR, SetModerator(1, CO_MODERATOR)).then(ModeratorSet(1, CO_MODERATOR))
    assert [group.moderator for group in proposal(second).groups] == [None, CO_MODERATOR]
    second.when(MODERATOR, SetModerator(1, None)).then(ModeratorSet(1, None))


def test_whoever_does_not_moderate_any_more_goes_along_with_no_group():
    led = proposed().when(MODERATOR, SetModerator(0, CO_MODERATOR)).having(RoleGiven(CO_MODERATOR, Role.PARTICIPANT))
    assert seeing.parts(led.room, Audience.MODERATION)["groups"].proposal.groups[0].moderator is None


def test_a_moderator_beside_people_of_their_own_organisation_is_said_until_that_has_changed():
    own = {Trait.ORGANISATION: "7"}
    known = Acquaintance({CO_MODERATOR: own, BEN: own})
    room = proposed().room

    def ask(command):
        nonlocal room
        [event] = decide(room, command, Ask(MODERATOR, START, known=known))
        room = evolve(room, event, Stamp(room.seq + 1, MODERATOR, START))
        return room.groups.proposal.lacking

    said = (Lacking(Lack.NOT_WITH_OWN_STAFF, (CO_MODERATOR,)),)
    assert ask(SetModerator(0, CO_MODERATOR)) == said
    assert ask(PutPerson(BEN, 1)) == ()
    assert ask(SetModerator(1, CO_MODERATOR)) == said
    assert ask(SetModerator(1, None)) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SetModerator(2, MODERATOR), "groups.no_such_group"),
        (SetModerator(0, ANNA), "groups.no_such_person"),
        (SetModerator(0, STRANGER), "groups.no_such_person"),
        (PutPerson(ANNA, 2), "groups.no_such_group"),
        (PutPerson(ANNA, -1), "groups.no_such_group"),
        (SetHost(2, ANNA), "groups.no_such_group"),
        (PutPerson(STRANGER, 0), "groups.no_such_person"),
        (PutPerson(MODERATOR, 0), "groups.no_such_person"),
    ],
)
def test_what_is_not_there_cannot_be_changed(command, code):
    proposed().when(MODERATOR, command).refused(code)


@pytest.mark.parametrize("command", [PutPerson(ANNA, 0), SetHost(0, ANNA), SetModerator(0, MODERATOR), SendGroups(1)])
def test_without_a_proposal_there_is_nothing_to_change_or_send(command):
    given(*AGREED).when(MODERATOR, command).refused("groups.no_proposal")


def test_what_the_planner_could_not_meet_holds_for_its_own_proposal_only():
    lacking = (Lacking(Lack.APART, (ANNA, BEN)),)
    shown = given(*AGREED).when(MODERATOR, ProposeGroups(How.MIXED, TWO, lacking))
    assert proposal(shown.when(MODERATOR, SetHost(0, BEN))).lacking == lacking
    assert proposal(shown.when(MODERATOR, SetModerator(0, MODERATOR))).lacking == lacking
    assert proposal(shown.when(MODERATOR, PutPerson(BEN, 1))).lacking == ()


def test_whoever_was_removed_is_gone_from_it():
    gone = proposed().having(PersonRemoved(ANNA, Removal.ABSENT)).room
    shown = seeing.parts(gone, Audience.MODERATION)["groups"]
    assert shown.proposal.groups == (ProposedGroup((BEN,)), ProposedGroup((CEM,)))
    assert ANNA not in shown.without


def test_a_proposal_is_dropped():
    dropped = proposed().when(MODERATOR, DropGroups()).then(GroupsDropped())
    dropped.when(MODERATOR, DropGroups()).then()
    assert proposal(dropped) is None


# --- sent -------------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_what_was_seen():
    shown = proposed()
    seen = shown.room.seq
    shown.when(MODERATOR, PutPerson(BEN, 1)).when(MODERATOR, SendGroups(seen)).refused("groups.stale")
    sent = shown.when(MODERATOR, SendGroups(seen)).then(GroupsSent())
    sent.when(MODERATOR, SendGroups(seen)).refused("groups.no_proposal")


def test_somebody_has_to_be_in_it():
    empty = proposed(EMPTY, How.BY_HAND)
    empty.when(MODERATOR, SendGroups(empty.room.seq)).refused("groups.nobody_in")


def test_a_prepared_round_that_is_sent_is_used():
    shown = given(*AGREED, GroupsPrepared(ROUNDS)).when(MODERATOR, ProposeGroups(How.PREPARED, TWO))
    assert shown.when(MODERATOR, SendGroups(shown.room.seq)).room.groups.used == 1
    mixed = given(*AGREED, GroupsPrepared(ROUNDS)).when(MODERATOR, ProposeGroups(How.MIXED, TWO))
    assert mixed.when(MODERATOR, SendGroups(mixed.room.seq)).room.groups.used == 0


def test_moderators_are_told_that_there_were_groups_before():
    assert seeing.parts(given(*AGREED, GroupsFormed(())).room, Audience.MODERATION)["groups"].last
