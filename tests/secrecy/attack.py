"""The attacker: whoever has all of it, and as many guesses as there are orders in which things lie.

A guess gives each person who voted a sheet. Of a guess that knows nothing, one is right on average, whatever the number
of people; over several ballots the number of hits is distributed as Poisson says, which gives the bound.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from random import Random
from secrets import randbits
from typing import Any

from django.conf import settings
from django.db import connection

from deliberation.core import silent
from deliberation.core.acting import Ask, Audience, Role, Stamp
from deliberation.core.activity import Room
from deliberation.core.agenda import AgendaSet, Mode, Phase, PhaseMoved, RoomOpened
from deliberation.core.agreement import RulesConfirmed
from deliberation.core.people import PersonJoined
from deliberation.core.room import EMPTY, KINDS, decide, evolve
from deliberation.core.seeing import changed_items, parts
from deliberation.core.vote import Marked
from deliberation.models import Entry, Urn
from tests.canary.scene import make_tables
from tests.canary.settings import LOG
from tests.canary.traces import tables
from tests.secrecy.polls import PEOPLE, Poll, held, held_leakily, word

BALLOTS = 4
SILENT_ROUNDS = 20
SEED = 15
FALSE_ALARM = 1e-9  # for one strategy
WORD = re.compile(r"sheet(\d{3})x")
Orders = dict[str, list[int]]  # by strategy, the sheets in the order in which they lie


def attack() -> dict[str, Any]:
    make_tables()
    random = Random(SEED)
    hits: dict[str, int] = {}
    traces: dict[str, int] = {}
    for _ in range(BALLOTS):
        poll = held(random)
        add(traces, traces_of(poll))
        add(hits, hits_of(poll, "open"))
        poll.polling.close_ballot()
        add(hits, hits_of(poll, "closed"))
    leaky = hits_of(held_leakily(random), "leaky")
    silent_hits = attack_silent_rounds(random)
    limits = bound(BALLOTS), bound(SILENT_ROUNDS)
    is_secret = max(hits.values()) <= limits[0] and max(silent_hits.values()) <= limits[1] and not any(traces.values())
    is_able = max(leaky.values()) >= PEOPLE - 2
    return {
        "database": connection.vendor,
        "passed": is_secret and is_able,
        "ballots": {"of": BALLOTS * PEOPLE, "chance": BALLOTS, "bound": limits[0], "hits": hits},
        "silent": {"of": SILENT_ROUNDS * PEOPLE, "chance": SILENT_ROUNDS, "bound": limits[1], "hits": silent_hits},
        "traces": traces,
        "a row a sheet": {"of": PEOPLE, "hits": max(leaky.values())},
    }


def add(all: dict[str, int], more: dict[str, int]) -> None:
    for name, number in more.items():
        all[name] = all.get(name, 0) + number


def bound(chance: int) -> int:
    """The most hits that somebody who knows nothing has, but for one attack in a thousand million."""
    rest, most, term = 1.0, -1, math.exp(-chance)
    while rest > FALSE_ALARM:
        most += 1
        rest -= term
        term *= chance / (most + 1)
    return most


# --- ballots ----------------------------------------------------------------------------------------------------------


def hits_of(poll: Poll, when: str) -> dict[str, int]:
    marks = (
        Entry.objects.filter(room=poll.polling.room, kind=KINDS[Marked]).order_by("seq").values_list("by", flat=True)
    )
    voters = {"as they voted": list(marks), "as they came": sorted(poll.wrote)}
    found = {f"{when}: {name}": sheets for name, sheets in orders().items() if len(sheets) == PEOPLE}
    return {
        f"{name}, {voted}": right(poll.wrote, people, sheets)
        for name, sheets in both_ways(found)
        for voted, people in voters.items()
    }


def both_ways(found: Orders) -> Iterator[tuple[str, list[int]]]:
    for name, sheets in found.items():
        yield name, sheets
        yield f"{name}, from behind", sheets[::-1]


def right(wrote: dict[int, int], people: Sequence[int], sheets: Sequence[int]) -> int:
    return sum(wrote[person] == sheet for person, sheet in zip(people, sheets, strict=True))


def orders() -> Orders:
    """Of whatever lies anywhere in the database, in rows, in their hidden columns, and in its files."""
    found = {f"{table} {name}": in_order(rows) for table in tables() for name, rows in rows_of(table).items()}
    return found | tokens() | file_orders()


def in_order(rows: Sequence[Any]) -> list[int]:
    """Of this ballot: what earlier ones left in the log is older."""
    newest = [int(number) for number in WORD.findall(repr(rows))][-PEOPLE:]
    return list(dict.fromkeys(newest))


HIDDEN = {
    "sqlite": {"rowid": "rowid"},
    "postgresql": {"ctid": "ctid", "xmin": "xmin::text::bigint, cmin::text::bigint"},
}


def rows_of(table: str) -> dict[str, list[Any]]:
    name = connection.ops.quote_name(table)
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")
        rows = [*cursor.fetchall()]
        if not WORD.search(repr(rows)):
            return {}
        found["by its columns"] = sorted(rows, key=lambda row: [str(value) for value in row])
        for hidden, columns in HIDDEN[connection.vendor].items():
            cursor.execute(f"SELECT * FROM {name} ORDER BY {columns}")
            found[hidden] = [*cursor.fetchall()]
    return found


def tokens() -> Orders:
    urn = Urn.objects.last()
    return {"tokens": in_order(sorted(urn.sheets, key=lambda sheet: str(sheet["token"])))} if urn else {}


def file_orders() -> Orders:
    """Where words lie in SQLite's pages; and how often: what came first would stand in more of the older versions."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(settings.DATABASES["default"]["NAME"], "rb") as file:
        places = [int(number) for number in WORD.findall(file.read().decode("latin-1"))]
    return {
        "pages": list(dict.fromkeys(places)),
        "pages from behind": list(dict.fromkeys(reversed(places))),
        "copies": sorted(range(PEOPLE), key=lambda number: -places.count(number)),
    }


