"""Small groups of a session that is under way: planned for those who are here, and proposed to the moderation.

A plan is made before its command, which carries it: outside of the lock under which the log grows, and in a thread that
answers pages, so that no room waits for it.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deliberation import acquaintances, remembered, sessions
from deliberation.core.acting import MODERATION, Refused
from deliberation.core.activity import Room
from deliberation.core.forming import acquaintance
from deliberation.core.grouping import plans, repairs, tables
from deliberation.core.grouping.rules import (
    Apart,
    FixedPlace,
    LanguageSeat,
    ModeratedBy,
    NotWithOwnStaff,
    Rule,
    Together,
    Unit,
    broken,
)
from deliberation.core.grouping.tasks import Groups, Task
from deliberation.core.grouping.wishes import Acquaintance, Preset
from deliberation.core.groups import (
    How,
    Lack,
    Lacking,
    PreparedRule,
    ProposedGroup,
    ProposeGroups,
    RuleKind,
    language_seats,
    next_round,
    planner_rules,
    those_here,
    with_own_staff,
)
from deliberation.core.whereabouts import PLACED
from deliberation.log import entries
from deliberation.models import Participation, Session


@dataclass(frozen=True, slots=True)
class Roster:
    """Who of a session can be in small groups, in the order of their names, what is known, and who moderates."""

    names: Mapping[int, str]
    known: Acquaintance
    moderators: Mapping[int, str] = field(default_factory=dict)

    @property
    def people(self) -> tuple[int, ...]:
        return tuple(self.names)

    @property
    def everybody(self) -> Mapping[int, str]:
        return {**self.names, **self.moderators}

    def among(self, people: Iterable[int]) -> "Roster":
        here = frozenset(people)
        return replace(self, names={person: name for person, name in self.names.items() if person in here})

    def task(
        self, groups: int, asked: Iterable[PreparedRule] = (), preset: Preset = Preset.BALANCED, rounds: int = 1
    ) -> Task:
        """With the language seats. A group that is not there is nobody's place."""
        heeded = [rule for rule in asked if (rule.group or 0) < groups]
        rules = (*(each for rule in heeded for each in planner_rules(rule)), *language_seats(self.known))
        return Task(self.people, groups, rounds, self.known, rules, preset)


def roster(session: Session, room: Room) -> Roster:
    """With whom they have met so far in this session, and in those before it."""
    rows = session.participations.filter(removed="").exclude(name="").order_by("name", "pk")
    found = list(rows.values_list("pk", "name", "role"))
    known = acquaintance(room, acquaintances.of_session(session.pk, entries.read_kinds))
    placed, moderating = ({pk: name for pk, name, role in found if role in roles} for roles in (PLACED, MODERATION))
    return Roster(placed, known, moderating)


# --- for the room -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GroupsAsked:
    """As it comes from the page of the room: by their number or by their size, of all who take part or of these."""

    how: How
    number: int = 0
    size: int = 0
    hosts: bool = False
    people: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Forming:
    """What groups are formed of: those who are here, and what the plenary knows."""

    roster: Roster
    room: Room
    asked: GroupsAsked
    chance: int

    @property
    def rules(self) -> tuple[PreparedRule, ...]:
        found: tuple[PreparedRule, ...] = self.room.groups.rules
        return found

    @property
    def count(self) -> int:
        """How many groups. Raises `Refused`."""
        people, asked = len(self.roster.people), self.asked
        count = asked.number or (tables.number_of_groups(people, asked.size) if asked.size > 0 else 0)
        if not 1 <= count <= people:
            raise Refused("groups.too_few_people")
        return count


def propose(session: Session, moderator: Participation, asked: GroupsAsked) -> None:
    """Raises `Refused`."""
    room = remembered.log(sessions.plenary(session)).room
    everybody = roster(session, room).among(room.people)
    here = everybody if asked.people is None else everybody.among(asked.people)
    sessions.ask(moderator, proposal(Forming(here, room, asked, secrets.randbits(64))))


def proposal(forming: Forming) -> ProposeGroups:
    """Raises `Refused`."""
    how = forming.asked.how
    found = WAYS[how](forming)
    led = moderators(forming, len(found))
    made = (ProposedGroup(group, host_of(forming, group), led.get(n)) for n, group in enumerate(found))
    proposed = those_here(made, forming.room.people)
    return ProposeGroups(how, proposed, () if how is How.BY_HAND else lacking(forming, proposed))


