"""Chaos in small groups: people are proposed, put by hand, sent, moved, merged, recalled and called back, and the
moderation is handed and taken over, while everything breaks.

    python -m tests.faults.groups --faults 200 --seed 7

People of each group are on both processes, some of them without a WebSocket. Afterwards the logs of all rooms of a
session are held against each other and against what everybody was told (`whereabouts`), and a process that has just
begun is asked once more: what it reads must be what the others have lived through.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tests.faults import history, whereabouts
from tests.faults.chaos import MOST_UNANSWERED, TIME_TO_HEAL, Asked, Chaos, main
from tests.faults.client import Client, request
from tests.faults.history import Log
from tests.faults.keeper import LATEST, all_told, become_as_told_now, newcomers_to
from tests.faults.sites import Person, Room
from tests.faults.walkers import PollingWalker, Walker
from tests.faults.whereabouts import House

APART = (5, 6)  # the phases for which people go into groups
TOGETHER = (1, 2)
RECALLS = (0, 1, 3)  # seconds
ANSWERS = ("coming", "soon")
WAYS = ("mixed", "random", "by_hand", "as_last")


class GroupChaos(Chaos):
    activities = (*Chaos.activities, "people", "places", "groups", "calls", "results")
    clients_of = (Walker, PollingWalker)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._proposing: set[asyncio.Task[None]] = set()  # what the pages of moderators have asked for

    # --- what people do -----------------------------------------------------------------------------------------------

    def beside_talking(self, client: Client) -> list[Asked]:
        asks = super().beside_talking(client)
        if not client.mine or not client.mine["agreement"]["confirmed"]:
            return asks
        return [*asks, *self.in_group(client)] if client.mine["places"]["group"] else [*asks, *self.in_plenary(client)]

    def in_group(self, client: Client) -> list[Asked]:
        calls, results, me = client.parts["calls"], client.parts["results"], client.person.id
        calling: list[Asked] = [("calls.Call", {"text": self.chance.choice(("", self.sentence(client, "ruf")))})]
        if calls["call"]:
            calling = [("calls.TakeBackCall", {})]
        done: Asked = ("calls.SayNotDone" if calls["done"] else "calls.SayDone", {})
        reporter = self.chance.choice((None, me, *client.mine["places"]["people"]))
        result = {"text": self.speech(client, "ergebnis"), "seen": results["seq"]}
        named: Asked = ("results.NameReporter", {"person": reporter})
        return [*calling * 2, done, named, ("results.WriteResult", result), ("results.WriteResult", result)]

    def in_plenary(self, client: Client) -> list[Asked]:
        places = client.mine["places"]
        asks: list[Asked] = []
        if client.mine["may"].get("places.EnterGroup") == "":
            asks += [("places.EnterGroup", {})] * 9
        if places["reports_from"]:
            asks.append(("places.Report", {"text": self.sentence(client, "bericht")}))
        return asks

    def act(self, client: Client) -> None:
        """Whoever sees that the time of a recall is over says so, as every page does."""
        until = client.mine["places"]["recalled_until"] if client.mine else 0
        is_heard = client.parts and len(client.outbox) < MOST_UNANSWERED
        if is_heard and until and until <= time.time() * 1000 and client.person.role != "observer":
            client.send("places.ComeBack")
        elif is_heard and client.person.moderating and self.chance.random() < 0.5:
            self.moderate(client)
        else:
            super().act(client)

    def onwards(self, current: int) -> int:
        return self.chance.choice(TOGETHER if current in APART else APART)

    def moderate(self, client: Client) -> None:
        if not client.mine or self.chance.random() < 0.3:  # what is their own comes after what is everybody's
            super().moderate(client)
        else:
            self.ask_one_of(client, self.leading_groups(client))

    def leading_groups(self, client: Client) -> list[Asked]:
        """What moderators do with groups, from the plenary and from within one."""
        me, rows = client.person.id, rows_of(client)
        rooms = [row["room"] for row in rows]
        people = [person.id for person in client.room.participants]
        some = self.chance.sample(people, self.chance.randint(1, 2))
        asks: list[Asked] = [
            ("places.MovePeople", {"people": [me], "room": self.chance.choice([None, *rooms])}),
            ("places.Recall", {"seconds": self.chance.choice(RECALLS)}),
            *self.forming(client),
            *self.handing_over(client),
        ]
        for row in rows:
            if row["call"] and not row["call"]["answer"]:
                asks += [("calls.AnswerCall", {"room": row["room"], "answer": self.chance.choice(ANSWERS)})] * 4
        if rooms:
            asks += self.leading_these(client, rooms, some)
        return asks

    def forming(self, client: Client) -> list[Asked]:
        """The proposal, changed by hand, and sent. Where there is none, one is asked for as pages do."""
        proposal = client.parts.get("groups", {}).get("proposal")
        if proposal is None:
            if client.mine["places"]["group"] == 0 and self.chance.random() < 0.3:
                self.propose(client)
            return []
        group = self.chance.randrange(len(proposal["groups"]))
        people = [person.id for person in client.room.participants]
        moderator = self.chance.choice([None, *(person.id for person in client.room.moderators)])
        to = self.chance.choice((None, group))
        host = self.chance.choice((None, *proposal["groups"][group]["people"]))
        return [
            *[("groups.PutPerson", {"person": self.chance.choice(people), "group": to})] * 3,
            ("groups.SetHost", {"group": group, "person": host}),
            ("groups.SetModerator", {"group": group, "person": moderator}),
            ("groups.DropGroups", {}),
            *[("groups.SendGroups", {"seen": proposal["seq"]})] * 4,
        ]

    def propose(self, client: Client) -> None:
        wanted = {"how": self.chance.choice(WAYS), "number": self.chance.randint(2, 4)}
        task = asyncio.create_task(self.ask_for_groups(client, wanted))
        self._proposing.add(task)
        task.add_done_callback(self._proposing.discard)

    async def ask_for_groups(self, client: Client, wanted: dict[str, Any]) -> None:
        """Whoever gets no answer finds in the room whether there is a proposal."""
        with suppress(OSError, EOFError, ValueError, TimeoutError, asyncio.IncompleteReadError):
            status = await asked_for_groups(client, wanted)
            self.done[f"groups: a proposal was answered with {status}"] += 1

    def handing_over(self, client: Client) -> list[Asked]:
        """Whoever leads gives it away now and then, and is replaced while they are away, in a group or not."""
        may, others = client.mine["may"], [each.id for each in client.room.moderators if each.id != client.person.id]
        taking: list[Asked] = [("people.TakeOver", {})] * 9 if may.get("people.TakeOver") == "" else []
        return [*taking, *(("people.HandOver", {"person": id}) for id in others if may.get("people.HandOver") == "")]

    def leading_these(self, client: Client, rooms: list[int], some: list[int]) -> list[Asked]:
        room, into = self.chance.choice(rooms), self.chance.choice(rooms)
        words = self.chance.choice(("", self.sentence(client, "verfahren")))
        where = self.chance.choice(([], [room]))
        return [
            ("places.MovePeople", {"people": some, "room": self.chance.choice([None, *rooms]), "text": words}),
            ("places.MovePeople", {"people": some, "room": room, "text": words}),
            ("places.MovePeople", {"people": [client.person.id], "room": room}),
            ("places.MergeGroups", {"room": room, "into": into, "text": words}),
            ("places.CloseGroup", {"room": room, "text": words}),
            ("places.ExtendGroup", {"room": room, "minutes": 1}),
            ("places.TellGroups", {"text": self.sentence(client, "an_alle"), "rooms": where}),
            ("places.CallOffReturn", {}),
            ("places.BringBack", {}),
            ("calls.AnswerCall", {"room": room, "answer": self.chance.choice(ANSWERS)}),
        ]

    # --- afterwards ---------------------------------------------------------------------------------------------------

    async def go_on_undisturbed(self) -> None:
        """And then moderators answer what is open, and one process begins anew: it has everything from the logs."""
        await super().go_on_undisturbed()
        await asyncio.gather(*self._proposing)
        for room in self.rooms:
            await self.answer_all(room)
        server = self.site.servers[-1]
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)

    async def answer_all(self, room: Room) -> None:
        await self.converged(room)
        leader = next(client for client in self.clients if client.room is room and client.person.moderating)
        for group in whereabouts.unanswered(self.site.house(room)):
            await leader.ask("calls.AnswerCall", room=group, answer="coming")
        self.must_be_answered = True

    must_be_answered = False

    async def found_in(self, room: Room) -> list[str]:
        """In all rooms of this session. A proposal is appended when it is found, even after its page is gone: what was
        compared meanwhile is compared anew."""
        deadline = time.monotonic() + TIME_TO_HEAL
        while True:
            house = await self.converged(room)
            wrong = await self.wrong_in(room, house)
            if self.site.house(room) == house or time.monotonic() > deadline:
                return wrong

    async def wrong_in(self, room: Room, house: House) -> list[str]:
        here = [client for client in self.clients if client.room is room]
        histories = [client.history for client in here]
        where = self.rooms_of(room, house)
        fresh = await newcomers_to(self.site, room, [client.person for client in here], where)
        await asyncio.gather(*(become_as_told_now(client, fresh) for client in here))
        everybody = [*histories, *fresh]
        wrong = history.violations_in_groups(everybody, list(house.logs.values()))
        for client in here:
            theirs = [each for each in everybody if each.person == client.person.id]
            wrong += history.divergence(theirs, where(client.person))
        wrong += history.staleness(everybody, fresh)
        wrong += whereabouts.violations(house, histories, [each.id for each in room.moderators])
        # Of two polls that one page has under way the one that was asked first may be answered last.
        wrong += whereabouts.astray(house, [each.history for each in here if not isinstance(each, PollingWalker)])
        wrong += await self.overlooked(room, [client for client in here if client.person.moderating])
        if self.must_be_answered:
            wrong += [f"the call of group {group} has no answer" for group in whereabouts.unanswered(house)]
        for client in here:
            wrong += history.told_by_page(client.history, house.logs.values(), await client.transcript())
        nowhere = [text for log in house.logs.values() for text in log.texts] + room.secrets
        return wrong + history.told_by_log(nowhere, self.site.logged())

    async def converged(self, room: Room) -> House:
        """Everybody has all of the room in which they are, and every command is answered."""
        here = [client for client in self.clients if client.room is room and client.is_inside]
        deadline = time.monotonic() + TIME_TO_HEAL
        for client in here:
            await client.until(client.is_answered, deadline - time.monotonic())

        def log_of(house: House, person: Person) -> Log:
            return self.rooms_of(room, house)(person)

        return await all_told(here, lambda: self.site.house(room), log_of, deadline)

    def rooms_of(self, room: Room, house: House) -> Callable[[Person], Log]:
        places = whereabouts.in_the_end(house)
        return lambda person: house.logs[places.at.get(person.id, house.plenary)]

    async def overlooked(self, room: Room, leaders: list[Client]) -> list[str]:
        """The overview is debounced, so it may come a moment later than the rest."""
        deadline = time.monotonic() + LATEST
        house = self.site.house(room)
        while wrong := [
            f"{each.history}: {what}" for each in leaders for what in whereabouts.overlooked(house, each.view.groups)
        ]:
            if time.monotonic() > deadline:
                return wrong
            await asyncio.sleep(0.2)
        return []

    def written(self) -> dict[str, int]:
        """Also in the groups."""
        logs = [log for room in self.rooms for log in self.site.house(room).logs.values()]
        return self.asked_in(logs)


async def asked_for_groups(client: Client, wanted: dict[str, Any]) -> int:
    """As the page of a moderator asks, beside the room; the status of the answer."""
    token = "z" * 32
    cookies = f"{client.person.cookie}; csrftoken={token}"
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Content-Type": "application/json"}
    path = f"/sessions/{client.room.key}/groups/"
    status, _ = await request(client.port or client.where[0], "POST", path, headers, json.dumps(wanted))
    return status


def rows_of(client: Client) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.view.groups.get("groups", [])
    return rows


if __name__ == "__main__":
    sys.exit(main(GroupChaos, rooms=2, people=12))
