"""Groups that a trainer prepares before a session: planned for those who have a place, changed by hand, and kept up to
date when people come or leave."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from deliberation.core.agenda import Formation, Phase
from deliberation.core.forming import USUAL_GROUP
from deliberation.core.grouping import by_hand, plans, repairs, tables
from deliberation.core.grouping.bounds import Assessment, assessed
from deliberation.core.grouping.explained import Why, why
from deliberation.core.grouping.plans import Plan
from deliberation.core.grouping.rules import Rule, Unit, broken
from deliberation.core.grouping.tasks import Groups, Impossible, Task
from deliberation.core.grouping.wishes import Preset
from deliberation.core.groups import GroupPlan, PreparedRound, PreparedRule, PrepareGroups, ProposedGroup, RuleKind
from deliberation.groups import Roster

MOST_ROUNDS = 10
MOST_RULES = 40


@dataclass(frozen=True, slots=True)
class GroupsWanted:
    """How many rounds, and either how many groups or how many people in each."""

    rounds: int = 1
    count: int = USUAL_GROUP
    by_size: bool = True

    def groups(self, people: int) -> int:
        return tables.number_of_groups(people, self.count) if self.by_size else self.count


@dataclass(frozen=True, slots=True)
class GroupsDraft:
    """A preparation, saved or not."""

    rounds: tuple[Groups, ...] = ()
    rules: tuple[PreparedRule, ...] = ()
    preset: Preset = Preset.BALANCED

    @property
    def groups(self) -> int:
        return max(map(len, self.rounds), default=0)

    def task(self, roster: Roster) -> Task:
        return roster.task(self.groups, self.rules, self.preset, len(self.rounds))

    # --- by hand ------------------------------------------------------------------------------------------------------

    def put(self, number: int, person: int, group: int | None) -> "GroupsDraft":
        def change(groups: Groups) -> Groups:
            return by_hand.put(groups, person, group) if group is None or group < len(groups) else groups

        return self._changed(number, change)

    def swap(self, number: int, one: int, other: int) -> "GroupsDraft":
        return self._changed(number, lambda groups: by_hand.exchanged(groups, one, other))

    def _changed(self, number: int, change: Callable[[Groups], Groups]) -> "GroupsDraft":
        now = (change(groups) if n == number else groups for n, groups in enumerate(self.rounds))
        return replace(self, rounds=tuple(now))

    def with_rules(self, *more: PreparedRule) -> "GroupsDraft":
        """Whoever is to stay in another group now stays there, or moderates there, and no longer in the one before; and
        a group has one moderator."""
        kept = (rule for rule in self.rules if not any(replaces(other, rule) for other in more))
        return replace(self, rules=tuple(dict.fromkeys((*kept, *more)))[:MOST_RULES])

    def without_rule(self, number: int) -> "GroupsDraft":
        return replace(self, rules=(*self.rules[:number], *self.rules[number + 1 :]))

    @property
    def placed(self) -> frozenset[int]:
        return frozenset(person for groups in self.rounds for group in groups for person in group)

    def only(self, people: Iterable[int]) -> "GroupsDraft":
        """Without those who have left."""
        gone = self.placed.difference(people)
        return replace(self, rounds=tuple(by_hand.without(groups, gone) for groups in self.rounds))


def replaces(new: PreparedRule, old: PreparedRule) -> bool:
    if new.kind is not old.kind or new.kind not in (RuleKind.FIXED_PLACE, RuleKind.MODERATED_BY):
        return False
    return new.people == old.people or (new.kind is RuleKind.MODERATED_BY and new.group == old.group)


def wanted(phases: Iterable[Phase]) -> GroupsWanted:
    """As the agenda has them: a round for each phase in which people are in groups, of the size of the first."""
    apart = phases_with_groups(phases)
    size = next((phase.size for phase in apart if phase.size), USUAL_GROUP)
    return GroupsWanted(min(MOST_ROUNDS, max(1, len(apart))), size)


def phases_with_groups(phases: Iterable[Phase]) -> list[Phase]:
    """Those that take up what was prepared: pairs and threes are drawn when they begin."""
    return [phase for phase in phases if phase.formation is Formation.GROUPS]


# --- as the room keeps it ---------------------------------------------------------------------------------------------


def of_room(prepared: GroupPlan) -> GroupsDraft:
    rounds = tuple(tuple(group.people for group in each.groups) for each in prepared.rounds)
    return GroupsDraft(rounds, prepared.rules, prepared.preset)


def command(draft: GroupsDraft) -> PrepareGroups:
    """Whoever stays in a group is its host."""
    hosts = {person for rule in draft.rules if rule.kind is RuleKind.FIXED_PLACE for person in rule.people}
    led = {rule.group: rule.people[0] for rule in draft.rules if rule.kind is RuleKind.MODERATED_BY}
    rounds = (
        PreparedRound(tuple(prepared(group, hosts, led.get(n)) for n, group in enumerate(groups)))
        for groups in draft.rounds
    )
    return PrepareGroups(tuple(rounds), draft.rules, draft.preset)


def prepared(group: Unit, hosts: Collection[int], moderator: int | None) -> ProposedGroup:
    return ProposedGroup(group, next((person for person in group if person in hosts), None), moderator)


@dataclass(frozen=True, slots=True)
class CameAndLeft:
    """Since the groups were saved."""

    came: Unit
    left: int  # people: their names may be gone with them


def came_or_left(draft: GroupsDraft, roster: Roster) -> CameAndLeft:
    came = tuple(person for person in roster.people if person not in draft.placed)
    return CameAndLeft(came, len(draft.placed.difference(roster.people)))


# --- planning ---------------------------------------------------------------------------------------------------------


def choices(
    draft: GroupsDraft, wanted: GroupsWanted, roster: Roster, chance: int
) -> Mapping[Preset, Plan | Impossible]:
    """What each preset leads to. The same lot gives the same plans again."""
    groups = wanted.groups(len(roster.people))
    return plans.choices(roster.task(groups, draft.rules, rounds=wanted.rounds), chance)


def taken(draft: GroupsDraft, preset: Preset, found: Plan | Impossible) -> GroupsDraft:
    return draft if isinstance(found, Impossible) else replace(draft, rounds=found.rounds, preset=preset)


@dataclass(frozen=True, slots=True)
class RepairedDraft:
    draft: GroupsDraft
    moved: tuple[frozenset[int], ...]  # by round, who of those who stay changes their group


def repaired(draft: GroupsDraft, roster: Roster, chance: int) -> RepairedDraft | Impossible:
    """For those who have a place now, with as few changes as possible."""
    if draft.groups > len(roster.people):
        return Impossible()
    found = repairs.repaired(draft.task(roster), draft.rounds, chance)
    if isinstance(found, Impossible):
        return found
    return RepairedDraft(replace(draft, rounds=found.plan.rounds), found.moved)


# --- what there is to see ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeenRound:
    groups: Groups
    unplaced: Unit
    broken: tuple[Rule, ...]
    why: Mapping[int, Why]


def seen(draft: GroupsDraft, roster: Roster) -> tuple[SeenRound, ...]:
    """Each round with what no longer holds there, and why each person is where they are."""
    task = draft.task(roster)
    return tuple(
        SeenRound(
            groups,
            by_hand.unplaced(groups, roster.people),
            broken(task.rules, groups, task.known),
            {person: why(task, draft.rounds, number, person) for group in groups for person in group},
        )
        for number, groups in enumerate(draft.rounds)
    )


def effects(draft: GroupsDraft, roster: Roster) -> Assessment:
    """Cheap enough to be asked after each change by hand."""
    return assessed(draft.task(roster), draft.rounds)
