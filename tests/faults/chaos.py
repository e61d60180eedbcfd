"""People talk while everything that can break breaks, as a seed says; then the promise is checked.

    python -m tests.faults.chaos --duration 600 --seed 7

PostgreSQL, Valkey, one Daphne and one uvicorn, all private and all killed, frozen and cut now and then. Ends with 1 if
somebody lost, repeated, reordered or saw anything that they should not have, or if a server has written a traceback.
"""

import argparse
import asyncio
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.faults.client import Client, PollingClient, request
from tests.faults.history import Log
from tests.faults.keeper import Keeper
from tests.faults.proxy import Proxy
from tests.faults.sites import FragileServer, GrownUpSite, Room, send_to

REASONS = ("insult", "generalisation", "off_topic", "personal_data", "unclear")
SIGNALS = ("ready", "need_time", "pause", None)
TYPES = ("", "reason", "question", "support", "proposal")
OPENING = 0
ONWARDS = (4, 2, 3, OPENING, 1)  # from each phase: through those in which other things than talk happen first
MOST_RULES = 3  # so that there is time for other things
ROUNDS = 12  # in which everybody does something more when all is well again
MOST_UNANSWERED = 8  # whoever hears nothing stops talking at some point
TIME_TO_HEAL = 60.0
LONGEST_FAULT = 10.0
LATEST_TO_SHOW = 60.0  # seconds after the rest until something has happened in each activity that is to be shown
SECONDS_A_FAULT = 5.0  # about, with the time until the next one
TRACEBACK = re.compile(r"^Traceback .*\n(?:[ \t].*\n)*  (File .*)\n(?:[ \t].*\n)*(\S.*)$", re.MULTILINE)

Asked = tuple[str, dict[str, Any]]  # a command and its fields


