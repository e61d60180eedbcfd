"""What the moderation of the cast does next. A real person may moderate instead."""

from collections.abc import Callable

from deliberation.cast.groups import go_back
from deliberation.cast.moment import Act, Moment
from deliberation.cast.participants import confirm, talk
from deliberation.cast.script import Line, Restatement
from deliberation.cast.seen import Item
from deliberation.core.agenda import IN_BREAKOUTS, Formation, Mode, Stage
from deliberation.core.exchange import QUESTIONS, Type
from deliberation.core.mirror import SOLVED
from deliberation.core.silent import FEWEST
from deliberation.core.vote import BallotForm

Step = Callable[[Moment], Act | None]

LATEST = 1.5  # times its minutes, then a phase ends whatever is open in it
COMING_BACK = 3.0  # minutes that people have for it after the moderation lost the connection, whatever time it is
REVEALED_AT = 0.8  # of the minutes of a silent round, if somebody does not hand in
COUNTED_AT = 0.9  # of the minutes of a phase with a ballot, if somebody does not vote
UNHEARD = IN_BREAKOUTS | {Formation.ALONE}  # what people say or write there is not in the plenary
TURN = 3.0  # minutes, then whoever does not hand the floor back has had it
COUNTDOWN = 30  # seconds that groups have for their last sentence
RECALLED = 1.0  # minutes before the end of a phase for groups, which then have their results in the plenary


def next_act(moment: Moment) -> Act | None:
    if not moment.seen.is_told:
        return None
    if moment.stage is Stage.PLANNED:
        return open_room(moment)
    if moment.stage is not Stage.OPEN:
        return None
    steps = IN_GROUP if moment.seen.mine["places"]["group"] else in_plenary(moment)
    return next(filter(None, (step(moment) for step in steps)), None)


def in_plenary(moment: Moment) -> tuple[Step, ...]:
    in_mode = MODES.get(moment.phase.mode_here, nothing_more)
    with_groups = (go_back, tell_groups, visit, recall)
    return (confirm, adopt, hold, give_back, close_ballot, *with_groups, in_mode, talk, end_phase)


def nothing_more(moment: Moment) -> Act | None:
    return None


def open_room(moment: Moment) -> Act | None:
    """When all who are to come have come."""
    is_full = len(moment.seen.present) >= len(moment.seen.items["people"])
    return Act("agenda.OpenRoom", {}) if is_full and moment.seen.may("agenda.OpenRoom") else None


def adopt(moment: Moment) -> Act | None:
    """A rule to which more than half of the group consent."""
    half = len(moment.seen.items["people"]) / 2
    agreed = [each["id"] for each in moment.seen.parts["agreement"]["proposals"] if len(each["consents"]) > half]
    if not agreed or not moment.seen.may("agreement.AdoptRule"):
        return None
    return Act("agreement.AdoptRule", {"proposal": agreed[0]})


def hold(moment: Moment) -> Act | None:
    for line in moment.script.lines:
        if line.hold and (said := moment.seen.saying([line.text])):
            return Act("exchange.Hold", {"contribution": said["id"], "reason": line.hold.reason})
    return None


def give_back(moment: Moment) -> Act | None:
    held = {each["text"]: each for each in moment.seen.items["contributions"].values() if each["state"] == "held"}
    for line in moment.script.lines:
        if line.hold and line.text in held:
            fields = {"contribution": held[line.text]["id"], "reason": line.hold.reason, "note": line.hold.note}
            return Act("exchange.Return", fields)
    return None


# --- by mode ----------------------------------------------------------------------------------------------------------


def give_floor(moment: Moment) -> Act | None:
    floor = moment.seen.parts["floor"]
    holder, requests = floor["holder"], floor["requests"]
    if holder:
        return end_turn(moment, holder["person"], holder["since"])
    return Act("floor.GiveFloor", {"person": requests[0]["person"]}) if requests else None


