"""What holds in all rooms of a session, in whatever order people come and go and moderators lead, played by Hypothesis.

Everybody is in exactly one room at each seq of the plenary, and nobody in a closed group; each call is answered once at
the most and never lost; whoever comes late lands in a group that is open; nobody is sent where others talked before
them; each room follows from its log.
"""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from deliberation.core import calls, door
from deliberation.core.acting import Ask, Role
from deliberation.core.agenda import (
    CloseRoom,
    MovePhase,
    PauseRoom,
    PhaseMoved,
    ReopenRoom,
    ResumeRoom,
    RoomClosed,
    Stage,
)
from deliberation.core.calls import AnswerCall, Call, CallAnswered, CallTakenBack, Promise, SayDone, TakeBackCall
from deliberation.core.exchange import Contribute
from deliberation.core.groups import (
    GroupsAssessment,
    GroupsProposal,
    How,
    Likeness,
    ProposedGroup,
    ProposeGroups,
    PutPerson,
    SendGroups,
    SetModerator,
)
from deliberation.core.overview import overview
from deliberation.core.people import GiveRole, Join, Removal, RemovePerson, is_moderating
from deliberation.core.places import (
    BringBack,
    CallOffReturn,
    CloseGroup,
    ComeBack,
    EnterGroup,
    ExtendGroup,
    GroupsFormed,
    MergeGroups,
    MovePeople,
    Recall,
    TellGroups,
)
from deliberation.core.results import NameReporter, WriteResult
from deliberation.core.room import evolve
from deliberation.core.whereabouts import is_placed, members, waits
from tests.deliberation.core.building import PLENARY, TALK, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import CO_MODERATOR, MODERATOR
from tests.hypotheses import at_most

LEADS = ["phase", "hand", "walk", "back", "recall", "stay", "merge", "close", "extend", "tell", "send", "propose"]
LEADS += ["put", "lead", "pause", "resume", "end", "reopen", "answer", "remove", "role"]
TAKES_PART = ["enter", "come back", "call", "take back", "done", "write", "report", "say", "join"]
CONNECTS = ["leave", "return", "wait"]


@dataclass(frozen=True)
class Happening:
    what: str
    who: int
    which: int
    other: int


