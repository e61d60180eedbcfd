"""The site before the canary comes: the others, a course, a session, and somebody who reviews."""

import re
from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group as StoredGroup
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site
from wagtail_localize.models import TranslationSource

from community.groups import Group
from community.models import Organisation, User
from config.bootstrap import bootstrap
from config.work import work_off
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Medium, OpenRoom
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, Session
from elearning.models import Cohort, CohortMember
from tests.canary.marks import (
    COMPANION,
    COORDINATOR,
    EDITOR,
    MODERATOR,
    OBSERVER,
    OPERATOR,
    STRANGER,
    Marks,
)
from tests.canary.places import Written
from tests.elearning import content
from tests.elearning.kinds import bridge, gaps
from tests.faults.furnish import AsTheModelsAre
from tests.training.planned import announced

OTHERS = {
    STRANGER: ("Sam", ()),
    COMPANION: ("Ben", ()),
    OBSERVER: ("Olga", ()),
    MODERATOR: ("Tina", (Group.TRAINERS,)),
    EDITOR: ("Edith", (Group.EDITORS,)),
    COORDINATOR: ("Cora", (Group.COORDINATORS,)),
    OPERATOR: ("Root", ()),
}
PHASE = {"code": "opening", "title": "Ankommen", "minutes": 10, "mode": "free", "instruction": ""}
SILENT = PHASE | {"code": "stake", "title": "Bezug", "mode": "silent_round"}
MIRROR = PHASE | {"code": "perspective", "title": "Spiegeln", "mode": "mirror"}
VOTE = PHASE | {"code": "outcome", "title": "Ergebnis", "mode": "vote"}


def make_tables() -> None:
    """As the models are; the index of SQLite is a virtual table with triggers, which only its migration can make."""
    settings.MIGRATION_MODULES = AsTheModelsAre()
    MigrationRecorder(connection).ensure_schema()  # translations ask it for the version of their page
    call_command("migrate", run_syncdb=True, verbosity=0)
    if connection.vendor == "sqlite":
        migration = import_module("wagtail.search.migrations.0006_customise_indexentry").Migration
        statements = [each.sql for each in migration.operations[-1].database_operations]
        with connection.cursor() as cursor:
            for sql in ("DROP TABLE wagtailsearch_indexentry_fts", *statements):
                cursor.execute(sql)
    translations = ContentType.objects.get_for_model(TranslationSource)
    Permission.objects.create(content_type=translations, codename="submit_translation", name="Translate")


class Scene:
    """The site, the others, and what the canary has written there so far."""

    def __init__(self) -> None:
        make_tables()
        Locale.objects.get_or_create(language_code="de")
        bootstrap()
        self.marks, self.written = Marks(), Written()
        self.others = {reader: person(name, *groups) for reader, (name, groups) in OTHERS.items()}
        User.objects.filter(pk=self.others[OPERATOR].pk).update(is_superuser=True, is_staff=True)
        Organisation.objects.create(name="Kreis", slug="kreis", kind="authority")
        self.home = Site.objects.get(is_default_site=True).root_page.specific
        self.course = content.a_course(self.home)
        typed = [{"type": each.KIND.name, "id": each.KIND.name, "value": each.VALUE} for each in (gaps, bridge)]
        self.lesson = content.a_lesson(
            content.a_module(self.course), "Lesson", content.reflection(), content.single_choice(), *typed
        )
        self.cohort = Cohort.objects.create(name="Autumn", course_key=self.course.translation_key)
        self.cohort.trainers.add(self.others[MODERATOR])
        CohortMember.objects.create(cohort=self.cohort, user=self.others[COMPANION])
        self.session, self.room = self.planned("Begleitung")
        self.trainings = [announced(self.others[MODERATOR], title) for title in ("Zuhören", "Reden")]
        self.people = {
            MODERATOR: self.session.participations.get(),
            COMPANION: sessions.take_part(self.session, self.others[COMPANION], Role.PARTICIPANT),
            OBSERVER: sessions.take_part(self.session, self.others[OBSERVER], Role.OBSERVER),
        }

    def correct(self) -> None:
        """One more word is right in the gap, so what was typed there is judged again."""
        more = {**gaps.VALUE, "gaps": [gaps.gap("g1", "I", "listen\nam listening\nhear"), gaps.CHOSEN]}
        typed = {"type": "gaps", "id": "gaps", "value": more}
        content.edited(self.lesson, body=[content.reflection(), content.single_choice(), typed])

    def planned(self, title: str, medium: Medium = Medium.WRITTEN) -> tuple[Session, int]:
        template = AgendaTemplate.objects.create(
            title="Standard", phases=[("phase", each) for each in (PHASE, SILENT, MIRROR, VOTE)]
        )
        session = Session(title=title, question="Was nun?", template=template, starts_at=timezone.now(), places=9)
        session.medium = medium
        sessions.plan(session, self.others[MODERATOR])
        room = sessions.plenary(session).pk
        deciding.handle(room, session.participations.get().pk, OpenRoom())
        return session, room

    def browser(self, reader: str) -> Client:
        return browser_of(self.others.get(reader))


def person(name: str, *groups: Group) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", "zwei-klaenge", display_name=name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    user.groups.set(StoredGroup.objects.filter(name__in=groups))
    return user


def browser_of(user: User | None) -> Client:
    browser = Client(raise_request_exception=False, headers={"accept-language": "en"})
    if user:
        browser.force_login(user)
    return browser


def do_all_tasks() -> None:
    for queue in ("default", "mail"):
        work_off(queue)


def code_in(text: str) -> str:
    found: Any = re.search(r"^[A-Z0-9-]{6,}$", text, re.MULTILINE)
    return str(found[0])
