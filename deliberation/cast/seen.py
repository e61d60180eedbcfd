"""The room as the browser of one person has it, merged from frames as the protocol says."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

Item = Mapping[str, Any]
COLLECTIONS = ("people", "contributions", "mirrorings", "ballots")


ASIDE = frozenset({"calls.Call", "places.TellGroups"})


class Seen:
    """Parts, items and what is one's own; `have` and `epoch` say from where to go on. `groups` is the overview of the
    small groups, which moderators have; `said_aside` are the own words that their page does not show them."""

    def __init__(self) -> None:
        self.have, self.epoch = 0, ""
        self.parts: dict[str, Any] = {}
        self.items: dict[str, dict[int, Item]] = {name: {} for name in COLLECTIONS}
        self.mine: dict[str, Any] = {}
        self.present: frozenset[int] = frozenset()
        self.elsewhere: frozenset[int] = frozenset()  # as moderators are told
        self.groups: dict[str, Any] = {}
        self.tag = ""  # which overview that is
        self.said_aside: set[str] = set()

    def note(self, do: str, fields: Mapping[str, Any]) -> None:
        """What they have just asked for."""
        if do in ASIDE:
            self.said_aside.add(fields["text"])

    def merge(self, frame: Mapping[str, Any]) -> None:
        if "seq" in frame and "ref" not in frame:
            self._merge_room(frame)
        self.mine = frame.get("mine", self.mine)
        if "present" in frame:
            self.present = frozenset(frame["present"])
            self.elsewhere = frozenset(chain.from_iterable(frame.get("elsewhere", {}).values()))
        if "groups" in frame:
            self.groups, self.tag = frame["groups"], frame["tag"]

    def _merge_room(self, frame: Mapping[str, Any]) -> None:
        if frame.get("since") == 0:
            self.parts, self.items, self.mine = {}, {name: {} for name in COLLECTIONS}, {}
        self.parts |= frame.get("parts", {})
        for name in COLLECTIONS:
            self.items[name] |= by_id(frame.get(name, ()))
        self.have, self.epoch = frame["seq"], frame.get("epoch", self.epoch)

    @property
    def is_told(self) -> bool:
        return bool(self.parts and self.mine and self.parts["agenda"]["phases"])

    @property
    def me(self) -> int:
        return int(self.mine["person"])

    @property
    def agenda(self) -> dict[str, Any]:
        return dict(self.parts["agenda"])

    def may(self, command: str) -> bool:
        return bool(self.mine["may"].get(command, "room.not_your_role") == "")

    def person(self, name: str) -> int | None:
        return next((id for id, each in self.items["people"].items() if each["name"] == name), None)

    def published(self) -> Iterator[Item]:
        return (each for each in self.items["contributions"].values() if each["state"] == "published")

    def saying(self, texts: Iterable[str]) -> Item | None:
        """The published contribution that says one of these."""
        wanted = set(texts)
        return next((each for each in self.published() if each["text"] in wanted), None)

    def own(self) -> Iterator[Item]:
        """What this person said, also what the room does not see."""
        me, unnamed = self.me, self.mine["exchange"]["unnamed"]
        said = self.items["contributions"].values()
        yield from (each for each in said if each["by"] == me or each["id"] in unnamed)
        yield from self.hidden()

    def hidden(self) -> list[Item]:
        """What of it the room does not see."""
        found: list[Item] = self.mine["exchange"]["contributions"]
        return found


def by_id(items: Iterable[Item]) -> dict[int, Item]:
    return {each["id"]: each for each in items}
