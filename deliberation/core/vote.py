"""The ballot: what each person thinks of some statements, in such a way that nobody can know who thinks what.

No event has anybody's choice. Sheets lie in an urn beside the log, and come with the command that closes the ballot.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import prod

from deliberation.core.acting import Ask, Audience, Refused, Role, Stamp, cleaned
from deliberation.core.activity import Activity, Collection, Own, Part
from deliberation.core.agenda import Setting
from deliberation.core.lots import in_drawn_order
from deliberation.core.people import People, is_gone, participants

MOST_STATEMENTS = 20
LONGEST_STATEMENT = 300
LONGEST_WHY = 300
FEWEST = 3  # people, or sheets, of one kind of organisation below which the kind would point at somebody
VOTERS = frozenset({Role.PARTICIPANT, Role.RECORDER})


class BallotForm(StrEnum):
    OPINION = "opinion"  # agree, disagree, pass
    CONSENT = "consent"  # whether one can live with it, in three steps


class VoteChoice(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105
    CONSENT = "consent"
    CONCERNS = "concerns"
    OBJECT = "object"


CHOICES: Mapping[BallotForm, tuple[VoteChoice, ...]] = {
    BallotForm.OPINION: (VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.PASS),
    BallotForm.CONSENT: (VoteChoice.CONSENT, VoteChoice.CONCERNS, VoteChoice.OBJECT),
}
IN_FAVOUR = frozenset({VoteChoice.AGREE, VoteChoice.CONSENT, VoteChoice.CONCERNS})
WITH_REASON = frozenset({VoteChoice.CONCERNS, VoteChoice.OBJECT})


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody says to one statement."""

    choice: VoteChoice
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """What lies in the urn. The kind of organisation is empty where it would point at somebody."""

    kind: str
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    id: int
    form: BallotForm
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindCounts:
    """How the sheets of one kind of organisation say, statement by statement."""

    kind: str
    sheets: int
    counts: tuple[Mapping[VoteChoice, int], ...]


@dataclass(frozen=True, slots=True)
class GivenReason:
    statement: int
    choice: VoteChoice


# --- what is shown of it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatementOfKind:
    kind: str
    counts: Mapping[VoteChoice, int]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A reason that somebody wrote, without a name."""

    choice: VoteChoice
    text: str


@dataclass(frozen=True, slots=True)
class StatementResult:
    """`consensus` is the group-informed one; `bridging`: most of each kind of organisation that is shown are for it."""

    number: int
    text: str
    counts: Mapping[VoteChoice, int]
    kinds: tuple[StatementOfKind, ...]
    consensus: float
    bridging: bool
    reasons: tuple[WhyNot, ...]


@dataclass(frozen=True, slots=True)
class BallotResult:
    """What holds across kinds of organisations comes first. `masked`: some kinds are too small to be shown."""

    id: int
    seq: int
    at: int
    form: BallotForm
    sheets: int
    masked: bool
    statements: tuple[StatementResult, ...]


@dataclass(frozen=True, slots=True)
class Voting:
    ballot: Ballot | None = None
    marked: frozenset[int] = frozenset()  # who has a sheet in the urn
    results: tuple[BallotResult, ...] = ()


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenBallot:
    form: BallotForm
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Note that somebody has put a sheet into the urn. The shell asks it, in the transaction that puts it there."""

    ballot: int


@dataclass(frozen=True, slots=True)
class CloseBallot:
    ballot: int


@dataclass(frozen=True, slots=True)
class BallotOpened:
    """The text has a line for each statement; it is empty once it was erased."""

    form: BallotForm
    statements: int
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    person: int


@dataclass(frozen=True, slots=True)
class BallotClosed:
    """The text has a line for each reason, in the order of `reasons`, which is drawn by lot."""

    sheets: int
    counts: tuple[Mapping[VoteChoice, int], ...]
    kinds: tuple[KindCounts, ...]
    masked: bool
    reasons: tuple[GivenReason, ...]
    text: str