def by_hand(forming: Forming) -> Groups:
    """Empty groups, for a moderator who puts people into them one by one."""
    return ((),) * forming.count


def at_random(forming: Forming) -> Groups:
    order, count = tables.drawn(forming.roster.people, forming.chance), forming.count
    return tuple(tuple(order[number::count]) for number in range(count))


def mixed(forming: Forming) -> Groups:
    """As many rules are heeded as can be."""
    task = forming.roster.task(forming.count, forming.rules)
    return plans.planned_at_once(task, forming.chance).rounds[0]


def as_last(forming: Forming) -> Groups:
    last = tuple(group.people for group in forming.room.places.last)
    return kept(forming, last, "groups.no_groups_yet")


def as_prepared(forming: Forming) -> Groups:
    groups = tuple(group.people for group in next_groups(forming.room))
    return kept(forming, groups, "groups.nothing_prepared")


def next_groups(room: Room) -> tuple[ProposedGroup, ...]:
    following = next_round(room.groups)
    return following.groups if following else ()


def kept(forming: Forming, groups: Groups, nothing: str) -> Groups:
    """For those who are here, with as few changes as possible. Raises `Refused`."""
    roster = forming.roster
    if not groups:
        raise Refused(nothing)
    if len(groups) > len(roster.people):
        groups = tuple(group for group in groups if set(group) & set(roster.people))
    if not groups:
        raise Refused("groups.too_few_people")
    task = roster.task(len(groups), forming.rules)
    return repairs.repaired_at_once(task, [groups], forming.chance).plan.rounds[0]


WAYS: Mapping[How, Callable[[Forming], Groups]] = {
    How.RANDOM: at_random,
    How.MIXED: mixed,
    How.BY_HAND: by_hand,
    How.AS_LAST: as_last,
    How.PREPARED: as_prepared,
}


def host_of(forming: Forming, group: Unit) -> int | None:
    """Whoever is to stay in a group, or was its host in the groups that are formed again; else by lot, if hosts are
    wanted."""
    staying = {person for rule in forming.rules if rule.kind is RuleKind.FIXED_PLACE for person in rule.people}
    named = staying | hosts_before(forming)
    drawn = tables.drawn(group, forming.chance) if forming.asked.hosts else []
    return next(iter([*(person for person in group if person in named), *drawn]), None)


def hosts_before(forming: Forming) -> set[int | None]:
    match forming.asked.how:
        case How.PREPARED:
            return {group.host for group in next_groups(forming.room)}
        case How.AS_LAST:
            return {group.host for group in forming.room.places.last}
    return set()


def moderators(forming: Forming, count: int) -> Mapping[int, int]:
    """By group, who is to moderate it: as prepared, or as it was in the last groups if these are formed again."""
    led = {rule.group or 0: rule.people[0] for rule in forming.rules if rule.kind is RuleKind.MODERATED_BY}
    last = forming.room.places.last if forming.asked.how is How.AS_LAST else ()
    if len(last) == count:
        led |= {n: group.moderator for n, group in enumerate(last) if group.moderator is not None}
    return led


# --- what could not be met --------------------------------------------------------------------------------------------

LACKS: Mapping[type, Lack] = {
    Together: Lack.TOGETHER,
    Apart: Lack.APART,
    FixedPlace: Lack.FIXED_PLACE,
    NotWithOwnStaff: Lack.NOT_WITH_OWN_STAFF,
    ModeratedBy: Lack.NOT_WITH_OWN_STAFF,
    LanguageSeat: Lack.LANGUAGE_SEAT,
}


def lacking(forming: Forming, proposed: Sequence[ProposedGroup]) -> tuple[Lacking, ...]:
    """The rules that do not hold. Who needs a language stands in no log, so of a language seat nobody is named."""
    task = forming.roster.task(len(proposed), forming.rules)
    groups = [group.people for group in proposed]
    found = (Lacking(LACKS[type(rule)], meant(rule)) for rule in broken(task.rules, groups, task.known))
    return tuple(dict.fromkeys((*found, *with_own_staff(proposed, task.known))))


def meant(rule: Rule) -> tuple[int, ...]:
    match rule:
        case Together(people) | Apart(people):
            return people
        case FixedPlace(person) | NotWithOwnStaff(person) | ModeratedBy(person):
            return (person,)
    return ()
