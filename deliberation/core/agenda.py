"""The phases of a session. A timer proposes, a person decides: only a moderator moves on; all see overtime."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from deliberation.core.acting import Ask, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.items import differing
from deliberation.core.people import People, PersonRemoved

MINUTE = 60_000
LONGEST_REASON = 300
SLOWEST = 600  # seconds between two contributions of one person
REOPEN_WITHIN = 60 * MINUTE  # what was ended by mistake is noticed soon


class Mode(StrEnum):
    """Who may send now, and what."""

    FREE = "free"
    ROUND = "round"  # one after another, each once
    SILENT_ROUND = "silent_round"  # all write, revealed at once
    LISTENING = "listening"  # one tells, the others may only ask
    QUESTIONS_ONLY = "questions_only"
    SPEAKING_LIST = "speaking_list"
    MIRROR = "mirror"  # a reply opens once its author has confirmed that they were understood
    FOCUS = "focus"  # only answers to the moderator's question
    VOTE = "vote"


class Formation(StrEnum):
    """Who does it with whom."""

    PLENARY = "plenary"
    ALONE = "alone"
    PAIRS = "pairs"
    TRIADS = "triads"
    GROUPS = "groups"
    FISHBOWL = "fishbowl"  # an inner circle talks, with one free chair


EACH_REPORTS = frozenset({Formation.PAIRS, Formation.TRIADS})  # one sentence of everybody; groups bring a card
IN_BREAKOUTS = EACH_REPORTS | {Formation.GROUPS}


class Medium(StrEnum):
    """How people talk: by what they type, or aloud beside the platform."""

    WRITTEN = "written"
    SPOKEN = "spoken"


class Voice(StrEnum):
    """What somebody may contribute from a seat of a small group."""

    EVERYTHING = "everything"
    QUESTIONS = "questions"
    NOTHING = "nothing"


class Stage(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Signal(StrEnum):
    READY = "ready"
    NEED_TIME = "need_time"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Seat:
    """A task in a small group, which goes round from person to person."""

    title: str
    voice: Voice = Voice.EVERYTHING
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A method is data: its mode says who may send what and when, its formation who does it with whom.

    `asked` are the statements of a vote, or the questions of any other mode. `size` is how many make a group, or the
    inner circle, 0 for as many as usual. A group's `host` stays where others rotate into other groups than before.
    """

    code: str
    title: str
    minutes: int
    mode: Mode
    instruction: str = ""
    formation: Formation = Formation.PLENARY
    asked: tuple[str, ...] = ()
    anonymous: bool = False  # neither the group nor the moderation sees who wrote what
    premoderated: bool = False  # of a silent round, the moderation reads the texts before all do, without names
    consent: bool = False  # of a vote, whether one can live with it, in three steps and with a reason
    slow: int = 0  # seconds between two contributions of one person
    seats: tuple[Seat, ...] = ()
    size: int = 0
    host: bool = False
    rotates: bool = False

    @property
    def mode_here(self) -> Mode:
        """In the room in whose agenda it stands. While small groups do what the phase says, the plenary, where nobody
        is but the moderation and who comes late, is free. Whoever works alone writes notes in silence."""
        if self.formation is Formation.ALONE:
            return Mode.SILENT_ROUND
        return Mode.FREE if self.formation in IN_BREAKOUTS else self.mode


@dataclass(frozen=True, slots=True)
class Reopening:
    """Somebody went on with a session that had been ended."""

    at: int
    by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Agenda:
    question: str = ""
    phases: tuple[Phase, ...] = ()
    stage: Stage = Stage.PLANNED
    current: int = 0
    moved: int = 0  # seq of the last move: what a command that changes the phase must have seen
    since: int = 0  # when the current phase began, ms
    until: int = 0  # when its time is over, ms
    paused_at: int = 0
    pause_reason: str = ""
    signals: Mapping[int, Signal] = field(default_factory=dict)
    held: frozenset[int] = frozenset()  # the phases that have begun: whoever jumps over one has not held it
    reopened: tuple[Reopening, ...] = ()
    medium: Medium = Medium.WRITTEN
    slow: int = 0  # seconds between two contributions of one person, now
    slow_reason: str = ""

    @property
    def phase(self) -> Phase:
        return self.phases[self.current]


