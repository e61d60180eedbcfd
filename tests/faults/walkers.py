"""Clients that are led from room to room of their session."""

from typing import Any

from tests.faults.client import Client, PollingClient


class Walker(Client):
    """What had no answer when another room came belongs to the room before: it is given back to its person, and never
    sent there, as browsers do."""

    def take(self, raw: str) -> None:
        before = self.view.epoch
        super().take(raw)
        if before and self.view.epoch != before:
            self._give_back()

    def reload(self) -> None:
        self._give_back()
        super().reload()

    def _give_back(self) -> None:
        for command in self.outbox.values():
            command.given_back = True
        self.outbox.clear()
        self._note()

    def _answered_again(self, frame: dict[str, Any]) -> None:
        """Of what was given back the answer may still come."""
        command = next(each for each in reversed(self.history.commands) if each.ref == frame["ref"])
        if command.given_back and command.answered is None and frame.get("refused") != "unavailable":
            self.outbox[command.ref] = command
            super()._answered(frame)
        else:
            super()._answered_again(frame)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The rows of the overview that this client was sent last."""
        rows: list[dict[str, Any]] = self.view.groups.get("groups", [])
        return rows


class PollingWalker(Walker, PollingClient):
    """Likewise, behind a proxy that lets no WebSocket through."""

    def _is_old(self, frame: dict[str, Any]) -> bool:
        """What changed in a room from which another question of this page has led away meanwhile."""
        is_elsewhere = frame.get("since") != 0 and frame["epoch"] != self.view.epoch
        return is_elsewhere or super()._is_old(frame)
