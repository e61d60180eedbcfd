"""What clients saw and what the log says, held against the promise: everything acknowledged, once, in order, no more.

Nothing here is shared with the product: the fold of the contributions is written a second time, so that a mistake
would have to be made twice. Nothing here waits, connects or reads a clock.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

SHORTEST_SECRET = 8  # a shorter text can stand in a frame by chance

DEPENDS_ON_PRESENCE = ("turns.not_yet", "agenda.not_agreed", "people.moderated")


@dataclass(frozen=True)
class Entry:
    """One row of the log. `key` is the `ref` of the command, on the last of its entries."""

    seq: int
    kind: str
    data: Mapping[str, Any]
    text: str = ""
    by: int | None = None
    key: str | None = None


@dataclass(frozen=True)
class Log:
    epoch: str
    entries: tuple[Entry, ...]

    @property
    def head(self) -> int:
        return self.entries[-1].seq if self.entries else 0

    @property
    def texts(self) -> list[str]:
        """All that people wrote, whoever may see it: contributions, notes, rules, reasons, their names."""
        return [entry.text for entry in self.entries if len(entry.text) >= SHORTEST_SECRET]


@dataclass
class Command:
    """One command of one person: when it was sent first, when it was answered, and how."""

    ref: str
    by: int
    do: str
    fields: Mapping[str, Any]
    sent: float
    answered: float | None = None
    seq: int | None = None
    refused: str | None = None
    unavailable: int = 0  # how often it was told to come again
    times: int = 0  # how often it was sent
    otherwise: Mapping[str, Any] | None = None  # what a later copy of it was answered, if not the same
    given_back: bool = False  # its person was led into another room before an answer came


@dataclass(frozen=True)
class Received:
    at: float
    frame: Mapping[str, Any]
    raw: str


@dataclass
class History:
    """What one client did and saw: every command, and every frame in the order received."""

    person: int
    moderating: bool
    commands: list[Command] = field(default_factory=list)
    frames: list[Received] = field(default_factory=list)
    name: str = ""
    connections: list[int] = field(default_factory=list)  # how many frames there were when each began

    def __str__(self) -> str:
        return self.name or f"person {self.person}"


# --- what the log leads to --------------------------------------------------------------------------------------------

SAYING = ("exchange.Contributed", "exchange.ResultBrought", "places.Reported")
VISIBLE = ("id", "by", "text", "type", "refers_to", "state", "reason", "note", "rewritten")


@dataclass
class Secret:
    """A text that at this moment only some may read: `readers` by person; moderators if `moderation`."""

    text: str
    author: int
    moderation: bool


class Projection:
    """The contributions as a log says, up to some seq."""

    def __init__(self) -> None:
        self.seq = 0
        self.contributions: dict[int, dict[str, Any]] = {}
        self.superseded: list[Secret] = []  # the text before it was rewritten, notes that were done with

    def advance(self, log: Log, seq: int) -> set[int]:
        """Fold on up to `seq`; the ids of what changed."""
        changed = set()
        for entry in log.entries[bisect_right(log.entries, self.seq, key=lambda each: each.seq) :]:
            if entry.seq > seq:
                break
            changed |= self._fold(entry)
        self.seq = seq
        return changed

    def _fold(self, entry: Entry) -> set[int]:
        activity, _, event = entry.kind.partition(".")
        if entry.kind in SAYING:
            if entry.data["person"] is None:  # a group only names who reports
                return set()
            self.contributions[entry.seq] = contributed(entry)
            return {entry.seq}
        if activity != "exchange":
            return set()
        id = entry.data["contribution"]
        contribution = self.contributions[id]
        if contribution["note"] and event in ("Released", "Withdrawn", "Rewritten", "Returned"):
            self.superseded.append(Secret(contribution["note"], contribution["by"], False))
        if event == "Rewritten":
            self.superseded.append(Secret(contribution["text"], contribution["by"], False))
        contribution.update(changes(event, entry))
        return {id}

    def seen(self, id: int, moderating: bool) -> dict[str, Any]:
        contribution = self.contributions[id]
        state = contribution["state"]
        if state == "published" or (moderating and state != "withdrawn"):
            return contribution
        return contribution | {"text": "", "note": "", "type": "", "refers_to": None}

    def secrets(self) -> list[Secret]:
        hidden = [each for each in self.contributions.values() if each["state"] != "published"]
        kept = [Secret(each["text"], each["by"], each["state"] != "withdrawn") for each in hidden]
        notes = [Secret(each["note"], each["by"], True) for each in hidden if each["note"]]
        return [secret for secret in (*kept, *notes, *self.superseded) if len(secret.text) >= SHORTEST_SECRET]


def contributed(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.seq,
        "by": entry.data["person"],
        "text": entry.text,
        "type": entry.data.get("type", ""),
        "refers_to": entry.data.get("refers_to"),
        "state": "published",
        "reason": None,
        "note": "",
        "rewritten": False,
    }


def changes(event: str, entry: Entry) -> dict[str, Any]:
    match event:
        case "TypeSet":
            return {"type": entry.data["type"]}
        case "Withdrawn":
            return {"state": "withdrawn", "reason": None, "note": ""}
        case "Held":
            return {"state": "held", "reason": entry.data["reason"]}
        case "Released":
            return {"state": "published", "reason": None, "note": ""}
        case "Returned":
            return {"state": "returned", "reason": entry.data["reason"], "note": entry.text}
        case "Rewritten":
            return {"state": "published", "text": entry.text, "reason": None, "note": "", "rewritten": True}
    raise ValueError(f"An event that this checker does not know: exchange.{event}")


def projected(log: Log) -> Projection:
    projection = Projection()
    projection.advance(log, log.head)
    return projection


# --- what a client makes of its frames --------------------------------------------------------------------------------


@dataclass
class View:
    """The room as a client has it, merged as the protocol says: knowing nothing of its meaning."""

    seq: int = 0
    epoch: str = ""
    first: int = 0  # of the contributions, from which id on nothing is left out
    parts: dict[str, Any] = field(default_factory=dict)
    people: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    contributions: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    mine: Mapping[str, Any] = field(default_factory=dict)
    groups: Mapping[str, Any] = field(default_factory=dict)  # the overview, of those who moderate
    tag: str = ""  # of that

    def merge(self, frame: Mapping[str, Any]) -> None:
        if is_state(frame):
            self._merge_state(frame)
        self.mine = frame.get("mine", self.mine)
        self.groups, self.tag = frame.get("groups", self.groups), frame.get("tag", self.tag)

    def _merge_state(self, frame: Mapping[str, Any]) -> None:
        if frame.get("since") == 0:
            self.parts, self.people, self.contributions, self.mine = {}, {}, {}, {}
            self.first = frame.get("first", {}).get("contributions", 0)
        self.parts |= frame.get("parts", {})
        self.people |= by_id(frame.get("people", ()))
        self.contributions |= by_id(frame.get("contributions", ()))
        self.seq, self.epoch = frame["seq"], frame.get("epoch", self.epoch)


def by_id(items: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    return {each["id"]: each for each in items}


def is_state(frame: Mapping[str, Any]) -> bool:
    return "seq" in frame and "ref" not in frame


def in_the_end(history: History) -> View:
    view = View()
    for received in history.frames:
        view.merge(received.frame)
    return view


# --- the promise ------------------------------------------------------------------------------------------------------


def violations(histories: Iterable[History], logs: Iterable[Log], converged: bool = True) -> list[str]:
    """All that is wrong. `logs` are those of all epochs of one room, the current one last."""
    histories, logs = list(histories), list(logs)
    log = logs[-1]
    return [
        *gaps(log),
        *asked_twice(log),
        *said_twice(log),
        *lost_or_invented(histories, logs),
        *out_of_order(histories, log),
        *(wrong for history in histories for wrong in wrong_frames(history, logs)),
        *(divergence(histories, log) if converged else ()),
    ]


def violations_in_groups(histories: Iterable[History], logs: Iterable[Log]) -> list[str]:
    """Likewise, for all rooms of a session, of which each has one epoch. What was asked stands in one of them."""
    histories, logs = list(histories), list(logs)
    everything = Log("", tuple(entry for log in logs for entry in log.entries))
    return [
        *(wrong for log in logs for wrong in (*gaps(log), *said_twice(log), *out_of_order(histories, log))),
        *asked_twice(everything),
        *lost_or_invented(histories, [everything]),
        *(wrong for history in histories for wrong in wrong_frames(history, logs)),
    ]


def gaps(log: Log) -> Iterator[str]:
    seqs = [entry.seq for entry in log.entries]
    if seqs != list(range(1, len(seqs) + 1)):
        yield f"the log has gaps or repeats: {seqs}"


def asked_twice(log: Log) -> Iterator[str]:
    for (by, key), times in Counter((entry.by, entry.key) for entry in log.entries if entry.key).items():
        if times > 1:
            yield f"command {key} of {by} is in the log {times} times"


def said_twice(log: Log) -> Iterator[str]:
    for text, times in Counter(entry.text for entry in log.entries if entry.kind == "exchange.Contributed").items():
        if times > 1:
            yield f"“{text[:60]}” was said once and is in the log {times} times"


def lost_or_invented(histories: list[History], logs: list[Log]) -> Iterator[str]:
    """Acknowledged: in the log, at the seq that was answered. Refused: there as that, or not at all, where it was not
    decided in the room. Not answered: there once or not."""
    written = {(entry.by, entry.key): entry for entry in logs[-1].entries if entry.key}
    commands = [command for history in histories for command in history.commands]
    restored = len(logs) > 1  # what came after the backup is gone, acknowledged or not: nobody promised otherwise
    for command in commands:
        entry = written.get((command.by, command.ref))
        if wrong := mistaken(command, entry, restored):
            yield f"{command.do} {command.ref} of {command.by} {wrong}"
    for by, key in written.keys() - {(command.by, command.ref) for command in commands}:
        yield f"{written[by, key].kind} {key} of {by} at {written[by, key].seq} was asked by nobody"


def mistaken(command: Command, entry: Entry | None, restored: bool) -> str:
    if command.otherwise is not None and not restored:
        return f"was answered ({command.seq}, {command.refused}), and a later copy {command.otherwise}"
    if entry is None:
        lost = command.seq is not None and not restored
        return "was acknowledged and is not in the log" if lost else ""
    if command.refused == "room.key_reused":  # what stands there is what was asked first
        return ""
    refused = entry.data["refused"] if entry.kind == "room.Answered" else ""
    if command.answered is not None and (command.refused or "") != refused:
        heard = f"refused ({command.refused})" if command.refused else "acknowledged"
        return f"was {heard} and is in the log as {entry.kind} {refused}".rstrip()
    if command.seq not in (None, entry.seq) and not restored:
        return f"was acknowledged as {command.seq} and stands at {entry.seq}"
    if entry.kind == "exchange.Contributed" and entry.text != command.fields["text"].strip():
        return "is in the log with another text"
    return ""


def out_of_order(histories: list[History], log: Log) -> Iterator[str]:
    """If one command was answered before another was sent, it stands before it."""
    written = {(entry.by, entry.key): entry.seq for entry in log.entries if entry.key}
    commands = [c for history in histories for c in history.commands if (c.by, c.ref) in written]
    answered = sorted((c for c in commands if c.answered is not None), key=lambda c: c.answered or 0)
    first_sent: dict[tuple[int, str], float] = {}  # one that is repeated takes its place from the first time
    for command in commands:
        key = (command.by, command.ref)
        first_sent[key] = min(command.sent, first_sent.get(key, command.sent))
    latest, next_one = 0, 0
    for command in sorted(commands, key=lambda c: first_sent[c.by, c.ref]):
        while next_one < len(answered) and (answered[next_one].answered or 0) < first_sent[command.by, command.ref]:
            latest = max(latest, written[answered[next_one].by, answered[next_one].ref])
            next_one += 1
        seq = written[command.by, command.ref]
        if seq < latest:
            yield f"{command.do} {command.ref} stands at {seq}, and what was answered before it was sent at {latest}"


def wrong_frames(history: History, logs: list[Log]) -> Iterator[str]:
    """After each frame the client has what the log says at its seq, as far as it may; and no frame tells more."""
    known = {log.epoch: log for log in logs}
    view, projection, secrets = View(), Projection(), list[Secret]()
    for received in history.frames:
        frame = received.frame
        if is_state(frame):
            wrong = misplaced(frame, view, known)
            if wrong:
                yield f"{history}: {wrong}"
                return
            if frame.get("since") == 0:
                projection = Projection()
            view.merge(frame)
            changed = projection.advance(known[view.epoch], view.seq)
            yield from differences(
                history, view, projection, changed | {c["id"] for c in frame.get("contributions", ())}
            )
            secrets = projection.secrets() if changed or frame.get("since") == 0 else secrets
        yield from told(history, secrets, received.raw, f"a frame at {view.seq}")


def misplaced(frame: Mapping[str, Any], view: View, known: Mapping[str, Log]) -> str:
    epoch = frame.get("epoch", view.epoch)
    if epoch not in known:
        return f"a frame of an epoch that never was: {epoch!r}"
    if frame["seq"] > known[epoch].head:
        return f"a frame at {frame['seq']}, and the log ends at {known[epoch].head}"
    if frame.get("since") == 0:
        return ""
    if epoch != view.epoch:
        return f"another epoch, {epoch}, and not everything anew"
    if frame.get("since", 0) > view.seq:
        return f"what changed since {frame['since']}, to somebody who has {view.seq}"
    return f"back from {view.seq} to {frame['seq']}" if frame["seq"] < view.seq else ""


def differences(history: History, view: View, projection: Projection, ids: Iterable[int]) -> Iterator[str]:
    for id in sorted(ids):
        should = projection.seen(id, history.moderating) if id in projection.contributions else None
        has = view.contributions.get(id)
        if has is None and id < view.first:
            continue
        if should is None or has is None:
            yield f"{history}: contribution {id} at {view.seq} is {has}, and should be {should}"
        elif wrong := [name for name in VISIBLE if has.get(name) != should[name]]:
            told = {name: (has.get(name), should[name]) for name in wrong}
            yield f"{history}: contribution {id} at {view.seq} is (and should be): {told}"


def divergence(histories: list[History], log: Log) -> Iterator[str]:
    """In the end everybody has everything that they may have."""
    end = projected(log)
    for history in histories:
        view = in_the_end(history)
        if (view.seq, view.epoch) != (log.head, log.epoch):
            yield f"{history}: ended at {view.seq} of {view.epoch}, and the log at {log.head} of {log.epoch}"
        else:
            yield from differences(history, view, end, view.contributions.keys() | end.contributions.keys())
    for history in histories:
        for command in history.commands:
            if command.answered is None and not command.given_back:
                yield f"{history}: {command.do} {command.ref} was never answered"


def staleness(histories: Iterable[History], newcomers: Iterable[History]) -> list[str]:
    """What those who were here have, and those who come in now are not told so: each of one audience has the same, and
    each person the same of their own. To the millisecond: times in the room are those of its log. What tells the time
    when a frame was made is `now`, and that belongs to no part.
    """
    told = [(newcomer, in_the_end(newcomer)) for newcomer in newcomers]
    have = [(history, in_the_end(history)) for history in histories]
    return list(
        dict.fromkeys(  # several newcomers tell of the same thing
            f"{history}: {wrong}"
            for history, view in have
            for newcomer, fresh in told
            for wrong in stale(history, view, newcomer, fresh)
        )
    )


def stale(history: History, view: View, newcomer: History, fresh: View) -> Iterator[str]:
    if newcomer.moderating == history.moderating and view.epoch == fresh.epoch:
        yield from unlike("part", view.parts, fresh.parts)
        yield from unlike("person", view.people, fresh.people)
        yield from unlike("contribution", *both_have(view, fresh))
    if newcomer.person == history.person:
        yield from unlike("of mine,", without_hints(view.mine), without_hints(fresh.mine))


def both_have(view: View, fresh: View) -> tuple[dict[int, Mapping[str, Any]], dict[int, Mapping[str, Any]]]:
    """Their contributions from where neither lacks any; of what is older each has what it happened to need."""
    first = max(view.first, fresh.first)
    one, other = ({id: each for id, each in of.contributions.items() if id >= first} for of in (view, fresh))
    return one, other


def without_hints(mine: Mapping[str, Any]) -> Mapping[str, Any]:
    """What one may do in a round or in the opening depends on who is present, which processes tell a second apart."""
    may = {do: "" if why in DEPENDS_ON_PRESENCE else why for do, why in mine.get("may", {}).items()}
    return {**mine, "may": may}


def unlike(what: str, has: Mapping[Any, Any], told: Mapping[Any, Any]) -> Iterator[str]:
    for name in sorted(has.keys() | told.keys()):
        if has.get(name) != told.get(name):
            yield f"{what} {name} is {has.get(name)}, and whoever comes in now is told {told.get(name)}"


def told(history: History, secrets: Iterable[Secret], raw: str, where: str) -> Iterator[str]:
    """What stands in a frame or a page and is hidden from this person."""
    for secret in secrets:
        if secret.author == history.person or (secret.moderation and history.moderating):
            continue
        if secret.text in raw:
            yield f"{history}: {where} tells “{secret.text[:60]}”"


def told_by_page(history: History, logs: Iterable[Log], page: str) -> list[str]:
    """`logs`: of all rooms that the page shows. What is hidden in one may be said in another: whoever moves people says
    why in both, and each room is moderated by itself."""
    rooms = [projected(log) for log in logs]
    said = {each["text"] for room in rooms for each in room.contributions.values() if each["state"] == "published"}
    hidden = (secret for room in rooms for secret in room.secrets() if secret.text not in said)
    return list(told(history, hidden, page, "the page"))


def told_by_log(texts: Iterable[str], lines: str) -> list[str]:
    """Logs and channel messages carry no texts, whoever may see them, nor what else is nobody's business there."""
    return [f"this stands where it may not: “{text[:60]}”" for text in texts if text in lines]


def as_received(at: float, raw: str) -> Received:
    return Received(at, json.loads(raw), raw)
