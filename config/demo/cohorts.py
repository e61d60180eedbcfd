"""A cohort with its trainers, and people who are at different points of the course."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from community.models import User
from config.demo import content
from config.demo.tasks import without_mail
from elearning import cohorts, enrolments, exercises, released
from elearning.core.manifest import Lesson
from elearning.models import Answer, Cohort, CohortMember, CoursePage, Enrolment, LessonProgress

Row = dict[str, Any]
BEFORE = dt.timedelta(days=35)  # when the cohort began


def load(people: dict[str, User]) -> None:
    for row in content("cohorts")["cohort"]:
        if not Cohort.objects.filter(name=row["name"]).exists():
            make(row, people)


def make(row: Row, people: dict[str, User]) -> None:
    course = CoursePage.objects.filter(slug=row["course"]).order_by("pk")[0]
    trainer = people[row["trainers"][0]]
    cohort = cohorts.make(trainer, name=row["name"], course_key=course.translation_key)
    Cohort.objects.filter(pk=cohort.pk).update(created_at=timezone.now() - BEFORE)
    cohort.trainers.add(*(people[slug] for slug in row["trainers"]))
    for each in row["member"]:
        learn(cohort, course, people[each["person"]], each)
    with without_mail():
        cohorts.invite(cohort, "\n".join(row["invited"]), trainer)


def learn(cohort: Cohort, course: CoursePage, person: User, row: Row) -> None:
    """They begin where they have not been before, and go as far as it says."""
    at = timezone.now() - dt.timedelta(days=row["days"])
    member = cohorts.join(cohort, person)
    CohortMember.objects.filter(pk=member.pk).update(joined_at=min(at, timezone.now() - BEFORE / 2))
    enrolment = enrolments.enrol(person, course)
    lessons = released.manifest(enrolment.release_id).lessons
    done = lessons if row["lessons"] == "alle" else lessons[: row["lessons"]]
    for lesson in done:
        work_through(enrolment, lesson, at)
    if 0 < len(done) < len(lessons):
        open_lesson(enrolment, lessons[len(done)], at)
    enrolments.record_completion(enrolments.learning(enrolment))


def open_lesson(enrolment: Enrolment, lesson: Lesson, at: dt.datetime, **fields: Any) -> None:
    fields |= {"opened_at": at}
    LessonProgress.objects.get_or_create(enrolment=enrolment, lesson_key=lesson.key, defaults=fields)


def work_through(enrolment: Enrolment, lesson: Lesson, at: dt.datetime) -> None:
    open_lesson(enrolment, lesson, at, finished_at=at)
    known = exercises.by_kind()
    for text in map(released.text, released.snapshot(lesson.snapshot).texts):
        kind = known[text.version.item.kind].kind
        if not kind.private:
            response = kind.everything(text.version.definition.content)
            fields = {"text": text, "response": response, "attempt": 1, "key": uuid.uuid4(), "submitted_at": at}
            Answer.objects.get_or_create(enrolment=enrolment, version=text.version, defaults=fields)
