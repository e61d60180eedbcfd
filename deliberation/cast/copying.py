"""What a session was planned with, taken from one room into another."""

from dataclasses import dataclass

from deliberation import sessions
from deliberation.core.agenda import Medium, Phase, SetAgenda
from deliberation.core.agreement import AddRule
from deliberation.log import deciding
from deliberation.models import Participation, Session


@dataclass(frozen=True, slots=True)
class CopiedPlan:
    """As the log of the room has it, also where the trainer has changed what the template says."""

    question: str
    phases: tuple[Phase, ...]
    medium: Medium
    ground_rules: tuple[str, ...]


def plan_of(session: Session) -> CopiedPlan:
    room = deciding.load(sessions.plenary(session).pk).room
    rules = tuple(rule.text for rule in room.agreement.rules)
    return CopiedPlan(session.question, room.agenda.phases, Medium(session.medium), rules)


def prepare(moderator: Participation, plan: CopiedPlan) -> None:
    """The empty room of the moderator's session. Raises `NotPrepared`."""
    room = sessions.plenary(moderator.session).pk
    rules = map(AddRule, plan.ground_rules)
    planned = SetAgenda(plan.question, plan.phases, plan.medium)
    for command in (sessions.joining(moderator), planned, *rules):
        if refused := deciding.handle(room, moderator.pk, command).refused:
            raise sessions.NotPrepared(refused)
