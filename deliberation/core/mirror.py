"""The mirror: whoever wants to reply first says what they understood, and the author confirms that it was meant so.

Known as active listening or controlled dialogue. A restatement is a contribution like any other, of the type `mirror`:
it can be held, withdrawn and erased as they can. What stands here is how far these two are with each other.

No state is without an exit: a restatement can be taken back; after two refusals the author says it anew, which opens
the reply; where the author does not answer, a moderator opens it; and the next phase begins whatever is open here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from deliberation.core.acting import Ask, Audience, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Collection, Own, Part
from deliberation.core.agenda import MINUTE, Medium, Mode, PhaseMoved, Setting
from deliberation.core.exchange import LONGEST, Attack, Claim, Contributed, Type, Withdrawn
from deliberation.core.items import Items
from deliberation.core.people import PersonRemoved, is_gone, is_moderating

LONGEST_MISSING = 300
PATIENCE = MINUTE  # then a moderator may open the reply for an author who is away
LONG_PATIENCE = 3 * MINUTE  # or for one who is here and does not answer
MOST_REFUSALS = 2


class Understanding(StrEnum):
    """How far a restatement is."""

    WAITING = "waiting"  # for its author
    REFUSED = "refused"  # to be said once more
    AUTHORS_TURN = "authors_turn"  # after two refusals the author says it anew
    CONFIRMED = "confirmed"  # by its author
    OPENED = "opened"  # by a moderator, where the author did not answer
    DROPPED = "dropped"


OPEN = frozenset({Understanding.WAITING, Understanding.REFUSED, Understanding.AUTHORS_TURN})
SOLVED = frozenset({Understanding.CONFIRMED, Understanding.OPENED})  # the reply is open


@dataclass(frozen=True, slots=True)
class Mirroring:
    """What one person understood of one contribution. `id` is the seq at which it began, `seq` of its last change."""

    id: int
    seq: int
    contribution: int
    person: int
    restatement: int  # the contribution that says it, the latest of them
    at: int  # when that was said
    understanding: Understanding = Understanding.WAITING
    refusals: int = 0
    missing: str = ""  # what is missing in it, by the author
    anew: int | None = None  # the contribution in which the author said it once more


Pair = tuple[int, int]  # contribution, person


@dataclass(frozen=True, slots=True)
class Mirror:
    """`first`, `second`, `later`: how many were confirmed at which attempt, over all phases. `current` are those of the
    phase; `stated` is who said something in it that is no reply."""

    mirrorings: Items[Mirroring] = field(default_factory=Items)
    current: Mapping[Pair, int] = field(default_factory=dict)  # to the id of its mirroring
    stated: frozenset[int] = frozenset()
    first: int = 0
    second: int = 0
    later: int = 0


def since(mirror: Mirror, seq: int) -> Iterator[Mirroring]:
    return mirror.mirrorings.since(seq)


def seen(mirroring: Mirroring, audience: Audience) -> Mirroring:
    return mirroring


@dataclass(frozen=True, slots=True)
class MirrorView:
    """How well the room listens: a measure of the room, never of a person."""

    first: int
    second: int
    later: int


def view(mirror: Mirror, setting: Setting) -> MirrorView:
    return MirrorView(mirror.first, mirror.second, mirror.later)


@dataclass(frozen=True, slots=True)
class MirrorMine:
    replies: tuple[int, ...]  # the contributions to which this person may reply
    stated: bool  # has said something in this phase that is no reply


def mine(mirror: Mirror, person: int, setting: Setting) -> MirrorMine:
    return MirrorMine(replies(mirror, person), person in mirror.stated)


def replies(mirror: Mirror, person: int) -> tuple[int, ...]:
    own = (known for (_, by), id in mirror.current.items() if by == person and (known := mirror.mirrorings.at(id)))
    return tuple(known.contribution for known in own if known.understanding in SOLVED)


def concerned(before: Mirror, after: Mirror) -> frozenset[int]:
    if before.current is after.current and before.mirrorings is after.mirrorings:
        return before.stated ^ after.stated
    people = {person for _, person in {**before.current, **after.current}}
    changed = (person for person in people if replies(before, person) != replies(after, person))
    return (before.stated ^ after.stated).union(changed)


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Restate:
    """Say in one's own words what somebody meant. After a refusal, once more; while its author thinks, better."""

    contribution: int
    text: str


