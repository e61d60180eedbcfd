"""Pages for whoever takes a completed course once more: they begin anew, and read what they did before."""

import uuid
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from cms import languages
from community.models import User
from elearning import courses, enrolments, lessons
from elearning.enrolments import Learning
from elearning.models import CoursePage, LessonPage
from elearning.underway import Again


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


@login_required
def take_again(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """Asks first, and says what stays. Somebody who is in the middle of the course is led back to it."""
    course = courses.open_course(course_key, languages.language_of(request), request)
    current = enrolments.learning_in(request, course_key, languages.language_of(request))
    if course is None or current is None:
        raise Http404
    if current.completion is None:
        return redirect(str(course.get_url(request)))
    if request.method != "POST":
        context = {"course": course, "completion": current.completion}
        return render(request, "elearning/again.html", context)
    enrolments.take_again(_person(request), course)
    messages.success(request, _("You begin the course anew. What you answered before is kept beside it."))
    return redirect(str(course.get_url(request)))


@login_required
def earlier(request: HttpRequest, course_key: uuid.UUID, number: int) -> HttpResponse:
    """What somebody did in an earlier time, also of lessons that nobody can take any more."""
    current = _earlier(request, course_key, number)
    context = {"current": current, "completion": current.completion, "course_url": _course_url(request, current)}
    return render(request, "elearning/earlier.html", context)


@login_required
def earlier_lesson(request: HttpRequest, course_key: uuid.UUID, number: int, lesson_key: uuid.UUID) -> HttpResponse:
    """As it was answered then. Nothing can be handed in here."""
    current = _earlier(request, course_key, number)
    lesson = current.manifest.by_key.get(str(lesson_key))
    if lesson is None:
        raise Http404
    view = lessons.lesson_view(current, lesson, Again(), None)
    context = {"lesson": view, "is_kept": True, "current": current}
    return TemplateResponse(request, LessonPage.template, context)


def _earlier(request: HttpRequest, course_key: uuid.UUID, number: int) -> Learning:
    """The lookup is the permission: everybody finds their own alone."""
    for each in enrolments.earlier_times(_person(request), course_key):
        if each.number == number:
            return enrolments.learning(each)
    raise Http404


def _course_url(request: HttpRequest, current: Learning) -> str:
    page: CoursePage | None = courses.open_course(current.enrolment.course_key, languages.language_of(request), request)
    return str(page.get_url(request)) if page else ""
