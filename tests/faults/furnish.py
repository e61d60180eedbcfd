"""Fills the database of a site: rooms in which people talk already, and the cookies of their browsers, as JSON.

python -m tests.faults.furnish PARTICIPANTS ...     # one room for each number
"""

import json
import sys
from importlib import import_module
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402

from cms.models import HomePage, StandardPage  # noqa: E402
from community.models import User  # noqa: E402
from deliberation.core.acting import MODERATION, Role  # noqa: E402
from deliberation.core.agenda import Formation, Mode, MovePhase, OpenRoom, Phase, SetAgenda  # noqa: E402
from deliberation.core.agreement import ConfirmRules  # noqa: E402
from deliberation.core.people import Join  # noqa: E402
from deliberation.entrance import GUEST_KEYS  # noqa: E402
from deliberation.log import deciding  # noqa: E402
from deliberation.models import Participation, RoomRecord, Session  # noqa: E402

PHASES = (
    Phase("opening", "Ankommen", 10, Mode.FREE),
    Phase("talk", "Gespräch", 30, Mode.FREE),
    Phase("list", "Redeliste", 30, Mode.SPEAKING_LIST),
    Phase("round", "Runde", 30, Mode.ROUND),
    Phase("questions", "Fragen", 30, Mode.QUESTIONS_ONLY),
    Phase("apart", "In Gruppen", 30, Mode.FREE, formation=Formation.GROUPS, size=3),
    Phase("tables", "An Tischen", 30, Mode.FREE, formation=Formation.GROUPS, size=3, host=True, rotates=True),
)
DEVICES = 6  # of one of them; the others have one each


def furnish(number: int, participants: int) -> dict[str, Any]:
    session = Session.objects.create(title=f"Raum {number}", question="Was nun?", starts_at=timezone.now(), places=500)
    room = RoomRecord.objects.create(session=session)
    crowd = [
        ("Moderation 1", Role.MODERATOR),
        ("Moderation 2", Role.CO_MODERATOR),
        *((f"Beobachtung {n}", Role.OBSERVER) for n in range(1, max(1, participants // 5) + 1)),
        *((f"Person {n}", Role.PARTICIPANT) for n in range(1, participants + 1)),
    ]
    people = [session.participations.create(name=name, role=role, user=account(name, role)) for name, role in crowd]
    for person in people:
        deciding.handle(room.pk, person.pk, Join(person.name, Role(person.role), person.kind, person.user_id is None))
    moderator = people[0].pk
    deciding.handle(room.pk, moderator, SetAgenda(session.question, PHASES))
    deciding.handle(room.pk, moderator, OpenRoom())
    for person in people:
        if person.role == Role.PARTICIPANT:
            deciding.handle(room.pk, person.pk, ConfirmRules(0))
    seen = deciding.load(room.pk).room.agenda.moved
    deciding.handle(room.pk, moderator, MovePhase(seen, 1))
    return {"id": room.pk, "key": session.key, "people": [belongings(session, person) for person in people]}


def account(name: str, role: Role) -> User | None:
    """Moderators have one, the same in all rooms; everybody else is a guest."""
    if role not in MODERATION:
        return None
    email = f"{name.replace(' ', '-').lower()}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, display_name=name)


def belongings(session: Session, person: Participation) -> dict[str, Any]:
    cookies = [cookie(session, person) for _ in range(DEVICES if person.name == "Person 1" else 1)]
    email = person.user.email if person.user else ""
    return {"id": person.pk, "name": person.name, "role": person.role, "cookies": cookies, "email": email}


def cookie(session: Session, person: Participation) -> str:
    """The session of a browser that is logged in, or that holds this guest's key."""
    browser = import_module(settings.SESSION_ENGINE).SessionStore()
    if person.user:
        browser[SESSION_KEY] = str(person.user.pk)
        browser[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        browser[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    else:
        browser[GUEST_KEYS] = {str(session.pk): person.key}
    browser.save()
    return f"{settings.SESSION_COOKIE_NAME}={browser.session_key}"


class AsTheModelsAre:
    """No migrations: what they led to in years is not what is tested here, and they take as long as all the rest."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def build_front_door() -> None:
    """What migrations leave: a site with a home page, and a page in its navigation."""
    Locale.objects.create(language_code="de")
    root = Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=HomePage(title="Start", slug="start", lead="Miteinander reden"))
    home.add_child(instance=StandardPage(title="Wir", slug="wir", show_in_menus=True))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)


def main(*participants: int) -> None:
    settings.MIGRATION_MODULES = AsTheModelsAre()
    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        build_front_door()
        furnished = [furnish(number, how_many) for number, how_many in enumerate(participants, 1)]
    json.dump(furnished, sys.stdout)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
