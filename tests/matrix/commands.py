"""Every command of the room, asked through the doors that a browser comes through: admission, JSON, decision."""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from django.conf import settings
from django.db import transaction
from django.test import Client

from deliberation.core.acting import Refused, Role
from deliberation.core.door import DOORS
from deliberation.core.room import COMMANDS
from deliberation.core.seeing import ASKED
from deliberation.live import admission, wire
from deliberation.live.admission import Admitted, Caller
from deliberation.log import deciding
from tests.matrix.asking import Answer
from tests.matrix.roles import Asker

# What those who are inside are there; everybody else is in no room of the session.
ROLES = {
    Asker.GUEST: Role.PARTICIPANT,
    Asker.PARTICIPANT: Role.PARTICIPANT,
    Asker.OBSERVER: Role.OBSERVER,
    Asker.TRAINER: Role.MODERATOR,
}


def expected(asker: Asker, do: str) -> Answer:
    """As the table of doors says; what only the shell may say does not exist for browsers."""
    if asker not in ROLES or do not in ASKED:
        return Answer.HIDDEN
    return Answer.IN if ROLES[asker] in DOORS[COMMANDS[do]].roles else Answer.REFUSED


def admitted(browser: Client, key: str) -> Admitted | None:
    """Admission knows nothing of the commands that somebody will ask."""
    [answer] = admission.admit_all([Caller(key, session_of(browser))])
    return answer if isinstance(answer, Admitted) else None


def ask(admitted: Admitted | None, do: str) -> Answer:
    """Whether the role lets in; that the room is in another stage just now is no matter of roles."""
    if admitted is None:
        return Answer.HIDDEN
    try:
        command = wire.command(do, example(COMMANDS[do]))
    except Refused:
        return Answer.HIDDEN
    with transaction.atomic():
        verdict = deciding.handle(admitted.plenary, admitted.participation, command)
        transaction.set_rollback(True)
    return Answer.REFUSED if verdict.refused == "room.not_your_role" else Answer.IN


def session_of(browser: Client) -> str:
    cookie = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return str(cookie.value) if cookie else ""


def example(command: Any) -> dict[str, Any]:
    """Fields of the right kind, as they come in JSON."""
    kinds = get_type_hints(command)
    needed = [field.name for field in dataclasses.fields(command) if field.default is dataclasses.MISSING]
    return {name: value_of(kinds[name]) for name in needed}


def value_of(kind: Any) -> Any:
    if NoneType in get_args(kind):
        return None
    if get_origin(kind) is tuple:
        return []
    if get_origin(kind) is Mapping:
        return {}
    if issubclass(kind, Enum):
        return next(iter(kind)).value
    return kind("1")
