"""What joins courses and live sessions, of which neither knows the other: lessons compare with ballots of sessions."""

from collections.abc import Iterator

from deliberation import public_ballots
from elearning import ballots
from elearning.ballots import PublicBallot


def connect() -> None:
    ballots.SOURCES.append(cited_ballots)


def cited_ballots() -> Iterator[PublicBallot]:
    for each in public_ballots.all_of_them():
        yield PublicBallot(
            each.key, each.title, each.sheets, {place: [*counts] for place, counts in each.totals.items()}
        )
