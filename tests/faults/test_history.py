"""The checker itself: a good history passes, and each way to break the promise is caught."""

import copy
import json

import pytest

from tests.faults import history
from tests.faults.history import Command, Entry, History, Log, Received

pytestmark = pytest.mark.faults

ANNA, BEN, MODERATOR = 1, 2, 9
NOTHING_ELSE = {"type": "", "refers_to": None, "state": "published", "reason": None, "note": "", "rewritten": False}


def said(seq, by, text, key):
    data = {"person": by, "type": "", "refers_to": None, "claim": "", "attack": "", "phase": 1}
    return Entry(seq, "exchange.Contributed", data, text, by, key)


def shown(id, by, text, **more):
    return {"id": id, "by": by, "text": text, **NOTHING_ELSE, **more}


LOG = Log(
    "e1",
    (
        Entry(1, "people.PersonJoined", {"person": ANNA}, "Anna", ANNA),
        said(2, ANNA, "Der erste Satz", "a1"),
        said(3, BEN, "Der zweite Satz", "b1"),
        Entry(4, "exchange.Held", {"contribution": 3, "reason": "insult"}, "", MODERATOR, "m1"),
    ),
)


def contribute(ref, by, text, sent, answered, seq):
    return Command(ref, by, "exchange.Contribute", {"text": text}, sent, answered, seq)


def told(person, moderating, *frames, commands=()):
    received = [Received(at, frame, json.dumps(frame)) for at, frame in enumerate(frames)]
    return History(person, moderating, list(commands), received)


def welcome(seq, since, *contributions, epoch="e1"):
    return {"seq": seq, "epoch": epoch, "since": since, "parts": {}, "people": [], "contributions": contributions}


def delta(seq, *contributions):
    return {"seq": seq, "contributions": list(contributions)}


HELD = shown(3, BEN, "", state="held", reason="insult")
HELD_IN_FULL = shown(3, BEN, "Der zweite Satz", state="held", reason="insult")


@pytest.fixture
def histories():
    """Anna and Ben talk, a moderator holds what Ben said; Anna was offline in between."""
    first, second = shown(2, ANNA, "Der erste Satz"), shown(3, BEN, "Der zweite Satz")
    anna = told(
        ANNA,
        False,
        welcome(1, 0),
        delta(2, first),
        welcome(4, 2, HELD),
        commands=[contribute("a1", ANNA, "Der erste Satz", 1.0, 2.0, 2)],
    )
    mine = {"mine": {"contributions": [HELD_IN_FULL]}}
    ben = told(
        BEN,
        False,
        welcome(2, 0, first),
        delta(3, second),
        delta(4, HELD),
        mine,
        commands=[contribute("b1", BEN, "Der zweite Satz", 3.0, 4.0, 3)],
    )
    hold = Command("m1", MODERATOR, "exchange.Hold", {"contribution": 3}, 5.0, 6.0, 4)
    moderator = told(MODERATOR, True, welcome(4, 0, first, HELD_IN_FULL), commands=[hold])
    return [anna, ben, moderator]


def found(histories, *logs):
    return "\n".join(history.violations(histories, logs or [LOG]))


def changed(log, at, **fields):
    entries = list(log.entries)
    entries[at] = Entry(**{**entries[at].__dict__, **fields})
    return Log(log.epoch, tuple(entries))


def test_a_good_history_passes(histories):
    assert found(histories) == ""


def test_what_was_never_answered_may_be_in_the_log_or_not(histories):
    anna = histories[0]
    anna.commands[0].answered = anna.commands[0].seq = None
    anna.commands.append(contribute("a2", ANNA, "Kam nie an", 9.0, None, None))
    assert history.violations(histories, [LOG], converged=False) == []
    assert "was never answered" in found(histories)


def test_an_acknowledged_command_that_is_lost_is_caught(histories):
    histories[0].commands.append(contribute("a2", ANNA, "Verloren", 9.0, 10.0, 5))
    assert "was acknowledged and is not in the log" in found(histories)


def test_one_that_was_acknowledged_at_another_place_is_caught(histories):
    histories[0].commands[0].seq = 1
    assert "was acknowledged as 1 and stands at 2" in found(histories)


def test_a_copy_that_is_answered_otherwise_is_caught(histories):
    histories[0].commands[0].otherwise = {"ref": "a1", "seq": 7}
    assert "was answered (2, None), and a later copy {'ref': 'a1', 'seq': 7}" in found(histories)


