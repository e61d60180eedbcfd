"""Rounds that were prepared, and what is known of people beside the room, when a phase begins."""

from dataclasses import replace

from deliberation.core.acting import Role
from deliberation.core.agenda import MovePhase
from deliberation.core.forming import acquaintance, rooms_needed
from deliberation.core.grouping.wishes import Acquaintance, Trait
from deliberation.core.groups import (
    How,
    PreparedRound,
    PreparedRule,
    PrepareGroups,
    ProposedGroup,
    ProposeGroups,
    RuleKind,
    SendGroups,
)
from deliberation.core.people import GiveRole
from deliberation.core.places import BringBack, EnterGroup
from tests.deliberation.core.building import CAFE, FOURS, NEXT_TABLE, PAIRS, TALK, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import CO_MODERATOR, MODERATOR

ONE, TWO, THREE = TWELVE[:4], TWELVE[4:8], TWELVE[8:]
ROUND = PreparedRound((ProposedGroup(ONE, ONE[0]), ProposedGroup(TWO), ProposedGroup(THREE)))
ACROSS = PreparedRound(tuple(ProposedGroup(TWELVE[n::3]) for n in range(3)))


def prepared(*rounds, rules=()):
    return Building.of(plenary_of()).ask(MODERATOR, PrepareGroups(rounds, rules))


def as_sets(groups):
    return [set(group) for group in groups]


def test_phases_in_groups_use_the_prepared_rounds_in_turn():
    here = prepared(ROUND, ACROSS).move(FOURS)
    assert as_sets(here.groups) == as_sets((ONE, TWO, THREE))
    here.move(TALK).move(CAFE)
    assert as_sets(here.groups) == as_sets(group.people for group in ACROSS.groups)
    assert here.plenary.groups.used == 2
    assert len(here.move(NEXT_TABLE).groups) == 4


def test_a_prepared_host_is_the_host():
    assert prepared(ROUND).move(FOURS).plenary.places.hosts == {101: ONE[0]}
    hosts = prepared(ROUND).move(CAFE).plenary.places.hosts
    assert (hosts[101], set(hosts)) == (ONE[0], {101, 102, 103})


def test_a_prepared_moderator_goes_along_with_their_group_as_long_as_they_moderate():
    led = PreparedRound((ProposedGroup(ONE), ProposedGroup(TWO, None, CO_MODERATOR), ProposedGroup(THREE)))
    assert prepared(led).move(FOURS).plenary.places.at[CO_MODERATOR] == 102
    before = prepared(led).ask(MODERATOR, GiveRole(CO_MODERATOR, Role.PARTICIPANT))
    before.present -= {CO_MODERATOR}  # they have not confirmed the rules
    assert before.move(FOURS).plenary.places.moderated == {}


def test_a_round_is_repaired_for_who_is_here():
    here = prepared(ROUND)
    here.present -= {ONE[0], ONE[1]}
    here.move(FOURS)
    assert sorted(person for group in here.groups for person in group) == [*TWELVE[2:]]
    assert {len(group) for group in here.groups} <= {2, 3, 4}
    stayed = sum(len({*before} & {*after}) for before, after in zip((ONE, TWO, THREE), here.groups, strict=True))
    assert stayed >= 9


def test_who_comes_later_is_put_where_they_are_missed():
    here = prepared(ROUND)
    here.present -= {ONE[0]}
    here.move(FOURS)
    here.present |= {ONE[0]}
    here.ask(ONE[0], EnterGroup())
    assert as_sets(here.groups) == as_sets((ONE, TWO, THREE))


def test_rules_are_heeded_when_a_round_is_repaired():
    apart = PreparedRule(RuleKind.APART, (ONE[0], ONE[1]))
    here = prepared(ROUND, rules=(apart,)).move(FOURS)
    assert not any({ONE[0], ONE[1]} <= {*group} for group in here.groups)


def test_a_round_of_groups_is_not_for_a_phase_in_pairs():
    here = prepared(ROUND).move(PAIRS)
    assert [len(group) for group in here.groups] == [2] * 6
    assert here.plenary.groups.used == 0
    pairs = PreparedRound(tuple(ProposedGroup(TWELVE[n : n + 2]) for n in range(0, 12, 2)))
    assert as_sets(prepared(pairs).move(PAIRS).groups) == as_sets(group.people for group in pairs.groups)


def test_where_fewer_people_are_here_than_groups_were_planned_they_are_drawn():
    here = prepared(ROUND)
    here.present = frozenset({MODERATOR, *ONE[:2]})
    here.move(FOURS)
    assert (as_sets(here.groups), here.plenary.groups.used) == ([{*ONE[:2]}], 0)


def test_so_many_rooms_are_needed():
    here = prepared(PreparedRound(tuple(ProposedGroup((person,)) for person in TWELVE[:5])))
    plenary = here.plenary
    assert rooms_needed(plenary, MovePhase(0, FOURS)) == 5
    assert rooms_needed(plenary, MovePhase(0, TALK)) == 0
    assert rooms_needed(plenary, ProposeGroups(How.RANDOM, ROUND.groups)) == 3
    assert rooms_needed(plenary, SendGroups(0)) == 0
    assert rooms_needed(here.propose(ONE, TWO).plenary, SendGroups(0)) == 2


def test_pairs_say_a_sentence_each_and_groups_bring_a_card():
    assert Building.of(plenary_of()).move(PAIRS).move(TALK).plenary.places.came_from.keys() == {*TWELVE}
    assert Building.of(plenary_of()).move(FOURS).move(TALK).plenary.places.came_from == {}

    assert Building.of(plenary_of()).send(ONE).ask(MODERATOR, BringBack()).plenary.places.came_from == {}


def test_what_is_known_beside_the_room_is_joined_with_what_it_knows_itself():
    here = Building.of(plenary_of()).send(ONE, TWO).plenary
    known = Acquaintance({99: {Trait.KIND: "club"}, 11: {Trait.ORGANISATION: "7"}}, met={11: frozenset({20})})
    joined = acquaintance(here, known)
    assert joined.traits[99] == {Trait.KIND: "club"}
    assert joined.traits[11] == {Trait.KIND: "club", Trait.ORGANISATION: "7"}
    assert joined.met[11] == {12, 13, 14, 20}
    assert joined.met[15] == {16, 17, 18}


def test_who_met_in_an_earlier_session_is_in_another_group():
    met = {person: frozenset(group) - {person} for group in (ONE, TWO, THREE) for person in group}
    here = replace(Building.of(plenary_of()), known=Acquaintance(met=met)).move(FOURS)
    assert not {*map(frozenset, here.groups)} & {frozenset(ONE), frozenset(TWO), frozenset(THREE)}
    again = sum(len({*one} & {*group}) > 2 for one in (ONE, TWO, THREE) for group in here.groups)
    assert again == 0
