"""The silent round: all write, nobody reads anything of it, until a moderator reveals all of it at once.

Where everybody works alone, the same sheets are notes that are never revealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from deliberation.core.acting import Ask, Audience, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import Formation, Mode, Phase, PhaseMoved, RoomClosed, Setting
from deliberation.core.exchange import LONGEST, LONGEST_NOTE, Reason, Revealed
from deliberation.core.items import differing
from deliberation.core.lots import drawn_one, in_drawn_order
from deliberation.core.people import participants

FEWEST = 3  # sheets without names among which nobody is recognised by the number alone
NUMBERS = range(1000, 10_000)  # of sheets, as they are read out


class SheetState(StrEnum):
    READY = "ready"
    HELD = "held"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class SilentSheet:
    """The number says nothing of its author, nor of when it came."""

    number: int
    text: str
    state: SheetState = SheetState.READY
    reason: Reason | None = None
    note: str = ""  # what the moderator wrote to its author


@dataclass(frozen=True, slots=True)
class Note:
    """A sheet that was never revealed: its author alone has it."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Silent:
    sheets: Mapping[int, SilentSheet] = field(
        default_factory=dict
    )  # author -> what they handed in, and nobody has read
    revealed: frozenset[int] = frozenset()  # whose sheet of this phase all have read
    notes: Mapping[int, tuple[Note, ...]] = field(default_factory=dict)  # author -> what stayed theirs
    drawn: frozenset[int] = frozenset()  # numbers that any sheet ever had


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandIn:
    """Or something else, in the place of what one handed in before."""

    text: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    pass


@dataclass(frozen=True, slots=True)
class DropNote:
    note: int


@dataclass(frozen=True, slots=True)
class Reveal:
    """Everything at once, in an order drawn by lot."""


@dataclass(frozen=True, slots=True)
class HoldSheet:
    sheet: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """Ask the author, whoever that is, to write it differently."""

    sheet: int
    reason: Reason
    note: str


@dataclass(frozen=True, slots=True)
class ReleaseSheet:
    sheet: int


@dataclass(frozen=True, slots=True)
class SheetHandedIn:
    person: int
    sheet: int
    text: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    person: int


@dataclass(frozen=True, slots=True)
class NoteDropped:
    person: int
    note: int


@dataclass(frozen=True, slots=True)
class SheetHeld:
    """By its number: in what a moderator is given of their own data, nobody's sheet is theirs by name either."""

    sheet: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class SheetReturned:
    sheet: int
    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class SheetReleased:
    sheet: int


# --- what is so -------------------------------------------------------------------------------------------------------


def is_alone(phase: Phase) -> bool:
    return phase.formation is Formation.ALONE


def is_premoderated(setting: Setting) -> bool:
    return setting.mode is Mode.SILENT_ROUND and setting.agenda.phase.premoderated


def ready(silent: Silent) -> dict[int, SilentSheet]:
    """What can be revealed."""
    return {person: sheet for person, sheet in silent.sheets.items() if sheet.state is SheetState.READY}


@dataclass(frozen=True, slots=True)
class SheetView:
    """As a moderator reads it before the reveal: whose it is, nobody tells."""

    number: int
    text: str
    state: SheetState
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class SilentView:
    handed_in: int
    expected: int
    revealed: int
    sheets: tuple[SheetView, ...] = ()


def view(silent: Silent, setting: Setting) -> SilentView:
    """Only how many, never who: of somebody who comes late it would be known what they wrote."""
    if setting.mode is not Mode.SILENT_ROUND:
        return SilentView(0, 0, 0)
    authors = silent.revealed.union(silent.sheets)
    expected = authors.union(participants(setting.people))
    sheets = shown_sheets(silent) if is_premoderated(setting) else ()
    return SilentView(len(authors), len(expected), len(silent.revealed), sheets)


