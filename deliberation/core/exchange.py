"""Typed contributions that refer to each other, and what may happen to one afterwards."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile
from typing import Any

from deliberation.core.acting import Ask, Audience, Refused, Role, Stamp, cleaned
from deliberation.core.activity import Activity, Collection, Opening, Own, Part
from deliberation.core.agenda import Medium, Mode, Setting
from deliberation.core.items import Items, differing
from deliberation.core.people import is_moderating, is_speaking
from deliberation.core.places import Reported

LONGEST = 2_000
LONGEST_NOTE = 500
NEWEST = 200  # contributions that somebody who comes in gets at once


class Type(StrEnum):
    """What a contribution does; one tap after writing, and it may stay empty."""

    NONE = ""
    THESIS = "thesis"
    REASON = "reason"
    EVIDENCE = "evidence"
    EXPERIENCE = "experience"
    QUESTION = "question"
    VALIDITY_QUESTION = "validity_question"
    OBJECTION = "objection"
    SUPPORT = "support"
    MIRROR = "mirror"
    CONCESSION = "concession"
    REVISION = "revision"
    PROPOSAL = "proposal"
    PROCESS = "process"


EVERY_TYPE = tuple(Type)
QUESTIONS = (Type.QUESTION, Type.VALIDITY_QUESTION)


class Claim(StrEnum):
    """Which validity claim a `validity_question` tests."""

    NONE = ""
    COMPREHENSIBILITY = "comprehensibility"
    TRUTH = "truth"
    RIGHTNESS = "rightness"
    SINCERITY = "sincerity"


class Attack(StrEnum):
    """Where an `objection` aims: at the reason, at the step from the reason, or at the conclusion."""

    NONE = ""
    UNDERMINE = "undermine"
    UNDERCUT = "undercut"
    REBUT = "rebut"


class State(StrEnum):
    PUBLISHED = "published"
    HELD = "held"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


UNDECIDED = (State.HELD, State.RETURNED)


class Reason(StrEnum):
    """Why a moderator holds or returns a contribution, the lightest first."""

    UNCLEAR = "unclear"
    OFF_TOPIC = "off_topic"
    GENERALISATION = "generalisation"
    PERSONAL_DATA = "personal_data"
    INSULT = "insult"


@dataclass(frozen=True, slots=True)
class Contribution:
    """`id` is the seq at which it was made, `seq` that of its last change. A hidden one has an empty text in a view."""

    id: int
    seq: int
    by: int | None  # None for those who may not know
    at: int
    phase: int
    text: str
    type: Type = Type.NONE
    refers_to: int | None = None
    claim: Claim = Claim.NONE
    attack: Attack = Attack.NONE
    state: State = State.PUBLISHED
    reason: Reason | None = None
    note: str = ""  # what the moderator wrote to its author
    rewritten: bool = False
    revealed: bool = False  # written in a silent round
    anonymous: bool = False  # its author alone is told that it is theirs
    recorded_by: int | None = None  # who wrote down what its author said aloud
    asks_all: bool = False  # a question of the moderation to everybody
    group: int = 0  # the small group from which somebody brought it along


@dataclass(frozen=True, slots=True)
class Exchange:
    contributions: Items[Contribution] = field(default_factory=Items)
    hidden: Mapping[int | None, tuple[int, ...]] = field(default_factory=dict)  # author -> their hidden contributions
    speakers: tuple[int, ...] = ()  # who has contributed anything, ascending
    undecided: tuple[int, ...] = ()  # what was held or returned, and not released or rewritten, ascending
    unnamed: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # author -> what they wrote without a name


def seen(contribution: Contribution, audience: Audience) -> Contribution:
    """As the room sees it; moderators also read what they held or returned, only its author what was withdrawn."""
    if contribution.anonymous:
        contribution = replace(contribution, by=None)
    if contribution.state is State.PUBLISHED:
        return contribution
    if audience is Audience.MODERATION and contribution.state is not State.WITHDRAWN:
        return contribution
    return replace(
        contribution,
        text="",
        note="",
        type=Type.NONE,
        refers_to=None,
        claim=Claim.NONE,
        attack=Attack.NONE,
    )


def since(exchange: Exchange, seq: int) -> Iterator[Contribution]:
    return exchange.contributions.since(seq)


def first(exchange: Exchange) -> int:
    return exchange.contributions.first_of_newest(NEWEST)


def opening(exchange: Exchange, audience: Audience) -> Iterator[Contribution]:
    """The newest; and for moderators all that they have to decide."""
    start = first(exchange)
    if audience is Audience.MODERATION:
        yield from these(exchange, (id for id in exchange.undecided if id < start))
    yield from exchange.contributions.starting(start)


def beside(exchange: Exchange, contributions: Iterable[Contribution]) -> Iterator[Contribution]:
    start = first(exchange)
    older = {each.refers_to for each in contributions if each.refers_to is not None and each.refers_to < start}
    return these(exchange, sorted(older))


def these(exchange: Exchange, ids: Iterable[int]) -> Iterator[Contribution]:
    found = (exchange.contributions.at(id) for id in ids)
    return (each for each in found if each is not None)


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """For moderators: whose voice is missing, and what they have to decide, however long ago it was said."""

    speakers: tuple[int, ...]
    undecided: tuple[int, ...]


def view(exchange: Exchange, setting: Setting) -> ExchangeView:
    return ExchangeView(exchange.speakers, exchange.undecided)


@dataclass(frozen=True, slots=True)
class ExchangeMine:
    contributions: tuple[Contribution, ...]  # those that the room does not see
    types: tuple[Type, ...]  # what one may contribute now
    may_type_others: bool  # may say what the contributions of others are
    unnamed: tuple[int, ...] = ()  # the contributions that are one's own, which nobody else is told


def mine(exchange: Exchange, person: int, setting: Setting) -> ExchangeMine:
    hidden = (exchange.contributions.at(id) for id in exchange.hidden.get(person, ()))
    own = tuple(each for each in hidden if each is not None)
    unnamed = exchange.unnamed.get(person, ())
    return ExchangeMine(own, open_types(person, setting), may_type(person, setting), unnamed)


def open_types(person: int, setting: Setting) -> tuple[Type, ...]:
    """Moderators may say everything at any time."""
    if setting.mode is Mode.QUESTIONS_ONLY and not is_moderating(setting.people, person):
        return QUESTIONS
    return EVERY_TYPE


def concerned(before: Exchange, after: Exchange) -> frozenset[int]:
    return differing(before.hidden, after.hidden) | differing(before.unnamed, after.unnamed)


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contribute:
    text: str
    type: Type = Type.NONE
    refers_to: int | None = None
    claim: Claim = Claim.NONE
    attack: Attack = Attack.NONE


@dataclass(frozen=True, slots=True)
class Record:
    """The gist of what somebody said aloud, under their name; they may correct it."""

    person: int
    text: str
    type: Type = Type.NONE
    refers_to: int | None = None


@dataclass(frozen=True, slots=True)
class SetType:
    contribution: int
    type: Type
    claim: Claim = Claim.NONE
    attack: Attack = Attack.NONE


@dataclass(frozen=True, slots=True)
class Withdraw:
    contribution: int


@dataclass(frozen=True, slots=True)
class Hold:
    contribution: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Release:
    contribution: int


@dataclass(frozen=True, slots=True)
class Return:
    """Ask the author to write it differently, with a reason that the room sees and a note that the author reads."""

    contribution: int
    reason: Reason
    note: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    contribution: int
    text: str


@dataclass(frozen=True, slots=True)
class Announce:
    """What a moderator says in another room of the session than their own, on the procedure. The shell asks this."""

    text: str


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contributed:
    person: int
    type: Type
    refers_to: int | None
    claim: Claim
    attack: Attack
    phase: int
    text: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """What somebody wrote in a silent round becomes a contribution, at the time of the reveal."""

    person: int
    anonymous: bool
    phase: int
    text: str


@dataclass(frozen=True, slots=True)
class WrittenDown:
    person: int
    type: Type
    refers_to: int | None
    phase: int
    text: str


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """By the moderation, to everybody: until the next one, all answer it."""

    person: int
    phase: int
    text: str


@dataclass(frozen=True, slots=True)
class ResultBrought:
    """What a small group brings along, by its number; `person` wrote it, None where the group only says who reports."""

    group: int
    reporter: int | None
    person: int | None
    phase: int
    text: str


@dataclass(frozen=True, slots=True)
class TypeSet:
    contribution: int
    type: Type
    claim: Claim
    attack: Attack


@dataclass(frozen=True, slots=True)
class Withdrawn:
    contribution: int


@dataclass(frozen=True, slots=True)
class Held:
    contribution: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Released:
    contribution: int


@dataclass(frozen=True, slots=True)
class Returned:
    contribution: int
    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    contribution: int
    text: str


# --- decisions --------------------------------------------------------------------------------------------------------


def the(exchange: Exchange, id: int) -> Contribution:
    contribution = exchange.contributions.at(id)
    if contribution is None:
        raise Refused("exchange.no_such_contribution")
    return contribution


def own(exchange: Exchange, id: int, ask: Ask) -> Contribution:
    contribution = the(exchange, id)
    if contribution.by != ask.by:
        raise Refused("exchange.not_yours")
    return contribution


def require_coherent(type: Type, claim: Claim, attack: Attack) -> None:
    """A claim belongs to a validity question, which needs one; an attack only to an objection."""
    if (claim is not Claim.NONE) != (type is Type.VALIDITY_QUESTION):
        raise Refused("exchange.claim")
    if attack is not Attack.NONE and type is not Type.OBJECTION:
        raise Refused("exchange.attack")


def decide_contribute(exchange: Exchange, command: Contribute, ask: Ask, setting: Setting) -> tuple[Contributed, ...]:
    if command.type not in open_types(ask.by, setting):
        raise Refused("exchange.only_questions")
    if is_too_soon(exchange, ask, setting):
        raise Refused("exchange.too_soon")
    text = cleaned(command.text, LONGEST, "exchange")
    require_coherent(command.type, command.claim, command.attack)
    if command.refers_to is not None and the(exchange, command.refers_to).state is not State.PUBLISHED:
        raise Refused("exchange.no_such_contribution")
    return (
        Contributed(
            ask.by,
            command.type,
            command.refers_to,
            command.claim,
            command.attack,
            setting.agenda.current,
            text,
        ),
    )


def decide_record(exchange: Exchange, command: Record, ask: Ask, setting: Setting) -> tuple[WrittenDown, ...]:
    if setting.agenda.medium is not Medium.SPOKEN:
        raise Refused("exchange.they_write")
    if not is_speaking(setting.people, command.person):
        raise Refused("people.no_such_person")
    text = cleaned(command.text, LONGEST, "exchange")
    if command.type is Type.VALIDITY_QUESTION:
        raise Refused("exchange.claim")
    if command.refers_to is not None and the(exchange, command.refers_to).state is not State.PUBLISHED:
        raise Refused("exchange.no_such_contribution")
    return (WrittenDown(command.person, command.type, command.refers_to, setting.agenda.current, text),)


def decide_announce(exchange: Exchange, command: Announce, ask: Ask, setting: Setting) -> tuple[Contributed, ...]:
    text = cleaned(command.text, LONGEST, "exchange")
    return (Contributed(ask.by, Type.PROCESS, None, Claim.NONE, Attack.NONE, setting.agenda.current, text),)


def is_too_soon(exchange: Exchange, ask: Ask, setting: Setting) -> bool:
    """Where it goes slowly, everybody but the moderation waits between two contributions."""
    if setting.mode is not Mode.FREE or is_moderating(setting.people, ask.by):
        return False
    earliest = ask.at - setting.agenda.slow * 1000
    lately = takewhile(lambda each: each.at > earliest, reversed(exchange.contributions))
    return any(each.by == ask.by and not each.revealed for each in lately)


def decide_type(exchange: Exchange, command: SetType, ask: Ask, setting: Setting) -> tuple[TypeSet, ...]:
    contribution = the(exchange, command.contribution)
    if contribution.by != ask.by and not may_type(ask.by, setting):
        raise Refused("exchange.not_yours")
    if contribution.state is not State.PUBLISHED:
        raise Refused("exchange.no_such_contribution")
    require_coherent(command.type, command.claim, command.attack)
    now = (contribution.type, contribution.claim, contribution.attack)
    if now == (command.type, command.claim, command.attack):
        return ()
    return (TypeSet(command.contribution, command.type, command.claim, command.attack),)


def may_type(person: int, setting: Setting) -> bool:
    return is_moderating(setting.people, person) or setting.people[person].role is Role.RECORDER


def decide_withdraw(exchange: Exchange, command: Withdraw, ask: Ask, setting: Setting) -> tuple[Withdrawn, ...]:
    contribution = own(exchange, command.contribution, ask)
    return () if contribution.state is State.WITHDRAWN else (Withdrawn(command.contribution),)


def decide_hold(exchange: Exchange, command: Hold, ask: Ask, setting: Setting) -> tuple[Held, ...]:
    contribution = the(exchange, command.contribution)
    if contribution.state is State.HELD:
        return ()
    if contribution.state is not State.PUBLISHED:
        raise Refused("exchange.not_published")
    return (Held(command.contribution, command.reason),)


def decide_release(exchange: Exchange, command: Release, ask: Ask, setting: Setting) -> tuple[Released, ...]:
    contribution = the(exchange, command.contribution)
    if contribution.state is State.WITHDRAWN:
        raise Refused("exchange.not_published")
    return () if contribution.state is State.PUBLISHED else (Released(command.contribution),)


def decide_return(exchange: Exchange, command: Return, ask: Ask, setting: Setting) -> tuple[Returned, ...]:
    contribution = the(exchange, command.contribution)
    if contribution.state is State.WITHDRAWN:
        raise Refused("exchange.not_published")
    if contribution.state is State.RETURNED:
        return ()
    note = cleaned(command.note, LONGEST_NOTE, "exchange.note")
    return (Returned(command.contribution, command.reason, note),)


def decide_rewrite(exchange: Exchange, command: Rewrite, ask: Ask, setting: Setting) -> tuple[Rewritten, ...]:
    contribution = own(exchange, command.contribution, ask)
    text = cleaned(command.text, LONGEST, "exchange")
    if contribution.state is State.PUBLISHED and contribution.text == text:
        return ()
    is_to_correct = contribution.recorded_by is not None and contribution.state is State.PUBLISHED
    if contribution.state is not State.RETURNED and not is_to_correct:
        raise Refused("exchange.not_returned")
    return (Rewritten(command.contribution, text),)


# --- what follows -----------------------------------------------------------------------------------------------------


# Nobody can say nothing: a text that is empty in the log was erased. The contribution is then as good as withdrawn, and
# whatever happened to it afterwards does not bring it back.


def evolve_contributed(exchange: Exchange, event: Contributed, stamp: Stamp) -> Exchange:
    contribution = Contribution(
        stamp.seq,
        stamp.seq,
        event.person,
        stamp.at,
        event.phase,
        event.text,
        event.type,
        event.refers_to,
        event.claim,
        event.attack,
    )
    return said(replace(exchange, speakers=including(exchange.speakers, event.person)), contribution, stamp)


def evolve_recorded(exchange: Exchange, event: WrittenDown, stamp: Stamp) -> Exchange:
    place = (stamp.seq, stamp.seq, event.person, stamp.at, event.phase)
    contribution = Contribution(*place, event.text, event.type, event.refers_to, recorded_by=stamp.by)
    return said(replace(exchange, speakers=including(exchange.speakers, event.person)), contribution, stamp)


def said(exchange: Exchange, contribution: Contribution, stamp: Stamp) -> Exchange:
    after = replace(exchange, contributions=exchange.contributions.put(contribution))
    return after if contribution.text else changed(after, contribution.id, stamp)


def evolve_asked(exchange: Exchange, event: QuestionAsked, stamp: Stamp) -> Exchange:
    place = (stamp.seq, stamp.seq, event.person, stamp.at, event.phase)
    heard = replace(exchange, speakers=including(exchange.speakers, event.person))
    return said(heard, Contribution(*place, event.text, asks_all=True), stamp)


def evolve_revealed(exchange: Exchange, event: Revealed, stamp: Stamp) -> Exchange:
    """Whoever wrote without a name has not spoken, as far as anybody is told."""
    place = (stamp.seq, stamp.seq, event.person, stamp.at, event.phase)
    contribution = Contribution(*place, event.text, revealed=True, anonymous=event.anonymous)
    if not event.anonymous:
        return said(replace(exchange, speakers=including(exchange.speakers, event.person)), contribution, stamp)
    theirs = (*exchange.unnamed.get(event.person, ()), contribution.id)
    return said(replace(exchange, unnamed={**exchange.unnamed, event.person: theirs}), contribution, stamp)


def evolve_reported(exchange: Exchange, event: Reported, stamp: Stamp) -> Exchange:
    said = Contributed(event.person, Type.NONE, None, Claim.NONE, Attack.NONE, event.phase, event.text)
    return changed(evolve_contributed(exchange, said, stamp), stamp.seq, stamp, group=event.group)


def evolve_brought(exchange: Exchange, event: ResultBrought, stamp: Stamp) -> Exchange:
    """The group says it, so it does not count as heard from whoever wrote it."""
    if event.person is None:
        return exchange
    place = (stamp.seq, stamp.seq, event.person, stamp.at, event.phase)
    return said(exchange, Contribution(*place, event.text, group=event.group), stamp)


def changed(exchange: Exchange, id: int, stamp: Stamp, **fields: Any) -> Exchange:
    """With one contribution changed, and its author's list of hidden ones kept true."""
    before = exchange.contributions.at(id)
    if before is None:
        return exchange
    after = replace(before, seq=stamp.seq, **fields)
    if not after.text:
        after = replace(after, state=State.WITHDRAWN, reason=None, note="")
    contributions = exchange.contributions.put(after)
    if before.state is State.PUBLISHED and after.state is State.PUBLISHED:
        return replace(exchange, contributions=contributions)
    others = tuple(other for other in exchange.hidden.get(after.by, ()) if other != id)
    hidden = others if after.state is State.PUBLISHED else (*others, id)
    undecided = (including if after.state in UNDECIDED else excluding)(exchange.undecided, id)
    hidden_by = {**exchange.hidden, after.by: hidden}
    return replace(exchange, contributions=contributions, hidden=hidden_by, undecided=undecided)