def end_turn(moment: Moment, person: int, since: int) -> Act | None:
    took = (moment.clock.now - since) * moment.clock.speed / 60_000
    return Act("floor.EndFloor", {"person": person}) if took > TURN else None


def reveal(moment: Moment) -> Act | None:
    """Where all write in silence for all; not whose texts could be told apart."""
    silent, phase = moment.seen.parts["silent"], moment.phase
    is_time = moment.minutes >= REVEALED_AT * phase.minutes
    is_ready = silent["handed_in"] == silent["expected"] or is_time
    are_enough = silent["handed_in"] >= (FEWEST if phase.anonymous else 1)
    is_due = silent["revealed"] == 0 and phase.formation is not Formation.ALONE and has_redrafted(moment)
    return Act("silent.Reveal", {}) if is_due and is_ready and are_enough else None


def has_redrafted(moment: Moment) -> bool:
    return all(moment.minutes > line.redraft + 1 for line in moment.script.lines_in(moment.phase))


def ask_focus(moment: Moment) -> Act | None:
    """One question of the phase after the other, each for the same time."""
    asked = moment.phase.asked or (moment.script.question,)
    place = min(int(moment.minutes * len(asked) / moment.phase.minutes), len(asked) - 1)
    is_asked = moment.seen.parts["focus"]["text"] == asked[place]
    return None if is_asked else Act("focus.AskFocus", {"text": asked[place]})


def open_ballot(moment: Moment) -> Act | None:
    planned = moment.script.ballot_in(moment.phase)
    if planned is None or planned.at > moment.minutes or moment.seen.parts["vote"]["ballot"] or has_voted(moment):
        return None
    form = BallotForm.CONSENT if moment.phase.consent else BallotForm.OPINION
    return Act("vote.OpenBallot", {"form": form, "statements": list(moment.phase.asked)})


def has_voted(moment: Moment) -> bool:
    began = moment.seen.agenda["moved"]
    return any(each["id"] > began for each in moment.seen.items["ballots"].values())


def close_ballot(moment: Moment) -> Act | None:
    """When all have voted, or when it is time."""
    vote = moment.seen.parts["vote"]
    is_time = moment.phase.mode_here is not Mode.VOTE or moment.minutes >= COUNTED_AT * moment.phase.minutes
    is_ready = vote["ballot"] and (vote["voted"] >= vote["expected"] or is_time)
    return Act("vote.CloseBallot", {"ballot": vote["ballot"]["id"]}) if is_ready else None


MODES: dict[Mode, Callable[[Moment], Act | None]] = {
    Mode.SPEAKING_LIST: give_floor,
    Mode.SILENT_ROUND: reveal,
    Mode.FOCUS: ask_focus,
    Mode.VOTE: open_ballot,
}

# --- small groups -----------------------------------------------------------------------------------------------------


def tell_groups(moment: Moment) -> Act | None:
    own = (line for line in moment.own_lines if line.tell and line.at <= moment.minutes)
    line = next((each for each in own if each.text not in moment.seen.said_aside), None)
    return Act("places.TellGroups", {"text": line.text}) if line and rows(moment) else None


def rows(moment: Moment) -> list[Item]:
    """Of the groups that are out."""
    found: list[Item] = moment.seen.groups.get("groups", [])
    return found


def visit(moment: Moment) -> Act | None:
    """Whoever comes has answered the call."""
    room = next((each["room"] for each in rows(moment) if is_open(each["call"])), None)
    return Act("places.MovePeople", {"people": [moment.seen.me], "room": room}) if room else None


def is_open(call: Item | None) -> bool:
    return call is not None and call["answer"] is None


def help_out(moment: Moment) -> Act | None:
    """What the script has as an answer to the call, as long as there is time."""
    call = moment.seen.parts["calls"]["call"]
    line = moment.script.saying(call["text"]) if call else None
    is_said = line is None or moment.said_here([line.answer]) is not None
    if line is None or not line.answer or is_said or not moment.seen.may("exchange.Contribute"):
        return None
    return Act("exchange.Contribute", {"text": line.answer, "type": Type.PROCESS})