def test_one_that_happened_twice_is_caught(histories):
    twice = Log("e1", (*LOG.entries, said(5, ANNA, "Der erste Satz", "a1")))
    assert "is in the log 2 times" in found(histories, twice)
    under_another_key = Log("e1", (*LOG.entries, said(5, ANNA, "Der erste Satz", None)))
    assert "was said once and is in the log 2 times" in found(histories, under_another_key)


def test_one_that_was_refused_and_happened_is_caught(histories):
    histories[0].commands[0].seq, histories[0].commands[0].refused = None, "exchange.too_fast"
    assert "was refused (exchange.too_fast) and is in the log as exchange.Contributed" in found(histories)


def test_a_refusal_may_be_in_the_log_as_what_it_was(histories):
    empty = Command("a2", ANNA, "exchange.Contribute", {"text": ""}, 7.0, 8.0, None, "exchange.empty")
    histories[0].commands.append(empty)
    refused = Log("e1", (*LOG.entries, Entry(5, "room.Answered", {"refused": "exchange.empty"}, "", ANNA, "a2")))
    assert history.violations(histories, [refused], converged=False) == []
    empty.refused, empty.seq = None, 5
    assert "was acknowledged and is in the log as room.Answered exchange.empty" in found(histories, refused)


def test_what_changed_nothing_stands_in_the_log_at_its_place(histories):
    histories[2].commands.append(Command("m2", MODERATOR, "exchange.Release", {"contribution": 2}, 7.0, 8.0, 4))
    done = Log("e1", (*LOG.entries, Entry(5, "room.Answered", {"refused": ""}, "", MODERATOR, "m2")))
    assert "was acknowledged as 4 and stands at 5" in found(histories, done)
    histories[2].commands[1].seq = 5
    assert history.violations(histories, [done], converged=False) == []


def test_one_that_nobody_asked_is_caught(histories):
    histories[1].commands.clear()
    assert "was asked by nobody" in found(histories)


def test_another_text_than_was_sent_is_caught(histories):
    assert "with another text" in found(histories, changed(LOG, 1, text="Der dritte Satz"))


def test_a_gap_in_the_log_is_caught(histories):
    assert "gaps" in found(histories, changed(LOG, 3, seq=5))


def test_two_commands_in_the_wrong_order_are_caught(histories):
    histories[1].commands[0].sent, histories[1].commands[0].answered = 0.1, 0.2
    assert "and what was answered before it was sent at 3" in found(histories)


def test_two_commands_under_way_at_once_may_come_in_any_order(histories):
    histories[1].commands[0].sent = 0.5
    histories[1].commands[0].answered = 2.5
    assert found(histories) == ""


def test_a_missed_contribution_is_caught(histories):
    del histories[0].frames[1]
    histories[0].frames[1] = Received(9, welcome(4, 1, HELD), "")
    assert "contribution 2 at 4 is None" in found(histories)


def test_a_contribution_that_never_was_is_caught(histories):
    frame = delta(4, shown(4, ANNA, "Erfunden"))
    histories[1].frames.append(Received(9, frame, ""))
    assert "and should be None" in found(histories)


def test_a_text_that_differs_is_caught(histories):
    frame = copy.deepcopy(histories[0].frames[1].frame)
    frame["contributions"][0]["text"] = "Der erste Sutz"
    histories[0].frames[1] = Received(9, frame, "")
    assert "Der erste Sutz" in found(histories)


def test_a_hold_that_did_not_arrive_is_caught(histories):
    histories[0].frames[2] = Received(9, welcome(4, 2), "")
    assert "contribution 3 at 4 is None" in found(histories)


@pytest.mark.parametrize(
    "frame",
    [
        delta(4, HELD_IN_FULL),
        {"mine": {"contributions": [HELD_IN_FULL]}},
        {"present": [1], "why": "Der zweite Satz"},
        {"ref": "a1", "seq": 2, "text": "Der zweite Satz"},
    ],
    ids=["contribution", "mine of somebody else", "any frame", "answer"],
)
def test_a_hidden_text_is_caught_wherever_it_stands(histories, frame):
    histories[0].frames.append(Received(9, frame, json.dumps(frame)))
    assert "tells “Der zweite Satz”" in found(histories)


