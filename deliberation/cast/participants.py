"""What a participant of the cast does next, by nothing but what their browser shows them."""

from collections.abc import Callable
from itertools import cycle, islice

from deliberation.cast import groups
from deliberation.cast.moment import Act, Deed, FilledBallot, Moment, contribute
from deliberation.cast.script import Restatement
from deliberation.cast.seen import Item
from deliberation.core.agenda import Mode, Stage
from deliberation.core.mirror import OPEN, SOLVED, Understanding
from deliberation.core.vote import CHOICES, BallotForm, Vote, VoteChoice

Step = Callable[[Moment], Deed | None]

DRAFT_LASTS = 1.0  # minutes, then it is taken back
# Where the ballot has another form than in the script: what comes nearest.
NEAREST = {
    VoteChoice.CONSENT: VoteChoice.AGREE,
    VoteChoice.CONCERNS: VoteChoice.PASS,
    VoteChoice.OBJECT: VoteChoice.DISAGREE,
    VoteChoice.AGREE: VoteChoice.CONSENT,
    VoteChoice.PASS: VoteChoice.CONCERNS,
    VoteChoice.DISAGREE: VoteChoice.OBJECT,
}
UNDECIDED = Vote(VoteChoice.PASS)


def next_act(moment: Moment) -> Deed | None:
    """One thing at a time: first what is asked of them, then what is theirs to say."""
    if not moment.seen.is_told or moment.stage is not Stage.OPEN or moment.is_away:
        return None
    in_mode = step_in(moment)
    in_group = (groups.find_place, groups.call, groups.bring_result)
    steps: tuple[Step, ...] = (confirm, rewrite, agree_on_rules, *in_group, vote, report, in_mode)
    return next((deed for step in steps if (deed := step(moment))), None)


def confirm(moment: Moment) -> Act | None:
    """Also where they may write without it: the opening goes on when everybody has confirmed."""
    seen = moment.seen
    if seen.mine["agreement"]["confirmed"] or not seen.may("agreement.ConfirmRules"):
        return None
    return Act("agreement.ConfirmRules", {"seen": seen.parts["agreement"]["version"]})


def rewrite(moment: Moment) -> Act | None:
    """What came back to its author."""
    returned = {each["text"]: each["id"] for each in moment.seen.hidden() if each["state"] == "returned"}
    held = (line for line in moment.script.lines if line.hold and line.text in returned)
    line = next(held, None)
    if line is None or line.hold is None:
        return None
    return Act("exchange.Rewrite", {"contribution": returned[line.text], "text": line.hold.rewrite})


def agree_on_rules(moment: Moment) -> Act | None:
    return propose_rule(moment) or consent(moment)


def propose_rule(moment: Moment) -> Act | None:
    if not moment.seen.may("agreement.ProposeRule"):
        return None
    agreement = moment.seen.parts["agreement"]
    there = {each["text"] for each in (*agreement["rules"], *agreement["proposals"])}
    own = (line for line in moment.script.lines_of(moment.performer.slug, moment.phase) if line.rule)
    ready = (line.text for line in own if line.at <= moment.minutes and line.text not in there)
    text = next(ready, None)
    return Act("agreement.ProposeRule", {"text": text}) if text else None


def consent(moment: Moment) -> Act | None:
    proposals = moment.seen.parts["agreement"]["proposals"]
    new = [each["id"] for each in proposals if moment.seen.me not in each["consents"]]
    if not new or not moment.seen.may("agreement.ConsentToRule"):
        return None
    return Act("agreement.ConsentToRule", {"proposal": new[0]})


def vote(moment: Moment) -> FilledBallot | None:
    ballot, mine = moment.seen.parts["vote"]["ballot"], moment.seen.mine["vote"]
    if ballot is None or not mine["may"] or mine["voted"]:
        return None
    return FilledBallot(ballot["id"], votes(moment, BallotForm(ballot["form"]), len(ballot["statements"])))


def votes(moment: Moment, form: BallotForm, statements: int) -> tuple[Vote, ...]:
    """As the script says, and of further statements as of the first ones."""
    planned = moment.script.ballot_in(moment.phase)
    own = planned.votes.get(moment.performer.slug, ()) if planned else ()
    return tuple(fitting(vote, form) for vote in islice(cycle(own or (UNDECIDED,)), statements))


def fitting(vote: Vote, form: BallotForm) -> Vote:
    return vote if vote.choice in CHOICES[form] else Vote(NEAREST[vote.choice])


def report(moment: Moment) -> Act | None:
    """The sentence that they bring along from their small group."""
    if not moment.seen.mine["places"]["reports_from"] or not moment.seen.may("places.Report"):
        return None
    own = (line for line in moment.script.lines_of(moment.performer.slug, moment.phase) if line.report)
    line = next((each for each in own if each.at <= moment.minutes), None)
    return Act("places.Report", {"text": line.text}) if line else None


def step_in(moment: Moment) -> Step:
    mode = moment.phase.mode_here
    return ALOUD.get(mode, say_nothing) if moment.is_aloud else MODES.get(mode, talk)


def say_nothing(moment: Moment) -> None:
    return None


# --- by mode ----------------------------------------------------------------------------------------------------------


def talk_freely(moment: Moment) -> Act | None:
    return groups.converse(moment) if moment.group else talk(moment)


def talk(moment: Moment) -> Act | None:
    line = moment.due() if moment.may_contribute else None
    return contribute(moment, line) if line else None


def answer_focus(moment: Moment) -> Act | None:
    question = moment.seen.parts["focus"]["question"]
    line = moment.due() if question is not None and moment.may_contribute else None
    return contribute(moment, line, question) if line else None


