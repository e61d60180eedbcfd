"""What the canary says in the live room, and what everybody there is sent."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from deliberation.core.agenda import Medium, Mode, Phase, SetAgenda
from deliberation.core.agreement import ConfirmRules
from deliberation.core.calls import Call
from deliberation.core.exchange import Contribute, Record
from deliberation.core.people import Join
from deliberation.core.places import (
    BringBack,
    CloseGroup,
    FormGroups,
    Gather,
    MergeGroups,
    MovePeople,
    Report,
    TellGroups,
)
from deliberation.core.results import WriteResult
from deliberation.core.whereabouts import PlannedGroup
from deliberation.live.hub import this_hub
from deliberation.log import deciding
from deliberation.log.commits import read
from deliberation.models import Participation, RoomRecord
from tests.canary.marks import COMPANION, EVERYBODY, IN_THE_ROOM, MODERATOR, OBSERVER
from tests.canary.pages import Canary
from tests.canary.scene import Scene
from tests.deliberation.ballots import post
from tests.deliberation.browsers import WebSocket
from tests.deliberation.rehearsal import Rehearsal

PHASES = (
    Phase("opening", "Ankommen", 5, Mode.FREE),
    Phase("stake", "Bezug", 5, Mode.SILENT_ROUND, premoderated=True),
    Phase("clarify", "Nachfragen", 5, Mode.FOCUS),
    Phase("outcome", "Ergebnis", 5, Mode.VOTE),
)
Frames = dict[str, list[dict[str, Any]]]


class Room:
    """One session with the canary and the others inside."""

    def __init__(self, scene: Scene, canary: Canary) -> None:
        self.scene, self.canary = scene, canary
        self.people = scene.people | {"canary": canary.participation}
        self.inside: dict[str, WebSocket] = {}

    async def enter(self) -> None:
        for name, person in self.people.items():
            await read(agree, self.scene.room, person)
            self.inside[name] = await WebSocket.of(person)

    async def leave(self) -> Frames:
        frames: Frames = {}
        for name, browser in self.inside.items():
            await browser.rest()
            frames[name] = browser.frames
            await browser.leave()
        return frames

    async def ask(self, who: str, do: str, **fields: Any) -> int:
        if who == "canary":
            self.scene.written.note(do, fields)
        answer = await self.inside[who].ask(do, **fields)
        if "seq" not in answer:
            raise RuntimeError(f"{who} asks {do}: {answer}")
        return int(answer["seq"])

    async def say(self, place: str, *readers: str) -> int:
        text = self.scene.marks.new(place, readers)
        return await self.ask("canary", "exchange.Contribute", text=text)


def agree(room: int, person: Participation) -> None:
    deciding.handle(room, person.pk, Join(person.name, person.role, person.kind))  # type: ignore[arg-type]
    deciding.handle(room, person.pk, ConfirmRules(deciding.load(room).room.agreement.version))


async def talk(scene: Scene, canary: Canary) -> Frames:
    """As participant; what is held, returned and withdrawn is said while nobody else is there to have read it."""
    room = Room(scene, canary)
    for part in (hide, speak, write_in_silence, understand):
        await part(room)
    return await room.leave()


async def hide(room: Room) -> None:
    """Others come when it is hidden: what they were shown before, nobody can take back."""
    everybody = dict(room.people)
    room.people = {name: everybody[name] for name in ("canary", MODERATOR)}
    await room.enter()
    held = await room.say("contribution that is held", MODERATOR)
    returned = await room.say("contribution that is returned", MODERATOR)
    rewritten = await room.say("contribution before it was written anew", MODERATOR)
    withdrawn = await room.say("contribution that is withdrawn", MODERATOR)
    await room.ask(MODERATOR, "exchange.Hold", contribution=held, reason="insult")
    for contribution in (returned, rewritten):
        note = room.scene.marks.new("note to the canary", {MODERATOR})
        await room.ask(MODERATOR, "exchange.Return", contribution=contribution, reason="insult", note=note)
    text = room.scene.marks.new("contribution written anew", IN_THE_ROOM)
    await room.ask("canary", "exchange.Rewrite", contribution=rewritten, text=text)
    await room.ask("canary", "exchange.Withdraw", contribution=withdrawn)
    await room.leave()
    room.people, room.inside = everybody, {}


async def speak(room: Room) -> None:
    await room.enter()
    said = await room.say("contribution", *IN_THE_ROOM)
    await room.ask(COMPANION, "exchange.Contribute", text="Why?", refers_to=said)
    words = lambda place: room.scene.marks.new(place, IN_THE_ROOM)  # noqa: E731
    await room.ask("canary", "agreement.ProposeRule", text=words("proposed ground rule"))
    proposal = await room.ask(COMPANION, "agreement.ProposeRule", text="We ask")
    await room.ask("canary", "agreement.ObjectToRule", proposal=proposal, text=words("objection to a ground rule"))
    await vote(room)


async def vote(room: Room) -> None:
    """Whose a reason is, nobody knows: what was handed in last stays, without a name."""
    agenda = (await read(deciding.load, room.scene.room)).room.agenda
    await room.ask(MODERATOR, "agenda.MovePhase", seen=agenda.moved, to=3)
    ballot = await room.ask(MODERATOR, "vote.OpenBallot", form="consent", statements=["We meet again"])
    changed = room.scene.marks.new("reason in a ballot before it was changed")
    reason = room.scene.marks.new("reason in a ballot", IN_THE_ROOM, stays=True)
    for text in (changed, reason):
        await read(hand_in, room, ballot, text)
    await room.ask(MODERATOR, "vote.CloseBallot", ballot=ballot)


def hand_in(room: Room, ballot: int, reason: str) -> None:
    answer = post(room.canary.browser, room.scene.session, ballot, "object", reason=reason)
    if answer.status_code != 200:
        raise RuntimeError(f"The ballot is refused: {answer.content}")


async def write_in_silence(room: Room) -> None:
    """What was not revealed is read by nobody."""
    marks = room.scene.marks
    moved = await room.ask(MODERATOR, "agenda.MovePhase", seen=await seen(room.scene.room), to=1)
    await room.ask("canary", "silent.HandIn", text=marks.new("sheet before it was written anew"))
    await room.ask("canary", "silent.HandIn", text=marks.new("sheet that is revealed", IN_THE_ROOM))
    await room.ask(MODERATOR, "silent.Reveal")
    await room.ask(MODERATOR, "agenda.MovePhase", seen=moved, to=0)


async def understand(room: Room) -> None:
    """In the mirror: what the canary understood of somebody, and what they miss in how they were understood."""
    words = lambda place: room.scene.marks.new(place, IN_THE_ROOM)  # noqa: E731
    moved = await room.ask(MODERATOR, "agenda.MovePhase", seen=await seen(room.scene.room), to=2)
    claim = await room.ask(COMPANION, "exchange.Contribute", text="Ben's claim")
    await room.ask("canary", "mirror.Restate", contribution=claim, text=words("what the canary understood"))
    own = await room.say("statement in the mirror", *IN_THE_ROOM)
    for attempt in ("You mean", "You mean rather"):
        person = room.people[COMPANION].pk
        restated = await room.ask(COMPANION, "mirror.Restate", contribution=own, text=attempt) - 1
        missing = words("what is missing in a restatement")
        fields = {"contribution": own, "person": person, "seen": restated, "missing": missing}
        await room.ask("canary", "mirror.RefuseMirror", **fields)
    await room.ask("canary", "mirror.SayAnew", contribution=own, person=person, text=words("meant in other words"))
    await room.ask(MODERATOR, "agenda.MovePhase", seen=moved, to=0)


async def seen(room: int) -> int:
    """The agenda as whoever moves its phases has it."""
    return int(await read(lambda: deciding.load(room).room.agenda.moved))


async def moderate(scene: Scene, canary: Canary) -> None:
    """In a session of their own, with the others inside."""
    own = canary.own.session
    room = Room(scene, canary)
    guests = {
        COMPANION: await read(lambda: own.participations.create(user=scene.others[COMPANION], name="Ben")),
    }
    plenary = await read(lambda: RoomRecord.objects.get(session=own).pk)
    await read(deciding.handle, plenary, canary.own.pk, SetAgenda(own.question, PHASES))
    room.inside["canary"] = await WebSocket.of(canary.own)
    rule = await room.ask(
        "canary", "agreement.AddRule", text=scene.marks.new("ground rule of a moderator", IN_THE_ROOM)
    )
    await room.ask("canary", "agenda.OpenRoom")
    for name, person in guests.items():
        await read(agree, plenary, person)
        room.inside[name] = await WebSocket.of(person)
    words = lambda place: scene.marks.new(place, IN_THE_ROOM)  # noqa: E731
    await room.ask("canary", "agreement.RewordRule", rule=rule, text=words("ground rule in other words"))
    await read(agree, plenary, guests[COMPANION])
    said = await room.ask(COMPANION, "exchange.Contribute", text="Ben's own")
    note = words("note of the canary to somebody")
    await room.ask("canary", "exchange.Return", contribution=said, reason="unclear", note=note)
    await room.ask("canary", "agenda.SetSlow", seconds=1, reason=words("reason for going slowly"))
    await read(lead_groups, scene, canary, guests[COMPANION])
    await read_before(room, plenary)
    await room.ask("canary", "agenda.MovePhase", seen=await seen(plenary), to=2)
    await room.ask("canary", "focus.AskFocus", text=words("question to everybody"))
    moved = await room.ask("canary", "agenda.MovePhase", seen=await seen(plenary), to=3)
    statement = words("statement of a ballot")
    await room.ask("canary", "vote.OpenBallot", form="opinion", statements=[statement])
    await room.ask("canary", "agenda.PauseRoom", reason=words("reason of a pause"))
    await room.ask("canary", "agenda.CloseRoom", seen=moved)
    await room.ask("canary", "agenda.ReopenRoom", reason=words("reason for going on"))
    await room.leave()


async def read_before(room: Room, plenary: int) -> None:
    """A sheet is given back by its number, with words for its author alone."""
    await room.ask("canary", "agenda.MovePhase", seen=await seen(plenary), to=1)
    await room.ask(COMPANION, "silent.HandIn", text="Ben's sheet")
    [sheet] = (await read(lambda: deciding.load(plenary).room.silent.sheets)).values()
    note = room.scene.marks.new("note of the canary to whoever wrote a sheet", {COMPANION})
    await room.ask("canary", "silent.ReturnSheet", sheet=sheet.number, reason="unclear", note=note)


def whisper(scene: Scene, canary: Canary) -> None:
    """In a small group in which the others are not, and then, back in the plenary, its result and a sentence of it."""
    rehearsal = Rehearsal(scene.session)
    (group,) = rehearsal.open_breakouts(1)
    rehearsal.agree_in(group, canary.participation)
    text = scene.marks.new("contribution in a small group", {MODERATOR})
    rehearsal.take_in(group, canary.participation, Contribute(text))
    work_in_group(scene, canary, rehearsal, group)
    rehearsal.take(rehearsal.moderator, FormGroups((PlannedGroup(group, (canary.participation.pk,)),)))
    rehearsal.take(rehearsal.moderator, BringBack())
    report = Report(scene.marks.new("sentence from a small group", IN_THE_ROOM))
    scene.written.note("places.Report", {"text": report.text})
    rehearsal.take(canary.participation, report)


def work_in_group(scene: Scene, canary: Canary, rehearsal: Rehearsal, group: int) -> None:
    """The group calls the moderation, in other words the second time, and brings a result."""
    here = (canary.participation.pk,)
    rehearsal.take(rehearsal.moderator, FormGroups((PlannedGroup(group, here),), each_reports=False))
    rehearsal.take_in(group, rehearsal.moderator, Gather(1, here))
    for place in ("call of a group", "call of a group in other words"):
        asked = Call(scene.marks.new(place, {MODERATOR}))
        scene.written.note("calls.Call", {"text": asked.text})
        rehearsal.take_in(group, canary.participation, asked)
    result = WriteResult(scene.marks.new("result of a group", IN_THE_ROOM), 0)
    scene.written.note("results.WriteResult", {"text": result.text})
    rehearsal.take_in(group, canary.participation, result)
    rehearsal.take(rehearsal.moderator, BringBack())


def lead_groups(scene: Scene, canary: Canary, ben: Participation) -> None:
    """What a moderator says while they lead small groups."""
    rehearsal = Rehearsal(canary.own.session)
    first, second = rehearsal.open_breakouts(2)
    planned = (PlannedGroup(first, (ben.pk,)), PlannedGroup(second, ()))
    rehearsal.take(rehearsal.moderator, FormGroups(planned, each_reports=False))
    words = lambda place: scene.marks.new(place, IN_THE_ROOM)  # noqa: E731
    for command in (
        TellGroups(words("word to all groups")),
        MovePeople((ben.pk,), second, words("word to somebody who is moved")),
        MergeGroups(first, second, words("word to two groups that are merged")),
        CloseGroup(second, words("word to a group that is closed")),
    ):
        scene.written.note(f"places.{type(command).__name__}", {"text": command.text})
        rehearsal.take(rehearsal.moderator, command)


def write_down(scene: Scene, canary: Canary) -> None:
    """In a spoken session: what others write down of the canary goes with it, what it writes down of others stays."""
    session, room = scene.planned("Aloud", Medium.SPOKEN)
    moderator, ben = session.participations.get(role="moderator"), session.participations.create(name="Ben")
    recorder = session.participations.create(user=canary.user, name="Recorder", role="co_moderator")
    for person in (moderator, recorder, ben):
        agree(room, person)
    gist = Record(recorder.pk, scene.marks.new("gist of what the canary said", {MODERATOR}))
    of_ben = Record(ben.pk, scene.marks.new("gist of what somebody else said", {MODERATOR}, stays=True))
    scene.written.note("exchange.Record", {"text": of_ben.text})
    for person, command in ((moderator, gist), (recorder, of_ben)):
        answer = deciding.handle(room, person.pk, command)
        assert answer.refused == "", answer


async def come_late(scene: Scene) -> Frames:
    """What is sent to those who come anew."""
    frames: Frames = {}
    for name in (COMPANION, OBSERVER, MODERATOR):
        browser = await WebSocket.of(scene.people[name])
        await browser.rest()
        frames[name] = browser.frames
        await browser.leave()
    return frames


def happen(act: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
    """In a loop of its own, as a process has one; what it began ends with it."""

    async def whole() -> Any:
        try:
            return await act(*arguments)
        finally:
            hub = this_hub()
            loops = hub.healing.loops
            hub.rest()
            await asyncio.wait_for(asyncio.gather(*loops, return_exceptions=True), 10)

    return asyncio.run(whole())


def said(frames: Frames) -> dict[str, str]:
    return {reader: json.dumps(each) for reader, each in frames.items() if reader in EVERYBODY}
