"""What somebody of the cast does in small groups and in a fishbowl."""

from deliberation.cast import moderation, participants
from deliberation.cast.moment import Clock, Moment
from deliberation.cast.script import read
from tests.deliberation.cast.test_participants import ANNA, CONTRIBUTE, MINE, MINUTE, MO, seen
from tests.deliberation.cast.test_script import WRITTEN

BEN = 3
TOLD = """
[[person]]
slug = "ben"
name = "Ben"
kind = ""
temperament = "lively"
[[line]]
phase = "pairs"
by = "anna"
text = "Ich habe gewartet."
asked = ["Wie lange?", "Wo denn?"]
heard = "Sie mussten warten."
[[line]]
phase = "pairs"
by = "anna"
at = 0.4
text = "Zwei Stunden."
[[line]]
phase = "pairs"
by = "ben"
text = "Ich nicht."
[[line]]
phase = "pairs"
by = "anna"
text = "Wir haben beide gewartet."
report = true
"""
SCRIPT = read(WRITTEN + TOLD)


def line(id, by, text, answers=None):
    return {"id": id, "by": by, "at": 1, "state": "published", "text": text, "phase": 0, "refers_to": answers}


def pair(mode, me, said=(), may=(CONTRIBUTE,), changes=0, first=ANNA, present=(ANNA, BEN)):
    """Anna and Ben in a small group. Where one tells and the other asks, that is in their seats."""
    second = BEN if first == ANNA else ANNA
    voices = [(first, "everything"), (second, "questions")]
    people = [{"person": person, "voice": voice} for person, voice in voices] if mode == "listening" else []
    places = MINE["places"] | {"group": 1, "people": [ANNA, BEN]}
    seats = {"people": people, "changes": changes, "next_at": 0}
    page = seen(mode, may, me=me, contributions=said, mine={"places": places}, seats=seats)
    page.merge({"present": present})
    return page


def done(minutes, page, slug="anna"):
    act = participants.next_act(Moment(SCRIPT, SCRIPT.performer(slug), page, Clock(int(minutes * MINUTE))))
    return act and (act.do, act.fields)


def said(minutes, page, slug="anna"):
    do, fields = done(minutes, page, slug)
    assert do == CONTRIBUTE
    return fields["text"], fields["refers_to"]


FIRST = line(4, ANNA, "Ich habe gewartet.")
QUESTION = line(5, BEN, "Wie lange?", 4)


def test_one_tells_the_other_asks_and_what_is_told_next_answers_the_question():
    assert said(0.1, pair("listening", ANNA)) == ("Ich habe gewartet.", None)
    assert done(0.1, pair("listening", BEN), "ben") is None
    assert said(0.2, pair("listening", BEN, [FIRST]), "ben") == ("Wie lange?", 4)
    assert said(0.5, pair("listening", ANNA, [FIRST, QUESTION])) == ("Zwei Stunden.", 5)


def test_who_is_not_asked_waits_a_while_and_then_goes_on():
    assert done(0.5, pair("listening", ANNA, [FIRST])) is None
    assert said(2.1, pair("listening", ANNA, [FIRST])) == ("Zwei Stunden.", None)
    assert said(0.5, pair("listening", ANNA, [FIRST], present=(ANNA,))) == ("Zwei Stunden.", None)


def test_at_half_time_whoever_tells_leaves_the_seat_to_the_other():
    may = [CONTRIBUTE, "seats.ChangeSeats"]
    assert done(2.6, pair("listening", ANNA, [FIRST], may)) == ("seats.ChangeSeats", {"seen": 0})
    assert done(2.6, pair("listening", BEN, [FIRST, QUESTION], may), "ben") is None
    assert done(4.9, pair("listening", BEN, [], may, changes=1, first=BEN), "ben")[0] == CONTRIBUTE


def test_nobody_waits_for_the_change_by_somebody_who_is_away():
    page = pair("listening", BEN, [FIRST, QUESTION], ["seats.ChangeSeats"], present=(BEN,))
    assert done(2.6, page, "ben") == ("seats.ChangeSeats", {"seen": 0})


