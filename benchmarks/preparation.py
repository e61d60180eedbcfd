"""Rooms, people and lessons for a measurement, made in a process of their own where Django is set up.

    python -m benchmarks.preparation WHAT [JSON]

prints as JSON what the generator needs to know. The database and Redis are those of the environment.
"""

import json
import os
import random
import sys
import time
import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")

import django

django.setup()

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from community.models import User  # noqa: E402
from deliberation import sessions  # noqa: E402
from deliberation.core.acting import Role  # noqa: E402
from deliberation.core.agenda import Formation, Mode, MovePhase, OpenRoom, Phase, SetAgenda  # noqa: E402
from deliberation.core.agreement import ConfirmRules  # noqa: E402
from deliberation.core.exchange import Contribute  # noqa: E402
from deliberation.core.people import Join  # noqa: E402
from deliberation.entrance import GUEST_KEYS  # noqa: E402
from deliberation.log import deciding  # noqa: E402
from deliberation.log.drafts import Batch, Sent  # noqa: E402
from deliberation.models import Participation, Session  # noqa: E402

PHASES = (Phase("opening", "Opening", 600, Mode.FREE),)
SYLLABLES = (
    "ge",
    "ver",
    "ung",
    "en",
    "der",
    "be",
    "ich",
    "sch",
    "ein",
    "lich",
    "aus",
    "keit",
    "an",
    "wir",
    "ter",
    "heit",
)
QUESTION = "Who goes with people to the office?"


def migrated() -> None:
    call_command("migrate", verbosity=0)


# --- rooms ------------------------------------------------------------------------------------------------------------


def several(room: int, asked: list[tuple[int, Any]]) -> None:
    """Many commands in one commit, each of which must be granted."""
    batch = Batch(room, [Sent(by, None, command) for by, command in asked])
    deciding.handle_all([batch])
    refused = [verdict.refused for verdict in batch.verdicts if verdict.refused]
    if refused:
        raise SystemExit(f"The room refuses: {refused[0]}")


def rooms_with_people(wanted: dict[str, Any]) -> dict[str, Any]:
    """So many open rooms, in which so many people have confirmed the ground rules and may say what they like."""
    trainer, _created = User.objects.get_or_create(email="trainer@example.org", defaults={"display_name": "Tina"})
    with transaction.atomic():
        made = [a_room(trainer, number, wanted) for number in range(wanted["rooms"])]
    return {"rooms": made, "cookie": settings.SESSION_COOKIE_NAME, "origin": settings.ROOM_ORIGINS[0]}


def a_room(trainer: User, number: int, wanted: dict[str, Any]) -> dict[str, Any]:
    planned = Session(title=f"Room {number}", question=QUESTION, starts_at=timezone.now(), places=500)
    session = sessions.plan(planned, trainer)
    room, moderator = sessions.plenary(session).pk, session.participations.get(user=trainer)
    several(room, [(moderator.pk, SetAgenda(QUESTION, phases(wanted))), (moderator.pk, OpenRoom())])
    people = Participation.objects.bulk_create(
        [
            Participation(session=session, name=f"Person {index}", user=user)
            for index, user in enumerate(accounts(number, wanted))
        ]
    )
    version = deciding.load(room).room.agreement.version
    joining = [
        (person.pk, Join(person.name, Role(person.role), person.kind, person.user_id is None)) for person in people
    ]
    several(room, joining + [(person.pk, ConfirmRules(version)) for person in people])
    if "mode" in wanted:
        several(room, [(moderator.pk, MovePhase(deciding.load(room).room.agenda.moved, 1))])
    said = [people[index % len(people)].pk for index in range(wanted.get("contributions", 0))]
    text = varied if wanted.get("varied") else numbered
    several(room, [(by, Contribute(text(index))) for index, by in enumerate(said)])
    cookies = [browser_of(session, person) for person in [*people, moderator]]
    ids, moved = [person.pk for person in people], deciding.load(room).room.agenda.moved
    return {"key": session.key, "room": room, "cookies": cookies, "people": ids, "moved": moved}


def phases(wanted: dict[str, Any]) -> tuple[Phase, ...]:
    """Two of a mode that is asked for, so that one can move on in it; the room is in the first of them."""
    if "mode" not in wanted:
        return PHASES
    mode, formation = Mode(wanted["mode"]), Formation(wanted.get("formation", Formation.PLENARY))
    size = wanted.get("size", 0)
    return (
        *PHASES,
        *(Phase(code, code, 600, mode, formation=formation, size=size) for code in ("clarify", "exchange")),
    )


def numbered(index: int) -> str:
    return f"What was said before, as number {index}. " * 3


