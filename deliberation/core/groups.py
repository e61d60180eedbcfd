"""The plan of small groups before it is sent: what was prepared for the session, and what moderators have in hand.

It stands in the plenary's log, and moderators alone see it. What is known of people beside the room decides how good a
proposal is, and only the result of that is written down: no trait of anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from deliberation.core.acting import Ask, Audience, Refused, Stamp
from deliberation.core.activity import Activity, Part
from deliberation.core.agenda import Setting
from deliberation.core.grouping.bounds import Measure, assessed
from deliberation.core.grouping.rules import (
    Apart,
    FixedPlace,
    LanguageSeat,
    ModeratedBy,
    NotWithOwnStaff,
    Rule,
    Together,
    broken,
)
from deliberation.core.grouping.tasks import Task
from deliberation.core.grouping.wishes import Acquaintance, Preset
from deliberation.core.people import People, is_moderating
from deliberation.core.places import GroupsFormed
from deliberation.core.whereabouts import is_placed


class How(StrEnum):
    """How a proposal was made."""

    RANDOM = "random"
    MIXED = "mixed"
    BY_HAND = "by_hand"
    AS_LAST = "as_last"
    PREPARED = "prepared"


class Lack(StrEnum):
    """What a proposal could not meet."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOGETHER = "together"
    APART = "apart"
    FIXED_PLACE = "fixed_place"
    NOT_WITH_OWN_STAFF = "not_with_own_staff"
    LANGUAGE_SEAT = "language_seat"
    UNPROVED = "unproved"  # it may be possible, but no way was found


class RuleKind(StrEnum):
    TOGETHER = "together"
    APART = "apart"
    FIXED_PLACE = "fixed_place"  # one person, in the group counted from 0, in all rounds
    NOT_WITH_OWN_STAFF = "not_with_own_staff"  # one person
    MODERATED_BY = "moderated_by"  # one of those who moderate, in the group counted from 0, in all rounds


class Likeness(StrEnum):
    """How like the whole the groups are, in words."""

    LIKE = "like"
    NEARLY = "nearly"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True)
class PreparedRule:
    """Who needs which language is no rule here: it would stand in the log."""

    kind: RuleKind
    people: tuple[int, ...]
    group: int | None = None


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """`moderator` is one of those who moderate the session, and goes along with this group."""

    people: tuple[int, ...]
    host: int | None = None
    moderator: int | None = None


