"""What a good mixture is: groups like the whole, colleagues apart, and new people in each round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Trait(StrEnum):
    """In which groups are to be like the whole. Ethnicity is none of them, and is never asked."""

    ORGANISATION = "organisation"
    KIND = "kind"  # of their organisation
    LANGUAGE = "language"
    ROLE = "role"
    EXPERIENCE = "experience"


class Preset(StrEnum):
    """What matters most. Trainers choose by what each leads to, never by numbers."""

    MEET = "meet"  # as many others as possible
    BALANCED = "balanced"
    MIRROR = "mirror"  # each group like the whole


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks against two people in one group, in whole numbers, so that a bound that is reached is a proof."""

    again: int  # each time they have met before
    same: Mapping[Trait, int]


LIKE_THE_WHOLE = {Trait.KIND: 6, Trait.LANGUAGE: 4, Trait.ROLE: 3, Trait.EXPERIENCE: 2}
WEIGHTS = {
    Preset.MEET: Weights(1000, {Trait.ORGANISATION: 20, **LIKE_THE_WHOLE}),
    Preset.BALANCED: Weights(40, {Trait.ORGANISATION: 40, **LIKE_THE_WHOLE}),
    Preset.MIRROR: Weights(2, {Trait.ORGANISATION: 40, **LIKE_THE_WHOLE}),
}
TABLE_AGAIN = 10_000  # a table where somebody has been: worse than to meet anybody again


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of people before they are grouped: their traits, whom they met in small groups, at which tables
    they were, of which languages somebody needs one beside them, and which ones those speak who also speak that of the
    group. A trait that is unknown is like no other."""

    traits: Mapping[int, Mapping[Trait, str]] = field(default_factory=dict)
    met: Mapping[int, frozenset[int]] = field(default_factory=dict)
    tables: Mapping[int, frozenset[int]] = field(default_factory=dict)
    needs: Mapping[int, frozenset[str]] = field(default_factory=dict)
    speaks: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def value(self, person: int, trait: Trait) -> str:
        return self.traits.get(person, {}).get(trait, "")


STRANGERS = Acquaintance()  # nothing is known of anybody
