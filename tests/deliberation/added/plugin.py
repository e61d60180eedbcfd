"""For pytest's `-p`: what somebody edits who adds an activity, the list and the table, before anything reads them."""

from deliberation.core import activities
from deliberation.core.acting import MODERATION, SPEAKERS
from tests.deliberation.added import applause

activities.ACTIVITIES = (*activities.ACTIVITIES, applause.ACTIVITY)

from deliberation.core import door  # noqa: E402 - it reads the list

door.DOORS |= {
    applause.RequestFloor: door.Door(SPEAKERS, door.OPEN),
    applause.EndFloor: door.Door(MODERATION, door.RUNNING),
}