def take_turn(moment: Moment) -> Act | None:
    """Whoever has nothing to say passes."""
    if not moment.may_contribute:
        return None
    return talk(moment) or pass_turn(moment)


def pass_turn(moment: Moment) -> Act | None:
    waits_for_time = any(line.at > moment.minutes for line in moment.lines())
    is_waiting = moment.seen.me in moment.seen.parts["turns"]["waiting"]
    return None if waits_for_time or not is_waiting else Act("turns.PassTurn", {"person": moment.seen.me})


def use_list(moment: Moment) -> Act | None:
    holder = moment.seen.parts["floor"]["holder"]
    if holder and holder["person"] == moment.seen.me:
        return speak(moment, holder["since"])
    return request_floor(moment)


def speak(moment: Moment, since: int) -> Act:
    has_spoken = any(each["at"] >= since for each in moment.seen.own())
    act = None if has_spoken else talk(moment)
    return act or Act("floor.EndFloor", {"person": moment.seen.me})


def request_floor(moment: Moment) -> Act | None:
    line, waiting = moment.due(), moment.seen.parts["floor"]["requests"]
    is_waiting = any(request["person"] == moment.seen.me for request in waiting)
    if line is None or is_waiting or not moment.seen.may("floor.RequestFloor"):
        return None
    is_direct = line.direct and not moment.seen.mine["floor"]["replied"]
    return Act("floor.RequestFloor", {"answers": moment.answered(line) if is_direct else None})


def write_in_silence(moment: Moment) -> Act | None:
    line, mine = next(iter(moment.lines()), None), moment.seen.mine["silent"]
    if line is None or line.at > moment.minutes or mine["revealed"] or not moment.seen.may("silent.HandIn"):
        return None
    wanted = line.text
    if line.draft and moment.minutes < line.redraft:
        wanted = line.draft if moment.minutes < line.at + DRAFT_LASTS else ""
    has = mine["sheet"]["text"] if mine["sheet"] else ""
    if wanted == has:
        return None
    return Act("silent.HandIn", {"text": wanted}) if wanted else Act("silent.TakeBack", {})


def mirror(moment: Moment) -> Act | None:
    scripted = (restate(moment, each) for each in moment.restatements())
    steps = (answer_restatement(moment), *scripted, groups.restate_heard(moment), state(moment))
    return next(filter(None, steps), None)


def state(moment: Moment) -> Act | None:
    """What they say to begin with; everything else has to answer something that was restated."""
    return None if moment.seen.mine["mirror"]["stated"] else talk(moment)


def answer_restatement(moment: Moment) -> Act | None:
    """By the author: what is missing as often as the script says so, then that it is right."""
    waiting = (each for each in moment.seen.items["mirrorings"].values() if each["understanding"] in OPEN)
    for mirroring in waiting:
        said = moment.seen.items["contributions"].get(mirroring["contribution"])
        if said and said["by"] == moment.seen.me and (act := answer(moment, mirroring)):
            return act
    return None


def answer(moment: Moment, mirroring: Item) -> Act | None:
    script = written_for(moment, mirroring)
    fields = {"contribution": mirroring["contribution"], "person": mirroring["person"]}
    missing, refusals = script.missing if script else (), mirroring["refusals"]
    if mirroring["understanding"] == Understanding.AUTHORS_TURN:
        return Act(
            "mirror.SayAnew",
            fields | {"text": script.anew if script and script.anew else said_again(moment, mirroring)},
        )
    if mirroring["understanding"] != Understanding.WAITING:
        return None
    fields["seen"] = mirroring["restatement"]
    if refusals < len(missing):
        return Act("mirror.RefuseMirror", fields | {"missing": missing[refusals]})
    return Act("mirror.ConfirmMirror", fields)


def said_again(moment: Moment, mirroring: Item) -> str:
    text: str = moment.seen.items["contributions"][mirroring["contribution"]]["text"]
    return text


def written_for(moment: Moment, mirroring: Item) -> Restatement | None:
    """What the script says of this restatement."""
    name = moment.seen.items["people"][mirroring["person"]]["name"]
    for each in moment.script.restatements:
        said = moment.target(each.to)
        if moment.script.performer(each.by).name == name and said and said["id"] == mirroring["contribution"]:
            return each
    return None


def restate(moment: Moment, script: Restatement) -> Act | None:
    said = moment.target(script.to)
    if said is None or said["by"] == moment.seen.me or not moment.seen.may("mirror.Restate"):
        return None
    known = moment.own_mirroring(said["id"])
    refusals = known["refusals"] if known else 0
    if known is None or known["understanding"] == Understanding.REFUSED:
        text = script.attempts[min(refusals, len(script.attempts) - 1)]
        return Act("mirror.Restate", {"contribution": said["id"], "text": text})
    return reply(moment, script, said["id"]) if known["understanding"] in SOLVED else None


def reply(moment: Moment, script: Restatement, contribution: int) -> Act | None:
    is_said = any(each["text"] == script.reply for each in moment.seen.own())
    if not script.reply or is_said:
        return None
    fields = {"text": script.reply, "type": script.reply_type, "refers_to": contribution}
    return Act("exchange.Contribute", fields)


MODES: dict[Mode, Callable[[Moment], Act | None]] = {
    Mode.FREE: talk_freely,
    Mode.ROUND: take_turn,
    Mode.SPEAKING_LIST: use_list,
    Mode.SILENT_ROUND: write_in_silence,
    Mode.LISTENING: groups.listen,
    Mode.MIRROR: mirror,
    Mode.FOCUS: answer_focus,
}
# Where people talk aloud they have no voice: they hand in, and let their turn go by.
ALOUD: dict[Mode, Callable[[Moment], Act | None]] = {
    Mode.SILENT_ROUND: write_in_silence,
    Mode.ROUND: pass_turn,
}
