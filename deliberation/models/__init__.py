"""Sessions, their rooms, who takes part, and the log; and what editors prepare for them."""

from deliberation.models.cards import Card
from deliberation.models.entries import Entry
from deliberation.models.own_methods import OwnMethod
from deliberation.models.rehearsals import CastRecord, RehearsalRecord
from deliberation.models.sessions import (
    Invitation,
    Participation,
    RoomRecord,
    Session,
    unguessable,
    yesterday,
)
from deliberation.models.stays import Stay
from deliberation.models.templates import AgendaTemplate, IssueGuide, Method
from deliberation.models.urns import Urn

__all__ = [
    "AgendaTemplate",
    "Card",
    "CastRecord",
    "Entry",
    "Invitation",
    "IssueGuide",
    "Method",
    "OwnMethod",
    "Participation",
    "RehearsalRecord",
    "RoomRecord",
    "Session",
    "Stay",
    "Urn",
    "unguessable",
    "yesterday",
]
