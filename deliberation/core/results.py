"""What a small group brings back: who reports, and the text of its card, which all see side by side in the plenary."""

from dataclasses import dataclass, replace

from deliberation.core.acting import Ask, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Part
from deliberation.core.agenda import PhaseMoved, Setting
from deliberation.core.exchange import Held, Released, ResultBrought, Returned, Rewritten, Withdrawn
from deliberation.core.people import PersonRemoved
from deliberation.core.places import GroupGathered, GroupsFormed
from deliberation.core.whereabouts import is_placed

LONGEST_RESULT = 600


@dataclass(frozen=True, slots=True)
class ResultCard:
    """In the plenary. The text is a contribution, so that people can answer it; empty where it is hidden or erased, or
    where a group only said who reports."""

    group: int  # its number
    contribution: int
    at: int
    reporter: int | None = None
    by: int | None = None  # who wrote it last
    text: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """In a group, what it writes; `seq` is that of the version. In the plenary, the cards."""

    people: tuple[int, ...] = ()  # of the group
    reporter: int | None = None
    text: str = ""
    by: int | None = None
    at: int = 0
    seq: int = 0
    cards: tuple[ResultCard, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsView:
    reporter: int | None
    text: str
    by: int | None
    at: int
    seq: int
    cards: tuple[ResultCard, ...] = ()


def view(results: Results, setting: Setting) -> ResultsView:
    cards = tuple(replace(card, text="") if card.hidden else card for card in results.cards)
    return ResultsView(results.reporter, results.text, results.by, results.at, results.seq, cards)


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameReporter:
    """Who says in the plenary what the group brings; None: nobody yet."""

    person: int | None


@dataclass(frozen=True, slots=True)
class WriteResult:
    """`seen` is the seq of the version that was changed; of two at once the second is told."""

    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class BringResult:
    """In the plenary: what a group brings that comes back, by its number. The shell asks this."""

    group: int
    reporter: int | None
    person: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ReporterNamed:
    person: int | None


@dataclass(frozen=True, slots=True)
class ResultWritten:
    person: int
    text: str


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_name(results: Results, command: NameReporter, ask: Ask, setting: Setting) -> tuple[ReporterNamed, ...]:
    is_there = command.person in results.people and is_placed(setting.people, command.person)
    if command.person is not None and not is_there:
        raise Refused("results.no_such_person")
    return () if command.person == results.reporter else (ReporterNamed(command.person),)


def decide_write(results: Results, command: WriteResult, ask: Ask, setting: Setting) -> tuple[ResultWritten, ...]:
    text = cleaned(command.text, LONGEST_RESULT, "results")
    if text == results.text:
        return ()
    if command.seen != results.seq:
        raise Refused("results.stale")
    return (ResultWritten(ask.by, text),)


def decide_bring(results: Results, command: BringResult, ask: Ask, setting: Setting) -> tuple[ResultBrought, ...]:
    """Once, also where a group goes on after the session had been ended by mistake."""
    brought = (command.group, command.reporter, command.person, command.text)
    if any(brought == (card.group, card.reporter, card.by, card.text) for card in results.cards):
        return ()
    return (ResultBrought(command.group, command.reporter, command.person, setting.agenda.current, command.text),)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_named(results: Results, event: ReporterNamed, stamp: Stamp) -> Results:
    return replace(results, reporter=event.person)


def evolve_written(results: Results, event: ResultWritten, stamp: Stamp) -> Results:
    return replace(results, text=event.text, by=event.person, at=stamp.at, seq=stamp.seq)


def evolve_brought(results: Results, event: ResultBrought, stamp: Stamp) -> Results:
    """A group that brings another text than before has one card."""
    card = ResultCard(event.group, stamp.seq, stamp.at, event.reporter, event.person, event.text)
    others = (each for each in results.cards if each.group != event.group)
    return replace(results, cards=tuple(sorted((*others, card), key=lambda each: each.group)))


def evolve_apart(results: Results, event: GroupsFormed, stamp: Stamp) -> Results:
    return replace(results, cards=()) if results.cards else results


def evolve_hidden(results: Results, event: Held | Returned | Withdrawn, stamp: Stamp) -> Results:
    return with_card(results, event.contribution, hidden=True)


def evolve_released(results: Results, event: Released, stamp: Stamp) -> Results:
    return with_card(results, event.contribution, hidden=False)


def evolve_rewritten(results: Results, event: Rewritten, stamp: Stamp) -> Results:
    return with_card(results, event.contribution, hidden=False, text=event.text)


def with_card(results: Results, contribution: int, **fields: object) -> Results:
    if not any(card.contribution == contribution for card in results.cards):
        return results
    changed = (replace(card, **fields) if card.contribution == contribution else card for card in results.cards)  # type: ignore[arg-type]
    return replace(results, cards=tuple(changed))


def evolve_gathered(results: Results, event: GroupGathered, stamp: Stamp) -> Results:
    """Whoever has gone to another group reports from there."""
    reporter = results.reporter if results.reporter in event.people else None
    return replace(results, people=event.people, reporter=reporter)


def evolve_removed(results: Results, event: PersonRemoved, stamp: Stamp) -> Results:
    return replace(results, reporter=None) if results.reporter == event.person else results


def evolve_phase(results: Results, event: PhaseMoved, stamp: Stamp) -> Results:
    """The next group in this room begins anew; cards stay until people go apart again."""
    is_new = results.seq == 0 and results.reporter is None
    return results if is_new else Results(results.people, cards=results.cards)


ACTIVITY = Activity(
    "results",
    Results,
    decide={NameReporter: decide_name, WriteResult: decide_write, BringResult: decide_bring},
    evolve={
        ReporterNamed: evolve_named,
        ResultWritten: evolve_written,
        ResultBrought: evolve_brought,
        GroupsFormed: evolve_apart,
        GroupGathered: evolve_gathered,
        PersonRemoved: evolve_removed,
        PhaseMoved: evolve_phase,
        Held: evolve_hidden,
        Returned: evolve_hidden,
        Withdrawn: evolve_hidden,
        Released: evolve_released,
        Rewritten: evolve_rewritten,
    },
    part=Part(ResultsView, view),
    by_shell=frozenset({BringResult}),
    speech=frozenset({WriteResult}),
    limits={"LONGEST_RESULT": LONGEST_RESULT},
)
