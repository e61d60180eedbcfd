"""Ballots that others may cite: of sessions that everybody may read, how all together voted, and nothing of kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deliberation import remembered
from deliberation.core.agenda import Stage
from deliberation.core.vote import IN_FAVOUR, BallotResult, VoteChoice
from deliberation.models import RoomRecord, Session

AGAINST = frozenset({VoteChoice.DISAGREE, VoteChoice.OBJECT})


@dataclass(frozen=True, slots=True)
class CitedBallot:
    """`totals` by the number of the statement, from 1: how many were for it, against it, and passed."""

    key: str
    title: str
    sheets: int
    totals: Mapping[str, tuple[int, int, int]]


def all_of_them() -> Iterator[CitedBallot]:
    """The latest first. A breakout room's are left out: what is said there stays there."""
    examples = Session.objects.with_stage(Stage.CLOSED).filter(is_example=True).order_by("-starts_at")
    for session in examples:
        plenary = session.rooms.get(kind=RoomRecord.Kind.PLENARY)
        for result in remembered.log(plenary).room.vote.results:
            yield cited(session, result)


def cited(session: Session, result: BallotResult) -> CitedBallot:
    totals = {str(each.number): split(each.counts) for each in result.statements}
    return CitedBallot(f"{session.pk}-{result.id}", session.title, result.sheets, totals)


def split(counts: Mapping[VoteChoice, int]) -> tuple[int, int, int]:
    """In favour is also who consents with concerns, as in the room."""
    agree = sum(number for choice, number in counts.items() if choice in IN_FAVOUR)
    disagree = sum(number for choice, number in counts.items() if choice in AGAINST)
    return agree, disagree, sum(counts.values()) - agree - disagree
