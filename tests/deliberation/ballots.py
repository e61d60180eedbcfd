"""A ballot with people who vote, as their browsers do it."""

import json
from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.urls import reverse

from deliberation import ballots
from deliberation.core import vote
from deliberation.core.agenda import Mode, Phase, SetAgenda
from deliberation.core.vote import BallotForm, CloseBallot, OpenBallot
from deliberation.models import Participation
from tests.deliberation.rehearsal import Rehearsal

PHASES = (Phase("opening", "Ankommen", 10, Mode.FREE), Phase("outcome", "Ergebnis", 7, Mode.VOTE))


class Polling(Rehearsal):
    """A session in the phase of its vote."""

    def prepare(self, *names: str, kind: str = "") -> list[Participation]:
        self.take(self.moderator, SetAgenda("Wer hilft?", PHASES))
        people = [self.enter(name, kind=kind) for name in names]
        self.open()
        self.agree(*people)
        self.move(1)
        return people

    def open_ballot(self, *statements: str, form: BallotForm = BallotForm.OPINION) -> int:
        return self.take(self.moderator, OpenBallot(form, statements or ("Wir treffen uns wieder",)))

    def close_ballot(self) -> vote.BallotResult:
        self.take(self.moderator, CloseBallot(self.state.vote.ballot.id))
        result: vote.BallotResult = self.state.vote.results[-1]
        return result

    def vote(self, person: Participation, *votes: Any, token: str = "") -> None:
        """By what follows the request; `votes` are choices, or a choice with a reason."""
        handed = ballots.HandedBallot(self.state.vote.ballot.id, token or token_of(person), as_votes(votes))
        ballots.hand_in(person, handed)


def token_of(person: Participation) -> str:
    return f"{person.pk:032d}"


def as_votes(votes: Sequence[Any]) -> tuple[vote.Vote, ...]:
    return tuple(vote.Vote(*each) if isinstance(each, tuple) else vote.Vote(vote.VoteChoice(each)) for each in votes)


def post(browser: Client, session: Any, ballot: int, *choices: str, token: str = "0" * 32, reason: str = "") -> Any:
    votes = [{"choice": choice, "reason": reason} for choice in choices]
    body = json.dumps({"ballot": ballot, "token": token, "votes": votes})
    address = reverse("deliberation:hand_in_ballot", args=[session.key])
    return browser.post(address, body, content_type="application/json")
