from dataclasses import replace

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from deliberation.core import exchange, seeing, silent
from deliberation.core.acting import Audience, Role, Stamp, audience_of
from deliberation.core.agenda import AgendaSet, Formation, Mode, Phase, PhaseMoved, RoomClosed, RoomPaused, Setting
from deliberation.core.exchange import Contribute, Contribution, Reason, Rewrite, State, Withdraw
from deliberation.core.people import PersonJoined, PersonRemoved, Removal, RoleGiven
from deliberation.core.room import EMPTY, evolve
from deliberation.core.silent import (
    DropNote,
    HandIn,
    HoldSheet,
    Note,
    NoteDropped,
    ReleaseSheet,
    ReturnSheet,
    Reveal,
    SheetHandedIn,
    SheetHeld,
    SheetReleased,
    SheetReturned,
    SheetState,
    SheetView,
    SilentMine,
    SilentSheet,
    SilentView,
    TakeBack,
    TakenBack,
)
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CO_MODERATOR,
    MODERATOR,
    OBSERVER,
    PHASES,
    RECORDER,
    START,
    given,
)
from tests.hypotheses import at_most

PHASE = Phase("stake", "What it has to do with me", 10, Mode.SILENT_ROUND)
NAMED, ANONYMOUS, READ_BEFORE, ALONE = 1, 2, 3, 4
AGENDA = (
    PHASES[0],
    PHASE,
    replace(PHASE, anonymous=True),
    replace(PHASE, anonymous=True, premoderated=True),
    replace(PHASE, formation=Formation.ALONE, mode=Mode.FREE),
    Phase("closing", "Closing", 5, Mode.FREE),
)
CLOSING = 5


def in_phase(phase):
    return (*AGREED, AgendaSet("Who accompanies?", AGENDA), PhaseMoved(phase))


def handed_in(*people):
    return tuple(SheetHandedIn(person, 1000 + person, f"Of {person}") for person in people)


ALL_THREE = handed_in(ANNA, BEN, CEM)


def seen(scenario, audience=Audience.EVERYBODY):
    return seeing.parts(scenario.room, audience)["silent"]


def own(scenario, person):
    return silent.mine(scenario.room.silent, person, Setting(scenario.room.people, scenario.room.agenda))


def contributions(scenario, audience=Audience.EVERYBODY):
    return seeing.items_since(scenario.room, 0, audience)["contributions"]


# --- handing in -------------------------------------------------------------------------------------------------------


def test_all_write_and_everybody_is_told_how_many_have():
    scenario = given(*in_phase(NAMED)).when(ANNA, HandIn(" It concerns me "))
    [event] = scenario.outcome
    assert (event.person, event.text) == (ANNA, "It concerns me")
    assert seen(scenario) == seen(scenario, Audience.MODERATION) == SilentView(1, 3, 0)
    assert own(scenario, ANNA) == SilentMine(SilentSheet(event.sheet, "It concerns me"), False, ())
    assert own(scenario, BEN) == SilentMine(None, False, ())


def test_the_number_of_a_sheet_is_drawn():
    numbers = {given(*in_phase(NAMED)).by_lot(n).when(ANNA, HandIn("I")).outcome[0].sheet for n in range(50)}
    assert len(numbers) > 30
    assert numbers <= set(silent.NUMBERS)


def test_no_two_sheets_have_one_number():
    taken = frozenset(silent.NUMBERS) - {3570}
    full = replace(given(*in_phase(NAMED)).room.silent, drawn=taken)
    assert silent.drawn_number(full, 5) == 3570


def test_a_number_is_not_drawn_again_for_another_sheet():
    scenario = given(*in_phase(NAMED), *handed_in(ANNA), TakenBack(ANNA))
    assert scenario.room.silent.drawn == {1000 + ANNA}


def test_one_changes_what_one_handed_in_until_the_reveal():
    scenario = given(*in_phase(NAMED), *handed_in(ANNA)).when(ANNA, HandIn("Rather this"))
    scenario.then(SheetHandedIn(ANNA, 1000 + ANNA, "Rather this"))
    assert seen(scenario) == SilentView(1, 3, 0)
    scenario.when(ANNA, HandIn("Rather this")).then()