def test_the_time_of_whoever_tells_second_begins_with_their_turn():
    second = pair("listening", ANNA, [FIRST, QUESTION], changes=1)
    assert done(2.7, second) is None
    assert said(3.0, second) == ("Zwei Stunden.", 5)


def test_where_all_talk_each_tells_and_asks_whoever_comes_before_them():
    assert said(0.1, pair("free", BEN), "ben") == ("Ich nicht.", None)
    told = [FIRST, line(6, BEN, "Ich nicht.")]
    assert said(0.3, pair("free", BEN, told), "ben") == ("Wie lange?", 4)


def test_who_only_looks_in_has_no_group_to_tell_a_story():
    page = pair("free", ANNA, [line(6, BEN, "Ich nicht.")])
    page.mine["places"] = MINE["places"] | {"group": 1, "people": [BEN]}
    assert said(0.3, page) == ("So sind die alle.", None)


def test_in_a_controlled_dialogue_each_says_back_what_the_other_said():
    page = pair("mirror", BEN, [FIRST], ["mirror.Restate"])
    assert done(0.3, page, "ben") == ("mirror.Restate", {"contribution": 4, "text": "Sie mussten warten."})


def test_who_comes_late_goes_into_a_group():
    assert done(0.3, seen(may=["places.EnterGroup"])) == ("places.EnterGroup", {})


def test_who_comes_from_a_group_brings_a_sentence_along():
    page = seen("free", ["places.Report"], mine={"places": MINE["places"] | {"reports_from": 1}})
    page.agenda["phases"][0]["code"] = "pairs"
    assert done(0.3, page) == ("places.Report", {"text": "Wir haben beide gewartet."})


# --- the fishbowl -----------------------------------------------------------------------------------------------------


def bowl(inside, asked=(), said=()):
    may = ["fishbowl.TakeChair", *([CONTRIBUTE] if ANNA in inside else [])]
    return seen(may=may, contributions=said, fishbowl={"chairs": 2, "inside": list(inside), "asked": list(asked)})


SAID = [{"id": 3, "by": ANNA, "at": 1, "state": "published", "text": "Einer war so."}]


def test_who_wants_to_say_something_takes_the_free_chair_and_speaks():
    assert done(0.5, bowl([MO])) == ("fishbowl.TakeChair", {"person": ANNA})
    assert done(0.5, bowl([MO, BEN])) is None
    assert done(0.5, bowl([MO, ANNA]))[0] == CONTRIBUTE


def test_who_has_spoken_leaves_when_no_chair_is_free_or_they_are_asked_to():
    assert done(0.5, bowl([MO, ANNA], said=SAID)) == ("fishbowl.LeaveChair", {"person": ANNA})
    assert done(0.5, bowl([ANNA], said=SAID)) is None
    assert done(0.5, bowl([ANNA], asked=[ANNA], said=SAID)) == ("fishbowl.LeaveChair", {"person": ANNA})


# --- what a group asks of the moderation, and brings back -------------------------------------------------------------

IN_GROUP = """
[[line]]
phase = "pairs"
by = "anna"
at = 1.0
call = true
text = "Können Sie kommen?"
answer = "Da bin ich."
[[line]]
phase = "pairs"
by = "anna"
at = 2.0
result = true
text = "Wir warten zu lange."
[[line]]
phase = "pairs"
by = "ben"
at = 2.0
result = true
text = "Warten ist nicht schlimm."
[[line]]
phase = "pairs"
by = "mo"
at = 0.2
tell = true
text = "Noch eine Minute."
"""
WITH_CARDS = read(WRITTEN + TOLD + IN_GROUP)
MAY = ("calls.Call", "calls.SayDone", "results.WriteResult", "places.ComeBack")


