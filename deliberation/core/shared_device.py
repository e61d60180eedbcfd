"""What is asked of people without a phone at a device that goes round. They hand in there one after another.

Whoever holds the device may be anybody. So nothing here tells what somebody has written or chosen, nor whether they
have handed in: of whoever comes late it would be known what they wrote.
"""

from enum import StrEnum

from deliberation.core import agreement, door, silent, vote
from deliberation.core.acting import Ask
from deliberation.core.activity import Room
from deliberation.core.agenda import Mode, Setting
from deliberation.core.people import at_shared_device


class AtDevice(StrEnum):
    RULES = "rules"
    BALLOT = "ballot"
    SHEET = "sheet"


COMMANDS = {AtDevice.RULES: agreement.ConfirmRules, AtDevice.BALLOT: vote.Mark, AtDevice.SHEET: silent.HandIn}


def asked_of(room: Room, person: int) -> AtDevice | None:
    """The first that is open to them: without the ground rules nothing else is."""
    if person not in at_shared_device(room.people):
        return None
    return next((task for task in AtDevice if is_asked(room, task, person) and is_open(room, task, person)), None)


def is_asked(room: Room, task: AtDevice, person: int) -> bool:
    match task:
        case AtDevice.RULES:
            return not agreement.has_confirmed(room.agreement, person)
        case AtDevice.BALLOT:
            return room.vote.ballot is not None
        case _:
            return is_silent_round(Setting(room.people, room.agenda))


def is_silent_round(setting: Setting) -> bool:
    """Notes that are never revealed nobody could read again here: whoever has no phone writes them on paper."""
    return setting.mode is Mode.SILENT_ROUND and not silent.is_alone(setting.agenda.phase)


def is_open(room: Room, task: AtDevice, person: int) -> bool:
    return not door.why_not(room, COMMANDS[task], Ask(person, room.at))


def occasion(room: Room, task: AtDevice) -> str:
    """The same as long as people are asked for the same: the device remembers by it whose turn it was."""
    match task:
        case AtDevice.RULES:
            return f"{task}-{room.agreement.version}"
        case AtDevice.BALLOT:
            return f"{task}-{room.vote.ballot.id}"
        case _:
            return f"{task}-{room.agenda.since}"
