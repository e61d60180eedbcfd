"""The one table of who may ask for what, in which stage and mode of the room, and why not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from deliberation.core import (
    agenda,
    agreement,
    calls,
    exchange,
    fishbowl,
    floor,
    focus,
    groups,
    mirror,
    people,
    places,
    results,
    seats,
    silent,
    turns,
    vote,
    whereabouts,
)
from deliberation.core.acting import EVERYONE, MODERATION, SPEAKERS, Ask, Role
from deliberation.core.activity import Room, touched
from deliberation.core.agenda import Agenda, Medium, Mode, Setting, Stage, Voice
from deliberation.core.agreement import Agreement
from deliberation.core.exchange import State
from deliberation.core.fishbowl import Fishbowl
from deliberation.core.floor import Floor
from deliberation.core.focus import Focus
from deliberation.core.people import People, is_moderating
from deliberation.core.seats import Seats
from deliberation.core.turns import Turns
from deliberation.core.vote import Voting
from deliberation.core.whereabouts import Places


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition that looks at another activity, `reads`; `refusal(state, ask, setting)` is a code, or empty.

    It is asked in its `modes`, and refuses nothing in others; without any it is asked in all. `concerned(before, after,
    setting, present)` names those for whom it may say something else in the later of two states; without it, that may
    be everybody.
    """

    reads: str
    refusal: Callable[..., str]
    modes: frozenset[Mode] | None = None
    concerned: Callable[..., Iterable[int]] | None = None

    def is_asked(self, mode: Mode | None) -> bool:
        return self.modes is None or mode in self.modes

    def may_concern(self, before: Room, after: Room, setting: Setting, present: frozenset[int]) -> Iterable[int]:
        if self.concerned is None:
            return setting.people
        return self.concerned(before.states[self.reads], after.states[self.reads], setting, present)

    def differs(self, before: Room, after: Room, ask: Ask, setting: Setting) -> bool:
        then, now = before.states[self.reads], after.states[self.reads]
        return bool(self.refusal(then, ask, setting) != self.refusal(now, ask, setting))


@dataclass(frozen=True, slots=True)
class Door:
    """Who may ask for it, in which stage of the room, in which modes, and under which further conditions."""

    roles: frozenset[Role]
    stages: frozenset[Stage]
    modes: frozenset[Mode] = frozenset(Mode)
    guards: tuple[Guard, ...] = ()


# --- conditions that look at another activity -------------------------------------------------------------------------


def refuse_without_rules(state: Agreement, ask: Ask, setting: Setting) -> str:
    """Whoever is no moderator contributes under the ground rules. In the opening everybody may talk about them."""
    if is_moderating(setting.people, ask.by) or setting.is_opening:
        return ""
    return "" if agreement.has_confirmed(state, ask.by) else "agreement.confirm_first"


def refuse_without_floor(state: Floor, ask: Ask, setting: Setting) -> str:
    speaks = is_moderating(setting.people, ask.by) or floor.holds(state, ask.by)
    return "" if speaks else "floor.not_yours"


def refuse_out_of_turn(state: Turns, ask: Ask, setting: Setting) -> str:
    """The absent are passed over, and who has not confirmed the ground rules, but not whose turn has begun."""
    if is_moderating(setting.people, ask.by):
        return ""
    if ask.by in state.taken:
        return "turns.taken"
    return "turns.not_yet" if ask.by in turns.blocked(state, setting, ask.present) else ""


def refuse_aloud(state: Agenda, ask: Ask, setting: Setting) -> str:
    """Where people talk aloud, the record is kept by those whose task it is."""
    keeps_record = setting.people[ask.by].role in RULE_KEEPERS if ask.by in setting.people else False
    return "" if setting.agenda.medium is Medium.WRITTEN or keeps_record else "exchange.aloud"


def refuse_while_silent(state: Agenda, ask: Ask, setting: Setting) -> str:
    """In a silent round people hand in; moderators may talk meanwhile."""
    return "" if is_moderating(setting.people, ask.by) else "silent.hand_in"