def test_its_author_and_moderators_may_read_what_is_held(histories):
    for reader in histories[1:]:
        reader.frames.append(Received(9, {}, "Der zweite Satz"))
    assert found(histories) == ""


def test_what_was_withdrawn_only_its_author_may_read(histories):
    withdrawn = Log("e1", (*LOG.entries, Entry(5, "exchange.Withdrawn", {"contribution": 3}, "", BEN, "b2")))
    histories[1].commands.append(Command("b2", BEN, "exchange.Withdraw", {}, 9.0, 10.0, 5))
    for each in histories:
        frame = delta(5, shown(3, BEN, "", state="withdrawn"))
        each.frames.append(Received(9, frame, json.dumps(frame)))
    assert found(histories, withdrawn) == ""
    histories[2].frames.append(Received(9, {}, "Der zweite Satz"))
    assert "tells “Der zweite Satz”" in found(histories, withdrawn)


def test_a_note_and_what_was_rewritten_stay_with_those_whom_they_concern(histories):
    log = Log(
        "e1",
        (
            *LOG.entries,
            Entry(5, "exchange.Returned", {"contribution": 3, "reason": "insult"}, "Bitte freundlicher", MODERATOR),
            Entry(6, "exchange.Rewritten", {"contribution": 3}, "Der bessere Satz", BEN),
        ),
    )
    hidden = {(secret.text, secret.author, secret.moderation) for secret in history.projected(log).secrets()}
    assert hidden == {("Bitte freundlicher", BEN, False), ("Der zweite Satz", BEN, False)}
    assert history.projected(log).seen(3, False)["text"] == "Der bessere Satz"
    returned = Log("e1", log.entries[:5])
    notes = [secret for secret in history.projected(returned).secrets() if secret.text == "Bitte freundlicher"]
    assert [secret.moderation for secret in notes] == [True]


def test_going_back_is_caught(histories):
    histories[0].frames.append(Received(9, welcome(3, 2), ""))
    assert "back from 4 to 3" in found(histories)


def test_being_ahead_of_the_log_is_caught(histories):
    histories[0].frames.append(Received(9, delta(5), ""))
    assert "the log ends at 4" in found(histories)


def test_a_resume_from_more_than_one_has_is_caught(histories):
    histories[0].frames[2] = Received(9, welcome(4, 3, HELD), "")
    assert "what changed since 3, to somebody who has 2" in found(histories)


def test_another_epoch_without_everything_anew_is_caught(histories):
    restored = Log("e2", LOG.entries)
    histories[0].frames.append(Received(9, welcome(4, 2, epoch="e2"), ""))
    assert "not everything anew" in found(histories, LOG, restored)


def test_an_epoch_that_never_was_is_caught(histories):
    histories[0].frames.append(Received(9, welcome(4, 0, epoch="e3"), ""))
    assert "an epoch that never was" in found(histories)


def test_after_a_restored_backup_everybody_has_the_other_log(histories):
    restored = Log("e2", LOG.entries[:2])
    for each in histories:
        frame = welcome(2, 0, shown(2, ANNA, "Der erste Satz"), epoch="e2")
        each.frames.append(Received(9, frame, json.dumps(frame)))
    assert found(histories, LOG, restored) == ""


def test_whoever_stays_behind_is_caught(histories):
    del histories[1].frames[2:]
    assert "ended at 3 of e1, and the log at 4 of e1" in found(histories)


def test_texts_in_a_page_or_a_log_are_caught(histories):
    assert history.told_by_page(histories[0], [LOG], "<p>Der zweite Satz</p>") != []
    assert history.told_by_page(histories[1], [LOG], "<p>Der zweite Satz</p>") == []
    assert history.told_by_log(LOG.texts, "INFO Der erste Satz") != []
    assert history.told_by_log(LOG.texts, "INFO nothing") == []


def test_what_is_hidden_in_one_room_and_said_in_another_is_no_secret_and_what_is_hidden_in_a_group_is(histories):
    said = next(each for each in LOG.entries if each.text == "Der zweite Satz")
    group, page = Log("e2", (said,)), "<p>Der zweite Satz</p>"
    assert history.told_by_page(histories[0], [LOG, group], page) == []
    held = next(each for each in LOG.entries if each.kind.endswith("Held"))
    assert history.told_by_page(histories[0], [Log("e3", ()), Log("e2", (said, held))], page) != []