def shown_sheets(silent: Silent) -> tuple[SheetView, ...]:
    """In the order of their numbers. Of one or two it could be told whose they are by who has just stopped writing."""
    if len(silent.sheets) < FEWEST:
        return ()
    found = (SheetView(each.number, each.text, each.state, each.reason) for each in silent.sheets.values())
    return tuple(sorted(found, key=lambda sheet: sheet.number))


def seen(view: SilentView, audience: Audience) -> SilentView:
    return view if audience is Audience.MODERATION or not view.sheets else replace(view, sheets=())


@dataclass(frozen=True, slots=True)
class SilentMine:
    sheet: SilentSheet | None
    revealed: bool  # all have read it
    notes: tuple[Note, ...]


def mine(silent: Silent, person: int, setting: Setting) -> SilentMine:
    return SilentMine(silent.sheets.get(person), person in silent.revealed, silent.notes.get(person, ()))


def concerned(before: Silent, after: Silent) -> frozenset[int]:
    changed = differing(before.sheets, after.sheets) | differing(before.notes, after.notes)
    return changed | (before.revealed ^ after.revealed)


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_hand_in(silent: Silent, command: HandIn, ask: Ask, setting: Setting) -> tuple[SheetHandedIn, ...]:
    """Whoever writes anew keeps the number: the moderation sees that the sheet that it returned has come again."""
    text = cleaned(command.text, LONGEST, "exchange")
    if ask.by in silent.revealed:
        raise Refused("silent.revealed")
    known = silent.sheets.get(ask.by)
    if known and known.text == text:
        return ()
    return (SheetHandedIn(ask.by, known.number if known else drawn_number(silent, ask.chance), text),)


def drawn_number(silent: Silent, chance: int) -> int:
    return drawn_one([number for number in NUMBERS if number not in silent.drawn], chance)


def decide_take_back(silent: Silent, command: TakeBack, ask: Ask, setting: Setting) -> tuple[TakenBack, ...]:
    return (TakenBack(ask.by),) if ask.by in silent.sheets else ()


def decide_drop(silent: Silent, command: DropNote, ask: Ask, setting: Setting) -> tuple[NoteDropped, ...]:
    known = any(note.id == command.note for note in silent.notes.get(ask.by, ()))
    return (NoteDropped(ask.by, command.note),) if known else ()


def decide_reveal(silent: Silent, command: Reveal, ask: Ask, setting: Setting) -> tuple[Revealed, ...]:
    phase, sheets = setting.agenda.phase, ready(silent)
    if is_alone(phase):
        raise Refused("silent.alone")
    if sheets and phase.anonymous and len(sheets) < FEWEST:
        raise Refused("silent.too_few")
    order = in_drawn_order(sheets, ask.chance)
    return tuple(Revealed(id, phase.anonymous, setting.agenda.current, sheets[id].text) for id in order)


def the(silent: Silent, number: int, setting: Setting) -> SilentSheet:
    if not is_premoderated(setting):
        raise Refused("silent.not_premoderated")
    sheet = next((sheet for sheet in silent.sheets.values() if sheet.number == number), None)
    if sheet is None:
        raise Refused("silent.no_such_sheet")
    return sheet


def decide_hold(silent: Silent, command: HoldSheet, ask: Ask, setting: Setting) -> tuple[SheetHeld, ...]:
    is_ready = the(silent, command.sheet, setting).state is SheetState.READY
    return (SheetHeld(command.sheet, command.reason),) if is_ready else ()


def decide_return(silent: Silent, command: ReturnSheet, ask: Ask, setting: Setting) -> tuple[SheetReturned, ...]:
    if the(silent, command.sheet, setting).state is SheetState.RETURNED:
        return ()
    note = cleaned(command.note, LONGEST_NOTE, "exchange.note")
    return (SheetReturned(command.sheet, command.reason, note),)


