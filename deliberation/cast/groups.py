"""What somebody of the cast does where not all talk with all: in small groups, and in a fishbowl."""

from deliberation.cast.moment import Act, Moment, contribute
from deliberation.cast.script import Line
from deliberation.cast.seen import Item
from deliberation.core.exchange import Type

PATIENCE = 1.5  # minutes, then somebody who tells goes on, though nobody has asked


def find_place(moment: Moment) -> Act | None:
    return go_back(moment) or enter_group(moment) or change_seats(moment) or use_chair(moment)


def go_back(moment: Moment) -> Act | None:
    """When the countdown is over, by whoever is first."""
    until = moment.seen.mine["places"]["recalled_until"]
    is_time = until and moment.clock.now >= until
    return Act("places.ComeBack", {}) if is_time and moment.seen.may("places.ComeBack") else None


def enter_group(moment: Moment) -> Act | None:
    """By whoever comes back while the others are in their groups."""
    return Act("places.EnterGroup", {}) if moment.seen.may("places.EnterGroup") else None


def change_seats(moment: Moment) -> Act | None:
    """By the first of those who are here, when everybody's share of the time is over: the server's clock is that of
    people, and may be slower."""
    line, changes = moment.line_of_people, moment.seen.parts["seats"]["changes"]
    here = [person for person in line if person == moment.seen.me or person in moment.seen.present]
    is_time = changes < len(line) - 1 and moment.minutes >= moment.part * (changes + 1)
    if not is_time or here[:1] != [moment.seen.me] or not moment.seen.may("seats.ChangeSeats"):
        return None
    return Act("seats.ChangeSeats", {"seen": changes})


# --- what a group asks of the moderation, and brings back ------------------------------------------------------------


def call(moment: Moment) -> Act | None:
    """Once, where nobody else of the group has."""
    if not moment.group or not moment.seen.may("calls.Call") or moment.seen.parts["calls"]["call"]:
        return None
    own = (line for line in moment.own_lines if line.call and line.at <= moment.minutes)
    line = next((each for each in own if each.text not in moment.seen.said_aside), None)
    return Act("calls.Call", {"text": line.text}) if line else None


def bring_result(moment: Moment) -> Act | None:
    """Whoever writes the card reports, and says that the group is finished."""
    if not moment.group or not moment.seen.may("results.WriteResult"):
        return None
    results = moment.seen.parts["results"]
    if results["by"] == moment.seen.me:
        return finish(moment, results["reporter"])
    line = next((each for each in moment.own_lines if each.result and each.at <= moment.minutes), None)
    if line is None or results["text"]:
        return None
    return Act("results.WriteResult", {"text": line.text, "seen": results["seq"]})


def finish(moment: Moment, reporter: int | None) -> Act | None:
    if reporter is None:
        return Act("results.NameReporter", {"person": moment.seen.me})
    is_said = moment.seen.parts["calls"]["done"] is not None
    return None if is_said or not moment.seen.may("calls.SayDone") else Act("calls.SayDone", {})


# --- the fishbowl -----------------------------------------------------------------------------------------------------


def use_chair(moment: Moment) -> Act | None:
    """Whoever has something to say takes the free chair; whoever has said it leaves theirs when it gets narrow."""
    bowl, me = moment.seen.parts["fishbowl"], moment.seen.me
    is_full = len(bowl["inside"]) >= bowl["chairs"]
    if me not in bowl["inside"]:
        wants = bowl["chairs"] and not is_full and moment.due() and moment.seen.may("fishbowl.TakeChair")
        return Act("fishbowl.TakeChair", {"person": me}) if wants else None
    is_done = (is_full or me in bowl["asked"]) and moment.due() is None
    return Act("fishbowl.LeaveChair", {"person": me}) if is_done else None


# --- what people tell each other --------------------------------------------------------------------------------------


def listen(moment: Moment) -> Act | None:
    """One tells, and the others ask: each their own question, as far as the script has so many."""
    if not moment.may_contribute:
        return None
    first, *listeners = moment.line_of_people or [moment.seen.me]
    return ask(moment, first, listeners.index(moment.seen.me)) if moment.only_asks else tell(moment)


def converse(moment: Moment) -> Act | None:
    """Everybody tells, and whoever comes after them in the group asks."""
    if not moment.may_contribute:
        return None
    before = moment.group[moment.group.index(moment.seen.me) - 1]
    return tell(moment) or ask(moment, before, 0)


def tell(moment: Moment) -> Act | None:
    """One line, and the next one as an answer to what was asked about it."""
    line = moment.due()
    if line is None:
        return None
    before = next((each for each in reversed(moment.lines()) if moment.said_here(each.texts)), None)
    asked = moment.said_here(before.asked) if before else None
    if asked is None and is_to_be_asked(moment, before) and moment.own_minutes < line.at + PATIENCE:
        return None
    return contribute(moment, line, asked["id"] if asked else None)


def is_to_be_asked(moment: Moment, line: Line | None) -> bool:
    others = moment.seen.present.difference({moment.seen.me})
    return bool(line and line.asked) and not others.isdisjoint(moment.group)


def ask(moment: Moment, teller: int, place: int) -> Act | None:
    for said, line in heard(moment):
        question = line.asked[place : place + 1]
        if said["by"] == teller and question and moment.said_here(question) is None:
            fields = {"text": question[0], "type": Type.QUESTION, "refers_to": said["id"]}
            return Act("exchange.Contribute", fields)
    return None


def restate_heard(moment: Moment) -> Act | None:
    """What somebody else has said in this small group."""
    may = moment.group and moment.seen.may("mirror.Restate")
    for said, line in heard(moment) if may else ():
        if line.heard and moment.own_mirroring(said["id"]) is None:
            return Act("mirror.Restate", {"contribution": said["id"], "text": line.heard})
    return None


def heard(moment: Moment) -> list[tuple[Item, Line]]:
    """What others have said here by the script."""
    here = (each for each in moment.seen.published() if moment.counts(each))
    said = ((each, moment.script.saying(each["text"])) for each in here)
    return [(each, line) for each, line in said if line and each["by"] != moment.seen.me]
