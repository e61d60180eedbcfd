"""What is asked in one room of a session and has to happen in others, too, at once or not at all."""

from collections.abc import Callable
from typing import Any

from deliberation.core import agenda, calls, groups, people, places, vote, whereabouts
from deliberation.core.acting import Ask, Refused
from deliberation.core.activity import Room
from deliberation.core.forming import Rooms, breakouts, prepared_groups, proposed_groups
from deliberation.core.gathering import (
    Following,
    announced,
    belonging,
    brought,
    gathered_anew,
    joined,
    leave,
    noted,
    passed_on,
    recalled,
    settle,
    told,
)


def close_breakouts(rooms: Rooms, here: int, command: agenda.CloseRoom, ask: Ask) -> Following:
    """With the plenary, its breakout rooms end, and in each room the ballot that is open is counted. What the groups
    have written is not lost."""
    running = (agenda.Stage.OPEN, agenda.Stage.PAUSED)
    open_now = (room for room in rooms[here].places.rooms if rooms[room].agenda.stage in running)
    ends = {room: (agenda.CloseRoom(rooms[room].agenda.moved), *close_ballot(rooms[room])) for room in open_now}
    own = (*close_ballot(rooms[here]), *brought(rooms, here))
    return ends | {here: own} if own else ends


def close_ballot(room: Room) -> tuple[vote.CloseBallot, ...]:
    ballot = room.states["vote"].ballot
    return (vote.CloseBallot(ballot.id),) if ballot else ()


def remove_everywhere(rooms: Rooms, here: int, command: people.RemovePerson, ask: Ask) -> Following:
    """From all rooms of the session in which somebody was and that have not ended."""
    others = {room: known for room, known in rooms.items() if room != here and command.person in known.people}
    return {room: (command,) for room, known in others.items() if not has_ended(known)}


def give_everywhere(rooms: Rooms, here: int, command: people.RoleCommand, ask: Ask) -> Following:
    """In all rooms of the session in which these people were and that have not ended. Whoever moderated in a small
    group and does not any more belongs to it from now on."""
    others = {room: known for room, known in rooms.items() if room != here and not has_ended(known)}
    roles = {room: people.roles_after(known.people, command, ask.by) for room, known in others.items()}
    given = {room: (people.SetRoles(each),) for room, each in roles.items() if each}
    plenary = plenary_of(rooms, here)
    changed = people.roles_after(rooms[plenary].people, command, ask.by)
    return joined(given, belonging(rooms, plenary, changed, ask))


def take_over(rooms: Rooms, here: int, command: people.TakeOver, ask: Ask) -> Following:
    """The plenary knows who leads the session; a small group may not have heard of them."""
    if people.is_led(rooms[plenary_of(rooms, here)].people, ask):
        raise Refused("people.moderated")
    return give_everywhere(rooms, here, command, ask)


def has_ended(room: Room) -> bool:
    return room.states["agenda"].stage is agenda.Stage.CLOSED


# --- small groups -----------------------------------------------------------------------------------------------------


def form_groups(rooms: Rooms, here: int, command: agenda.MovePhase, ask: Ask) -> Following:
    """A phase for which people go apart begins with them in their groups. The groups of the phase before hear, too,
    that it is over: who is still there sees what the plenary sees."""
    plenary = rooms[here]
    now = plenary.agenda
    if command.to == now.current:
        return {}
    planned, use = prepared_groups(rooms, here, now.phases[command.to], ask)
    follow = agenda.FollowPlenary(now.question, now.phases, now.medium, command.to)
    each_reports = now.phases[command.to].formation in agenda.EACH_REPORTS
    forming = (*use, *form(rooms, here, planned, each_reports)) if planned else ()
    return joined(
        {here: (*brought(rooms, here), *forming)}, settle(rooms, here, planned, follow, not each_reports, ask)
    )


def stays_here(room: Room, command: Any) -> bool:
    """Whether nothing follows from moving on to another phase, as this log tells: there were never any small groups,
    nobody goes into one now, and no ballot is open that would have to be counted."""
    if not isinstance(command, agenda.MovePhase) or room.places.rooms or room.places.group or room.vote.ballot:
        return False
    phases = room.agenda.phases
    return 0 <= command.to < len(phases) and phases[command.to].formation not in agenda.IN_BREAKOUTS


def send_groups(rooms: Rooms, here: int, command: groups.SendGroups, ask: Ask) -> Following:
    """The groups do what the plenary does now, from its beginning, and pause if it does."""
    now = rooms[here].agenda
    planned = proposed_groups(rooms, here, ask)
    is_paused = now.stage is agenda.Stage.PAUSED
    follow = agenda.FollowPlenary(now.question, now.phases, now.medium, now.current, is_paused)
    forming = form(rooms, here, planned, each_reports=False)
    return joined({here: (*brought(rooms, here), *forming)}, settle(rooms, here, planned, follow, card=True, ask=ask))


def form(rooms: Rooms, here: int, planned: tuple[whereabouts.PlannedGroup, ...], each_reports: bool) -> tuple[Any, ...]:
    return (places.OpenBreakouts(breakouts(rooms, here)), places.FormGroups(planned, each_reports))


def enter_group(rooms: Rooms, here: int, command: places.EnterGroup, ask: Ask) -> Following:
    plenary = rooms[here]
    to = whereabouts.most_missed_in(plenary.places, ask, plenary.people)
    return gathered_anew(rooms, here, plenary.places.at | {ask.by: to}, ask)