def refuse_while_voting(state: Voting, ask: Ask, setting: Setting) -> str:
    """What others say meanwhile would change what people choose; moderators explain."""
    is_voting = state.ballot is not None and vote.is_voter(setting.people, ask.by)
    return "vote.hand_in" if is_voting else ""


def refuse_without_question(state: Focus, ask: Ask, setting: Setting) -> str:
    """Where only answers are wanted, there has to be a question first."""
    can_go_on = is_moderating(setting.people, ask.by) or state.question is not None
    return "" if can_go_on else "focus.no_question"


def refuse_before_agreement(state: Agreement, ask: Ask, setting: Setting) -> str:
    """The opening is never skipped: every participant who is here has confirmed the ground rules, or a moderator has
    named them as somebody without whom it goes on; and one at least has."""
    if not setting.is_opening:
        return ""
    participants = set(people.participants(setting.people))
    waited_for = set(agreement.missing(state, setting.people)).difference(state.without)
    nobody_yet = waited_for == participants
    return "agenda.not_agreed" if nobody_yet or waited_for & ask.present else ""


def refuse_after_opening(state: Agreement, ask: Ask, setting: Setting) -> str:
    """The rules are the group's from the opening on."""
    is_over = setting.agenda.stage is not Stage.PLANNED and not setting.is_opening
    return "agreement.only_in_opening" if is_over else ""


def refuse_while_moderated(state: People, ask: Ask, setting: Setting) -> str:
    """As long as the moderation is connected, it hands over by itself."""
    return "people.moderated" if people.is_led(state, ask) else ""


def refuse_in_group(state: Places, ask: Ask, setting: Setting) -> str:
    """The plenary leads through the phases, and small groups follow it."""
    return "places.in_the_plenary" if state.group else ""


def refuse_outside_group(state: Places, ask: Ask, setting: Setting) -> str:
    """What a small group does as such."""
    return "" if state.group and ask.by in state.group.people else "places.only_in_group"


def refuse_beside_card(state: Places, ask: Ask, setting: Setting) -> str:
    """A card is written by the group, and by whoever was to moderate it from its beginning; another moderator, who only
    looks in, reads it."""
    if state.group and ask.by in (*state.group.people, state.group.moderator):
        return ""
    return "results.group_writes" if state.group and is_moderating(setting.people, ask.by) else "places.only_in_group"


def refuse_without_card(state: Places, ask: Ask, setting: Setting) -> str:
    """Of pairs and triads each says a sentence in the plenary."""
    return "results.no_card" if state.group and not state.group.card else ""


def refuse_unless_waiting(state: Places, ask: Ask, setting: Setting) -> str:
    """Into a small group goes by itself whoever comes while the others are in theirs."""
    return "" if whereabouts.waits(state, ask.by, setting.people) else "places.not_awaited"


def refuse_observing(state: Seats, ask: Ask, setting: Setting) -> str:
    """Whoever sits on a seat without a voice only reads until it goes round."""
    return "seats.observes" if seats.voice_of(state, ask.by, setting) is Voice.NOTHING else ""


def refuse_outside(state: Fishbowl, ask: Ask, setting: Setting) -> str:
    return "fishbowl.outside" if fishbowl.is_outside(state, ask.by, setting) else ""


# --- the table --------------------------------------------------------------------------------------------------------

BEFORE = frozenset({Stage.PLANNED})
OPEN = frozenset({Stage.OPEN})
RUNNING = frozenset({Stage.OPEN, Stage.PAUSED})
UNTIL_CLOSED = frozenset({Stage.PLANNED, Stage.OPEN, Stage.PAUSED})
ALWAYS = frozenset(Stage)
RULE_KEEPERS = MODERATION | {Role.RECORDER}
LIST = frozenset({Mode.SPEAKING_LIST})
ROUND = frozenset({Mode.ROUND})
MIRROR = frozenset({Mode.MIRROR})
FREE = frozenset({Mode.FREE})
FOCUS = frozenset({Mode.FOCUS})
SILENT = frozenset({Mode.SILENT_ROUND})
VOTE = frozenset({Mode.VOTE})
WRITERS = frozenset({Role.PARTICIPANT, Role.RECORDER})