def including(ids: tuple[int, ...], id: int) -> tuple[int, ...]:
    """Ascending ids with this one among them; the same ones, if it is there already."""
    place = bisect_left(ids, id)
    return ids if ids[place : place + 1] == (id,) else (*ids[:place], id, *ids[place:])


def excluding(ids: tuple[int, ...], id: int) -> tuple[int, ...]:
    return tuple(other for other in ids if other != id)


def evolve_type(exchange: Exchange, event: TypeSet, stamp: Stamp) -> Exchange:
    return changed(exchange, event.contribution, stamp, type=event.type, claim=event.claim, attack=event.attack)


def evolve_withdrawn(exchange: Exchange, event: Withdrawn, stamp: Stamp) -> Exchange:
    return changed(exchange, event.contribution, stamp, state=State.WITHDRAWN, reason=None, note="")


def evolve_held(exchange: Exchange, event: Held, stamp: Stamp) -> Exchange:
    return changed(exchange, event.contribution, stamp, state=State.HELD, reason=event.reason)


def evolve_released(exchange: Exchange, event: Released, stamp: Stamp) -> Exchange:
    return changed(exchange, event.contribution, stamp, state=State.PUBLISHED, reason=None, note="")


def evolve_returned(exchange: Exchange, event: Returned, stamp: Stamp) -> Exchange:
    return changed(exchange, event.contribution, stamp, state=State.RETURNED, reason=event.reason, note=event.text)