def test_one_takes_it_back():
    scenario = given(*in_phase(NAMED), *handed_in(ANNA)).when(ANNA, TakeBack()).then(TakenBack(ANNA))
    assert seen(scenario) == SilentView(0, 3, 0)
    scenario.when(ANNA, TakeBack()).then()
    given(*in_phase(NAMED), *handed_in(ANNA), RoomPaused("Air")).when(ANNA, TakeBack()).then(TakenBack(ANNA))


def test_the_recorder_may_hand_in_and_is_then_one_more():
    scenario = given(*in_phase(NAMED)).when(RECORDER, HandIn("I, too"))
    assert seen(scenario) == SilentView(1, 4, 0)


def test_the_moderation_hands_nothing_in():
    given(*in_phase(NAMED)).when(MODERATOR, HandIn("I")).refused("room.not_your_role")


def test_nothing_is_no_sheet():
    given(*in_phase(NAMED)).when(ANNA, HandIn("  ")).refused("exchange.empty")


def test_whoever_comes_late_hands_in():
    late = PersonJoined(55, Role.PARTICIPANT, "", "Dora")
    scenario = given(*in_phase(NAMED), *ALL_THREE).when(MODERATOR, Reveal()).having(late)
    assert seen(scenario) == SilentView(3, 4, 3)
    scenario.when(55, HandIn("And I")).refused("agreement.confirm_first")


def test_meanwhile_nobody_but_moderators_contributes():
    scenario = given(*in_phase(NAMED))
    scenario.when(ANNA, Contribute("I")).refused("silent.hand_in")
    scenario.when(RECORDER, Contribute("I")).refused("silent.hand_in")
    assert scenario.when(CO_MODERATOR, Contribute("Take your time")).outcome
    assert given(*in_phase(CLOSING)).when(ANNA, Contribute("I")).outcome


# --- the reveal -------------------------------------------------------------------------------------------------------


def test_everything_is_revealed_at_once():
    scenario = given(*in_phase(NAMED), *ALL_THREE).when(MODERATOR, Reveal())
    assert {(each.by, each.text, each.at, each.phase) for each in contributions(scenario)} == {
        (person, f"Of {person}", START, NAMED) for person in (ANNA, BEN, CEM)
    }
    assert [each.id for each in contributions(scenario)] == [scenario.room.seq - 2 + n for n in range(3)]
    assert seen(scenario) == SilentView(3, 3, 3)
    assert own(scenario, ANNA) == SilentMine(None, True, ())
    scenario.when(MODERATOR, Reveal()).then()


def test_the_order_is_drawn():
    orders = {
        tuple(each.person for each in given(*in_phase(NAMED), *ALL_THREE).by_lot(n).when(MODERATOR, Reveal()).outcome)
        for n in range(100)
    }
    assert len(orders) == 6


def test_what_was_read_by_all_is_not_handed_in_again():
    scenario = given(*in_phase(NAMED), *ALL_THREE).when(MODERATOR, Reveal())
    scenario.when(ANNA, HandIn("Rather this")).refused("silent.revealed")
    scenario.when(ANNA, TakeBack()).then()


def test_nobody_else_reveals():
    given(*in_phase(NAMED), *ALL_THREE).when(ANNA, Reveal()).refused("room.not_your_role")


def test_leaving_without_a_reveal_shows_nothing_and_leaves_each_sheet_to_its_author():
    scenario = given(*in_phase(NAMED), *handed_in(ANNA)).having(PhaseMoved(CLOSING))
    assert contributions(scenario) == []
    assert seen(scenario) == SilentView(0, 0, 0)
    note = Note(scenario.room.seq, f"Of {ANNA}")
    assert own(scenario, ANNA) == SilentMine(None, False, (note,))
    assert own(scenario, BEN) == SilentMine(None, False, ())
    scenario.when(ANNA, DropNote(note.id)).then(NoteDropped(ANNA, note.id))
    scenario.when(BEN, DropNote(note.id)).then()
    assert own(scenario.when(ANNA, DropNote(note.id)), ANNA) == SilentMine(None, False, ())