def varied(index: int) -> str:
    """Forty words that hardly ever repeat: what people say does not compress as well as one sentence with a number."""
    chance = random.Random(index)
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(40)) + "."


def accounts(room: int, wanted: dict[str, Any]) -> list[User] | list[None]:
    """For each of the people in a room one, or none where they are guests."""
    if not wanted.get("accounts"):
        return [None] * wanted["people"]
    return User.objects.bulk_create(
        [
            User(email=f"person-{room}-{index}@example.org", password="never typed", display_name=f"Person {index}")
            for index in range(wanted["people"])
        ]
    )


def browser_of(session: Session, person: Participation) -> str:
    """The cookie of a browser in which this person is logged in, or this guest is known."""
    if person.user:
        return logged_in(person.user)
    browser = import_module(settings.SESSION_ENGINE).SessionStore()
    browser[GUEST_KEYS] = {str(session.pk): person.key}
    browser.save()
    return str(browser.session_key)


def logged_in(user: User) -> str:
    browser = import_module(settings.SESSION_ENGINE).SessionStore()
    browser[SESSION_KEY] = str(user.pk)
    browser[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    browser[HASH_SESSION_KEY] = user.get_session_auth_hash()
    browser.save()
    return str(browser.session_key)


# --- folding ----------------------------------------------------------------------------------------------------------


def folding(wanted: dict[str, Any]) -> dict[str, Any]:
    """Milliseconds to fold a log: of events that are in memory, and as a process does that has just started."""
    from deliberation.core.room import EMPTY
    from deliberation.log import entries

    people = 48
    made = rooms_with_people(
        {"rooms": 1, "people": people, "contributions": wanted["entries"] - 2 * people - 4},
    )
    room = made["rooms"][0]["room"]
    events = list(entries.read(room))
    in_memory, loaded = [], []
    for _ in range(wanted["times"]):
        in_memory.append(milliseconds(lambda: entries.fold(EMPTY, iter(events))))
        loaded.append(milliseconds(lambda: deciding.load(room)))
    return {"entries": len(events), "folded": in_memory, "loaded": loaded}


def milliseconds(work: Any) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


# --- lessons ----------------------------------------------------------------------------------------------------------


def lesson(wanted: dict[str, Any]) -> dict[str, Any]:
    """The demo's courses, learners in them, and the lesson with the most questions; also how many queries it takes."""
    from config.bootstrap import bootstrap
    from config.demo import pages

    with translation.override(settings.LANGUAGE_CODE):
        bootstrap()
        pages.load()
    learners = [a_learner(number) for number in range(wanted["learners"])]
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = learners[0]
    return richest_lesson(client, learners) | {"cookie": settings.SESSION_COOKIE_NAME, "learners": learners}


def a_learner(number: int) -> str:
    from elearning import enrolments
    from elearning.models import CoursePage

    user = User.objects.create_user(f"learner{number}@example.org", "never typed", display_name=f"Lea {number}")
    for course in CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE):
        enrolments.enrol(user, course)
    return logged_in(user)


def richest_lesson(client: Client, learners: list[str]) -> dict[str, Any]:
    from django.db import connection

    from elearning.models import ItemText, LessonPage

    page = max(LessonPage.objects.live(), key=lambda page: len(page.body))
    words = ItemText.objects.filter(
        version__item__lesson_key=page.translation_key, version__item__kind="single_choice"
    ).select_related("version__item")[0]
    course = page.parent_course()
    client.get(page.url)
    with CaptureQueriesContext(connection) as reading:
        shown = client.get(page.url)
    address = f"/learn/{course.translation_key}/{page.translation_key}/items/{words.version.item.block_id}/"
    fields = {"text": words.pk, "choice": words.version.definition.content["options"][0]}
    with CaptureQueriesContext(connection) as answering:
        answered = client.post(address, fields | {"key": str(uuid.uuid4())})
    if (shown.status_code, answered.status_code) != (200, 302):
        raise SystemExit(f"A lesson answers {shown.status_code}, an answer {answered.status_code}")
    return {
        "page": page.url,
        "answer": address,
        "fields": fields,
        "feedback": f"#feedback-{words.version.item.block_id}",
        "queries": len(reading),
        "answer_queries": len(answering),
    }


# --- an edit ----------------------------------------------------------------------------------------------------------