@dataclass(frozen=True, slots=True)
class ConfirmMirror:
    """ "That is right", by the author of the contribution."""

    contribution: int
    person: int
    seen: int  # the restatement that was read


@dataclass(frozen=True, slots=True)
class RefuseMirror:
    """ "Not quite yet", by the author, with what is missing."""

    contribution: int
    person: int
    seen: int
    missing: str


@dataclass(frozen=True, slots=True)
class SayAnew:
    """By the author, after two refusals: what they mean, in other words. The reply is open then."""

    contribution: int
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class OpenReply:
    """By a moderator, where the author does not answer."""

    contribution: int
    person: int


@dataclass(frozen=True, slots=True)
class TakeBackMirror:
    contribution: int


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Restated:
    """Right after the contribution that says it."""

    person: int
    contribution: int


@dataclass(frozen=True, slots=True)
class MirrorConfirmed:
    person: int
    contribution: int


@dataclass(frozen=True, slots=True)
class MirrorRefused:
    person: int
    contribution: int
    text: str  # what is missing


@dataclass(frozen=True, slots=True)
class SaidAnew:
    """Right after the contribution that says it."""

    person: int
    contribution: int


@dataclass(frozen=True, slots=True)
class ReplyOpened:
    person: int
    contribution: int


@dataclass(frozen=True, slots=True)
class MirrorTakenBack:
    person: int
    contribution: int


# --- what is so -------------------------------------------------------------------------------------------------------


def mirroring_of(mirror: Mirror, contribution: int, person: int) -> Mirroring | None:
    id = mirror.current.get((contribution, person))
    return None if id is None else mirror.mirrorings.at(id)


def the(mirror: Mirror, contribution: int, person: int) -> Mirroring:
    known = mirroring_of(mirror, contribution, person)
    if known is None or known.understanding is Understanding.DROPPED:
        raise Refused("mirror.no_such_mirror")
    return known


def why_no_reply(mirror: Mirror, contribution: int | None, type: Type, person: int, setting: Setting) -> str:
    """Questions need no restatement, nor does the one statement that each may make in a phase to begin with."""
    if not is_needed(person, setting) or type is Type.QUESTION:
        return ""
    if contribution is None:
        return "mirror.stated" if person in mirror.stated else ""
    known = mirroring_of(mirror, contribution, person)
    return "" if known and known.understanding in SOLVED else "mirror.first"


def why_not_open(mirror: Mirror, command: OpenReply, author: int | None, ask: Ask, setting: Setting) -> str:
    """Nobody waits for an author who was removed or erased, a minute for one who is away, and longer for one who is
    here and thinks."""
    known = mirroring_of(mirror, command.contribution, command.person)
    if known is None or known.understanding not in OPEN or author is None or is_gone(setting.people, author):
        return ""
    patience = LONG_PATIENCE if author in ask.present else PATIENCE
    return "mirror.wait" if ask.at - known.at < patience else ""


def is_needed(person: int, setting: Setting) -> bool:
    """Aloud, people see to it by themselves, and whoever moderates may always speak."""
    is_written = setting.agenda.medium is Medium.WRITTEN
    return setting.mode is Mode.MIRROR and is_written and not is_moderating(setting.people, person)


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_restate(
    mirror: Mirror, command: Restate, ask: Ask, setting: Setting
) -> tuple[Contributed | Restated | Withdrawn, ...]:
    """A restatement that nobody has answered gives way to the better one."""
    known = mirroring_of(mirror, command.contribution, ask.by)
    if known and known.understanding in SOLVED:
        raise Refused("mirror.confirmed")
    if known and known.understanding is Understanding.AUTHORS_TURN:
        raise Refused("mirror.authors_turn")
    text = cleaned(command.text, LONGEST, "exchange")
    replaced = known and known.understanding is Understanding.WAITING
    before = (Withdrawn(known.restatement),) if known and replaced else ()
    said = mirroring_said(ask.by, command.contribution, Type.MIRROR, setting, text)
    return (*before, said, Restated(ask.by, command.contribution))