def test_the_end_leaves_it_to_its_author_too():
    scenario = given(*in_phase(NAMED), *handed_in(ANNA), RoomClosed())
    assert [note.text for note in own(scenario, ANNA).notes] == [f"Of {ANNA}"]


def test_a_sheet_outlives_the_removal_of_its_author():
    """If it went with them, the moderation would learn by that whose it was."""
    scenario = given(*in_phase(NAMED), *ALL_THREE, PersonRemoved(ANNA, Removal.INSULTS))
    assert seen(scenario) == SilentView(3, 3, 0)


def test_a_phase_in_which_everybody_works_alone_keeps_its_notes_private():
    scenario = given(*in_phase(ALONE)).when(ANNA, HandIn("Only for me"))
    scenario.when(MODERATOR, Reveal()).refused("silent.alone")
    scenario.when(ANNA, Contribute("I")).refused("silent.hand_in")
    left = scenario.having(PhaseMoved(CLOSING))
    assert [note.text for note in own(left, ANNA).notes] == ["Only for me"]
    assert contributions(left) == []


# --- without names ----------------------------------------------------------------------------------------------------


def revealed_without_names():
    return given(*in_phase(ANONYMOUS), *ALL_THREE).when(MODERATOR, Reveal())


def of(scenario, person):
    return next(each.id for each in scenario.room.exchange.contributions if each.by == person)


@pytest.mark.parametrize("audience", list(Audience))
def test_without_names_nobody_is_told_whose_it_is(audience):
    shown = contributions(revealed_without_names(), audience)
    assert {(each.by, each.anonymous) for each in shown} == {(None, True)}
    assert {each.text for each in shown} == {f"Of {person}" for person in (ANNA, BEN, CEM)}


def test_the_author_knows_their_own():
    scenario = revealed_without_names()
    assert seeing.mine(scenario.room, ANNA, frozenset())["exchange"].unnamed == (of(scenario, ANNA),)
    assert ANNA in exchange.concerned(EMPTY.exchange, scenario.room.exchange)


def test_whoever_wrote_without_a_name_is_not_among_those_who_spoke():
    assert revealed_without_names().room.exchange.speakers == ()
    assert given(*in_phase(NAMED), *ALL_THREE).when(MODERATOR, Reveal()).room.exchange.speakers == (ANNA, BEN, CEM)


def test_the_author_withdraws_and_rewrites_it_and_stays_unnamed():
    scenario = revealed_without_names()
    id = of(scenario, ANNA)
    scenario.when(BEN, Withdraw(id)).refused("exchange.not_yours")
    withdrawn = scenario.when(ANNA, Withdraw(id)).then(exchange.Withdrawn(id))
    assert next(each for each in contributions(withdrawn) if each.id == id).by is None
    returned = scenario.when(MODERATOR, exchange.Return(id, Reason.UNCLEAR, "Who is meant?"))
    [shown] = seeing.mine(returned.room, ANNA, frozenset())["exchange"].contributions
    assert shown.note == "Who is meant?"
    again = returned.when(ANNA, Rewrite(id, "The office"))
    assert next(each for each in contributions(again) if each.id == id) == Contribution(
        id, again.room.seq, None, START, ANONYMOUS, "The office", rewritten=True, revealed=True, anonymous=True
    )


def test_fewer_than_three_are_not_revealed_without_names():
    scenario = given(*in_phase(ANONYMOUS), *handed_in(ANNA, BEN))
    scenario.when(MODERATOR, Reveal()).refused("silent.too_few")
    given(*in_phase(NAMED), *handed_in(ANNA, BEN)).when(MODERATOR, Reveal()).outcome[0]
    given(*in_phase(ANONYMOUS)).when(MODERATOR, Reveal()).then()


