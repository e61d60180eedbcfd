"""The page of a cohort's trainers and their file say the same, read nothing that was answered, and stay cheap."""

import csv
import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from community.models import User
from config.bootstrap import bootstrap
from elearning import cohort_report, cohorts, enrolments
from elearning.core.accompanying import Where
from elearning.models import Answer, CohortMember, Completion, Enrolment, ItemText, LessonProgress, Reflection

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(home):
    bootstrap()
    trainer = User.objects.create_user("tina@example.org", "secret", display_name="Tina")
    client = Client(headers={"accept-language": "en"})
    client.force_login(trainer)
    return client


@pytest.fixture
def cohort(desk, course, quiz, reading):
    return cohorts.make(User.objects.get(display_name="Tina"), name="Spring", course_key=course.translation_key)


def learners(cohort, course, number, since=0):
    """People with answers, reflections and places, each further than the one before, the last ones through."""
    texts = list(ItemText.objects.select_related("version__item"))
    now = timezone.now() - dt.timedelta(days=since)
    release = enrolments.source_release(course.translation_key)
    for index in range(number):
        user = User.objects.create(email=f"l{since}-{index}@example.org", display_name=f"L{since}-{index}")
        CohortMember.objects.create(cohort=cohort, user=user)
        one = Enrolment.objects.create(user=user, course_key=course.translation_key, release=release)
        LessonProgress.objects.create(enrolment=one, lesson_key=texts[0].version.item.lesson_key, opened_at=now)
        for text in texts[: index % (len(texts) + 1)]:
            give(one, text, now)
        if index % 5 == 4:
            Completion.objects.create(enrolment=one, release=release)


def give(enrolment, text, at):
    item = text.version.item
    if item.kind == "reflection":
        Reflection.objects.create(enrolment=enrolment, item=item, text=text, body="What nobody reads")
    else:
        fields = {"version": text.version, "text": text, "response": ["a-right"], "attempt": 1}
        Answer.objects.create(enrolment=enrolment, key=uuid.uuid4(), submitted_at=at, **fields)


def shown(client, cohort):
    """The rows of the page, cell by cell."""
    html = client.get(reverse("elearning:cohort", args=[cohort.pk])).content.decode()
    rows = re.findall(r"<tr .*?</tr>", html.split("<tbody")[1].split("</tbody>")[0], re.DOTALL)
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)[:5] for row in rows]
    return [[re.sub(r"<.*?>", "", cell).strip() for cell in row] for row in cells]


def in_the_file(client, cohort):
    answer = client.get(reverse("elearning:cohort_sheet", args=[cohort.pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="spring.csv"'
    rows = answer.content.decode().removeprefix("\ufeff").splitlines()
    return list(csv.reader(rows, delimiter=";"))


def test_the_page_and_the_file_say_the_same_row_by_row(desk, cohort, course):
    learners(cohort, course, 7)
    learners(cohort, course, 3, since=30)
    CohortMember.objects.create(cohort=cohort, user=User.objects.create(email="n@example.org", display_name="New"))
    heads, *rows = in_the_file(desk, cohort)
    assert heads == ["Name", "Where they are", "Next lesson", "Since", "Lessons done"]
    assert rows == shown(desk, cohort)
    assert len(rows) == 11
    assert {row[1] for row in rows} == {"has stopped", "not begun", "under way", "completed"}


def test_who_has_stopped_is_found_with_the_lesson_and_the_day(desk, cohort, course):
    learners(cohort, course, 1, since=20)
    with translation.override("en"):
        (row,) = cohort_report.rows(cohort)
    assert (row.where, row.name, row.lesson) == (Where.STUCK, "L20-0", "Lesson 1: The quiz")
    assert str((timezone.localtime() - dt.timedelta(days=20)).year) in row.since


def test_where_most_have_stopped_stands_first(desk, cohort, course, quiz, reading):
    learners(cohort, course, 4, since=20)
    learners(cohort, course, 1)
    with translation.override("en"):
        stopped = cohort_report.stopped(cohort_report.rows(cohort))
    assert stopped == [("Lesson 1: The quiz", 3), ("Lesson 2: To read", 1)]
    page = desk.get(reverse("elearning:cohort", args=[cohort.pk])).content.decode()
    assert "<bdi>Lesson 1: The quiz</bdi> · <strong>3 people</strong>" in page


def test_who_takes_it_again_has_completed_it_all_the_same(desk, cohort, course, learner):
    CohortMember.objects.create(cohort=cohort, user=learner)
    first = enrolments.enrol(learner, course)
    Completion.objects.create(enrolment=first, release=first.release)
    assert cohort_report.rows(cohort)[0].where is Where.COMPLETED
    enrolments.take_again(learner, course)
    assert cohort_report.rows(cohort)[0].where is Where.COMPLETED


def test_who_takes_the_course_outside_of_the_cohort_is_not_in_it(desk, cohort, course, learner):
    enrolments.enrol(learner, course)
    assert cohort_report.rows(cohort) == []


def test_nothing_that_anybody_said_is_read(desk, cohort, course):
    learners(cohort, course, 6)
    for name in ("cohort", "cohort_sheet"):
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(reverse(f"elearning:{name}", args=[cohort.pk])).content.decode()
        asked = " ".join(query["sql"] for query in queries)
        assert "elearning_reflection" not in asked
        assert '"response"' not in asked
        assert "elearning_itemtext" not in asked
        assert "What nobody reads" not in page
        assert "l0-0@example.org" not in page


@pytest.mark.parametrize("name", ["cohort", "cohort_sheet"])
def test_many_people_take_the_queries_of_one(desk, cohort, course, name):
    address = reverse(f"elearning:{name}", args=[cohort.pk])
    learners(cohort, course, 1)
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    learners(cohort, course, 9, since=1)
    with CaptureQueriesContext(connection) as many:
        desk.get(address)
    assert len(many) == len(few) <= 16, "\n".join(query["sql"][:150] for query in many)