def move_people(rooms: Rooms, here: int, command: places.MovePeople, ask: Ask) -> Following:
    """In the small groups of this phase, those who are there hear it, with the words of the moderator."""
    before = rooms[here].places.at
    at = {person: room for person, room in before.items() if person not in command.people}
    after = at if command.room is None else at | dict.fromkeys(command.people, command.room)
    going = [person for person in command.people if before.get(person) != command.room]
    concerned = dict.fromkeys((*(before.get(person, here) for person in going), command.room or here) if going else ())
    said = told(rooms, here, command.text, concerned, ask)
    return joined(gathered_anew(rooms, here, after, ask), noted(rooms, here, after), said)


def bring_back(rooms: Rooms, here: int, command: Any, ask: Ask) -> Following:
    return joined({here: brought(rooms, here)}, leave(rooms, here))


def recall(rooms: Rooms, here: int, command: places.Recall, ask: Ask) -> Following:
    """People in groups see how long they have."""
    if not command.seconds:
        return bring_back(rooms, here, command, ask)
    return recalled(rooms, here, ask.at + command.seconds * 1000)


def call_off(rooms: Rooms, here: int, command: places.CallOffReturn, ask: Ask) -> Following:
    return recalled(rooms, here, 0)


def come_back(rooms: Rooms, here: int, command: places.ComeBack, ask: Ask) -> Following:
    return bring_back(rooms, here, command, ask) if rooms[here].places.recalled_until else {}


def merge_groups(rooms: Rooms, here: int, command: places.MergeGroups, ask: Ask) -> Following:
    """What the group has written is brought to the plenary, and its call goes with its people."""
    if command.room not in rooms[here].places.groups:
        return {}
    at = rooms[here].places.at
    after = {person: command.into if room == command.room else room for person, room in at.items()}
    said = told(rooms, here, command.text, (command.room, command.into), ask)
    call = passed_on(rooms, command.room, command.into)
    results = {here: brought(rooms, here, (command.room,))}
    over = leave(rooms, here, (command.room,))
    return joined(results, said, over, gathered_anew(rooms, here, after, ask), call, noted(rooms, here, after))


def close_group(rooms: Rooms, here: int, command: places.CloseGroup, ask: Ask) -> Following:
    if command.room not in rooms[here].places.groups:
        return {}
    said = told(rooms, here, command.text, (command.room, here), ask)
    return joined({here: brought(rooms, here, (command.room,))}, said, leave(rooms, here, (command.room,)))


def extend_group(rooms: Rooms, here: int, command: places.ExtendGroup, ask: Ask) -> Following:
    return {command.room: (agenda.ExtendPhase(rooms[command.room].agenda.moved, command.minutes),)}


def tell_groups(rooms: Rooms, here: int, command: places.TellGroups, ask: Ask) -> Following:
    return announced(rooms, here, command.text, command.rooms or rooms[here].places.groups, ask)


def answer_call(rooms: Rooms, here: int, command: calls.AnswerCall, ask: Ask) -> Following:
    """A moderator answers from any room of the session; the group has its call in its own log."""
    plenary = plenary_of(rooms, here)
    if command.room not in rooms[plenary].places.groups:
        raise Refused("calls.none")
    introduced = people.BringIn((rooms[plenary].people[ask.by],))
    return {command.room: (introduced, calls.TakeAnswer(command.answer))}


def plenary_of(rooms: Rooms, here: int) -> int:
    return next((room for room, known in rooms.items() if here in known.places.rooms), here)


Follow = Callable[[Rooms, int, Any, Ask], Following]


def in_plenary(follow: Follow) -> Follow:
    """What may be asked in a small group, too, and is for the plenary to decide, with all that follows there."""

    def lead(rooms: Rooms, here: int, command: Any, ask: Ask) -> Following:
        plenary = plenary_of(rooms, here)
        if plenary == here:
            return follow(rooms, here, command, ask)
        return joined({plenary: (command,)}, follow(rooms, plenary, command, ask))

    return lead


def in_groups(command: Callable[[Room, Any], Any]) -> Callable[[Rooms, int, Any, Ask], Following]:
    """What holds for the small groups of this phase as for the plenary."""

    def follow(rooms: Rooms, here: int, asked: Any, ask: Ask) -> Following:
        return {room: (command(rooms[room], asked),) for room in rooms[here].places.groups}

    return follow


def extend_there(group: Room, command: agenda.ExtendPhase) -> agenda.ExtendPhase:
    return agenda.ExtendPhase(group.agenda.moved, command.minutes)


def likewise(group: Room, command: Any) -> Any:
    return command


# By the type of the command, so that commands that stay in their room pay one look for it. Whether the role may ask is
# a matter of the room in which it was asked, whether it can happen now of each.
FOLLOWING: dict[type, Callable[[Rooms, int, Any, Ask], Following]] = {
    agenda.MovePhase: form_groups,
    agenda.ExtendPhase: in_groups(extend_there),
    agenda.PauseRoom: in_groups(likewise),
    agenda.ResumeRoom: in_groups(likewise),
    agenda.CloseRoom: close_breakouts,
    agenda.ReopenRoom: in_groups(likewise),
    people.RemovePerson: remove_everywhere,
    people.GiveRole: give_everywhere,
    people.HandOver: give_everywhere,
    people.TakeOver: take_over,
    places.EnterGroup: enter_group,
    places.MovePeople: in_plenary(move_people),
    places.BringBack: in_plenary(bring_back),
    places.Recall: in_plenary(recall),
    places.CallOffReturn: in_plenary(call_off),
    places.ComeBack: in_plenary(come_back),
    places.MergeGroups: in_plenary(merge_groups),
    places.CloseGroup: in_plenary(close_group),
    places.ExtendGroup: in_plenary(extend_group),
    places.TellGroups: in_plenary(tell_groups),
    groups.SendGroups: send_groups,
    calls.AnswerCall: answer_call,
}