def test_what_was_erased_is_revealed_to_nobody():
    scenario = given(*in_phase(ANONYMOUS), *handed_in(ANNA), replace(handed_in(ANNA)[0], text=""))
    assert own(scenario, ANNA) == SilentMine(None, False, ())
    scenario = scenario.having(exchange.Revealed(ANNA, True, ANONYMOUS, ""))
    assert [each.state for each in contributions(scenario)] == [State.WITHDRAWN]


# --- read by the moderation before ------------------------------------------------------------------------------------

ANNAS = 1000 + ANNA
SHEETS = (*in_phase(READ_BEFORE), *ALL_THREE)


def test_the_moderation_reads_the_sheets_without_their_authors():
    scenario = given(*SHEETS)
    sheets = tuple(SheetView(1000 + id, f"Of {id}", SheetState.READY, None) for id in (ANNA, BEN, CEM))
    assert seen(scenario, Audience.MODERATION) == SilentView(3, 3, 0, sheets)
    assert seen(scenario) == seen(scenario, Audience.OBSERVATION) == SilentView(3, 3, 0)


def test_of_one_or_two_sheets_it_could_be_told_whose_they_are():
    scenario = given(*in_phase(READ_BEFORE), *handed_in(ANNA, BEN))
    assert seen(scenario, Audience.MODERATION) == SilentView(2, 3, 0)


def test_a_moderator_holds_one_and_releases_it():
    scenario = given(*SHEETS).when(MODERATOR, HoldSheet(ANNAS, Reason.INSULT)).then(SheetHeld(ANNAS, Reason.INSULT))
    scenario.when(MODERATOR, HoldSheet(ANNAS, Reason.INSULT)).then()
    scenario.when(MODERATOR, Reveal()).refused("silent.too_few")
    assert own(scenario, ANNA).sheet == SilentSheet(ANNAS, f"Of {ANNA}", SheetState.HELD, Reason.INSULT)
    rewritten = scenario.when(ANNA, HandIn("Milder"))
    assert own(rewritten, ANNA).sheet.state is SheetState.HELD
    rewritten.when(MODERATOR, ReleaseSheet(ANNAS)).then(SheetReleased(ANNAS)).when(
        MODERATOR, ReleaseSheet(ANNAS)
    ).then()
    assert len(rewritten.when(MODERATOR, ReleaseSheet(ANNAS)).when(MODERATOR, Reveal()).outcome) == 3


def test_a_moderator_returns_one_with_a_note_for_its_author_alone():
    scenario = given(*SHEETS).when(MODERATOR, ReturnSheet(ANNAS, Reason.UNCLEAR, "Whom do you mean?"))
    scenario.then(SheetReturned(ANNAS, Reason.UNCLEAR, "Whom do you mean?"))
    scenario.when(MODERATOR, ReturnSheet(ANNAS, Reason.UNCLEAR, "Whom?")).then()
    assert own(scenario, ANNA).sheet.note == "Whom do you mean?"
    again = scenario.when(ANNA, HandIn("The office"))
    assert own(again, ANNA).sheet == SilentSheet(ANNAS, "The office")


def test_what_stays_held_is_not_revealed_and_stays_with_its_author():
    happened = (*in_phase(READ_BEFORE), *ALL_THREE, *handed_in(RECORDER), SheetHeld(ANNAS, Reason.INSULT))
    scenario = given(*happened).when(MODERATOR, Reveal())
    assert {each.person for each in scenario.outcome} == {BEN, CEM, RECORDER}
    assert [note.text for note in own(scenario.having(PhaseMoved(CLOSING)), ANNA).notes] == [f"Of {ANNA}"]


def test_nobody_decides_about_sheets_that_they_may_not_read():
    given(*SHEETS).when(ANNA, HoldSheet(ANNAS, Reason.INSULT)).refused("room.not_your_role")
    unread = given(*in_phase(NAMED), *ALL_THREE)
    unread.when(MODERATOR, HoldSheet(ANNAS, Reason.INSULT)).refused("silent.not_premoderated")
    given(*SHEETS).when(MODERATOR, ReleaseSheet(7)).refused("silent.no_such_sheet")
    given(*SHEETS).when(MODERATOR, ReturnSheet(ANNAS, Reason.INSULT, " ")).refused("exchange.note.empty")


