"""The moderation of a cast where a person may moderate: it leads while nobody else does, and gives it back."""

from deliberation.cast import moderation
from deliberation.cast.moment import Act, Deed, Moment
from deliberation.core.acting import MODERATION, Role


def next_act(moment: Moment) -> Deed | None:
    if not moment.seen.is_told:
        return None
    others = others_moderating(moment)
    if others:
        return hand_back(moment, others[0])
    return take_over(moment) or moderation.next_act(moment)


def others_moderating(moment: Moment) -> list[int]:
    """Who could moderate and is here now, or in another room of the session."""
    around = sorted((moment.seen.present | moment.seen.elsewhere) - {moment.seen.me})
    return [person for person in around if role_of(moment, person) in MODERATION]


def role_of(moment: Moment, person: int) -> Role | None:
    known = moment.seen.items["people"].get(person)
    return Role(known["role"]) if known else None


def take_over(moment: Moment) -> Act | None:
    """Or everybody would read that the moderation is not there, although somebody leads."""
    return Act("people.TakeOver", {}) if moment.seen.may("people.TakeOver") else None


def hand_back(moment: Moment, person: int) -> Act | None:
    if role_of(moment, moment.seen.me) is not Role.MODERATOR or not moment.seen.may("people.HandOver"):
        return None
    return Act("people.HandOver", {"person": person})