class Chaos:
    activities: tuple[str, ...] = ("agenda", "agreement", "floor", "turns", "exchange")
    clients_of: tuple[type[Client], type[Client]] = (Client, PollingClient)

    def __init__(
        self,
        site: GrownUpSite,
        rooms: Iterable[Room],
        duration: float,
        seed: int,
        faults: int = 0,
        longest: float = LONGEST_FAULT,
        shows: Iterable[str] = (),
    ) -> None:
        """It lasts at least so many seconds, until so many things have been broken, each for so long at the most, and
        until something was written in each activity that it shows."""
        self.site, self.rooms = site, list(rooms)
        self.seconds, self.at_least = duration, faults
        self.duration, self.chance = max(duration, faults * SECONDS_A_FAULT), random.Random(seed)
        self.until, self.broken, self.unshown = 0.0, 0, set(shows)
        self.keeper = Keeper()
        self.done: Counter[str] = Counter()
        self._logged_before = {server.port: len(logged_by(server)) for server in self.site.servers}
        self.proxies: list[Proxy] = []
        self.longest_fault = min(longest, self.duration / 5)
        # About as many words in ten minutes as in half a minute, or nobody could be told everything anew any more.
        self.pause = min(4.0, max(0.3, self.duration / 150))

    async def run(self) -> list[str]:
        """All violations that were found."""
        with ExitStack() as open_proxies:
            self.proxies = [open_proxies.enter_context(Proxy(server.port)) for server in self.site.servers]
            try:
                clients = await self.gather()
                self.until = time.monotonic() + self.seconds
                lives = [asyncio.create_task(self.live(client)) for client in clients]
                await self.break_things()
                await asyncio.gather(*lives)
                await self.heal()
                wrong = await self.found()
                await self.go_on_undisturbed()
                wrong += await self.found()
                return list(dict.fromkeys([*wrong, *faults_logged(self.logged())]))
            finally:
                await self.keeper.leave()

    async def gather(self) -> list[Client]:
        """Every sixth behind a proxy that lets no WebSocket through."""
        where = [proxy.port for proxy in self.proxies]
        people = [(room, person) for room in self.rooms for person in room.people]
        clients = [
            self.clients_of[number % 6 == 5](room, person, where) for number, (room, person) in enumerate(people)
        ]
        for client in clients:
            await self.keeper.let_in(self.site, client)
        return clients

    # --- what people do -----------------------------------------------------------------------------------------------

    @property
    def goes_on(self) -> bool:
        now = time.monotonic()
        is_unshown = bool(self.unshown) and now < self.until + LATEST_TO_SHOW
        return now < self.until or self.broken < self.at_least or is_unshown

    async def live(self, client: Client) -> None:
        while self.goes_on:
            await asyncio.sleep(self.chance.uniform(0, 2 * self.pause))
            if self.chance.random() < 0.03:
                await self.be_away(client)
            else:
                self.act(client)
        if not client.is_inside:
            await client.enter()

    async def go_on_undisturbed(self) -> None:
        """Whoever comes back is told everything, so only those who stay show whether changes are told, too."""
        for _ in range(ROUNDS):
            for client in self.clients:
                self.act(client)
                await asyncio.sleep(0.01)

    async def be_away(self, client: Client) -> None:
        self.done["people: left, and came back or loaded the page anew"] += 1
        await client.leave()
        if self.chance.random() < 0.3:
            client.reload()
        await asyncio.sleep(self.chance.uniform(0, self.longest_fault))
        client.start()

    def act(self, client: Client) -> None:
        """One thing that makes sense to somebody who sees what this client sees; by now it may not any more."""
        role = client.person.role
        if client.history.commands and self.chance.random() < 0.1:
            some = self.chance.choice(client.history.commands[-MOST_UNANSWERED:])
            if not some.given_back:
                client.send_copy(some)
        if role == "observer" or not client.parts or len(client.outbox) >= MOST_UNANSWERED:
            return  # looks on, is just loading the page, or hears nothing
        if client.person.moderating and self.chance.random() < 0.6:
            self.moderate(client)
        elif self.chance.random() < (0.3 if mode_of(client) in ("free", "questions_only") else 0.6):
            self.ask_one_of(client, self.beside_talking(client))
        else:
            self.talk(client)

    def ask_one_of(self, client: Client, asks: list[Asked]) -> None:
        do, fields = self.chance.choice(asks)
        client.send(do, **fields)

    def talk(self, client: Client) -> None:
        contributions, some = client.view.contributions, self.some_contribution(client)
        own = [each["id"] for each in client.mine["exchange"]["contributions"]] if client.mine else []
        dice = self.chance.random()
        if own and dice < 0.1:
            client.send("exchange.Rewrite", contribution=own[-1], text=self.speech(client, "anders"))
        elif dice < 0.14 and some and contributions[some]["by"] == client.person.id:
            client.send("exchange.Withdraw", contribution=some)
        else:
            refers_to = some if some and contributions[some]["state"] == "published" else None
            kind = "question" if mode_of(client) == "questions_only" else self.chance.choice(TYPES)
            client.send("exchange.Contribute", text=self.speech(client, "gesagt"), type=kind, refers_to=refers_to)

    def some_contribution(self, client: Client) -> int | None:
        contributions = client.view.contributions
        return self.chance.choice(sorted(contributions)[-20:]) if contributions else None

    def beside_talking(self, client: Client) -> list[Asked]:
        """What changes the other parts of the room, as far as the phase lets people do it."""
        me, agenda, agreement = client.person.id, client.parts["agenda"], client.parts["agreement"]
        if client.mine and not client.mine["agreement"]["confirmed"]:
            return [("agreement.ConfirmRules", {"seen": agreement["version"]})]
        asks: list[Asked] = [("agenda.GiveSignal", {"signal": self.chance.choice(SIGNALS)})]
        if some := self.some_contribution(client):
            asks.append(("exchange.SetType", {"contribution": some, "type": self.chance.choice(TYPES)}))
        if agenda["current"] == OPENING and len(agreement["rules"]) + len(agreement["proposals"]) < MOST_RULES:
            asks.append(("agreement.ProposeRule", {"text": self.sentence(client, "regel")}))
            asks += self.on_proposals(client)
        if mode_of(client) == "speaking_list":
            answers = some if some and self.chance.random() < 0.2 else None
            asks += [("floor.RequestFloor", {"answers": answers})] * 3
            asks += [("floor.WithdrawRequest", {}), ("floor.EndFloor", {"person": me})]
        if mode_of(client) == "round":
            asks += [("turns.BeginTurn", {}), ("turns.TakeBackPass", {"person": me})]
            asks += [("turns.PassTurn", {"person": me})] * 2
        return asks

    def on_proposals(self, client: Client) -> list[Asked]:
        """What people say to the ground rules that were proposed."""
        known = [{"proposal": each["id"]} for each in client.parts["agreement"]["proposals"]]
        objecting = [{**each, "text": self.sentence(client, "einwand")} for each in known]
        return [
            *(("agreement.ConsentToRule", each) for each in known),
            *(("agreement.ObjectToRule", each) for each in objecting),
        ]

    def moderate(self, client: Client) -> None:
        agenda, some, dice = client.parts["agenda"], self.some_contribution(client), self.chance.random()
        if agenda["stage"] == "paused" and dice < 0.7:
            client.send("agenda.ResumeRoom")
        elif dice < 0.15:
            client.send("agenda.MovePhase", seen=agenda["moved"], to=self.onwards(agenda["current"]))
        elif dice < 0.22:
            client.send("agenda.ExtendPhase", seen=agenda["moved"], minutes=1)
        elif dice < 0.25:
            client.send("agenda.PauseRoom", reason=self.sentence(client, "pause"))
        elif dice < 0.45:
            self.ask_one_of(client, self.leading(client))
        elif some:
            self.ask_one_of(client, self.judging(client, some))

    def onwards(self, current: int) -> int:
        return ONWARDS[current]

    def leading(self, client: Client) -> list[Asked]:
        """What moderators do with the list of speakers, the turns of a round, and the ground rules."""
        floor = client.parts["floor"]
        asks: list[Asked] = [("floor.SetOrder", {"order": self.chance.choice(("first_come", "balanced", "manual"))})]
        waiting = [{"person": request["person"]} for request in floor["requests"][:3]]
        asks += [("floor.GiveFloor", each) for each in waiting] + [("floor.StrikeRequest", each) for each in waiting]
        asks += [("floor.MoveRequest", {**each, "to": 0}) for each in waiting]
        if floor["holder"]:
            whose = {"person": floor["holder"]["person"]}
            asks += [("floor.ExtendFloor", {**whose, "seconds": 30}), ("floor.EndFloor", whose)]
        asks += [("turns.PassTurn", {"person": person}) for person in client.parts["turns"]["waiting"][:1]]
        asks += self.leading_the_opening(client)
        return asks

    def leading_the_opening(self, client: Client) -> list[Asked]:
        agreement = client.parts["agreement"]
        if client.parts["agenda"]["current"] != OPENING:
            return []
        asks: list[Asked] = [("agreement.GoOnWithout", {"people": agreement["missing"][:1]})]
        for proposal in agreement["proposals"][:1]:
            asks += [(f"agreement.{do}", {"proposal": proposal["id"]}) for do in ("AdoptRule", "DropProposal")]
        if agreement["rules"]:
            rule = self.chance.choice(agreement["rules"])["id"]
            reworded = {"rule": rule, "text": self.sentence(client, "regel")}
            asks += [("agreement.RewordRule", reworded), ("agreement.RemoveRule", {"rule": rule})]
        return asks

    def judging(self, client: Client, some: int) -> list[Asked]:
        reason = self.chance.choice(REASONS)
        return [
            ("exchange.Hold", {"contribution": some, "reason": reason}),
            ("exchange.Return", {"contribution": some, "reason": reason, "note": self.speech(client, "notiz")}),
            ("exchange.Release", {"contribution": some}),
        ]

    def sentence(self, client: Client, how: str) -> str:
        return f"{how.title()}: Satz {len(client.history.commands)} von {client.person.id}."

    def speech(self, client: Client, how: str) -> str:
        return self.sentence(client, how) + self.chance.choice(("", " und noch mehr dazu" * 20))

    # --- what breaks --------------------------------------------------------------------------------------------------

    async def break_things(self) -> None:
        """One after the other, at times two at once, but never two of the same thing."""
        faults = self.faults()
        while self.goes_on:
            await asyncio.sleep(self.chance.uniform(0, min(3.0, self.duration / 20)))
            things = self.chance.sample(sorted(faults), 2 if self.chance.random() < 0.2 else 1)
            chosen = [(thing, self.chance.choice(sorted(faults[thing]))) for thing in things]
            for thing, fault in chosen:
                self.done[f"{thing}: {fault}"] += 1
            self.broken += len(chosen)
            await asyncio.gather(*(faults[thing][fault]() for thing, fault in chosen))
            if self.unshown:
                self.unshown -= {activity for activity, number in self.written().items() if number}

    def faults(self) -> dict[str, dict[str, Callable[[], Awaitable[None]]]]:
        return {
            "server": {
                "killed": lambda: self.end_server(signal.SIGKILL),
                "told to end": lambda: self.end_server(signal.SIGTERM),
                "frozen": self.freeze_server,
            },
            "people": {"cut off": self.cut_people, "in a tunnel": self.freeze_people},
            "Valkey": {
                "stopped and started": self.stop_doorbell,
                "flushed, its listeners cut off": self.flush_doorbell,
                "frozen": self.freeze_doorbell,
            },
            "PostgreSQL": {
                "restarted": self.restart_database,
                "frozen": self.freeze_database,
                "all connections cut": self.cut_database,
            },
        }

    def a_while(self) -> float:
        return self.chance.uniform(0.2, self.longest_fault)

    async def end_server(self, number: int) -> None:
        server = self.chance.choice(self.site.servers)
        server.signal(number)
        await asyncio.to_thread(self.ended, server)
        await asyncio.sleep(self.chance.uniform(0, 1))
        await asyncio.to_thread(server.start)

    def ended(self, server: FragileServer) -> None:
        """A database that says nothing must not keep a process for ever that was told to end; a deployment kills it."""
        try:
            server.wait_for_end()
        except subprocess.TimeoutExpired:
            self.done["server: did not end by itself"] += 1
            server.kill()

    async def freeze_server(self) -> None:
        server = self.chance.choice(self.site.servers)
        server.signal(signal.SIGSTOP)
        await asyncio.sleep(self.a_while())
        server.signal(signal.SIGCONT)

    async def cut_people(self) -> None:
        self.chance.choice(self.proxies).cut()

    async def freeze_people(self) -> None:
        proxy = self.chance.choice(self.proxies)
        proxy.freeze()
        await asyncio.sleep(self.a_while())
        proxy.thaw()

    async def stop_doorbell(self) -> None:
        await asyncio.to_thread(self.site.doorbell.stop)
        await asyncio.sleep(self.a_while())
        await asyncio.to_thread(self.site.doorbell.start)

    async def flush_doorbell(self) -> None:
        await asyncio.to_thread(self.site.doorbell.flush)

    async def freeze_doorbell(self) -> None:
        process = self.site.doorbell.process()
        send_to([process], signal.SIGSTOP)
        await asyncio.sleep(self.a_while())
        send_to([process], signal.SIGCONT)

    async def restart_database(self) -> None:
        await asyncio.to_thread(self.site.database.stop)
        await asyncio.sleep(self.a_while() / 2)
        await asyncio.to_thread(self.site.database.start)

    async def freeze_database(self) -> None:
        self.site.database.freeze()
        await asyncio.sleep(self.a_while())
        self.site.database.thaw()

    async def cut_database(self) -> None:
        await asyncio.to_thread(self.site.cut_database)

    # --- afterwards ---------------------------------------------------------------------------------------------------

    async def heal(self) -> None:
        for proxy in self.proxies:
            proxy.thaw()
        self.site.database.thaw()
        await asyncio.to_thread(self.site.doorbell.start)
        await asyncio.to_thread(self.site.heal)
        for server in self.site.servers:
            assert (await request(server.port, "GET", "/health/live", {}))[0] == 200

    async def found(self) -> list[str]:
        wrong = []
        for room in self.rooms:
            wrong += await self.found_in(room)
        for client in self.clients:
            if client.ended is not None:
                wrong.append(f"{client.history} was closed for good with {client.ended}")
        return wrong

    def logged(self) -> str:
        """By servers, since it began."""
        return "".join(logged_by(each)[self._logged_before.get(each.port, 0) :] for each in self.site.servers)

    async def found_in(self, room: Room) -> list[str]:
        wrong = []
        try:
            log = await self.keeper.converged(self.site, room, TIME_TO_HEAL)
        except AssertionError as error:
            wrong.append(str(error))
            log = self.site.log(room)
        return wrong + await self.keeper.wrong_in(self.site, room, log)

    @property
    def clients(self) -> list[Client]:
        return [client for _, client in self.keeper.clients]

    def written(self) -> dict[str, int]:
        """How much people changed in each activity: where nothing happened, nothing was shown."""
        return self.asked_in([self.site.log(room) for room in self.rooms])

    def asked_in(self, logs: Iterable[Log]) -> dict[str, int]:
        kinds = Counter(entry.kind.partition(".")[0] for log in logs for entry in log.entries if entry.key)
        return {activity: kinds[activity] for activity in self.activities}

    def table(self) -> str:
        commands = [command for client in self.clients for command in client.history.commands]
        figures = Counter(dict(sorted(self.done.items())))
        figures["faults in all"] = self.broken
        figures["people"] = len(self.clients)
        figures["entries in the logs"] = sum(self.site.log(room).head for room in self.rooms)
        figures |= {f"of these, asked for in {activity}": number for activity, number in self.written().items()}
        figures["commands sent"] = len(commands)
        figures["commands acknowledged"] = sum(command.seq is not None for command in commands)
        figures["commands refused"] = sum(command.refused is not None for command in commands)
        figures["commands sent more than once"] = sum(command.times > 1 for command in commands)
        figures["answers `unavailable`"] = sum(command.unavailable for command in commands)
        figures["connections opened"] = sum(client.opened for client in self.clients)
        figures["frames received"] = sum(len(client.history.frames) for client in self.clients)
        return "\n".join(f"{number:8}  {name}" for name, number in figures.items())