def decide_release(silent: Silent, command: ReleaseSheet, ask: Ask, setting: Setting) -> tuple[SheetReleased, ...]:
    is_ready = the(silent, command.sheet, setting).state is SheetState.READY
    return () if is_ready else (SheetReleased(command.sheet),)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_handed_in(silent: Silent, event: SheetHandedIn, stamp: Stamp) -> Silent:
    """A text that is empty in the log was erased. What a moderator holds stays held in other words, too."""
    silent = replace(silent, drawn=silent.drawn | {event.sheet})
    if not event.text:
        return without_sheet(silent, event.person)
    known = silent.sheets.get(event.person)
    if known and known.state is SheetState.HELD:
        return with_sheet(silent, event.person, replace(known, text=event.text))
    return with_sheet(silent, event.person, SilentSheet(event.sheet, event.text))


def with_sheet(silent: Silent, person: int, sheet: SilentSheet) -> Silent:
    return replace(silent, sheets={**silent.sheets, person: sheet})


def without_sheet(silent: Silent, person: int) -> Silent:
    return replace(silent, sheets={id: sheet for id, sheet in silent.sheets.items() if id != person})


def evolve_taken_back(silent: Silent, event: TakenBack, stamp: Stamp) -> Silent:
    return without_sheet(silent, event.person)


def evolve_dropped(silent: Silent, event: NoteDropped, stamp: Stamp) -> Silent:
    others = tuple(note for note in silent.notes.get(event.person, ()) if note.id != event.note)
    return replace(silent, notes={**silent.notes, event.person: others})


def evolve_revealed(silent: Silent, event: Revealed, stamp: Stamp) -> Silent:
    return replace(without_sheet(silent, event.person), revealed=silent.revealed | {event.person})


def judged(silent: Silent, number: int, **fields: Any) -> Silent:
    """A sheet that is not there was erased."""
    author = next((person for person, sheet in silent.sheets.items() if sheet.number == number), None)
    return with_sheet(silent, author, replace(silent.sheets[author], **fields)) if author is not None else silent


def evolve_held(silent: Silent, event: SheetHeld, stamp: Stamp) -> Silent:
    return judged(silent, event.sheet, state=SheetState.HELD, reason=event.reason)


def evolve_returned(silent: Silent, event: SheetReturned, stamp: Stamp) -> Silent:
    return judged(silent, event.sheet, state=SheetState.RETURNED, reason=event.reason, note=event.text)


def evolve_released(silent: Silent, event: SheetReleased, stamp: Stamp) -> Silent:
    return judged(silent, event.sheet, state=SheetState.READY, reason=None, note="")


def evolve_left(silent: Silent, event: PhaseMoved | RoomClosed, stamp: Stamp) -> Silent:
    """What was not revealed stays with its author, and nobody else has seen it."""
    kept = {person: (*silent.notes.get(person, ()), Note(stamp.seq, s.text)) for person, s in silent.sheets.items()}
    changed = kept or silent.revealed
    return Silent(notes={**silent.notes, **kept}, drawn=silent.drawn) if changed else silent


ACTIVITY = Activity(
    "silent",
    Silent,
    decide={
        HandIn: decide_hand_in,
        TakeBack: decide_take_back,
        DropNote: decide_drop,
        Reveal: decide_reveal,
        HoldSheet: decide_hold,
        ReturnSheet: decide_return,
        ReleaseSheet: decide_release,
    },
    evolve={
        SheetHandedIn: evolve_handed_in,
        TakenBack: evolve_taken_back,
        NoteDropped: evolve_dropped,
        SheetHeld: evolve_held,
        SheetReturned: evolve_returned,
        SheetReleased: evolve_released,
        Revealed: evolve_revealed,
        PhaseMoved: evolve_left,
        RoomClosed: evolve_left,
    },
    part=Part(SilentView, view, reads=("people", "agenda"), seen=seen),
    mine=Own(SilentMine, mine, concerned),
    speech=frozenset({HandIn}),
    limits={"FEWEST": FEWEST},
)