def edit(wanted: dict[str, Any]) -> dict[str, Any]:
    """Each question of a lesson gets another key, which everybody in its course has answered."""
    from django.db import connection

    from config.bootstrap import bootstrap, home_page
    from elearning import edits
    from elearning.models import JudgedAgain, LessonPage
    from tests.elearning import content

    bootstrap()
    course = content.a_course(home_page())
    asked = [content.single_choice(f"question-{number}") for number in range(wanted["questions"])]
    lesson = content.a_lesson(content.a_module(course), "Asked", *asked)
    answered_by_all(course, wanted["people"])
    rescore(lesson)
    page = LessonPage.objects.get(pk=lesson.pk)
    editor = User.objects.create_superuser("editor@example.org", "never typed", display_name="Edith")
    edits.of_draft(page, editor)  # what stays with the process has been read
    with CaptureQueriesContext(connection) as asking:
        found = edits.of_draft(page, editor)
    previews = [waited(lambda: edits.of_draft(page, editor)) for _ in range(wanted["times"])]
    published = waited(page.latest_revision.publish)
    expected = wanted["people"] * wanted["questions"]
    if (sum(each.passing for each in found.consequences), JudgedAgain.objects.count()) != (expected, expected):
        raise SystemExit("The edit is not the one that is to be measured.")
    return {"preview": previews, "queries": len(asking), "publish": published}


def answered_by_all(course: Any, people: int) -> None:
    """With the wrong option, half of them having completed the course."""
    from elearning.models import Answer, Completion, Enrolment, ItemText
    from elearning.released import source_release
    from tests.elearning.content import WRONG

    release = source_release(course.translation_key)
    users = User.objects.bulk_create(
        User(email=f"learner{number}@example.org", display_name=f"Lea {number}", password="!")
        for number in range(people)
    )
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(user=user, course_key=course.translation_key, release=release) for user in users
    )
    Answer.objects.bulk_create(
        Answer(
            **{"enrolment": each, "version": text.version, "text": text, "response": [WRONG], "attempt": 1},
            key=uuid.uuid4(),
        )
        for each in enrolments
        for text in ItemText.objects.select_related("version")
    )
    Completion.objects.bulk_create(Completion(enrolment=each, release=release) for each in enrolments[::2])


def rescore(lesson: Any) -> None:
    body = lesson.body.get_prep_value()
    for option in (option for block in body for option in block["value"]["options"]):
        option["value"]["correct"] = not option["value"]["correct"]
    draft = lesson.get_latest_revision_as_object()
    draft.body = body
    draft.save_revision()