def mirroring_said(person: int, contribution: int, type: Type, setting: Setting, text: str) -> Contributed:
    return Contributed(person, type, contribution, Claim.NONE, Attack.NONE, setting.agenda.current, text)


def decide_confirm(mirror: Mirror, command: ConfirmMirror, ask: Ask, setting: Setting) -> tuple[MirrorConfirmed, ...]:
    known = the(mirror, command.contribution, command.person)
    if known.understanding in SOLVED:
        return ()
    require_seen(known, command.seen)
    return (MirrorConfirmed(command.person, command.contribution),)


def require_seen(known: Mirroring, seen: int) -> None:
    if known.restatement != seen:
        raise Refused("mirror.stale")


def decide_refuse(mirror: Mirror, command: RefuseMirror, ask: Ask, setting: Setting) -> tuple[MirrorRefused, ...]:
    known = the(mirror, command.contribution, command.person)
    require_seen(known, command.seen)
    if known.understanding in SOLVED:
        raise Refused("mirror.confirmed")
    if known.understanding is not Understanding.WAITING:
        return ()
    missing = cleaned(command.missing, LONGEST_MISSING, "mirror")
    return (MirrorRefused(command.person, command.contribution, missing),)


def decide_anew(mirror: Mirror, command: SayAnew, ask: Ask, setting: Setting) -> tuple[Contributed | SaidAnew, ...]:
    known = the(mirror, command.contribution, command.person)
    if known.understanding in SOLVED:
        return ()
    if known.understanding is not Understanding.AUTHORS_TURN:
        raise Refused("mirror.not_yet")
    text = cleaned(command.text, LONGEST, "exchange")
    said = mirroring_said(ask.by, command.contribution, Type.NONE, setting, text)
    return (said, SaidAnew(command.person, command.contribution))


def decide_open(mirror: Mirror, command: OpenReply, ask: Ask, setting: Setting) -> tuple[ReplyOpened, ...]:
    known = the(mirror, command.contribution, command.person)
    if known.understanding in SOLVED:
        return ()
    if known.understanding is Understanding.REFUSED:
        raise Refused("mirror.not_yet")
    return (ReplyOpened(command.person, command.contribution),)


def decide_take_back(
    mirror: Mirror, command: TakeBackMirror, ask: Ask, setting: Setting
) -> tuple[Withdrawn | MirrorTakenBack, ...]:
    known = mirroring_of(mirror, command.contribution, ask.by)
    if known is None or known.understanding not in OPEN:
        return ()
    taken_back = MirrorTakenBack(ask.by, command.contribution)
    is_shown = known.understanding is Understanding.WAITING
    return (Withdrawn(known.restatement), taken_back) if is_shown else (taken_back,)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_contributed(mirror: Mirror, event: Contributed, stamp: Stamp) -> Mirror:
    if event.refers_to is not None or event.type is Type.QUESTION or event.person in mirror.stated:
        return mirror
    return replace(mirror, stated=mirror.stated | {event.person})


def evolve_restated(mirror: Mirror, event: Restated, stamp: Stamp) -> Mirror:
    """Whoever took one back and tries again has had the refusals that there were."""
    known = mirroring_of(mirror, event.contribution, event.person)
    restatement = stamp.seq - 1
    if known is None:
        began = Mirroring(stamp.seq, stamp.seq, event.contribution, event.person, restatement, stamp.at)
        current = {**mirror.current, (event.contribution, event.person): began.id}
        return replace(mirror, mirrorings=mirror.mirrorings.put(began), current=current)
    return changed(mirror, known, stamp, understanding=Understanding.WAITING, restatement=restatement, at=stamp.at)


def changed(mirror: Mirror, known: Mirroring, stamp: Stamp, **fields: object) -> Mirror:
    after = replace(known, seq=stamp.seq, **fields)  # type: ignore[arg-type]
    return replace(mirror, mirrorings=mirror.mirrorings.put(after))


def evolve_confirmed(mirror: Mirror, event: MirrorConfirmed, stamp: Stamp) -> Mirror:
    known = mirroring_of(mirror, event.contribution, event.person)
    if known is None:
        return mirror
    count = {0: "first", 1: "second"}.get(known.refusals, "later")
    counted = replace(mirror, **{count: getattr(mirror, count) + 1})
    return changed(counted, known, stamp, understanding=Understanding.CONFIRMED, missing="")