def leave(moment: Moment) -> Act | None:
    return Act("places.MovePeople", {"people": [moment.seen.me], "room": None})


def recall(moment: Moment) -> Act | None:
    """Out of groups that have something to bring along; pairs are brought back by the next phase."""
    is_time = moment.phase.formation is Formation.GROUPS and moment.minutes >= moment.phase.minutes - RECALLED
    if not is_time or not rows(moment) or moment.seen.mine["places"]["recalled_until"]:
        return None
    return Act("places.Recall", {"seconds": max(1, round(COUNTDOWN / moment.clock.speed))})


IN_GROUP: tuple[Step, ...] = (go_back, help_out, leave)


# --- the phases -------------------------------------------------------------------------------------------------------


def end_phase(moment: Moment) -> Act | None:
    """When its time is over and everything is said; somewhat later in any case."""
    is_over = moment.minutes >= moment.phase.minutes and not open_ends(moment)
    is_late = moment.minutes >= moment.phase.minutes * LATEST and moment.minutes_here >= COMING_BACK
    return move_on(moment, is_late) if is_over or is_late else None


def move_on(moment: Moment, is_late: bool) -> Act | None:
    agenda, seen = moment.seen.agenda, moment.seen
    if agenda["current"] == len(agenda["phases"]) - 1:
        return Act("agenda.CloseRoom", {"seen": agenda["moved"]})
    if seen.may("agenda.MovePhase"):
        return Act("agenda.MovePhase", {"seen": agenda["moved"], "to": agenda["current"] + 1})
    absent = [
        person for person in seen.parts["agreement"]["missing"] if person not in seen.parts["agreement"]["without"]
    ]
    return Act("agreement.GoOnWithout", {"people": absent}) if is_late and absent else None


def open_ends(moment: Moment) -> bool:
    """Something that the script has for this phase, and somebody who is there has not said; of small groups nobody
    knows more than whether they are back."""
    if moment.phase.formation in UNHEARD:
        return moment.minutes_here < COMING_BACK or bool(moment.seen.mine["places"]["recalled_until"])
    if moment.phase.mode_here is Mode.VOTE and moment.script.ballot_in(moment.phase) and not has_voted(moment):
        return True
    lines = (line for line in moment.script.lines_in(moment.phase) if is_here(moment, line.by))
    scripts = (each for each in moment.script.restatements_in(moment.phase) if is_here(moment, each.by))
    return any(is_unsaid(moment, line) for line in lines) or any(is_unsolved(moment, each) for each in scripts)


def is_here(moment: Moment, slug: str) -> bool:
    return moment.seen.person(moment.script.performer(slug).name) is not None


def is_unsaid(moment: Moment, line: Line) -> bool:
    if line.rule:
        return line.text not in {each["text"] for each in moment.seen.parts["agreement"]["rules"]}
    return not is_beside(moment, line) and moment.seen.saying(line.texts[-1:]) is None


def is_beside(moment: Moment, line: Line) -> bool:
    """What nobody can say in this phase, where another agenda is played."""
    if line.report:
        return not moment.come_from_groups
    is_closed = moment.phase.mode_here is Mode.QUESTIONS_ONLY and line.by != moment.script.moderator
    return is_closed and line.type not in QUESTIONS


def is_unsolved(moment: Moment, script: Restatement) -> bool:
    said = moment.target(script.to)
    if said is None:
        return False
    by = moment.seen.person(moment.script.performer(script.by).name)
    known = (each for each in moment.seen.items["mirrorings"].values() if each["contribution"] == said["id"])
    is_solved = any(each["person"] == by and each["understanding"] in SOLVED for each in known)
    return not is_solved or bool(script.reply and moment.seen.saying([script.reply]) is None)