@dataclass(frozen=True, slots=True)
class PreparedRound:
    groups: tuple[ProposedGroup, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """For the one sentence that says what could not be met, and with whom. Of a language seat, nobody is named."""

    code: Lack
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupsAssessment:
    """What a proposal achieves: pairs of people who are in one group, those of them who have not met before, pairs of
    colleagues and as few of them as can be, and how like the whole the groups are."""

    pairs: int
    new_pairs: int
    colleagues: int
    fewest_colleagues: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class GroupsProposal:
    """`seq` is that of its last change: what a moderator must have seen who sends it."""

    how: How
    groups: tuple[ProposedGroup, ...]
    seq: int
    assessment: GroupsAssessment
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupPlan:
    rounds: tuple[PreparedRound, ...] = ()
    rules: tuple[PreparedRule, ...] = ()
    preset: Preset = Preset.BALANCED
    used: int = 0  # so many of the rounds
    proposal: GroupsProposal | None = None
    were_apart: bool = False


@dataclass(frozen=True, slots=True)
class GroupsView:
    """`without` are those who talk here and are in no group of the proposal, `prepared` the rounds that are not used
    yet; `last` is whether there were groups before."""

    proposal: GroupsProposal | None
    without: tuple[int, ...] = ()
    prepared: int = 0
    last: bool = False


def view(groups: GroupPlan, setting: Setting) -> GroupsView:
    proposal, rest = groups.proposal, (len(groups.rounds) - groups.used, groups.were_apart)
    if proposal is None:
        return GroupsView(None, (), *rest)
    shown = replace(proposal, groups=those_here(proposal.groups, setting.people))
    taken = {person for group in shown.groups for person in group.people}
    without = tuple(id for id in setting.people if id not in taken and is_placed(setting.people, id))
    return GroupsView(shown, without, *rest)


def those_here(groups: Iterable[ProposedGroup], people: People) -> tuple[ProposedGroup, ...]:
    """Without those who were removed or moderate by now, and moderators who do not any more."""
    there = (with_people(group, (id for id in group.people if is_placed(people, id))) for group in groups)
    return tuple(
        group if is_led(group, people) or group.moderator is None else replace(group, moderator=None) for group in there
    )


def is_led(group: ProposedGroup, people: People) -> bool:
    return group.moderator is not None and is_moderating(people, group.moderator)


def with_people(group: ProposedGroup, people: Iterable[int]) -> ProposedGroup:
    """A host who is not in the group is none."""
    there = tuple(people)
    return ProposedGroup(there, group.host if group.host in there else None, group.moderator)


def next_round(groups: GroupPlan) -> PreparedRound | None:
    return groups.rounds[groups.used] if groups.used < len(groups.rounds) else None


def rules_of(groups: GroupPlan, known: Acquaintance) -> tuple[Rule, ...]:
    """As the planner takes them, with the language seats, which are always heeded."""
    return (*(each for rule in groups.rules for each in planner_rules(rule)), *language_seats(known))


def planner_rules(rule: PreparedRule) -> Iterable[Rule]:
    match rule.kind:
        case RuleKind.TOGETHER:
            yield Together(rule.people)
        case RuleKind.APART:
            yield Apart(rule.people)
        case RuleKind.FIXED_PLACE:
            yield from (FixedPlace(person, rule.group or 0) for person in rule.people)
        case RuleKind.MODERATED_BY:
            yield from (ModeratedBy(person, rule.group or 0) for person in rule.people)
        case _:
            yield from map(NotWithOwnStaff, rule.people)


def with_own_staff(groups: Sequence[ProposedGroup], known: Acquaintance) -> tuple[Lacking, ...]:
    """The moderators of these groups who would sit there with people of their own organisation."""
    rules = (ModeratedBy(each.moderator, n) for n, each in enumerate(groups) if each.moderator is not None)
    found = broken(rules, [each.people for each in groups], known)
    return tuple(Lacking(Lack.NOT_WITH_OWN_STAFF, (rule.trainer,)) for rule in found if isinstance(rule, ModeratedBy))


def language_seats(known: Acquaintance) -> Iterable[LanguageSeat]:
    """One for all who speak the same languages: any of these will do."""
    for languages in sorted(set(known.needs.values()), key=sorted):
        needing = tuple(sorted(person for person, needed in known.needs.items() if needed == languages))
        speaking = tuple(sorted(person for person, spoken in known.speaks.items() if languages & spoken))
        yield LanguageSeat(needing, speaking)


def assessment(groups: Iterable[ProposedGroup], known: Acquaintance) -> GroupsAssessment:
    """Of groups as they are, however they were made; empty ones count for nothing."""
    units = tuple(group.people for group in groups if group.people)
    people = tuple(person for unit in units for person in unit)
    found = assessed(Task(people, max(1, len(units)), known=known), [units])
    pairs, colleagues = found.met.value, found.colleagues
    likeness = likeness_of(found.mirror)
    return GroupsAssessment(pairs, pairs - found.repeats.value, colleagues.value, colleagues.bound, likeness)


def likeness_of(mirror: Measure) -> Likeness:
    if mirror.likeness >= 0.9:
        return Likeness.LIKE
    return Likeness.NEARLY if mirror.likeness >= 0.7 else Likeness.UNLIKE


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrepareGroups:
    """Before or during the session, for its phases in small groups, one round after the other. The shell asks this."""

    rounds: tuple[PreparedRound, ...]
    rules: tuple[PreparedRule, ...] = ()
    preset: Preset = Preset.BALANCED


@dataclass(frozen=True, slots=True)
class ProposeGroups:
    """The shell asks this, after it planned them."""

    how: How
    groups: tuple[ProposedGroup, ...]
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class PutPerson:
    """By hand: into the group with this number, counted from 0, or into none."""

    person: int
    group: int | None


@dataclass(frozen=True, slots=True)
class SetHost:
    group: int
    person: int | None


@dataclass(frozen=True, slots=True)
class SetModerator:
    """Who moderates this group and no other; None: nobody stays with it."""

    group: int
    person: int | None


@dataclass(frozen=True, slots=True)
class DropGroups:
    pass


@dataclass(frozen=True, slots=True)
class SendGroups:
    """Everybody into their group; `seen` is the seq of the proposal that the moderator saw."""

    seen: int


@dataclass(frozen=True, slots=True)
class UseRound:
    """A phase begins with the prepared round of this number, counted from 0. The shell asks this."""

    number: int


@dataclass(frozen=True, slots=True)
class GroupsPrepared:
    rounds: tuple[PreparedRound, ...]
    rules: tuple[PreparedRule, ...] = ()
    preset: Preset = Preset.BALANCED


@dataclass(frozen=True, slots=True)
class GroupsProposed:
    how: How
    groups: tuple[ProposedGroup, ...]
    lacking: tuple[Lacking, ...]
    assessment: GroupsAssessment


@dataclass(frozen=True, slots=True)
class PersonPut:
    person: int
    group: int | None
    assessment: GroupsAssessment
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class HostSet:
    group: int
    person: int | None


@dataclass(frozen=True, slots=True)
class ModeratorSet:
    group: int
    person: int | None
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupsDropped:
    pass


@dataclass(frozen=True, slots=True)
class GroupsSent:
    pass


@dataclass(frozen=True, slots=True)
class RoundUsed:
    number: int


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_prepare(groups: GroupPlan, command: PrepareGroups, ask: Ask, setting: Setting) -> tuple[GroupsPrepared, ...]:
    for each in command.rounds:
        require_apart(each.groups)
    same = (command.rounds, command.rules, command.preset) == (groups.rounds, groups.rules, groups.preset)
    return () if same else (GroupsPrepared(command.rounds, command.rules, command.preset),)


def require_apart(groups: Iterable[ProposedGroup]) -> None:
    """Everybody is in one group at the most, moderators, too, and a host in their own."""
    led = [group.moderator for group in groups if group.moderator is not None]
    placed = [*led, *(person for group in groups for person in group.people)]
    if len(set(placed)) < len(placed) or any(group.host not in (None, *group.people) for group in groups):
        raise Refused("groups.no_such_person")


def decide_propose(groups: GroupPlan, command: ProposeGroups, ask: Ask, setting: Setting) -> tuple[GroupsProposed, ...]:
    require_apart(command.groups)
    if not all(is_placed(setting.people, person) for group in command.groups for person in group.people):
        raise Refused("groups.no_such_person")
    if not all(group.moderator is None or is_led(group, setting.people) for group in command.groups):
        raise Refused("groups.no_such_person")
    if not command.groups:
        raise Refused("groups.no_such_group")
    lacking, now = tuple(map(without_traits, command.lacking)), groups.proposal
    if now and (now.how, now.groups, now.lacking) == (command.how, command.groups, lacking):
        return ()
    return (GroupsProposed(command.how, command.groups, lacking, assessment(command.groups, ask.known)),)


def without_traits(lacking: Lacking) -> Lacking:
    """Who needs which language does not go into the log."""
    return Lacking(lacking.code) if lacking.code is Lack.LANGUAGE_SEAT else lacking


def the_proposal(groups: GroupPlan) -> GroupsProposal:
    if groups.proposal is None:
        raise Refused("groups.no_proposal")
    return groups.proposal


def require_group(proposal: GroupsProposal, group: int | None) -> None:
    if group is not None and not 0 <= group < len(proposal.groups):
        raise Refused("groups.no_such_group")


def decide_put(groups: GroupPlan, command: PutPerson, ask: Ask, setting: Setting) -> tuple[PersonPut, ...]:
    proposal = the_proposal(groups)
    require_group(proposal, command.group)
    if not is_placed(setting.people, command.person):
        raise Refused("groups.no_such_person")
    after = put(proposal.groups, command.person, command.group)
    if after == proposal.groups:
        return ()
    here = those_here(after, setting.people)
    judged = assessment(here, ask.known), with_own_staff(here, ask.known)
    return (PersonPut(command.person, command.group, *judged),)


def put(groups: tuple[ProposedGroup, ...], person: int, number: int | None) -> tuple[ProposedGroup, ...]:
    if number is not None and person in groups[number].people:
        return groups
    left = [with_people(group, (id for id in group.people if id != person)) for group in groups]
    if number is not None:
        left[number] = replace(left[number], people=(*left[number].people, person))
    return tuple(left)


def decide_host(groups: GroupPlan, command: SetHost, ask: Ask, setting: Setting) -> tuple[HostSet, ...]:
    proposal = the_proposal(groups)
    require_group(proposal, command.group)
    group = proposal.groups[command.group]
    if command.person not in (None, *group.people):
        raise Refused("groups.no_such_person")
    return () if group.host == command.person else (HostSet(command.group, command.person),)


def decide_moderator(groups: GroupPlan, command: SetModerator, ask: Ask, setting: Setting) -> tuple[ModeratorSet, ...]:
    """What else could not be met stays so."""
    proposal = the_proposal(groups)
    require_group(proposal, command.group)
    if command.person is not None and not is_moderating(setting.people, command.person):
        raise Refused("groups.no_such_person")
    after = led(proposal.groups, command.group, command.person)
    if after == proposal.groups:
        return ()
    others = (each for each in proposal.lacking if not is_about_moderation(each, setting.people))
    lacking = (*others, *with_own_staff(those_here(after, setting.people), ask.known))
    return (ModeratorSet(command.group, command.person, lacking),)


def led(groups: tuple[ProposedGroup, ...], number: int, person: int | None) -> tuple[ProposedGroup, ...]:
    """Whoever moderated another group moderates this one instead."""
    left = [each if each.moderator != person else replace(each, moderator=None) for each in groups]
    left[number] = replace(left[number], moderator=person)
    return tuple(left)


def is_about_moderation(lacking: Lacking, people: People) -> bool:
    return lacking.code is Lack.NOT_WITH_OWN_STAFF and any(is_moderating(people, id) for id in lacking.people)


def decide_drop(groups: GroupPlan, command: DropGroups, ask: Ask, setting: Setting) -> tuple[GroupsDropped, ...]:
    return (GroupsDropped(),) if groups.proposal else ()


def decide_send(groups: GroupPlan, command: SendGroups, ask: Ask, setting: Setting) -> tuple[GroupsSent, ...]:
    proposal = the_proposal(groups)
    if command.seen != proposal.seq:
        raise Refused("groups.stale")
    if not any(group.people for group in those_here(proposal.groups, setting.people)):
        raise Refused("groups.nobody_in")
    return (GroupsSent(),)


def decide_use(groups: GroupPlan, command: UseRound, ask: Ask, setting: Setting) -> tuple[RoundUsed, ...]:
    return (RoundUsed(command.number),) if groups.used <= command.number < len(groups.rounds) else ()


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_prepared(groups: GroupPlan, event: GroupsPrepared, stamp: Stamp) -> GroupPlan:
    return replace(groups, rounds=event.rounds, rules=event.rules, preset=event.preset, used=0)


def evolve_proposed(groups: GroupPlan, event: GroupsProposed, stamp: Stamp) -> GroupPlan:
    proposal = GroupsProposal(event.how, event.groups, stamp.seq, event.assessment, event.lacking)
    return replace(groups, proposal=proposal)


def evolve_put(groups: GroupPlan, event: PersonPut, stamp: Stamp) -> GroupPlan:
    """What the planner could not meet may be met by now, or something else is not."""
    after = put(the_proposal(groups).groups, event.person, event.group)
    proposal = replace(
        the_proposal(groups), groups=after, assessment=event.assessment, lacking=event.lacking, seq=stamp.seq
    )
    return replace(groups, proposal=proposal)


def evolve_host(groups: GroupPlan, event: HostSet, stamp: Stamp) -> GroupPlan:
    proposal = the_proposal(groups)
    hosted = list(proposal.groups)
    hosted[event.group] = replace(hosted[event.group], host=event.person)
    return replace(groups, proposal=replace(proposal, groups=tuple(hosted), seq=stamp.seq))


def evolve_moderator(groups: GroupPlan, event: ModeratorSet, stamp: Stamp) -> GroupPlan:
    after = led(the_proposal(groups).groups, event.group, event.person)
    return replace(groups, proposal=replace(the_proposal(groups), groups=after, lacking=event.lacking, seq=stamp.seq))


def evolve_dropped(groups: GroupPlan, event: GroupsDropped, stamp: Stamp) -> GroupPlan:
    return replace(groups, proposal=None)


def evolve_sent(groups: GroupPlan, event: GroupsSent, stamp: Stamp) -> GroupPlan:
    is_prepared = groups.proposal is not None and groups.proposal.how is How.PREPARED
    used = min(groups.used + is_prepared, len(groups.rounds))
    return replace(groups, proposal=None, used=used)


def evolve_used(groups: GroupPlan, event: RoundUsed, stamp: Stamp) -> GroupPlan:
    return replace(groups, used=event.number + 1)


def evolve_formed(groups: GroupPlan, event: GroupsFormed, stamp: Stamp) -> GroupPlan:
    return groups if groups.were_apart else replace(groups, were_apart=True)


ACTIVITY = Activity(
    "groups",
    GroupPlan,
    decide={
        PrepareGroups: decide_prepare,
        ProposeGroups: decide_propose,
        PutPerson: decide_put,
        SetHost: decide_host,
        SetModerator: decide_moderator,
        DropGroups: decide_drop,
        SendGroups: decide_send,
        UseRound: decide_use,
    },
    evolve={
        GroupsPrepared: evolve_prepared,
        GroupsProposed: evolve_proposed,
        PersonPut: evolve_put,
        HostSet: evolve_host,
        ModeratorSet: evolve_moderator,
        GroupsDropped: evolve_dropped,
        GroupsSent: evolve_sent,
        RoundUsed: evolve_used,
        GroupsFormed: evolve_formed,
    },
    part=Part(GroupsView, view, reads=("people",), to=frozenset({Audience.MODERATION})),
    by_shell=frozenset({PrepareGroups, ProposeGroups, UseRound}),
    with_known=frozenset({ProposeGroups, PutPerson, SetModerator, SendGroups}),
)