def evolve_refused(mirror: Mirror, event: MirrorRefused, stamp: Stamp) -> Mirror:
    known = mirroring_of(mirror, event.contribution, event.person)
    if known is None:
        return mirror
    refusals = known.refusals + 1
    understanding = Understanding.REFUSED if refusals < MOST_REFUSALS else Understanding.AUTHORS_TURN
    return changed(
        mirror, known, stamp, refusals=refusals, understanding=understanding, missing=event.text, at=stamp.at
    )


def evolve_anew(mirror: Mirror, event: SaidAnew, stamp: Stamp) -> Mirror:
    known = mirroring_of(mirror, event.contribution, event.person)
    if known is None:
        return mirror
    counted = replace(mirror, later=mirror.later + 1)
    return changed(counted, known, stamp, understanding=Understanding.CONFIRMED, missing="", anew=stamp.seq - 1)


def evolve_opened(mirror: Mirror, event: ReplyOpened, stamp: Stamp) -> Mirror:
    """Nobody confirmed it, so it counts as no attempt."""
    known = mirroring_of(mirror, event.contribution, event.person)
    return mirror if known is None else changed(mirror, known, stamp, understanding=Understanding.OPENED)


def evolve_taken_back(mirror: Mirror, event: MirrorTakenBack, stamp: Stamp) -> Mirror:
    known = mirroring_of(mirror, event.contribution, event.person)
    return mirror if known is None else changed(mirror, known, stamp, understanding=Understanding.DROPPED)


def dropped(mirror: Mirror, ended: Mapping[Pair, int], stamp: Stamp) -> Mirror:
    """Those of them that are not confirmed are over."""
    mirrorings = mirror.mirrorings
    for id in ended.values():
        known = mirrorings.at(id)
        if known and known.understanding in OPEN:
            mirrorings = mirrorings.put(replace(known, seq=stamp.seq, understanding=Understanding.DROPPED))
    return replace(mirror, mirrorings=mirrorings)


def evolve_withdrawn(mirror: Mirror, event: Withdrawn, stamp: Stamp) -> Mirror:
    """What was withdrawn needs no restatement any more, and a restatement that was withdrawn no answer."""
    ended = {
        pair: id
        for pair, id in mirror.current.items()
        if pair[0] == event.contribution or is_restated_by(mirror, id, event.contribution)
    }
    return dropped(mirror, ended, stamp) if ended else mirror


def is_restated_by(mirror: Mirror, id: int, contribution: int) -> bool:
    known = mirror.mirrorings.at(id)
    return known is not None and known.restatement == contribution


def evolve_removed(mirror: Mirror, event: PersonRemoved, stamp: Stamp) -> Mirror:
    ended = {pair: id for pair, id in mirror.current.items() if pair[1] == event.person}
    return dropped(mirror, ended, stamp) if ended else mirror


def evolve_moved(mirror: Mirror, event: PhaseMoved, stamp: Stamp) -> Mirror:
    return replace(dropped(mirror, mirror.current, stamp), current={}, stated=frozenset())


ACTIVITY = Activity(
    "mirror",
    Mirror,
    decide={
        Restate: decide_restate,
        ConfirmMirror: decide_confirm,
        RefuseMirror: decide_refuse,
        SayAnew: decide_anew,
        OpenReply: decide_open,
        TakeBackMirror: decide_take_back,
    },
    evolve={
        Contributed: evolve_contributed,
        Withdrawn: evolve_withdrawn,
        Restated: evolve_restated,
        MirrorConfirmed: evolve_confirmed,
        MirrorRefused: evolve_refused,
        SaidAnew: evolve_anew,
        ReplyOpened: evolve_opened,
        MirrorTakenBack: evolve_taken_back,
        PersonRemoved: evolve_removed,
        PhaseMoved: evolve_moved,
    },
    part=Part(MirrorView, view),
    items=Collection("mirrorings", Mirroring, since, seen),
    mine=Own(MirrorMine, mine, concerned),
    speech=frozenset({Restate, SayAnew}),
    limits={"LONGEST_MISSING": LONGEST_MISSING, "PATIENCE": PATIENCE, "LONG_PATIENCE": LONG_PATIENCE},
)