NOBODY_S = GroupsProposal(How.BY_HAND, (), 0, GroupsAssessment(0, 0, 0, 0, Likeness.LIKE))
HAPPENINGS = st.lists(
    st.builds(
        Happening,
        st.sampled_from([*LEADS, *TAKES_PART, *CONNECTS, "lead", "send", "enter", "call", "merge", "walk"]),
        st.integers(0, 4),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    min_size=8,
    max_size=40,
)


def happen(building, each):
    """What may not be now is refused, and changes nothing."""
    before = building.rooms
    if each.what in CONNECTS:
        connect(building, each)
    else:
        by, command = asked(building, each)
        here = building.plenary.places.at.get(by, PLENARY)
        if here != PLENARY:  # they are led into their room
            building.refused(by, Join("M", building.plenary.people[by].role, ""), here)
        before = building.rooms
        if building.refused(by, command, here):
            assert building.rooms is before
            building.happened = []
    return before


def connect(building, each):
    person = TWELVE[each.who]
    building.happened = []
    if each.what == "wait":
        building.at += 10_000
    else:
        others = building.present - {person}
        building.present = others if each.what == "leave" else others | {person}


def asked(building, each):
    person, plenary = TWELVE[each.who], building.plenary
    moderator = (MODERATOR, CO_MODERATOR)[each.other % 2]
    room, other = nth(building, each.which), nth(building, each.other)
    leads = {
        "phase": lambda: MovePhase(plenary.agenda.moved, each.which % 5),
        "hand": lambda: MovePeople((person,), room if each.which else None, "" if each.other % 3 else "Please"),
        "walk": lambda: MovePeople((moderator,), room if each.which else None),
        "back": BringBack,
        "recall": lambda: Recall([0, 5, 30][each.which % 3]),
        "stay": CallOffReturn,
        "merge": lambda: MergeGroups(room, other),
        "close": lambda: CloseGroup(room, "Come"),
        "extend": lambda: ExtendGroup(room, 5),
        "tell": lambda: TellGroups("Five minutes"),
        "send": lambda: SendGroups(proposal(building, each).seq),
        "propose": lambda: ProposeGroups(How.RANDOM, by_turns(building, each)),
        "put": lambda: PutPerson(person, each.which % 3),
        "lead": lambda: led(building, each, [None, moderator, person][each.who % 3]),
        "pause": lambda: PauseRoom("Air"),
        "resume": ResumeRoom,
        "end": lambda: CloseRoom(plenary.agenda.moved if each.which == 6 else -1),
        "reopen": lambda: ReopenRoom("By mistake"),
        "answer": lambda: AnswerCall(room, Promise.COMING),
        "remove": lambda: RemovePerson(person, Removal.ABSENT),
        "role": lambda: GiveRole(person, [Role.CO_MODERATOR, Role.PARTICIPANT][each.which % 2]),
    }
    takes_part = {
        "enter": EnterGroup,
        "come back": ComeBack,
        "call": lambda: Call("" if each.which % 2 else "Help"),
        "take back": TakeBackCall,
        "done": SayDone,
        "write": lambda: WriteResult(f"We agree on {each.other}", 0),
        "report": lambda: NameReporter(person),
        "say": lambda: Contribute("Hello"),
        "join": lambda: Join(f"P{person}", Role.PARTICIPANT, ""),
    }
    return (moderator, leads[each.what]()) if each.what in leads else (person, takes_part[each.what]())


def nth(building, which):
    rooms = building.running or building.plenary.places.rooms or (PLENARY + 1,)
    return rooms[which % len(rooms)]


def proposal(building, each):
    """Everybody who is there, in as many groups; some of them may be away."""
    if building.plenary.groups.proposal is None:
        building.refused(MODERATOR, ProposeGroups(How.BY_HAND, by_turns(building, each)))
    return building.plenary.groups.proposal or NOBODY_S


def led(building, each, moderator):
    proposal(building, each)
    return SetModerator(each.which % 3, moderator)


def by_turns(building, each):
    there = [id for id in TWELVE if is_placed(building.plenary.people, id)]
    count = each.which % 4 + 1
    return tuple(ProposedGroup(tuple(there[n::count])) for n in range(count))


def everybody_is_in_one_room(building):
    plenary = building.plenary
    places, people = plenary.places, plenary.people
    for room in building.rooms.keys() - {PLENARY}:
        known = building.rooms[room]
        there = {id for id, at in places.at.items() if at == room and is_placed(people, id)}
        if plenary.agenda.stage is not Stage.CLOSED:
            assert set(members(known.places, known.people)) == there
        if there:
            assert room in places.groups
            assert room not in places.closed
    assert set(places.groups).isdisjoint(places.closed)
    assert not set(places.at.values()) - set(places.groups or places.rooms)


def groups_do_what_the_plenary_does(building):
    plenary = building.plenary
    for room in building.running:
        there = building.rooms[room]
        assert (there.agenda.stage, there.agenda.current) == (plenary.agenda.stage, plenary.agenda.current)
        assert there.places.recalled_until == plenary.places.recalled_until
        assert there.places.group.number == plenary.places.number(room)


def no_call_is_lost(before, building):
    """A call that was open is open, or it was answered or taken back now, or goes on in the group into which its own
    went, or its group is over."""
    for room in set(before) - {PLENARY}:
        if (call := before[room].calls.call) is None or not call.is_open:
            continue
        now, events = building.rooms[room].calls.call, building.events(room)
        settled = any(isinstance(each, CallAnswered | CallTakenBack | PhaseMoved | RoomClosed) for each in events)
        assert settled or (now and now.is_open) or nobody_waits(building, room, call)


def nobody_waits(building, room, call):
    at = building.plenary.places.at
    if room in building.running or call.person not in at:
        return not members(building.rooms[room].places, building.rooms[room].people)
    return building.rooms[at[call.person]].calls.call is not None or building.plenary.agenda.stage is Stage.CLOSED


def each_call_is_answered_once(building):
    for log in building.logs.values():
        is_open = False
        for event, _stamp in log:
            if isinstance(event, CallAnswered):
                assert is_open
            is_open = isinstance(event, calls.Called) or (is_open and not isinstance(event, CallAnswered))


def whoever_waits_may_go_into_a_group_that_is_open(building):
    plenary = building.plenary
    for person in TWELVE:
        if person in building.present and waits(plenary.places, person, plenary.people):
            assert building.running
            ask = Ask(person, building.at, building.in_room(PLENARY))
            assert door.why_not_now(plenary, EnterGroup, ask) in ("", "agreement.confirm_first", "room.closed")


def nobody_is_sent_where_others_were(building, were):
    """Unless tables rotate. Who is moved by hand is another matter; who moderates reads all rooms."""
    people, events = building.plenary.people, building.events()
    rotates = building.plenary.agenda.phase.rotates and any(isinstance(each, PhaseMoved) for each in events)
    for formed in (each for each in events if isinstance(each, GroupsFormed) and not rotates):
        for group in formed.groups:
            before = {person for person in were.get(group.room, ()) if not is_moderating(people, person)}
            assert before in (set(), {*group.people, *group.away} - {group.moderator})
    for person, room in building.plenary.places.at.items():
        were.setdefault(room, set()).add(person)


def the_overview_knows_all_groups(building):
    shown = overview(building.plenary, building.rooms, building.present)
    assert {row.room for row in shown.groups} == set(building.running)
    for row in shown.groups:
        assert set(row.silent) <= set(row.here) <= set(row.people)
        assert {*row.people, *row.moderators} <= set(shown.names)


def each_room_follows_from_its_log(building):
    for room, begins in Building.of(plenary_of()).rooms.items():
        for event, stamp in building.logs.get(room, []):
            begins = evolve(begins, event, stamp)
        now = building.rooms[room]
        assert (begins.seq, list(begins.exchange.contributions)) == (now.seq, list(now.exchange.contributions))
        untold = {"exchange", "mirror"}  # they hold collections that are compared as lists
        assert {name: each for name, each in begins.states.items() if name not in untold} == {
            name: each for name, each in now.states.items() if name not in untold
        }


@at_most(80)
@given(HAPPENINGS, st.integers(0, 2**64 - 1))
def test_whatever_happens_nobody_gets_lost(happenings, chance):
    building = Building.of(plenary_of())
    building.chance, were = chance, {}
    for each in happenings:
        before = happen(building, each)
        everybody_is_in_one_room(building)
        groups_do_what_the_plenary_does(building)
        no_call_is_lost(before, building)
        whoever_waits_may_go_into_a_group_that_is_open(building)
        nobody_is_sent_where_others_were(building, were)
        the_overview_knows_all_groups(building)
    each_call_is_answered_once(building)
    each_room_follows_from_its_log(building)


@at_most(40)
@given(HAPPENINGS)
def test_whatever_happened_all_are_back_with_the_next_phase(happenings):
    building = Building.of(plenary_of())
    for each in happenings:
        happen(building, each)
    building.refused(MODERATOR, ReopenRoom("By mistake"))
    building.refused(MODERATOR, ResumeRoom())
    for to in (TALK + 1, TALK):
        building.refused(MODERATOR, MovePhase(building.plenary.agenda.moved, to))
    assert (building.plenary.places.at, building.running) == ({}, ())
