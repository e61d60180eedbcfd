"""Commands that lead on into other rooms of their session: asked once, decided in each of these rooms, or nowhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from deliberation.core.acting import Ask
from deliberation.core.room import Room

# The rooms of the session by id, the room in which the command was asked, the command, and who asks: which commands
# follow, and in which rooms. Pure, like `decide`.
Follow = Callable[[Mapping[int, Room], int, Any, Ask], Mapping[int, Sequence[Any]]]
# By the type of the command, so that commands that stay in their room pay one look for it.
FOLLOWING: dict[type, Follow] = {}
