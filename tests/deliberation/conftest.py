"""People, an agenda template and a planned session; `rehearsal` opens it with Anna and Ben inside."""

import asyncio
import faulthandler
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from community.models import Organisation, User
from config import serving
from deliberation import sessions
from deliberation.live.hub import this_hub
from deliberation.log import commits
from deliberation.models import AgendaTemplate, IssueGuide, Participation, Session
from tests.deliberation.rehearsal import Rehearsal

PHASES = [
    {"code": "opening", "title": "Ankommen", "minutes": 10, "mode": "free", "instruction": "Sagt, wer ihr seid."},
    {"code": "clarify", "title": "Klären", "minutes": 10, "mode": "questions_only", "instruction": ""},
    {"code": "exchange", "title": "Streiten", "minutes": 25, "mode": "speaking_list", "instruction": ""},
    {"code": "closing", "title": "Blitzlicht", "minutes": 5, "mode": "free", "instruction": ""},
]
RULES = ["Wir hören zu.", "Wir fragen nach."]


@pytest.fixture(autouse=True)
def _end_of_the_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has a loop of its own; what is to happen at the end is not handed on to the next one."""
    monkeypatch.setattr(serving, "LATEST_END", 600.0)  # the tests go on after they were told to end
    handling = signal.getsignal(signal.SIGTERM)
    yield
    faulthandler.cancel_dump_traceback_later()
    signal.signal(signal.SIGTERM, handling)


@pytest.fixture(autouse=True)
def _a_busy_machine_is_no_database_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commits, "PATIENCE", 60.0)


@pytest.fixture
async def this_process() -> AsyncIterator[None]:
    """Whoever polls stays for a while: the process ends before they are gone."""
    yield
    hub = this_hub()
    loops = hub.healing.loops
    hub.rest()
    await asyncio.wait_for(asyncio.gather(*loops, return_exceptions=True), 10)


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    def make(name: str, **fields: Any) -> User:
        return User.objects.create_user(f"{name.lower()}@example.org", display_name=name, **fields)

    return make


@pytest.fixture
def trainer(make_user: Callable[..., User]) -> User:
    organisation = Organisation.objects.create(name="Kreis", slug="kreis", kind="authority")
    user = make_user("Tina", organisation=organisation)
    user.user_permissions.add(Permission.objects.get(codename="add_session", content_type__app_label="deliberation"))
    return user


@pytest.fixture
def anna(make_user: Callable[..., User]) -> User:
    return make_user("Anna")


@pytest.fixture
def stranger(make_user: Callable[..., User]) -> User:
    return make_user("Sam")


@pytest.fixture
def browser() -> Callable[..., Client]:
    """A browser in which somebody is logged in; without a user, a guest's."""

    def of(user: User | None = None) -> Client:
        client = Client(headers={"accept-language": "en"})
        if user:
            client.force_login(user)
        return client

    return of


@pytest.fixture
def make_template(db: None) -> Callable[..., AgendaTemplate]:
    def make(title: str = "Standard", **fields: Any) -> AgendaTemplate:
        questions = [("question", {"phase": "clarify", "purpose": "clarify", "question": "Was heißt das?"})]
        defaults = {
            "phases": [("phase", phase) for phase in PHASES],
            "ground_rules": [("rule", rule) for rule in RULES],
            "questions": questions,
        }
        return AgendaTemplate.objects.create(title=title, **(defaults | fields))

    return make


@pytest.fixture
def template(make_template: Callable[..., AgendaTemplate]) -> AgendaTemplate:
    return make_template()


@pytest.fixture
def issue_guide(db: None) -> IssueGuide:
    approach = {"title": "Ehrenamt", "description": "Freiwillige gehen mit.", "pros": ["Nähe"], "cons": ["Last"]}
    return IssueGuide.objects.create(
        question="Wer begleitet?", background="<p>Viele gehen allein.</p>", approaches=[("approach", approach)]
    )


@pytest.fixture
def make_session(trainer: User, template: AgendaTemplate) -> Callable[..., Session]:
    def make(title: str = "Begleitung", **fields: Any) -> Session:
        defaults = {
            "question": "Wer begleitet Menschen zum Amt?",
            "template": template,
            "starts_at": timezone.now() + timedelta(days=3),
        }
        return sessions.plan(Session(title=title, **(defaults | fields)), trainer)

    return make


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    return make_session()


@pytest.fixture
def rehearsal(session: Session) -> Rehearsal:
    """The room is open; nobody but the moderator is inside."""
    rehearsal = Rehearsal(session)
    rehearsal.open()
    return rehearsal


@pytest.fixture
def anna_inside(rehearsal: Rehearsal) -> Participation:
    """Somebody who was in the room and may speak."""
    anna = rehearsal.enter("Anna")
    rehearsal.agree(anna)
    return anna


@pytest.fixture
def ben_inside(rehearsal: Rehearsal) -> Participation:
    return rehearsal.enter("Ben")