def waited(work: Any) -> float:
    """Milliseconds by the clock: the database is waited for, too."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


# --- a cohort ---------------------------------------------------------------------------------------------------------


def cohort(wanted: dict[str, Any]) -> dict[str, Any]:
    """People who have answered everything in the first lessons of the demo's first course, each one more than the one
    before, and a trainer; also how many queries their page takes."""
    from django.db import connection

    from config.bootstrap import bootstrap
    from config.demo import pages
    from elearning import cohorts, enrolments
    from elearning.models import CoursePage

    with translation.override(settings.LANGUAGE_CODE):
        bootstrap()
        pages.load()
    course = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path")[0]
    trainer = User.objects.create_user("trainer@example.org", "never typed", display_name="Tina")
    led = cohorts.make(trainer, name="Thousand", course_key=course.translation_key)
    with transaction.atomic():
        for number in range(wanted["people"]):
            person = User.objects.create(email=f"member{number}@example.org", display_name=f"Lea {number}")
            cohorts.join(led, person)
            learn(enrolments.enrol(person, course), number)
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = known = logged_in(trainer)
    client.get(f"/cohorts/{led.pk}/")
    with CaptureQueriesContext(connection) as reading:
        client.get(f"/cohorts/{led.pk}/")
    found = {"page": f"/cohorts/{led.pk}/", "sheet": f"/cohorts/{led.pk}/sheet/", "queries": len(reading)}
    return found | {"trainer": known, "cookie": settings.SESSION_COOKIE_NAME}


def learn(enrolment: Any, number: int) -> None:
    from elearning import released
    from elearning.models import Answer, LessonProgress

    lessons = released.manifest(enrolment.release_id).lessons
    at = timezone.now() - timedelta(days=number % 40)
    done = lessons[: number % (len(lessons) + 1)]
    LessonProgress.objects.bulk_create(
        LessonProgress(enrolment=enrolment, lesson_key=lesson.key, opened_at=at, finished_at=at) for lesson in done
    )
    texts = [released.text(pk) for lesson in done for pk in released.snapshot(lesson.snapshot).texts]
    asked = {version for lesson in done for version in lesson.questions}
    Answer.objects.bulk_create(
        Answer(enrolment=enrolment, version=text.version, text=text, response=[], attempt=1, key=uuid.uuid4())
        for text in texts
        if text.version_id in asked
    )


# --- a registration ---------------------------------------------------------------------------------------------------

KINDS = (
    *("authority", "authority", "volunteer_initiative", "culture_club", "migrant_organisation"),
    *("education_provider", "authority", "volunteer_initiative"),
)
OTHERS = 12  # trainings
QUOTAS = {"authority": 20, "volunteer_initiative": 15}


def registration(wanted: dict[str, Any]) -> dict[str, Any]:
    """The demo's pages, a training with a quota for two kinds of organisations among others, and people who are logged
    in and come from all kinds; each fifth of them needs something."""
    from config.bootstrap import bootstrap
    from config.demo import pages
    from elearning.models import LessonPage

    with translation.override(settings.LANGUAGE_CODE):
        bootstrap()
        pages.load()
    trainer = User.objects.create_user("trainer@example.org", "never typed", display_name="Tina")
    for number in range(OTHERS):
        offered(trainer, f"Another one {number}", 12, {})
    wished_for = offered(trainer, "Listening", wanted["places"], QUOTAS)
    richest = max(LessonPage.objects.live(), key=lambda page: len(page.body))
    return {
        "training": wished_for.get_absolute_url(),
        "places": wanted["places"],
        "quotas": QUOTAS,
        "people": applicants(wanted["people"]),
        "lesson": urlsplit(richest.url).path,
        "reader": a_learner(0),
        "cookie": settings.SESSION_COOKIE_NAME,
    }


def offered(trainer: User, title: str, places: int, quotas: dict[str, int]) -> Any:
    """A training of four sittings that is announced."""
    from training import planning
    from training.models import Sitting, Training

    begins = [timezone.now() + timedelta(days=30, weeks=week) for week in range(4)]
    held = [Sitting(starts_at=each, ends_at=each + timedelta(hours=3)) for each in begins]
    training = planning.plan(Training(title=title, summary="How to ask.", capacity=places), held, quotas, trainer)
    planning.set_stage(training, "announce", trainer)
    return training


@transaction.atomic
def applicants(number: int) -> list[dict[str, Any]]:
    from community.models import Organisation

    houses = {kind: Organisation.objects.create(name=kind, slug=kind, kind=kind) for kind in set(KINDS)}
    people = User.objects.bulk_create(
        User(
            email=f"person-{index}@example.org",
            password="never typed",
            display_name=f"Person {index}",
            organisation=houses[KINDS[index % len(KINDS)]],
        )
        for index in range(number)
    )
    return [
        {
            "browser": logged_in(person),
            "kind": KINDS[index % len(KINDS)],
            "fields": {"name": person.display_name, "food": "" if index % 5 else "vegetarian"},
        }
        for index, person in enumerate(people)
    ]


# --- every page -------------------------------------------------------------------------------------------------------


def every_page(wanted: dict[str, Any]) -> dict[str, Any]:
    """The furnished site of the matrix: what visitors and trainees may read by its table, a room and the CMS."""
    from django.test.utils import setup_test_environment

    from tests.matrix import furnish
    from tests.matrix.roles import Asker

    setup_test_environment()  # the matrix asks as tests do
    people, known = furnish.furnish()
    found = {asker: readable_pages(people[asker], asker, known) for asker in (Asker.ANONYMOUS, Asker.TRAINEE)}
    found |= {Asker.PARTICIPANT: [f"/sessions/{known['key']}/room/"], Asker.COORDINATOR: ["/admin/"]}
    cookies = {asker: people[asker].cookies.get(settings.SESSION_COOKIE_NAME) for asker in found}
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "pages": {str(asker): paths for asker, paths in found.items()},
        "cookies": {str(asker): cookie.value if cookie else "" for asker, cookie in cookies.items()},
    }


def readable_pages(client: Client, asker: Any, known: dict[str, Any]) -> list[str]:
    from tests.matrix import asking, routes, rows

    found = []
    for place in (place for route in routes.of_pages() for place in routes.places(route, known)):
        row = rows.row_for(str(place))
        if row and row.lets_in(asker, "GET") and "<" not in place.path and not place.path.startswith("/admin/"):
            with asking.nothing_stays(client):
                answer = client.get(place.path)
            if answer.status_code == 200 and is_shown(answer.headers):
                found.append(place.path)
    return found


def is_shown(headers: Any) -> bool:
    """As a page, and not kept as a file."""
    return headers["Content-Type"].startswith("text/html") and "attachment" not in headers.get(
        "Content-Disposition", ""
    )


TASKS = {
    **{"rooms": rooms_with_people, "folding": folding, "lesson": lesson, "edit": edit, "cohort": cohort},
    **{"registration": registration, "every page": every_page},
}


def main(what: str, wanted: str = "{}") -> None:
    if what == "migrated":
        migrated()
    else:
        print(json.dumps(TASKS[what](json.loads(wanted))))


if __name__ == "__main__":
    main(*sys.argv[1:])
