"""A site of any size, made in a process of its own, and what its pages cost there.

    python -m benchmarks.growing SIZE
    python -m benchmarks.growing pages

`SIZE` counts courses of 20 lessons; to each of them come 10 organisations, 50 people and 2.5 sessions. `pages` prints
as JSON what each page of a site that was filled costs. The database is that of the environment.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django
import msgspec

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.db.models.sql import InsertQuery  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from benchmarks.processes import cpu_seconds  # noqa: E402
from community.models import Organisation, OrganisationKind, User  # noqa: E402
from config.bootstrap import bootstrap, home_page  # noqa: E402
from config.first_pages import make_missing  # noqa: E402
from deliberation.core.agenda import Stage  # noqa: E402
from deliberation.models import Participation, RoomRecord, Session  # noqa: E402
from elearning import enrolments  # noqa: E402
from elearning.models import CourseListPage, CoursePage, LessonPage, ModulePage  # noqa: E402
from training.core.places import KINDS, PlaceConfirmed, PlaceRequested, TrainingAnnounced  # noqa: E402
from training.models import Entry, Registration, Sitting, Trainership, Training  # noqa: E402

LESSONS = 20  # of each course
ORGANISATIONS, PEOPLE, SESSIONS = 10, 50, 2.5  # to each course; and as many trainings as sessions
REGISTERED = 10  # for each training
FREQUENT = "Gespräch"  # stands in every lesson
VISITOR, MODERATOR, TRAINER = "visitor", "moderator", "trainer"
TIMES = 5
PAGES = "pages"
SENTENCES = (
    "Ein Gespräch braucht Zeit, einen Ort und jemanden, der zuhört.",
    "Wer fragt, statt zu behaupten, erfährt mehr über die Gründe der anderen.",
    "Auch ein Nein kann freundlich sein, wenn es einen Grund nennt.",
)


def fill(size: int) -> None:
    with transaction.atomic(), translation.override("de"):
        bootstrap()
        make_missing()
        organisations = add_organisations(int(size * ORGANISATIONS))
        people = add_people(int(size * PEOPLE), organisations)
        add_courses(size)
        add_sessions(int(size * SESSIONS), people)
        add_trainings(int(size * SESSIONS), people)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself within a minute: until then, its indexes have a part that is not in order.
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def add_organisations(number: int) -> list[Organisation]:
    kinds = OrganisationKind.values
    made = Organisation.objects.bulk_create(
        Organisation(
            name=f"Verein {index:05}",
            slug=f"verein-{index:05}",
            kind=kinds[index % len(kinds)],
            place=f"Ort {index % 40}",
            languages="Deutsch, Arabisch",
            summary="Wir begleiten Menschen zum Amt.",
            description=" ".join(SENTENCES) * 3,
        )
        for index in range(number)
    )
    index_all(made)
    return made


def add_people(number: int, organisations: Sequence[Organisation]) -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"person{index}@example.org",
            display_name=f"Person {index}",
            organisation=organisations[index % len(organisations)],
            password="!",
        )
        for index in range(number)
    )


# --- courses ----------------------------------------------------------------------------------------------------------


def add_courses(number: int) -> None:
    """The first one as editors do, since its release is read; the others row by row."""
    home, above = home_page(), CourseListPage.objects.get()
    first = CoursePage(title="Kurs 0", introduction=SENTENCES[0], goals=SENTENCES[1], audience="für alle")
    for parent, page in ((above, first), (first, ModulePage(title="Modul"))):
        page.locale = home.locale
        parent.add_child(instance=page)
    for page in [lesson(index) for index in range(LESSONS)]:
        page.locale = home.locale
        first.get_first_child().add_child(instance=page)
    for page in [*LessonPage.objects.all(), ModulePage.objects.get(), first]:
        page.save_revision().publish()
    others = [
        CoursePage(title=f"Kurs {index}", introduction=SENTENCES[0], goals="-", audience="-")
        for index in range(1, number)
    ]
    for level in (others, *below(others)):
        index_all(level)
    above.refresh_from_db()


def lesson(index: int) -> LessonPage:
    text = [("text", f"<p>{' '.join(SENTENCES) * 20}</p>")]
    return LessonPage(title=f"Lektion {index}: Gespräch", introduction=SENTENCES[index % 3], body=text)


def below(courses: Sequence[CoursePage]) -> Iterable[Sequence[Page]]:
    """Modules and lessons, each level when the one above it is stored."""
    above = CourseListPage.objects.get()
    insert(courses, [above] * len(courses), beginning=1)
    modules = [ModulePage(title="Modul") for _ in courses]
    insert(modules, courses)
    lessons = [lesson(index) for _ in courses for index in range(LESSONS)]
    insert(lessons, [module for module in modules for _ in range(LESSONS)])
    yield modules
    yield lessons


def insert(pages: Sequence[Page], parents: Sequence[Page], beginning: int = 0) -> None:
    """What `add_child` does for one page, for many of one kind at a time."""
    children: dict[int, int] = {}
    for page, parent in zip(pages, parents, strict=True):
        children[parent.pk] = children.get(parent.pk, beginning) + 1
        step = children[parent.pk]
        page.depth, page.path = parent.depth + 1, Page._get_path(parent.path, parent.depth + 1, step)
        page.slug = f"{page.title.lower().replace(' ', '-').replace(':', '').replace('ä', 'ae')}-{step}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale, page.live, page.draft_title = parent.locale, True, page.title
        page.first_published_at = page.last_published_at = timezone.now()
    rows = Page.objects.bulk_create(as_page(page) for page in pages)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page.page_ptr_id = row.pk
    only_own_fields(pages)
    for parent in {parent.pk: parent for parent in parents}.values():
        Page.objects.filter(pk=parent.pk).update(numchild=children[parent.pk])


def as_page(page: Page) -> Page:
    return Page(
        **{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields if field.attname != "id"}
    )


def only_own_fields(pages: Sequence[Model]) -> None:
    """`bulk_create` takes no models whose rows stand in two tables."""
    model = type(pages[0])
    for begin in range(0, len(pages), 100):
        query = InsertQuery(model)
        query.insert_values(model._meta.local_concrete_fields, list(pages[begin : begin + 100]))
        query.get_compiler(connection=connection).execute_sql()


def index_all(found: Sequence[Any]) -> None:
    """Of one kind; `bulk_create` tells nobody of them."""
    get_search_backend().get_index_for_model(type(found[0])).add_items(type(found[0]), found)


# --- sessions ---------------------------------------------------------------------------------------------------------


def add_sessions(number: int, people: Sequence[User]) -> None:
    """The first person moderates all of them; four fifths are over."""
    made = Session.objects.bulk_create(
        Session(
            title=f"Sitzung {index}",
            question="Wer geht mit zum Amt?",
            starts_at=timezone.now() + timedelta(days=2 if index % 5 == 0 else -20),
        )
        for index in range(number)
    )
    RoomRecord.objects.bulk_create(
        RoomRecord(session=each, stage=Stage.CLOSED if index % 5 else Stage.PLANNED) for index, each in enumerate(made)
    )
    Participation.objects.bulk_create(
        Participation(session=each, user=person, name=person.display_name, role=role)
        for index, each in enumerate(made)
        for person, role in ((people[0], "moderator"), (people[1 + index % (len(people) - 1)], "participant"))
    )


# --- trainings --------------------------------------------------------------------------------------------------------


def add_trainings(number: int, people: Sequence[User]) -> None:
    """With ten people each; half are to come, so that with a tenth of the data, too, the list fills its first page.
    The second person leads all of them."""
    made = Training.objects.bulk_create(
        Training(title=f"Training {index}", summary="Wie fragt man nach?", stage="announced", place=f"Ort {index % 20}")
        for index in range(number)
    )
    begins = [timezone.now() + timedelta(days=20 if index % 2 == 0 else -20) for index in range(number)]
    Sitting.objects.bulk_create(
        Sitting(training=each, starts_at=at, ends_at=at + timedelta(hours=3))
        for each, at in zip(made, begins, strict=True)
    )
    Trainership.objects.bulk_create(Trainership(training=each, user=people[1]) for each in made)
    registered = Registration.objects.bulk_create(
        Registration(training=each, user=person, name=person.display_name, kind="authority", state="confirmed")
        for index, each in enumerate(made)
        for person in {people[(index + step) % len(people)] for step in range(REGISTERED)}
    )
    Entry.objects.bulk_create(entry for each in made for entry in entries_of(each, registered))


def entries_of(training: Training, registered: Sequence[Registration]) -> Iterable[Entry]:
    """The log that says so."""
    mine = [each.pk for each in registered if each.training_id == training.pk]
    events = [
        TrainingAnnounced(),
        *(event for pk in mine for event in (PlaceRequested(pk, "authority"), PlaceConfirmed(pk))),
    ]
    for seq, event in enumerate(events, start=1):
        yield Entry(training=training, seq=seq, kind=KINDS[type(event)], data=msgspec.to_builtins(event), at=0)


# --- what pages cost --------------------------------------------------------------------------------------------------


def addresses() -> dict[str, tuple[str, str]]:
    """By name: where it is, and who reads it: who moderates all sessions, who leads all trainings, or a visitor."""
    course = CoursePage.objects.get(title="Kurs 0")
    one = LessonPage.objects.filter(path__startswith=course.path).first()
    assert one is not None
    ahead = Session.objects.filter(starts_at__gt=timezone.now())[0]
    offered = Training.objects.filter(sittings__starts_at__gt=timezone.now()).order_by("pk")[1]
    return {
        "home page": ("/", VISITOR),
        "course list": (CourseListPage.objects.get().url, VISITOR),
        "course": (course.url, VISITOR),
        "directory": (reverse("community:directory"), VISITOR),
        "directory, a search": (f"{reverse('community:directory')}?search=menschen+amt", VISITOR),
        "organisation": (Organisation.objects.all()[1].get_absolute_url(), VISITOR),
        "sessions": ("/sessions/", VISITOR),
        "session, who moderates it": (ahead.get_absolute_url(), MODERATOR),
        "trainings": (reverse("training:trainings"), VISITOR),
        "training": (offered.get_absolute_url(), VISITOR),
        "training, the form": (f"{offered.get_absolute_url()}register/", MODERATOR),
        "training, a registration": (reverse("training:mine", args=[offered.registrations.latest("pk").key]), VISITOR),
        "training, who leads it": (offered.get_absolute_url(), TRAINER),
        "people of a training": (f"{offered.get_absolute_url()}people/", TRAINER),
        "attendance": (reverse("training:attendance", args=[offered.key, offered.sittings.get().pk]), TRAINER),
        "trainings, who leads all": (reverse("training:trainings"), TRAINER),
        "search, the most frequent word": (f"{reverse('cms:search')}?q={FREQUENT}", VISITOR),
        "glossary": (reverse("cms:glossary"), VISITOR),
        "sessions, who moderates all": ("/sessions/", MODERATOR),
        "own page, who moderates all": ("/me/", MODERATOR),
        "lesson, logged in": (one.url, MODERATOR),
    }


def readers() -> dict[str, Client]:
    """With the browser of each."""
    found = {reader: Client(headers={"host": "127.0.0.1"}) for reader in (VISITOR, MODERATOR, TRAINER)}
    moderator = User.objects.get(email="person0@example.org")
    enrolments.enrol(moderator, CoursePage.objects.get(title="Kurs 0"))
    found[MODERATOR].force_login(moderator)
    found[TRAINER].force_login(User.objects.get(email="person1@example.org"))
    return found


def measured() -> dict[str, dict[str, Any]]:
    clients = readers()
    return {
        name: costs(clients[reader], url) | {"address": quote(url, safe="/?&=+"), "public": reader == VISITOR}
        for name, (url, reader) in addresses().items()
    }


def costs(client: Client, url: str) -> dict[str, Any]:
    """Medians, once everything that stays with the process has been read."""
    for _ in range(2):
        answer = client.get(url)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    queries = len(asked)  # the next request forgets them
    spent = [milliseconds(client, url) for _ in range(TIMES)]
    return {"cpu": statistics.median(spent), "queries": queries, "kilobytes": len(answer.content) / 1000}


def milliseconds(client: Client, url: str) -> float:
    """CPU of this process and, with PostgreSQL, of the one that answers its connection."""
    started = spent()
    client.get(url)
    return (spent() - started) * 1000


def spent() -> float:
    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    return time.process_time() + cpu_seconds([connection.connection.info.backend_pid])


def main(what: str, _wanted: str = "{}") -> None:
    if what == PAGES:
        print(json.dumps(measured()))
    else:
        call_command("migrate", verbosity=0)  # nothing, where the database is a copy of a migrated one
        fill(int(what))


if __name__ == "__main__":
    main(*sys.argv[1:])