def traces_of(poll: Poll) -> dict[str, int]:
    """Places where nothing of an open ballot may stand at all."""
    entries = Entry.objects.filter(room=poll.polling.room).values_list("data", "text", "digest", "key")
    return {
        "log": len(WORD.findall(json.dumps([list(map(str, each)) for each in entries]))),
        "frames": len(WORD.findall(" ".join(poll.frames))),
        "application log": len(WORD.findall(LOG.read_text() if LOG.exists() else "")),
    }


# --- texts without names ----------------------------------------------------------------------------------------------

PHASES = (
    Phase("opening", "", 10, Mode.FREE),
    Phase("stake", "", 10, Mode.SILENT_ROUND, anonymous=True, premoderated=True),
)
MODERATOR = PEOPLE + 1


def attack_silent_rounds(random: Random) -> dict[str, int]:
    hits: dict[str, int] = {}
    for _ in range(SILENT_ROUNDS):
        written = random.sample(range(PEOPLE), PEOPLE)
        came = random.sample(range(1, PEOPLE + 1), PEOPLE)
        wrote = {person: written[person - 1] for person in came}
        for name, sheets in frames_of(wrote, came).items():
            add(hits, {f"{name}, as they handed in": right(wrote, came, sheets)})
            add(hits, {f"{name}, as they came": right(wrote, sorted(came), sheets)})
    return hits


def frames_of(wrote: dict[int, int], came: Sequence[int]) -> Orders:
    """What a moderator is sent: the texts before the reveal, and the reveal."""
    room = in_silence()
    for person in came:
        room = acted(room, person, silent.HandIn(word(wrote[person])))
    revealed = acted(room, MODERATOR, silent.Reveal())
    before = parts(room, Audience.MODERATION)["silent"].sheets
    after = changed_items(room, revealed, Audience.MODERATION)["contributions"]
    return {"sheets": numbers_in([each.text for each in before]), "reveal": numbers_in([each.text for each in after])}


def numbers_in(texts: Sequence[str]) -> list[int]:
    return [int(number) for number in WORD.findall(" ".join(texts))]


def in_silence() -> Room:
    people = [PersonJoined(person, Role.PARTICIPANT, "", f"P {person}") for person in range(1, PEOPLE + 1)]
    joined = [*people, PersonJoined(MODERATOR, Role.MODERATOR, "", "Tina")]
    confirmed = [RulesConfirmed(person.person) for person in people]
    room = EMPTY
    for event in (*joined, AgendaSet("Why?", PHASES), RoomOpened(), *confirmed, PhaseMoved(1)):
        room = evolve(room, event, Stamp(room.seq + 1, MODERATOR, 1))
    return room


def acted(room: Room, by: int, command: Any) -> Room:
    for event in decide(room, command, Ask(by, room.at, frozenset(), randbits(64))):
        room = evolve(room, event, Stamp(room.seq + 1, by, room.at))
    return room
