"""Sessions, their rooms, who takes part, and the log; and what editors prepare for them."""

from deliberation.models.entries import Entry
from deliberation.models.sessions import (
    Invitation,
    Participation,
    RoomRecord,
    Session,
    unguessable,
    yesterday,
)
from deliberation.models.templates import AgendaTemplate, IssueGuide, Method

__all__ = [
    "AgendaTemplate",
    "Entry",
    "Invitation",
    "IssueGuide",
    "Method",
    "Participation",
    "RoomRecord",
    "Session",
    "unguessable",
    "yesterday",
]
