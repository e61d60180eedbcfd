"""Forty people who hand in what only one of them writes, by their browsers, in an order of chance that a seed gives."""

import itertools
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from community.models import User
from deliberation import sessions, urns
from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.agenda import SetAgenda
from deliberation.core.vote import BallotForm
from deliberation.models import Participation, Session
from tests.canary.scene import browser_of
from tests.deliberation.ballots import PHASES, Polling, post

PEOPLE = 40
LEAKY = "a_row_a_sheet"
numbers = itertools.count()


@dataclass
class Poll:
    """What really happened, and what an attacker could read on the way."""

    polling: Polling
    wrote: dict[int, int]  # person -> number of what they wrote
    frames: list[str] = field(default_factory=list)


def word(number: int) -> str:
    return f"sheet{number:03d}x"


def held(random: Random) -> Poll:
    polling, people = gathered()
    written = random.sample(range(PEOPLE), PEOPLE)
    poll = Poll(polling, {person.pk: number for (person, _), number in zip(people, written, strict=True)})
    ballot = polling.open_ballot(form=BallotForm.CONSENT)
    for person, browser in random.sample(people, PEOPLE):
        before = polling.state
        token = f"{random.getrandbits(128):032x}"
        answer = post(browser, polling.session, ballot, "object", token=token, reason=word(poll.wrote[person.pk]))
        if answer.status_code != 200:
            raise RuntimeError(f"The ballot is refused: {answer.content!r}")
        poll.frames.append(seen(before, polling.state, person))
    return poll


def seen(before: Any, after: Any, voter: Participation) -> str:
    """All that anybody is sent when somebody votes."""
    parts = [seeing.changed_parts(before, after, audience) for audience in Audience]
    items = [seeing.changed_items(before, after, audience) for audience in Audience]
    return repr([parts, items, seeing.mine(after, voter.pk, frozenset())])


def gathered() -> tuple[Polling, list[tuple[Participation, Any]]]:
    run = next(numbers)
    trainer = User.objects.create_user(f"trainer-{run}@example.org", display_name="Tina")
    session = Session(title="Wer hilft?", question="Wer hilft?", starts_at=timezone.now(), places=PEOPLE)
    polling = Polling(sessions.plan(session, trainer))
    polling.take(polling.moderator, SetAgenda("Wer hilft?", PHASES))
    users = [User.objects.create_user(f"{run}-{n}@example.org", display_name=f"P {n}") for n in range(PEOPLE)]
    with transaction.atomic():
        people = [polling.enter(f"P {n}", user=user) for n, user in enumerate(users)]
        polling.open()
        polling.agree(*people)
        polling.move(1)
    return polling, [(person, browser_of(user)) for person, user in zip(people, users, strict=True)]


# --- as it must not be ------------------------------------------------------------------------------------------------


def leaky_put(urn: Any, content: Any, token: str, *, again: bool) -> None:
    """A row each, without a name, under a key of chance: as one might think that it is secret."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {LEAKY} VALUES (%s, %s)", [urns.sealed(token), str(content)])


def held_leakily(random: Random) -> Poll:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {LEAKY} (id varchar(32) PRIMARY KEY, sheet text)")
    put, urns.put = urns.put, leaky_put
    try:
        return held(random)
    finally:
        urns.put = put