def test_what_happened_to_a_sheet_that_was_erased_is_forgotten():
    erased = (replace(ALL_THREE[0], text=""), *ALL_THREE[1:])
    scenario = given(*in_phase(READ_BEFORE), *erased, SheetHeld(ANNAS, Reason.INSULT))
    assert set(scenario.room.silent.sheets) == {BEN, CEM}


def test_whoever_gets_another_role_takes_back_what_they_wrote():
    scenario = given(*SHEETS, RoleGiven(ANNA, Role.CO_MODERATOR))
    scenario.when(ANNA, TakeBack()).then(TakenBack(ANNA))


# --- whatever happens -------------------------------------------------------------------------------------------------

WRITERS = (ANNA, BEN, CEM)
ACTS = st.lists(
    st.tuples(st.sampled_from(["hand in", "take back", "hold", "return", "release"]), st.integers(0, 2)), max_size=20
)


def played(acts, authors, phase):
    """The same acts, whoever does them: of `authors`, the nth does what is said of n."""
    scenario = given(*in_phase(phase))
    for n, (act, which) in enumerate(acts):
        author = authors[which]
        sheet = scenario.room.silent.sheets.get(author)
        number = sheet.number if sheet else 0
        command = {
            "hand in": HandIn(f"canary {n}"),
            "take back": TakeBack(),
            "hold": HoldSheet(number, Reason.INSULT),
            "return": ReturnSheet(number, Reason.UNCLEAR, f"note {n}"),
            "release": ReleaseSheet(number),
        }[act]
        by = author if act in {"hand in", "take back"} else MODERATOR
        scenario = scenario.by_lot(n).when(by, command)
    return scenario


def told(scenario, person):
    audience = audience_of(scenario.room.people[person].role)
    mine = seeing.mine(scenario.room, person, frozenset())
    return repr([seeing.parts(scenario.room, audience), contributions(scenario, audience), mine])


@at_most(100)
@whatever(ACTS, st.sampled_from([NAMED, ANONYMOUS, READ_BEFORE]))
def test_before_the_reveal_no_text_is_in_anything_that_another_person_is_sent(acts, phase):
    scenario = played(acts, WRITERS, phase)
    for left in (scenario, scenario.having(PhaseMoved(CLOSING))):
        for person in (ANNA, BEN, CEM, RECORDER, OBSERVER, MODERATOR):
            mine = {sheet.text for id, sheet in scenario.room.silent.sheets.items() if id == person}
            reads = left is scenario and phase == READ_BEFORE and person == MODERATOR
            texts, heard = {sheet.text for sheet in scenario.room.silent.sheets.values()} - mine, told(left, person)
            assert reads or not any(f"'{text}'" in heard for text in texts)


@at_most(100)
@whatever(ACTS, st.permutations(WRITERS))
def test_the_moderation_is_told_the_same_whoever_wrote_what(acts, others):
    one, other = played(acts, WRITERS, READ_BEFORE), played(acts, others, READ_BEFORE)
    assert told(one, MODERATOR) == told(other, MODERATOR)


@at_most(50)
@whatever(ACTS)
def test_a_moderator_can_always_go_on(acts):
    scenario = played(acts, WRITERS, READ_BEFORE)
    assert scenario.having(PhaseMoved(CLOSING)).room.silent.sheets == {}
    assert evolve(scenario.room, RoomClosed(), Stamp(scenario.room.seq + 1, MODERATOR, START)).silent.sheets == {}


def test_whoever_hands_in_is_told_so_and_nobody_else():
    before = given(*in_phase(NAMED))
    after = before.when(ANNA, HandIn("It concerns me"))
    assert silent.concerned(before.room.silent, after.room.silent) == {ANNA}
    assert silent.concerned(after.room.silent, after.room.silent) == frozenset()
