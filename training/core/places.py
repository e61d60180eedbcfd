"""The places of one training: who asks for one, who waits, who has one, and who gets the one that becomes free."""

from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class Waiting(StrEnum):
    """What happens to a place that becomes free while people wait."""

    AUTOMATIC = "automatic"  # the first one has it
    OFFER = "offer"  # the first one is asked, and has to answer in time
    BY_HAND = "by_hand"  # the trainers decide


class State(StrEnum):
    """Of one registration. Only who is confirmed or was made an offer takes a place."""

    NAMED = "named"  # by an employer, and has not confirmed it
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


TAKING = frozenset({State.OFFERED, State.CONFIRMED})
ACTIVE = TAKING | {State.NAMED, State.WAITING}
