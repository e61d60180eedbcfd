"""The moderation of a cast where a person may moderate: it does nothing while one is there."""

from deliberation.cast import moderation
from deliberation.cast.moment import Deed, Moment
from deliberation.core.acting import MODERATION


def next_act(moment: Moment) -> Deed | None:
    if not moment.seen.is_told or is_moderated(moment):
        return None
    return moderation.next_act(moment)


def is_moderated(moment: Moment) -> bool:
    """By somebody who is here now, or in another room of the session."""
    around = (moment.seen.present | moment.seen.elsewhere) - {moment.seen.me}
    people = (moment.seen.items["people"].get(person) for person in around)
    return any(each is not None and each["role"] in MODERATION for each in people)