# --- what else the room shows -----------------------------------------------------------------------------------------

AGENDA = {"stage": "open", "current": 1, "signals": {"ready": 1}, "until": 1_795_402_800_000}
FLOOR = {"order": "balanced", "requests": [{"person": BEN, "since": 1_795_402_800_000, "direct": False}]}
PEOPLE = [{"id": ANNA, "name": "Anna", "seq": 1}, {"id": BEN, "name": "Ben", "seq": 2}]
MINE = {"person": ANNA, "contributions": [], "signal": "ready"}


def everything(now=0, mine=MINE, people=PEOPLE, **parts):
    """What somebody is told who comes in when all is over."""
    whole = {"seq": 9, "epoch": "e1", "since": 0, "now": now, "people": people, "contributions": []}
    return [whole | {"parts": {"agenda": AGENDA, "floor": FLOOR} | parts}, {"mine": mine}]


@pytest.fixture
def newcomers():
    ben = everything(now=9, mine={"person": BEN, "contributions": [], "signal": None})
    return [told(ANNA, False, *everything(now=8)), told(BEN, False, *ben), told(MODERATOR, True, *everything(mine={}))]


def whoever_stayed(*frames, person=ANNA, moderating=False):
    """Somebody who came when nothing had happened, and was told these things since then."""
    came = {"seq": 1, "epoch": "e1", "since": 0, "parts": {"agenda": {"current": 0}, "floor": {}}, "people": PEOPLE[:1]}
    return told(person, moderating, came, {"mine": {"signal": None}}, *frames)


NEWS = (
    {"seq": 4, "parts": {"agenda": AGENDA}},
    {"seq": 5, "people": PEOPLE[1:]},
    {"mine": MINE},
    {"present": [ANNA]},
    {"seq": 9, "parts": {"floor": FLOOR}},
)


def without(number):
    return [frame for n, frame in enumerate(NEWS) if n != number]


def test_who_stayed_and_who_comes_in_have_the_same_whenever_they_look(newcomers):
    assert history.staleness([whoever_stayed(*NEWS), *newcomers], newcomers) == []


@pytest.mark.parametrize(
    ("missed", "found"),
    [(0, "part agenda is {'current': 0}"), (1, "person 2 is None"), (2, "of mine, signal is None"), (4, "part floor")],
    ids=["a stale part", "a missing person", "a stale mine", "a stale list"],
)
def test_what_was_changed_and_not_told_is_caught(newcomers, missed, found):
    wrong = "\n".join(history.staleness([whoever_stayed(*without(missed))], newcomers))
    assert found in wrong
    assert "whoever comes in now is told" in wrong


def test_one_person_or_part_too_many_is_caught(newcomers):
    more = {"seq": 9, "parts": {"weather": {}}, "people": [{"id": 3, "name": "Chiara"}]}
    wrong = "\n".join(history.staleness([whoever_stayed(*NEWS, more)], newcomers))
    assert "part weather is {}, and whoever comes in now is told None" in wrong
    assert "person 3 is" in wrong


def test_a_name_that_changed_and_was_not_told_is_caught(newcomers):
    older = {"seq": 9, "people": [PEOPLE[1] | {"name": "Benno"}]}
    assert "person 2 is" in "\n".join(history.staleness([whoever_stayed(*NEWS, older)], newcomers))


def test_since_zero_begins_anew(newcomers):
    assert history.staleness([whoever_stayed({"seq": 8, "parts": {"weather": {}}}, *everything())], newcomers) == []
    only_the_room = everything()[:1]
    assert "of mine, signal is None" in "\n".join(history.staleness([whoever_stayed(*only_the_room)], newcomers))


def test_processes_that_tell_different_things_are_caught(newcomers):
    elsewhere = told(ANNA, False, *everything(agenda=AGENDA | {"current": 0}))
    everybody = [*newcomers, elsewhere]
    assert "part agenda" in "\n".join(history.staleness(everybody, everybody))


def test_only_what_an_audience_or_a_person_shares_is_compared(newcomers):
    judge = whoever_stayed(*everything(mine={}, floor={"spoken": {ANNA: 5}}), person=MODERATOR, moderating=True)
    assert history.staleness([judge], newcomers[:2]) == []
    assert "part floor" in "\n".join(history.staleness([judge], newcomers))