# --- what is so -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BallotView:
    """`first`: the group has not voted here before, and may want to try it out."""

    id: int
    form: BallotForm
    statements: tuple[str, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class VoteView:
    """How many have voted and never who, nor anything of what they chose."""

    ballot: BallotView | None
    voted: int
    expected: int


def view(voting: Voting, setting: Setting) -> VoteView:
    if voting.ballot is None:
        return VoteView(None, 0, 0)
    ballot = voting.ballot
    shown = BallotView(ballot.id, ballot.form, ballot.statements, not voting.results)
    return VoteView(shown, len(voting.marked), len(voting.marked.union(participants(setting.people))))


@dataclass(frozen=True, slots=True)
class VoteMine:
    may: bool  # vote here, whenever there is a ballot
    voted: bool


def mine(voting: Voting, person: int, setting: Setting) -> VoteMine:
    return VoteMine(is_voter(setting.people, person), person in voting.marked)


def is_voter(people: People, person: int) -> bool:
    return not is_gone(people, person) and people[person].role in VOTERS


def concerned(before: Voting, after: Voting) -> frozenset[int]:
    return before.marked ^ after.marked


def since(voting: Voting, seq: int) -> Iterator[BallotResult]:
    return (result for result in voting.results if result.seq > seq)


def seen(result: BallotResult, audience: Audience) -> BallotResult:
    return result


# --- a sheet, before it goes into the urn -----------------------------------------------------------------------------


def sheet(voting: Voting, ballot: int, votes: Sequence[Vote], person: int, people: People) -> BallotSheet:
    """As it goes into the urn. Raises `Refused`."""
    form = the(voting, ballot).form
    if len(votes) != len(the(voting, ballot).statements) or any(vote.choice not in CHOICES[form] for vote in votes):
        raise Refused("vote.incomplete")
    return BallotSheet(kind_on_sheet(people, person), tuple(as_kept(vote) for vote in votes))


def the(voting: Voting, ballot: int) -> Ballot:
    if voting.ballot is None or voting.ballot.id != ballot:
        raise Refused("vote.closed")
    return voting.ballot


def kind_on_sheet(people: People, person: int) -> str:
    """Only a kind of which at least three take part: of the only club, the urn itself would say whose sheet it is."""
    kind = people[person].kind if person in people else ""
    alike = sum(each.kind == kind and is_voter(people, each.id) for each in people.values())
    return kind if alike >= FEWEST else ""


def as_kept(vote: Vote) -> Vote:
    if vote.choice not in WITH_REASON or not vote.reason.strip():
        return Vote(vote.choice)
    return Vote(vote.choice, one_line(vote.reason, LONGEST_WHY, "vote.reason"))


def one_line(text: str, longest: int, place: str) -> str:
    return " ".join(cleaned(text, longest, place).split())


# --- counting ---------------------------------------------------------------------------------------------------------


def counted(ballot: Ballot, sheets: Sequence[BallotSheet], chance: int) -> BallotClosed:
    kinds = shown_kinds(sheets)
    reasons = drawn_reasons(sheets, chance)
    return BallotClosed(
        len(sheets),
        counts(ballot, sheets),
        tuple(of_kind(ballot, sheets, kind) for kind in kinds),
        not {each.kind for each in sheets} <= set(kinds),
        tuple(reason for reason, _text in reasons),
        "\n".join(text for _reason, text in reasons),
    )


def counts(ballot: Ballot, sheets: Sequence[BallotSheet]) -> tuple[Mapping[VoteChoice, int], ...]:
    chosen = [Counter(sheet.votes[place].choice for sheet in sheets) for place in range(len(ballot.statements))]
    return tuple({choice: each[choice] for choice in CHOICES[ballot.form]} for each in chosen)


def of_kind(ballot: Ballot, sheets: Sequence[BallotSheet], kind: str) -> KindCounts:
    alike = [sheet for sheet in sheets if sheet.kind == kind]
    return KindCounts(kind, len(alike), counts(ballot, alike))


def shown_kinds(sheets: Sequence[BallotSheet]) -> tuple[str, ...]:
    """Those of which there are three sheets. If only one kind had to be hidden, or fewer than three sheets, they would
    be the difference to the whole: then the smallest kind is hidden, too."""
    sizes = Counter(sheet.kind for sheet in sheets)
    shown = sorted((kind for kind in sizes if sizes[kind] >= FEWEST), key=lambda kind: (sizes[kind], kind))
    hidden = [size for size in sizes.values() if size < FEWEST]
    while shown and hidden and (len(hidden) == 1 or sum(hidden) < FEWEST):
        hidden.append(sizes[shown.pop(0)])
    return tuple(sorted(shown))


def drawn_reasons(sheets: Sequence[BallotSheet], chance: int) -> list[tuple[GivenReason, str]]:
    """By lot, each for itself: nothing tells which two somebody wrote."""
    given = [
        (GivenReason(place, vote.choice), vote.reason)
        for sheet in sheets
        for place, vote in enumerate(sheet.votes)
        if vote.reason
    ]
    return [given[place] for place in in_drawn_order(range(len(given)), chance)]


def favour(counts: Mapping[VoteChoice, int]) -> float:
    """`(agree + 1) / (votes + 2)`: passes are votes, and a small group is near one half."""
    agree = sum(number for choice, number in counts.items() if choice in IN_FAVOUR)
    return (agree + 1) / (sum(counts.values()) + 2)


def consensus(groups: Sequence[Mapping[VoteChoice, int]]) -> float:
    """Group-informed: what one group rejects does not become agreement by the size of another."""
    return prod(map(favour, groups))


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_open(voting: Voting, command: OpenBallot, ask: Ask, setting: Setting) -> tuple[BallotOpened, ...]:
    statements = tuple(one_line(each, LONGEST_STATEMENT, "vote") for each in command.statements)
    if not 1 <= len(statements) <= MOST_STATEMENTS:
        raise Refused("vote.statements")
    if voting.ballot is None:
        return (BallotOpened(command.form, len(statements), "\n".join(statements)),)
    if (voting.ballot.form, voting.ballot.statements) != (command.form, statements):
        raise Refused("vote.open_already")
    return ()


def decide_mark(voting: Voting, command: Mark, ask: Ask, setting: Setting) -> tuple[Marked, ...]:
    the(voting, command.ballot)
    return () if ask.by in voting.marked else (Marked(ask.by),)


def decide_close(voting: Voting, command: CloseBallot, ask: Ask, setting: Setting) -> tuple[BallotClosed, ...]:
    if voting.ballot is None or voting.ballot.id != command.ballot:
        return ()
    return (counted(voting.ballot, ask.sheets, ask.chance),)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_opened(voting: Voting, event: BallotOpened, stamp: Stamp) -> Voting:
    statements = tuple(event.text.split("\n")) if event.text else ("",) * event.statements
    return replace(voting, ballot=Ballot(stamp.seq, event.form, statements), marked=frozenset())


def evolve_marked(voting: Voting, event: Marked, stamp: Stamp) -> Voting:
    return replace(voting, marked=voting.marked | {event.person})


def evolve_closed(voting: Voting, event: BallotClosed, stamp: Stamp) -> Voting:
    if voting.ballot is None:
        return voting
    found = result(voting.ballot, event, stamp)
    return Voting(results=(*voting.results, found))


def result(ballot: Ballot, event: BallotClosed, stamp: Stamp) -> BallotResult:
    statements = (statement_result(ballot, event, place) for place in range(len(event.counts)))
    ordered = tuple(sorted(statements, key=lambda each: (not each.bridging, -each.consensus, each.number)))
    return BallotResult(ballot.id, stamp.seq, stamp.at, ballot.form, event.sheets, event.masked, ordered)


def statement_result(ballot: Ballot, event: BallotClosed, place: int) -> StatementResult:
    counts = in_order(ballot.form, event.counts[place])
    kinds = tuple(StatementOfKind(each.kind, in_order(ballot.form, each.counts[place])) for each in event.kinds)
    groups = [each.counts for each in kinds] or [counts]
    is_bridging = len(kinds) > 1 and all(favour(each) > 0.5 for each in groups)
    text = ballot.statements[place] if place < len(ballot.statements) else ""
    reasons = reasons_of(event, place)
    return StatementResult(place + 1, text, counts, kinds, consensus(groups), is_bridging, reasons)


def in_order(form: BallotForm, counts: Mapping[VoteChoice, int]) -> Mapping[VoteChoice, int]:
    """As people read them: a database may give back the keys of an object in any order."""
    return {choice: counts[choice] for choice in CHOICES[form] if choice in counts}


def reasons_of(event: BallotClosed, place: int) -> tuple[WhyNot, ...]:
    """None once they were erased."""
    told = zip(event.reasons, event.text.split("\n"), strict=False) if event.text else ()
    return tuple(WhyNot(each.choice, text) for each, text in told if each.statement == place)


ACTIVITY = Activity(
    "vote",
    Voting,
    decide={OpenBallot: decide_open, Mark: decide_mark, CloseBallot: decide_close},
    evolve={BallotOpened: evolve_opened, Marked: evolve_marked, BallotClosed: evolve_closed},
    part=Part(VoteView, view, reads=("people",)),
    items=Collection("ballots", BallotResult, since, seen),
    mine=Own(VoteMine, mine, concerned),
    by_shell=frozenset({Mark}),
    with_sheets=frozenset({CloseBallot}),
    limits={
        "MOST_STATEMENTS": MOST_STATEMENTS,
        "LONGEST_STATEMENT": LONGEST_STATEMENT,
        "LONGEST_WHY": LONGEST_WHY,
        "FEWEST": FEWEST,
    },
)
