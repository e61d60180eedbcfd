"""People to be grouped, and rules for them that can be heeded, as groups that heed them were drawn first."""

from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random

from deliberation.core.grouping.rules import (
    Apart,
    FixedPlace,
    LanguageSeat,
    NotWithOwnStaff,
    Rule,
    SeatRange,
    Together,
)
from deliberation.core.grouping.tasks import Task
from deliberation.core.grouping.wishes import Acquaintance, Preset, Trait

Traits = dict[int, dict[Trait, str]]
Groups = list[list[int]]

VALUES = {
    Trait.LANGUAGE: ("de", "de", "de", "tr", "ar", "en"),
    Trait.ROLE: ("staff", "volunteer", "board"),
    Trait.EXPERIENCE: ("none", "some", "much"),
}
KINDS = ("authority", "club", "migrant", "welfare", "school")


def crowd(people: int, organisations: int, random: Random) -> Traits:
    """An organisation is of one kind; everything else is drawn for each person."""
    kinds = [random.choice(KINDS) for _ in range(organisations)]
    found: Traits = {}
    for person in range(people):
        own = random.randrange(organisations)
        drawn = {trait: random.choice(values) for trait, values in VALUES.items()}
        found[person] = {Trait.ORGANISATION: f"organisation {own}", Trait.KIND: kinds[own], **drawn}
    return found


def task(people: int, groups: int, rounds: int, preset: Preset, seed: int) -> Task:
    """Organisations send up to a dozen people, about."""
    traits = crowd(people, max(2, people // 8), Random(seed))
    return Task(tuple(range(people)), groups, rounds, Acquaintance(traits), preset=preset)


def heeded(seed: int, most: int = 48) -> Task:
    """A task with rules of all sorts that can be heeded."""
    random = Random(seed)
    count = random.randint(4, most)
    groups = random.randint(2, max(2, count // 3))
    people = random.sample(range(count), count)
    hidden = [people[number::groups] for number in range(groups)]
    traits = crowd(count, max(2, count // 5), random)
    found = [rule for sort in SORTS for _ in range(random.randint(0, 2)) if (rule := sort(hidden, traits, random))]
    rounds = random.randint(1, 3)
    return Task(tuple(range(count)), groups, rounds, Acquaintance(traits), tuple(found), random.choice(list(Preset)))


def own_staff_elsewhere(hidden: Groups, traits: Traits, random: Random) -> Rule | None:
    """The first of the sorts, as it changes traits."""
    group = random.choice(hidden)
    for person in group[1:]:
        traits[person] |= {Trait.ORGANISATION: f"own {person}"}
    return NotWithOwnStaff(group[0])


def together(hidden: Groups, traits: Traits, random: Random) -> Rule | None:
    group = random.choice(hidden)
    return Together(tuple(random.sample(group, random.randint(2, 3)))) if len(group) > 2 else None


def apart(hidden: Groups, traits: Traits, random: Random) -> Rule | None:
    some = random.sample(hidden, random.randint(2, len(hidden)))
    return Apart(tuple(random.choice(group) for group in some))


def fixed(hidden: Groups, traits: Traits, random: Random) -> Rule | None:
    number = random.randrange(len(hidden))
    return FixedPlace(random.choice(hidden[number]), number)


def seats(hidden: Groups, traits: Traits, random: Random) -> Rule | None:
    trait = random.choice([Trait.KIND, *VALUES])
    value = traits[random.choice(hidden[0])][trait]
    counts = [sum(traits[person][trait] == value for person in group) for group in hidden]
    return SeatRange(trait, value, min(counts), max(counts))


def language(hidden: Groups, traits: Traits, random: Random) -> Rule | None:
    some = random.sample(hidden, random.randint(1, len(hidden)))
    return LanguageSeat(tuple(group[0] for group in some), tuple(group[-1] for group in some if len(group) > 1))


SORTS: tuple[Callable[[Groups, Traits, Random], Rule | None], ...] = (
    *(own_staff_elsewhere, together, apart, fixed, seats),
    language,
)


def repeats(task: Task, rounds: tuple[tuple[tuple[int, ...], ...], ...]) -> int:
    """Counted anew, by another way than the plan counts."""
    seen: set[frozenset[int]] = {frozenset(pair) for pair in known_pairs(task.known.met)}
    found = 0
    for groups in rounds:
        now = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
        found += len(now & seen)
        seen |= now
    return found


def known_pairs(met: Mapping[int, frozenset[int]]) -> list[tuple[int, int]]:
    return [(one, other) for one, others in met.items() for other in others]