@dataclass(frozen=True, slots=True)
class Setting:
    """Who takes part, and how far the agenda is: what every activity may know beside its own state."""

    people: People
    agenda: Agenda

    @property
    def mode(self) -> Mode | None:
        """None as long as nobody has planned any phases."""
        return self.agenda.phase.mode_here if self.agenda.phases else None

    @property
    def is_opening(self) -> bool:
        """In which all talk about the ground rules, and may do so before they have confirmed them."""
        return self.agenda.current == 0


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What everybody sees; of the signals only how many."""

    question: str
    phases: tuple[Phase, ...]
    stage: Stage
    current: int
    moved: int
    since: int
    until: int
    paused_at: int
    pause_reason: str
    signals: Mapping[Signal, int]
    held: tuple[int, ...]
    reopened: tuple[Reopening, ...] = ()
    medium: Medium = Medium.WRITTEN
    slow: int = 0
    slow_reason: str = ""


def view(agenda: Agenda, setting: Setting) -> AgendaView:
    return AgendaView(
        agenda.question,
        agenda.phases,
        agenda.stage,
        agenda.current,
        agenda.moved,
        agenda.since,
        agenda.until,
        agenda.paused_at,
        agenda.pause_reason,
        Counter(agenda.signals.values()),
        tuple(sorted(agenda.held)),
        agenda.reopened,
        agenda.medium,
        agenda.slow,
        agenda.slow_reason,
    )


@dataclass(frozen=True, slots=True)
class AgendaMine:
    signal: Signal | None


def mine(agenda: Agenda, person: int, setting: Setting) -> AgendaMine:
    return AgendaMine(agenda.signals.get(person))


def concerned(before: Agenda, after: Agenda) -> frozenset[int]:
    return differing(before.signals, after.signals)


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetAgenda:
    """Prepare the room, before it opens. Asked by the shell when a session is planned."""

    question: str
    phases: tuple[Phase, ...]
    medium: Medium = Medium.WRITTEN


@dataclass(frozen=True, slots=True)
class OpenRoom:
    pass


@dataclass(frozen=True, slots=True)
class MovePhase:
    seen: int  # `moved` of the agenda that the moderator saw: of two at once the first wins
    to: int


@dataclass(frozen=True, slots=True)
class FollowPlenary:
    """In a breakout room: begin the phase that begins in the plenary, or that people do in small groups, by its agenda.
    The shell asks this."""

    question: str
    phases: tuple[Phase, ...]
    medium: Medium
    to: int
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ExtendPhase:
    seen: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PauseRoom:
    reason: str


@dataclass(frozen=True, slots=True)
class ResumeRoom:
    pass


@dataclass(frozen=True, slots=True)
class SetSlow:
    """Where talk gets heated or one person writes all the time: so many seconds between two contributions of one
    person, and everybody is told why. With none it goes on as usual."""

    seconds: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CloseRoom:
    seen: int


@dataclass(frozen=True, slots=True)
class ReopenRoom:
    """Go on where the session was, after it was ended by mistake."""

    reason: str


@dataclass(frozen=True, slots=True)
class GiveSignal:
    signal: Signal | None  # None takes it back


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AgendaSet:
    question: str
    phases: tuple[Phase, ...]
    medium: Medium = Medium.WRITTEN


@dataclass(frozen=True, slots=True)
class RoomOpened:
    pass


@dataclass(frozen=True, slots=True)
class PhaseMoved:
    to: int


@dataclass(frozen=True, slots=True)
class PhaseExtended:
    minutes: int


@dataclass(frozen=True, slots=True)
class RoomPaused:
    text: str


@dataclass(frozen=True, slots=True)
class RoomResumed:
    pass


@dataclass(frozen=True, slots=True)
class SlowSet:
    seconds: int
    text: str


@dataclass(frozen=True, slots=True)
class RoomClosed:
    pass


@dataclass(frozen=True, slots=True)
class RoomReopened:
    text: str


@dataclass(frozen=True, slots=True)
class SignalGiven:
    person: int
    signal: Signal | None


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_set(agenda: Agenda, command: SetAgenda, ask: Ask, setting: Setting) -> tuple[AgendaSet, ...]:
    if not command.phases or command.phases[0].code != "opening":
        raise Refused("agenda.opening_first")
    if (command.question, command.phases, command.medium) == (agenda.question, agenda.phases, agenda.medium):
        return ()
    return (AgendaSet(command.question, command.phases, command.medium),)


def decide_open(agenda: Agenda, command: OpenRoom, ask: Ask, setting: Setting) -> tuple[RoomOpened, ...]:
    if agenda.stage is not Stage.PLANNED:
        return ()
    if not agenda.phases:
        raise Refused("agenda.no_phases")
    return (RoomOpened(),)


def decide_move(agenda: Agenda, command: MovePhase, ask: Ask, setting: Setting) -> tuple[PhaseMoved, ...]:
    require_seen(agenda, command.seen)
    if not 0 <= command.to < len(agenda.phases):
        raise Refused("agenda.no_such_phase")
    if command.to == agenda.current:
        return ()
    return (PhaseMoved(command.to),)


def require_seen(agenda: Agenda, seen: int) -> None:
    if seen != agenda.moved:
        raise Refused("agenda.stale")


def decide_follow(
    agenda: Agenda, command: FollowPlenary, ask: Ask, setting: Setting
) -> tuple[AgendaSet | PhaseMoved | RoomPaused, ...]:
    """Why it pauses was said in the plenary."""
    planned = AgendaSet(command.question, tuple(map(in_group, command.phases)), command.medium)
    is_known = planned == AgendaSet(agenda.question, agenda.phases, agenda.medium)
    pausing = (RoomPaused(""),) if command.paused else ()
    return (*(() if is_known else (planned,)), PhaseMoved(command.to), *pausing)


def in_group(phase: Phase) -> Phase:
    """As people have it in a small group: there they are all together."""
    return replace(phase, formation=Formation.PLENARY) if phase.formation in IN_BREAKOUTS else phase


def decide_extend(agenda: Agenda, command: ExtendPhase, ask: Ask, setting: Setting) -> tuple[PhaseExtended, ...]:
    require_seen(agenda, command.seen)
    if not 1 <= command.minutes <= 30:
        raise Refused("agenda.minutes")
    return (PhaseExtended(command.minutes),)


def decide_pause(agenda: Agenda, command: PauseRoom, ask: Ask, setting: Setting) -> tuple[RoomPaused, ...]:
    if agenda.stage is Stage.PAUSED:
        return ()
    return (RoomPaused(cleaned(command.reason, LONGEST_REASON, "agenda")),)


def decide_resume(agenda: Agenda, command: ResumeRoom, ask: Ask, setting: Setting) -> tuple[RoomResumed, ...]:
    return (RoomResumed(),) if agenda.stage is Stage.PAUSED else ()


def decide_slow(agenda: Agenda, command: SetSlow, ask: Ask, setting: Setting) -> tuple[SlowSet, ...]:
    if not 0 <= command.seconds <= SLOWEST:
        raise Refused("agenda.seconds")
    reason = cleaned(command.reason, LONGEST_REASON, "agenda.slow") if command.seconds else ""
    now = (agenda.slow, agenda.slow_reason)
    return () if now == (command.seconds, reason) else (SlowSet(command.seconds, reason),)


def decide_close(agenda: Agenda, command: CloseRoom, ask: Ask, setting: Setting) -> tuple[RoomClosed, ...]:
    if agenda.stage is Stage.CLOSED:
        return ()
    require_seen(agenda, command.seen)
    return (RoomClosed(),)


def decide_reopen(agenda: Agenda, command: ReopenRoom, ask: Ask, setting: Setting) -> tuple[RoomReopened, ...]:
    if ask.at - agenda.until > REOPEN_WITHIN:  # of a room that is closed, `until` says when it was
        raise Refused("agenda.too_late")
    return (RoomReopened(cleaned(command.reason, LONGEST_REASON, "agenda")),)


def decide_signal(agenda: Agenda, command: GiveSignal, ask: Ask, setting: Setting) -> tuple[SignalGiven, ...]:
    if agenda.signals.get(ask.by) == command.signal:
        return ()
    return (SignalGiven(ask.by, command.signal),)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_set(agenda: Agenda, event: AgendaSet, stamp: Stamp) -> Agenda:
    return replace(agenda, question=event.question, phases=event.phases, medium=event.medium, moved=stamp.seq)


def begin(agenda: Agenda, current: int, stamp: Stamp) -> Agenda:
    return replace(
        agenda,
        stage=Stage.OPEN,
        current=current,
        moved=stamp.seq,
        since=stamp.at,
        until=stamp.at + agenda.phases[current].minutes * MINUTE,
        paused_at=0,
        pause_reason="",
        signals={},
        held=agenda.held | {current},
        slow=agenda.phases[current].slow,
        slow_reason="",
    )


def evolve_opened(agenda: Agenda, event: RoomOpened, stamp: Stamp) -> Agenda:
    return begin(agenda, 0, stamp)


def evolve_moved(agenda: Agenda, event: PhaseMoved, stamp: Stamp) -> Agenda:
    return begin(agenda, event.to, stamp)


def evolve_extended(agenda: Agenda, event: PhaseExtended, stamp: Stamp) -> Agenda:
    return replace(agenda, moved=stamp.seq, until=max(agenda.until, stamp.at) + event.minutes * MINUTE, signals={})


def evolve_paused(agenda: Agenda, event: RoomPaused, stamp: Stamp) -> Agenda:
    return replace(agenda, stage=Stage.PAUSED, paused_at=stamp.at, pause_reason=event.text)


def evolve_resumed(agenda: Agenda, event: RoomResumed, stamp: Stamp) -> Agenda:
    rest = stamp.at - agenda.paused_at  # a pause takes no time from the phase
    return replace(agenda, stage=Stage.OPEN, until=agenda.until + rest, paused_at=0, pause_reason="", signals={})


def evolve_slow(agenda: Agenda, event: SlowSet, stamp: Stamp) -> Agenda:
    return replace(agenda, slow=event.seconds, slow_reason=event.text)


def evolve_closed(agenda: Agenda, event: RoomClosed, stamp: Stamp) -> Agenda:
    return replace(agenda, stage=Stage.CLOSED, moved=stamp.seq, until=stamp.at, paused_at=0, pause_reason="")


def evolve_reopened(agenda: Agenda, event: RoomReopened, stamp: Stamp) -> Agenda:
    """The phase has as much time left as it had at the end by its own minutes."""
    rest = max(0, agenda.since + agenda.phase.minutes * MINUTE - agenda.until)
    reopened = (*agenda.reopened, Reopening(stamp.at, stamp.by, event.text))
    return replace(agenda, stage=Stage.OPEN, moved=stamp.seq, until=stamp.at + rest, signals={}, reopened=reopened)


def evolve_signal(agenda: Agenda, event: SignalGiven, stamp: Stamp) -> Agenda:
    others = {person: signal for person, signal in agenda.signals.items() if person != event.person}
    return replace(agenda, signals=others | {event.person: event.signal} if event.signal else others)


def evolve_removed(agenda: Agenda, event: PersonRemoved, stamp: Stamp) -> Agenda:
    if event.person not in agenda.signals:
        return agenda
    return replace(agenda, signals={id: each for id, each in agenda.signals.items() if id != event.person})


ACTIVITY = Activity(
    "agenda",
    Agenda,
    decide={
        SetAgenda: decide_set,
        OpenRoom: decide_open,
        MovePhase: decide_move,
        FollowPlenary: decide_follow,
        ExtendPhase: decide_extend,
        PauseRoom: decide_pause,
        ResumeRoom: decide_resume,
        SetSlow: decide_slow,
        CloseRoom: decide_close,
        ReopenRoom: decide_reopen,
        GiveSignal: decide_signal,
    },
    evolve={
        AgendaSet: evolve_set,
        RoomOpened: evolve_opened,
        PhaseMoved: evolve_moved,
        PhaseExtended: evolve_extended,
        RoomPaused: evolve_paused,
        RoomResumed: evolve_resumed,
        SlowSet: evolve_slow,
        RoomClosed: evolve_closed,
        RoomReopened: evolve_reopened,
        SignalGiven: evolve_signal,
        PersonRemoved: evolve_removed,
    },
    part=Part(AgendaView, view),
    mine=Own(AgendaMine, mine, concerned),
    by_shell=frozenset({SetAgenda, FollowPlenary}),
    with_known=frozenset({MovePhase}),
    limits={"LONGEST_REASON": LONGEST_REASON, "REOPEN_WITHIN": REOPEN_WITHIN, "SLOWEST": SLOWEST},
)