RULES_CONFIRMED = Guard("agreement", refuse_without_rules)
HAS_FLOOR = Guard("floor", refuse_without_floor, LIST)
HAS_TURN = Guard("turns", refuse_out_of_turn, ROUND, turns.let_or_held)
NOT_ALOUD = Guard("agenda", refuse_aloud)
ASKED = Guard("focus", refuse_without_question, FOCUS)
NOT_SILENT = Guard("agenda", refuse_while_silent, SILENT)
NOT_VOTING = Guard("vote", refuse_while_voting, VOTE)
RULES_AGREED = Guard("agreement", refuse_before_agreement)
RULES_OPEN = Guard("agreement", refuse_after_opening)
MODERATION_AWAY = Guard("people", refuse_while_moderated)
IN_PLENARY = Guard("places", refuse_in_group)
HAS_VOICE = Guard("seats", refuse_observing)
ON_CHAIR = Guard("fishbowl", refuse_outside)
IN_GROUP = Guard("places", refuse_outside_group)
WRITES_CARD = Guard("places", refuse_beside_card)
HAS_CARD = Guard("places", refuse_without_card)
WAITS_FOR_GROUP = Guard("places", refuse_unless_waiting)

DOORS: dict[type, Door] = {
    people.Join: Door(EVERYONE, ALWAYS),
    people.BringIn: Door(MODERATION, ALWAYS),
    people.RemovePerson: Door(MODERATION, UNTIL_CLOSED),
    people.GiveRole: Door(MODERATION, UNTIL_CLOSED),
    people.HandOver: Door(frozenset({Role.MODERATOR}), UNTIL_CLOSED),
    people.TakeOver: Door(frozenset({Role.CO_MODERATOR}), UNTIL_CLOSED, guards=(MODERATION_AWAY,)),
    people.SetRoles: Door(MODERATION, UNTIL_CLOSED),
    agenda.SetAgenda: Door(MODERATION, BEFORE),
    agenda.OpenRoom: Door(MODERATION, UNTIL_CLOSED),
    agenda.MovePhase: Door(MODERATION, OPEN, guards=(RULES_AGREED, IN_PLENARY)),
    agenda.FollowPlenary: Door(MODERATION, ALWAYS),
    agenda.ExtendPhase: Door(MODERATION, OPEN, guards=(IN_PLENARY,)),
    agenda.PauseRoom: Door(MODERATION, RUNNING, guards=(IN_PLENARY,)),
    agenda.ResumeRoom: Door(MODERATION, RUNNING, guards=(IN_PLENARY,)),
    agenda.SetSlow: Door(MODERATION, OPEN, FREE),
    agenda.CloseRoom: Door(MODERATION, frozenset({Stage.OPEN, Stage.PAUSED, Stage.CLOSED}), guards=(IN_PLENARY,)),
    agenda.ReopenRoom: Door(MODERATION, frozenset({Stage.CLOSED}), guards=(IN_PLENARY,)),
    agenda.GiveSignal: Door(SPEAKERS, RUNNING),
    agreement.AddRule: Door(RULE_KEEPERS, BEFORE),
    agreement.RewordRule: Door(RULE_KEEPERS, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.RemoveRule: Door(RULE_KEEPERS, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.ConfirmRules: Door(SPEAKERS, RUNNING),
    agreement.TakeAsConfirmed: Door(MODERATION, ALWAYS),
    agreement.ProposeRule: Door(SPEAKERS, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.ConsentToRule: Door(SPEAKERS, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.ObjectToRule: Door(SPEAKERS, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.AdoptRule: Door(MODERATION, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.DropProposal: Door(SPEAKERS, OPEN | BEFORE, guards=(RULES_OPEN,)),
    agreement.GoOnWithout: Door(MODERATION, OPEN, guards=(RULES_OPEN,)),
    floor.RequestFloor: Door(SPEAKERS, OPEN, LIST, guards=(ON_CHAIR,)),
    floor.WithdrawRequest: Door(SPEAKERS, RUNNING),
    floor.PutOnList: Door(MODERATION, OPEN, LIST),
    floor.StrikeRequest: Door(MODERATION, RUNNING),
    floor.MoveRequest: Door(MODERATION, OPEN, LIST),
    floor.GiveFloor: Door(MODERATION, OPEN, LIST),
    floor.ExtendFloor: Door(MODERATION, OPEN, LIST),
    floor.EndFloor: Door(SPEAKERS, RUNNING),
    floor.SetOrder: Door(MODERATION, UNTIL_CLOSED),
    floor.AgeRequests: Door(MODERATION, OPEN, LIST),
    exchange.Contribute: Door(
        SPEAKERS,
        OPEN,
        guards=(RULES_CONFIRMED, NOT_SILENT, NOT_VOTING, NOT_ALOUD, ASKED, ON_CHAIR, HAS_FLOOR, HAS_TURN, HAS_VOICE),
    ),
    exchange.Record: Door(RULE_KEEPERS, OPEN),
    exchange.SetType: Door(SPEAKERS, RUNNING),
    exchange.Withdraw: Door(SPEAKERS, RUNNING),
    exchange.Hold: Door(MODERATION, RUNNING),
    exchange.Release: Door(MODERATION, RUNNING),
    exchange.Return: Door(MODERATION, RUNNING),
    exchange.Rewrite: Door(SPEAKERS, OPEN),
    exchange.Announce: Door(MODERATION, RUNNING),
    focus.AskFocus: Door(MODERATION, OPEN, FOCUS),
    silent.HandIn: Door(WRITERS, OPEN, SILENT, guards=(RULES_CONFIRMED, HAS_VOICE)),
    silent.TakeBack: Door(SPEAKERS, RUNNING, SILENT),
    silent.DropNote: Door(SPEAKERS, ALWAYS),
    silent.Reveal: Door(MODERATION, OPEN, SILENT),
    silent.HoldSheet: Door(MODERATION, RUNNING, SILENT),
    silent.ReturnSheet: Door(MODERATION, RUNNING, SILENT),
    silent.ReleaseSheet: Door(MODERATION, RUNNING, SILENT),
    turns.BeginTurn: Door(SPEAKERS, OPEN, ROUND, guards=(RULES_CONFIRMED, HAS_TURN, HAS_VOICE)),
    turns.EndTurn: Door(SPEAKERS, OPEN, ROUND),
    turns.PassTurn: Door(SPEAKERS, OPEN, ROUND),
    turns.TakeBackPass: Door(SPEAKERS, OPEN, ROUND),
    mirror.Restate: Door(SPEAKERS, OPEN, MIRROR, guards=(RULES_CONFIRMED, ON_CHAIR, HAS_VOICE)),
    mirror.ConfirmMirror: Door(SPEAKERS, OPEN, MIRROR),
    mirror.RefuseMirror: Door(SPEAKERS, OPEN, MIRROR),
    mirror.SayAnew: Door(SPEAKERS, OPEN, MIRROR),
    mirror.OpenReply: Door(MODERATION, OPEN, MIRROR),
    mirror.TakeBackMirror: Door(SPEAKERS, OPEN, MIRROR),
    seats.ChangeSeats: Door(SPEAKERS, OPEN),
    fishbowl.TakeChair: Door(SPEAKERS, OPEN, guards=(RULES_CONFIRMED,)),
    fishbowl.LeaveChair: Door(SPEAKERS, RUNNING),
    fishbowl.AskForRoom: Door(MODERATION, OPEN),
    places.OpenBreakouts: Door(MODERATION, RUNNING),
    places.FormGroups: Door(MODERATION, RUNNING),
    places.EnterGroup: Door(whereabouts.PLACED, RUNNING, guards=(RULES_CONFIRMED, WAITS_FOR_GROUP)),
    places.Gather: Door(MODERATION, ALWAYS),
    places.MovePeople: Door(MODERATION, RUNNING),
    places.BringBack: Door(MODERATION, RUNNING),
    places.Recall: Door(MODERATION, RUNNING),
    places.CallOffReturn: Door(MODERATION, RUNNING),
    places.AnnounceReturn: Door(MODERATION, ALWAYS),
    places.ComeBack: Door(SPEAKERS, RUNNING),
    places.MergeGroups: Door(MODERATION, RUNNING),
    places.CloseGroup: Door(MODERATION, RUNNING),
    places.ExtendGroup: Door(MODERATION, OPEN),
    places.TellGroups: Door(MODERATION, RUNNING),
    groups.PrepareGroups: Door(MODERATION, UNTIL_CLOSED, guards=(IN_PLENARY,)),
    groups.ProposeGroups: Door(MODERATION, UNTIL_CLOSED, guards=(IN_PLENARY,)),
    groups.PutPerson: Door(MODERATION, UNTIL_CLOSED, guards=(IN_PLENARY,)),
    groups.SetHost: Door(MODERATION, UNTIL_CLOSED, guards=(IN_PLENARY,)),
    groups.SetModerator: Door(MODERATION, UNTIL_CLOSED, guards=(IN_PLENARY,)),
    groups.DropGroups: Door(MODERATION, UNTIL_CLOSED, guards=(IN_PLENARY,)),
    groups.SendGroups: Door(MODERATION, RUNNING, guards=(IN_PLENARY,)),
    groups.UseRound: Door(MODERATION, RUNNING),
    calls.Call: Door(whereabouts.PLACED, RUNNING, guards=(IN_GROUP,)),
    calls.TakeBackCall: Door(whereabouts.PLACED, RUNNING, guards=(IN_GROUP,)),
    calls.AnswerCall: Door(MODERATION, RUNNING),
    calls.TakeAnswer: Door(MODERATION, RUNNING),
    calls.NoteModerators: Door(MODERATION, ALWAYS),
    calls.PassOnCall: Door(MODERATION, ALWAYS),
    calls.SayDone: Door(whereabouts.PLACED, RUNNING, guards=(IN_GROUP,)),
    calls.SayNotDone: Door(whereabouts.PLACED, RUNNING, guards=(IN_GROUP,)),
    results.NameReporter: Door(SPEAKERS, RUNNING, guards=(WRITES_CARD, HAS_CARD)),
    results.WriteResult: Door(SPEAKERS, OPEN, guards=(RULES_CONFIRMED, WRITES_CARD, HAS_CARD)),
    results.BringResult: Door(MODERATION, ALWAYS),
    vote.OpenBallot: Door(MODERATION, OPEN, VOTE),
    vote.Mark: Door(vote.VOTERS, RUNNING, guards=(RULES_CONFIRMED,)),
    vote.CloseBallot: Door(MODERATION, RUNNING | {Stage.CLOSED}),
    places.Report: Door(SPEAKERS, OPEN, guards=(RULES_CONFIRMED,)),
}
FREE_TO_ENTER = frozenset({people.Join})


# --- what depends on the fields of a command --------------------------------------------------------------------------


def refuse_reply_to_nothing(room: Room, command: floor.RequestFloor, ask: Ask) -> str:
    """A direct reply answers something that everybody can read."""
    if command.answers is None:
        return ""
    return "" if published(room, command.answers) else "exchange.no_such_contribution"


def published(room: Room, id: int) -> exchange.Contribution | None:
    found: exchange.Contribution | None = room.states["exchange"].contributions.at(id)
    return found if found and found.state is State.PUBLISHED else None


def refuse_unmirrored(room: Room, command: exchange.Contribute, ask: Ask) -> str:
    setting = Setting(room.states["people"], room.states["agenda"])
    return mirror.why_no_reply(room.states["mirror"], command.refers_to, command.type, ask.by, setting)


def refuse_mirror_of_nothing(room: Room, command: mirror.Restate, ask: Ask) -> str:
    """One restates what somebody else has said, and that was no restatement itself."""
    restated = published(room, command.contribution)
    if restated is None or restated.by is None or restated.type is exchange.Type.MIRROR:
        return "exchange.no_such_contribution"
    return "mirror.own" if restated.by == ask.by else ""


def refuse_other_than_author(
    room: Room, command: mirror.ConfirmMirror | mirror.RefuseMirror | mirror.SayAnew, ask: Ask
) -> str:
    said = published(room, command.contribution)
    return "" if said and said.by == ask.by else "exchange.not_yours"


def refuse_before_author(room: Room, command: mirror.OpenReply, ask: Ask) -> str:
    said = published(room, command.contribution)
    setting = Setting(room.states["people"], room.states["agenda"])
    return mirror.why_not_open(room.states["mirror"], command, said.by if said else None, ask, setting)


def refuse_beside_the_question(room: Room, command: exchange.Contribute, ask: Ask) -> str:
    """In focus people answer the question of the moderation, which says what it wants."""
    setting = Setting(room.states["people"], room.states["agenda"])
    if setting.mode is not Mode.FOCUS or is_moderating(setting.people, ask.by):
        return ""
    return "" if command.refers_to == room.states["focus"].question else "focus.answer_only"


def refuse_answers_of_listener(room: Room, command: exchange.Contribute, ask: Ask) -> str:
    """Whoever listens asks, and nothing else."""
    setting = Setting(room.states["people"], room.states["agenda"])
    only_asks = seats.voice_of(room.states["seats"], ask.by, setting) is Voice.QUESTIONS
    return "seats.only_questions" if only_asks and command.type not in exchange.QUESTIONS else ""


# Where a command points into another activity than its own: `(room, command, ask)` to codes, of which the first that is
# not empty says why not. Unlike guards, these depend on the fields of the command, so no page can know them before.
REFERENCES: dict[type, tuple[Callable[[Room, Any, Ask], str], ...]] = {
    floor.RequestFloor: (refuse_reply_to_nothing,),
    exchange.Contribute: (refuse_answers_of_listener, refuse_unmirrored, refuse_beside_the_question),
    mirror.Restate: (refuse_mirror_of_nothing,),
    mirror.ConfirmMirror: (refuse_other_than_author,),
    mirror.RefuseMirror: (refuse_other_than_author,),
    mirror.SayAnew: (refuse_other_than_author,),
    mirror.OpenReply: (refuse_before_author,),
}


# --- what it answers --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """All of the table that concerns one person: people who stand alike may do the same."""

    role: Role | None  # None: nobody, or somebody who was erased or removed
    stage: Stage
    mode: Mode | None
    refusals: tuple[str, ...]  # of the guards that were asked, in their order


@cache
def guards(role: Role | None, mode: Mode | None) -> tuple[Guard, ...]:
    """Those that stand, in this mode, before anything that this role can ask for."""
    doors = (door for door in DOORS.values() if role in door.roles)
    known = dict.fromkeys(guard for door in doors for guard in door.guards)
    return tuple(guard for guard in known if guard.is_asked(mode))


@cache
def guards_reading(mode: Mode | None, changed: frozenset[str]) -> tuple[Guard, ...]:
    known = dict.fromkeys(guard for role in Role for guard in guards(role, mode))
    return tuple(guard for guard in known if guard.reads in changed)


def role_of(room: Room, person: int) -> Role | None:
    """None for whoever was removed, or was erased and has no name: until their socket is closed, they can add nothing
    that would have to go, too."""
    known = room.states["people"].get(person)
    return known.role if known and known.name and not known.removed else None


def standing(room: Room, ask: Ask) -> Standing:
    return standing_in(Setting(room.states["people"], room.states["agenda"]), room, ask)


def standing_in(setting: Setting, room: Room, ask: Ask) -> Standing:
    """Likewise, where several people are asked for in one room."""
    role, mode = role_of(room, ask.by), setting.mode
    return Standing(role, setting.agenda.stage, mode, tuple(refusals(room, ask, setting, guards(role, mode))))


def refusals(room: Room, ask: Ask, setting: Setting, guards: Iterable[Guard]) -> Iterator[str]:
    return (guard.refusal(room.states[guard.reads], ask, setting) for guard in guards)


def why_not(room: Room, command: type, ask: Ask) -> str:
    """Why this may not be asked now, whatever its fields say; empty if it may. Entering is open to everybody."""
    if command in FREE_TO_ENTER:
        return ""
    return why_never(room, command, ask.by) or why_not_now(room, command, ask)


def why_never(room: Room, command: type, person: int) -> str:
    """Likewise, whatever becomes of the room, as long as they have this role."""
    return "" if role_of(room, person) in DOORS[command].roles else "room.not_your_role"


def why_not_now(room: Room, command: type, ask: Ask) -> str:
    """Likewise, whatever the role."""
    door, setting = DOORS[command], Setting(room.states["people"], room.states["agenda"])
    mode = setting.mode
    asked = (guard for guard in door.guards if guard.is_asked(mode))
    return refusal(door, setting.agenda.stage, mode, refusals(room, ask, setting, asked))


def why_not_following(room: Room, command: type) -> str:
    """Why this may not follow from a command in another room of the session: who asks was looked at there."""
    door, setting = DOORS[command], Setting(room.states["people"], room.states["agenda"])
    return refusal(door, setting.agenda.stage, setting.mode, ())


def why_not_so(room: Room, command: Any, ask: Ask) -> str:
    """Why this may not be asked with these fields; what the door does not look into is the activity's own matter."""
    return next(filter(None, (refuse(room, command, ask) for refuse in REFERENCES.get(type(command), ()))), "")


def refusal(door: Door, stage: Stage, mode: Mode | None, refusals: Iterable[str]) -> str:
    """The code of the first condition that does not hold; guards are asked last, and only as far as needed."""
    if stage not in door.stages:
        return f"room.{stage}"
    if mode is not None and mode not in door.modes:
        return "room.not_in_this_phase"
    return next(filter(None, refusals), "")


@lru_cache(maxsize=4096)
def may(standing: Standing) -> Mapping[type, str]:
    """Everything that this role can ever ask for, and why it may not now (empty: it may)."""
    codes = dict(zip(guards(standing.role, standing.mode), standing.refusals, strict=True))
    return {
        command: refusal(door, standing.stage, standing.mode, (codes.get(guard, "") for guard in door.guards))
        for command, door in DOORS.items()
        if standing.role in door.roles
    }


@cache
def looked_at() -> frozenset[str]:
    """The activities that decide what people may do."""
    return frozenset({"people", "agenda", *(guard.reads for door in DOORS.values() for guard in door.guards)})


def concerned(
    before: Room, after: Room, present: frozenset[int], around: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Those who may do other things in the later of two states. Who came, or another phase, may change everything;
    otherwise only those guards are asked again that read what changed: nearly all contributions change nothing here."""
    changed = looked_at() & touched(before, after)
    if not changed:
        return frozenset()
    setting = Setting(after.states["people"], after.states["agenda"])
    if not changed.isdisjoint(("people", "agenda")):
        earlier = Setting(before.states["people"], before.states["agenda"])
        asks = (Ask(person, 0, present, around=around) for person in setting.people)
        return frozenset(
            ask.by for ask in asks if standing_in(earlier, before, ask) != standing_in(setting, after, ask)
        )
    found: set[int] = set()
    mode = setting.mode
    for guard in guards_reading(mode, changed):
        maybe = (person for person in guard.may_concern(before, after, setting, present) if person not in found)
        asks = (
            Ask(person, 0, present, around=around) for person in maybe if guard in guards(role_of(after, person), mode)
        )
        found.update([ask.by for ask in asks if guard.differs(before, after, ask, setting)])
    return frozenset(found)
