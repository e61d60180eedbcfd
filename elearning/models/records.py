"""What is known of learners. Records rest on releases: no edit of a page takes them away or changes their sense."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from elearning.models.releases import CourseRelease, Item, ItemText, ItemVersion


class Enrolment(models.Model):
    """One person in one course, pinned to a release until they move to a newer one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course_key = models.UUIDField()
    release = models.ForeignKey(CourseRelease, on_delete=models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField(default=timezone.now)
    newest: int | None  # the newest release, in the language of `release`, where `enrolments_of` found this
    reading: str  # the language that is being read, and the newest release in it, where it is another one
    words: int | None

    class Meta:
        constraints = [models.UniqueConstraint("user", "course_key", name="one_enrolment_per_course")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_key}"


class LessonProgress(models.Model):
    """That a lesson was opened, where in it the learner was last, and whether they said that they are through."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.UUIDField()
    last_block = models.CharField(max_length=36, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("enrolment", "lesson_key", name="one_progress_per_lesson")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.lesson_key}"


class Answer(models.Model):
    """One attempt at a question: ids of options, never words. Earlier attempts stay."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="answers")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="answers")
    text = models.ForeignKey(ItemText, on_delete=models.PROTECT, related_name="answers")
    response = models.JSONField()
    attempt = models.PositiveIntegerField()
    key = models.UUIDField()
    submitted_at = models.DateTimeField(db_default=Now())
    item_id: int  # where `as_judged` found this, and
    judged_text: int | None  # since a correction: the words by which it is judged,
    judged_response: Any  # what was chosen, in the ids that it has there,
    judged_after: str | None  # and the outcome

    class Meta:
        constraints = [
            models.UniqueConstraint("enrolment", "key", name="a_form_sent_twice_counts_once"),
            models.UniqueConstraint("enrolment", "version", "attempt", name="attempts_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.version_id} attempt {self.attempt}"


class Reflection(models.Model):
    """What somebody wrote for themselves. In a table of its own, so that no report comes across it by accident."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reflections")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reflections")
    text = models.ForeignKey(ItemText, on_delete=models.PROTECT, related_name="reflections")
    body = models.TextField()
    key = models.UUIDField(default=uuid.uuid4)  # of the form that brought it, as with an answer
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint("enrolment", "item", name="one_reflection_per_question")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.item_id}"


class Completion(models.Model):
    """That a course was completed, and which release of it."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="completion")
    release = models.ForeignKey(CourseRelease, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.completed_at:%Y-%m-%d}"