def evolve_rewritten(exchange: Exchange, event: Rewritten, stamp: Stamp) -> Exchange:
    return changed(
        exchange,
        event.contribution,
        stamp,
        state=State.PUBLISHED,
        text=event.text,
        reason=None,
        note="",
        rewritten=True,
    )


ACTIVITY = Activity(
    "exchange",
    Exchange,
    decide={
        Contribute: decide_contribute,
        Record: decide_record,
        SetType: decide_type,
        Withdraw: decide_withdraw,
        Hold: decide_hold,
        Release: decide_release,
        Return: decide_return,
        Rewrite: decide_rewrite,
        Announce: decide_announce,
    },
    evolve={
        Contributed: evolve_contributed,
        WrittenDown: evolve_recorded,
        Revealed: evolve_revealed,
        QuestionAsked: evolve_asked,
        Reported: evolve_reported,
        ResultBrought: evolve_brought,
        TypeSet: evolve_type,
        Withdrawn: evolve_withdrawn,
        Held: evolve_held,
        Released: evolve_released,
        Returned: evolve_returned,
        Rewritten: evolve_rewritten,
    },
    part=Part(ExchangeView, view, to=frozenset({Audience.MODERATION})),
    items=Collection("contributions", Contribution, since, seen, Opening(first, opening, beside)),
    mine=Own(ExchangeMine, mine, concerned),
    by_shell=frozenset({Announce}),
    speech=frozenset({Contribute, Record}),
    limits={"LONGEST": LONGEST, "LONGEST_NOTE": LONGEST_NOTE},
)
