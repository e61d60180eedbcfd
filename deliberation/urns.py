"""Urns: what many hand in and nobody can know whose it is. They know nothing of what stands on a sheet.

Whoever hands in has a token, which only their device knows: with it they find the one sheet again that is theirs.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from random import SystemRandom
from typing import Any

from django.views.decorators.debug import sensitive_variables

from deliberation.models import Urn

Sheets = tuple[Any, ...]
Content = dict[str, Any]  # of one sheet, as JSON has it


class WrongToken(Exception):
    """The sheet that is to be replaced was put there with another token, or a new one comes with a token of another."""


@sensitive_variables()
def put(urn: Urn, content: Content, token: str, *, again: bool) -> None:
    """Into an urn that is locked; `again`: in the place of what came with this token, so that sending twice is
    harmless. Raises `WrongToken`."""
    others = [each for each in urn.sheets if each["token"] != sealed(token)]
    if again is not (len(others) < len(urn.sheets)):
        raise WrongToken
    urn.sheets = [*others, {"token": sealed(token), "content": content}]
    SystemRandom().shuffle(urn.sheets)
    urn.save()


def sealed(token: str) -> str:
    """Whoever reads the database cannot replace a sheet with what they find there."""
    return blake2b(token.encode(), digest_size=16).hexdigest()


def locked(room: int) -> Urn:
    """The urn of a room of which the row is locked, so that nobody else makes one or puts something in."""
    urn, _made = Urn.objects.get_or_create(room_id=room)
    return urn


def poured_out(rooms: Iterable[int]) -> Mapping[int, list[Content]]:
    """What lies in the urns of these rooms, without the tokens."""
    ids = list(rooms)
    found = Urn.objects.filter(room__in=ids) if ids else ()
    return {urn.room_id: [each["content"] for each in urn.sheets] for urn in found}


def empty(rooms: Iterable[int]) -> None:
    ids = list(rooms)
    if ids:
        Urn.objects.filter(room__in=ids).delete()
