"""A lesson contains the files that it was released with: whoever reads it has them, wherever they are moved to."""

import uuid
from typing import Any

from django.http import HttpRequest

from cms.restrictions import readable
from community.models import User
from elearning.models import CoursePage, Enrolment, LessonPage
from elearning.samples import sample_of


def shows(file: Any, request: HttpRequest) -> bool:
    """Whether one of the lessons that this person may read was released with this picture, recording or document."""
    keys = file.released.values("snapshot__lesson_key")
    lessons = readable(LessonPage.objects.filter(translation_key__in=keys), request)
    return any(_reads(request, lesson.translation_key, lesson.parent_course()) for lesson in lessons)


def _reads(request: HttpRequest, lesson_key: uuid.UUID, course: CoursePage) -> bool:
    user = request.user
    if isinstance(user, User):
        return Enrolment.objects.filter(user=user, course_key=course.translation_key).exists()
    sample = sample_of(course, request)
    return sample is not None and sample.key == str(lesson_key)