def in_group(me=ANNA, minutes=0.0, call=None, done=None, until=0, may=MAY, **card):
    """What somebody does in a phase of small groups, in which nobody has anything to tell."""
    places = MINE["places"] | {"group": 1, "people": [ANNA, BEN], "recalled_until": until}
    results = {"reporter": None, "text": "", "by": None, "seq": 0} | card
    page = seen(may=may, me=me, mine={"places": places}, calls={"call": call, "done": done}, results=results)
    page.agenda["phases"][0] |= {"code": "pairs", "formation": "groups"}
    slug = {ANNA: "anna", BEN: "ben", MO: "mo"}[me]
    think = moderation.next_act if me == MO else participants.next_act
    act = think(Moment(WITH_CARDS, WITH_CARDS.performer(slug), page, Clock(int(minutes * MINUTE))))
    return act and (act.do, act.fields)


CALLED = {"person": ANNA, "text": "Können Sie kommen?", "answer": "here", "by": MO}


def test_somebody_calls_the_moderation_where_nobody_else_has():
    assert in_group(minutes=0.5) is None
    assert in_group(minutes=1.1) == ("calls.Call", {"text": "Können Sie kommen?"})
    assert in_group(minutes=1.1, call=CALLED) is None


def test_whoever_has_called_does_not_call_again():
    page = seen()
    page.note("calls.Call", {"text": "Können Sie kommen?"})
    page.note("exchange.Contribute", {"text": "Ich habe gewartet."})
    assert page.said_aside == {"Können Sie kommen?"}


def test_one_writes_the_card_reports_it_and_says_that_they_are_finished():
    wrote = {"text": "Warten ist nicht schlimm.", "by": BEN, "seq": 9}
    write = ("results.WriteResult", {"text": "Warten ist nicht schlimm.", "seen": 0})
    assert in_group(BEN, 2.1) == write
    assert in_group(BEN, 2.2, **wrote) == ("results.NameReporter", {"person": BEN})
    assert in_group(BEN, 2.3, reporter=BEN, **wrote) == ("calls.SayDone", {})
    assert in_group(BEN, 2.4, reporter=BEN, done={"person": BEN, "at": 1}, **wrote) is None
    assert in_group(ANNA, 2.4, call=CALLED, reporter=BEN, **wrote) is None


def test_when_the_countdown_is_over_whoever_looks_first_brings_all_back():
    assert in_group(BEN, 1.0, until=MINUTE + 1) is None
    assert in_group(BEN, 1.1, until=MINUTE + 1) == ("places.ComeBack", {})


def test_the_moderation_answers_in_the_group_and_leaves_it():
    may = ("exchange.Contribute", "places.MovePeople")
    assert in_group(MO, 2.0, call=CALLED, may=may)[1]["text"] == "Da bin ich."
    assert in_group(MO, 2.0, may=may) == ("places.MovePeople", {"people": [MO], "room": None})


def moderating(minutes, *rows, until=0, aside=("Noch eine Minute.",)):
    places = MINE["places"] | {"recalled_until": until}
    page = seen(me=MO, formation="groups", mine={"places": places})
    page.agenda["phases"][0]["code"] = "pairs"
    page.said_aside |= {*aside}
    page.merge({"groups": {"groups": rows, "recalled_until": until}, "tag": "a1"})
    act = moderation.next_act(Moment(WITH_CARDS, WITH_CARDS.performer("mo"), page, Clock(int(minutes * MINUTE))))
    return act and (act.do, act.fields)


QUIET, CALLING = {"room": 7, "call": None}, {"room": 8, "call": CALLED | {"answer": None, "by": None}}


def test_the_moderation_tells_groups_what_the_script_has_for_them_once():
    assert moderating(0.5, QUIET, aside=()) == ("places.TellGroups", {"text": "Noch eine Minute."})
    assert moderating(0.5, QUIET) is None
    assert moderating(0.5, aside=()) is None


def test_the_moderation_goes_where_it_was_called_and_nobody_has_answered():
    assert moderating(1.0, QUIET, CALLING) == ("places.MovePeople", {"people": [MO], "room": 8})
    assert moderating(1.0, QUIET, {"room": 8, "call": CALLED}) is None


def test_the_moderation_recalls_groups_before_the_time_is_over_and_waits_until_they_are_back():
    assert moderating(4.1, QUIET) == ("places.Recall", {"seconds": 30})
    assert moderating(5.1, QUIET, until=10 * MINUTE) is None