def logged_by(server: FragileServer) -> str:
    return server.log.read_text(errors="replace")


def faults_logged(log: str) -> list[str]:
    """Every fault of ours, by its last place and its error: what others break is told in a line."""
    found = Counter(" ".join(each) for each in TRACEBACK.findall(log))
    return [f"a server has written {count} times: {what}" for what, count in found.items()]


def mode_of(client: Client) -> str:
    """Who may send now, and what, as this client was told."""
    agenda = client.parts["agenda"]
    return str(agenda["phases"][agenda["current"]]["mode"])


async def rage(chaos: Chaos, seed: int) -> int:
    say = sys.stdout.write
    began = time.monotonic()
    say(f"Seed {seed}, at least {chaos.seconds:.0f} seconds and {chaos.at_least} faults.\n")
    chaos.site.serve("daphne", "uvicorn")
    wrong = await chaos.run()
    chaos.done["seconds"] = round(time.monotonic() - began)
    say(f"{chaos.table()}\n\n")
    say(
        "\n".join(["Found:", *wrong]) if wrong else "Nothing was lost, repeated, reordered or told to the wrong people."
    )
    say(f"\nSeed {seed}.\n")
    return 1 if wrong else 0


def main(kind: type[Chaos] = Chaos, rooms: int = 3, people: int = 4) -> int:
    parser = argparse.ArgumentParser(prog="chaos", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--duration", type=float, default=60, help="seconds")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="repeats a run, more or less")
    parser.add_argument("--faults", type=int, default=0, help="go on until so many things have been broken")
    parser.add_argument("--longest", type=float, default=LONGEST_FAULT, help="seconds that something stays broken")
    parser.add_argument("--rooms", type=int, default=rooms)
    parser.add_argument("--people", type=int, default=people, help="participants of each room; more lead and watch it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zweiklang-chaos-") as folder:
        site = GrownUpSite(Path(folder) / "site")
        try:
            site.furnish(*[options.people] * options.rooms)
            chaos = kind(site, site.rooms, options.duration, options.seed, options.faults, options.longest)
            return asyncio.run(rage(chaos, options.seed))
        finally:
            site.stop()


if __name__ == "__main__":
    sys.exit(main())
