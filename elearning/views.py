"""What learners see and send. Each view finds the enrolment first; whoever has none gets a 404."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import languages
from community.models import User
from deliberation.models import Session
from elearning import answers, enrolments, lessons
from elearning.answers import SENTENCES, Submission
from elearning.core.completion import Facts
from elearning.core.items import Kind, Unusable
from elearning.core.manifest import Lesson
from elearning.core.progress import Change, progress
from elearning.enrolments import Learning
from elearning.models import CoursePage, Enrolment, ItemText, LessonPage

# --- pages ------------------------------------------------------------------------------------------------------------


def course_page(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """Public; whoever is enrolled sees where they stand."""
    context = page.get_context(request)
    enrolment = _enrolment(request, page.translation_key, page.locale.language_code)
    if enrolment is None:
        manifest, context["foreign"] = enrolments.offered(page)
        context["progress"] = progress(manifest, Facts())
        return TemplateResponse(request, page.template, context)
    current, change = enrolments.keep_up(enrolments.learning(enrolment))
    current = enrolments.record_completion(current)
    context |= _standing(request, current) | {"change": change}
    return TemplateResponse(request, page.template, context)


def lesson_page(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """For people who are enrolled. An unpublished lesson is known to them only."""
    course = page.parent_course()
    enrolment = _enrolment(request, course.translation_key, page.locale.language_code)
    if enrolment is None:
        return _turn_away(request, page, course)
    current, change = enrolments.keep_up(enrolments.learning(enrolment))
    lesson = current.manifest.by_key.get(str(page.translation_key))
    if lesson is None:
        return _not_in_release(request, current, page, course)
    if lesson.key not in current.pages:
        return _closed(request, current, lesson.title)
    return _lesson(request, enrolments.open_lesson(current, lesson), lesson, page=page, change=change)


def lesson_preview(request: HttpRequest, page: LessonPage, *, with_feedback: bool) -> HttpResponse:
    context = page.get_context(request) | {"lesson": lessons.preview(page, with_feedback=with_feedback)}
    return TemplateResponse(request, page.template, context)


@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What is next, large; then live sessions and all courses. The course opened last comes first."""
    found = enrolments.enrolments_of(_person(request), _locale(request))
    current = sorted(enrolments.learnings(found), key=_last_opened, reverse=True)
    courses = _course_urls(request, current)
    standings = [
        _standing(request, each) | {"course_url": courses.get(each.enrolment.course_key, "")} for each in current
    ]
    taken = [each.enrolment.course_key for each in current]
    context = {
        "next": next((each for each in standings if each["progress"].next), None),
        "standings": standings,
        "sessions": Session.objects.entered_by(_person(request)).ahead(),
        "offered": _in_one_language(request, CoursePage.objects.live().exclude(translation_key__in=taken)),
    }
    return render(request, "elearning/my_page.html", context)


# --- forms ------------------------------------------------------------------------------------------------------------


@login_required
def enrol(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """Begins a course and leads to its next lesson."""
    course = _course(request, course_key)
    if request.method != "POST":
        return redirect(str(course.get_url(request)))
    enrolments.enrol(_person(request), course)
    current = _learning(request, course_key)
    following = current.progress.next
    return redirect(current.resume_url(following, request) if following else str(course.get_url(request)))


@login_required
def move(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """To the newest release, at the learner's own wish."""
    current = _learning(request, course_key, request.POST.get("locale", ""))
    newer = enrolments.newer_release(current.enrolment)
    if request.method == "POST" and newer:
        enrolments.move(current, newer)
        messages.success(request, _("You are now in the new version of the course. Your earlier answers are kept."))
    return redirect(str(_course(request, course_key).get_url(request)))


@login_required
def lesson(request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID) -> HttpResponse:
    """The address that stays the same however the page is called; explains where the lesson is if it is closed."""
    current = _learning(request, course_key)
    asked = current.manifest.by_key.get(str(lesson_key))
    if asked is None and str(lesson_key) not in current.lessons:
        raise Http404
    if asked is None or asked.key not in current.pages:
        return _closed(request, current, asked.title if asked else "")
    return redirect(current.url(asked, request))


@login_required
def finish(request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID) -> HttpResponse:
    """The learner is through with a lesson and goes on to the next."""
    current = _learning(request, course_key)
    asked = current.manifest.by_key.get(str(lesson_key))
    if asked is None:
        raise Http404
    if request.method != "POST":
        return redirect("elearning:lesson", course_key, lesson_key)
    answers.finish(current.enrolment, lesson_key)
    facts = replace(current.facts, finished=current.facts.finished | {asked.key})
    current = enrolments.record_completion(replace(current, facts=facts))
    following = lessons.surroundings(current, asked).following
    return redirect(current.url(following.lesson, request) if following else _course_url(request, current))


def answer(request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID, block_id: str) -> HttpResponse:
    """Stores an answer and leads back to it, with the feedback in focus; what cannot be stored is shown again."""
    if not request.user.is_authenticated:
        return _logged_out(request, reverse("elearning:lesson", args=[course_key, lesson_key]))
    sent = answers.submission(block_id, request.POST)
    try:
        with transaction.atomic():
            # One after the other per learner: a double click arrives twice at the same moment.
            current = _learning(request, course_key, lock=True)
            asked = current.manifest.by_key.get(str(lesson_key))
            if asked is None and str(lesson_key) not in current.lessons:
                raise Http404
            if request.method != "POST":
                return redirect("elearning:lesson", course_key, lesson_key)
            words = answers.words_of(lesson_key, sent)
            answers.store(current.enrolment, current.attempts, words, sent)
    except Unusable as refusal:
        return _refused(request, current, asked, sent, refusal.code)
    _after_answer(request, current, asked, words)
    if asked is None:
        return redirect(_course_url(request, current))
    return redirect(f"{_address(current, asked)}#feedback-{block_id}")


# --- parts of the above -----------------------------------------------------------------------------------------------


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # after login_required there is somebody
    return request.user


def _locale(request: HttpRequest) -> str:
    """The language that is being read: forms say it, because their address has none."""
    named = request.GET.get("in", "")
    return named if named in languages.codes() else languages.language_of(request)


def _enrolment(
    request: HttpRequest, course_key: uuid.UUID, locale: str = "", *, lock: bool = False
) -> Enrolment | None:
    user = request.user
    return enrolments.enrolment_in(user, course_key, locale, lock=lock) if isinstance(user, User) else None


def _learning(request: HttpRequest, course_key: uuid.UUID, locale: str = "", *, lock: bool = False) -> Learning:
    enrolment = _enrolment(request, course_key, locale or _locale(request), lock=lock)
    if enrolment is None:
        raise Http404
    return enrolments.learning(enrolment)


def _in_one_language(request: HttpRequest, courses: QuerySet[CoursePage]) -> list[CoursePage]:
    """Each course once: in the reader's language if there is such a page, else in any."""
    found: dict[uuid.UUID, CoursePage] = {}
    for page in courses.select_related("locale").order_by("path"):
        if page.translation_key not in found or page.locale.language_code == _locale(request):
            found[page.translation_key] = page
    return list(found.values())


def _course(request: HttpRequest, course_key: uuid.UUID) -> CoursePage:
    for page in _in_one_language(request, CoursePage.objects.live().filter(translation_key=course_key)):
        return page
    raise Http404


def _course_urls(request: HttpRequest, current: Iterable[Learning]) -> dict[uuid.UUID, str]:
    """Addresses of published courses by key, in the language that is being read or any other."""
    keys = [each.enrolment.course_key for each in current]
    pages = _in_one_language(request, CoursePage.objects.live().filter(translation_key__in=keys))
    return {page.translation_key: page.get_url(request) or "" for page in pages}


def _course_url(request: HttpRequest, current: Learning) -> str:
    """The course's page, or the learner's own while it is not published."""
    return _course_urls(request, [current]).get(current.enrolment.course_key) or reverse("elearning:my_page")


def _last_opened(current: Learning) -> Any:
    opened = [row.opened_at for row in current.lessons.values()]
    return max([current.enrolment.enrolled_at, *opened])


def _standing(request: HttpRequest, current: Learning) -> dict[str, Any]:
    """Where a learner is in a course, for its page and for their own."""
    standing = current.progress
    return {
        "enrolment": current.enrolment,
        "reading": current.reading,
        "foreign": current.foreign,
        "course_title": current.manifest.title,
        "progress": standing,
        "next_url": current.resume_url(standing.next, request) if standing.next else "",
        "completion": current.completion,
        "urls": {step.lesson.key: current.url(step.lesson, request) for step in standing.steps},
    }


def _turn_away(request: HttpRequest, page: LessonPage, course: Page) -> HttpResponse:
    if not page.live:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    messages.info(request, _("Please begin the course first. Then its lessons are open to you."))
    return redirect(str(course.get_url(request)))


def _not_in_release(request: HttpRequest, current: Learning, page: LessonPage, course: Page) -> HttpResponse:
    """Gone while the learner was in it, never published, or new since they began."""
    if not page.live:
        if str(page.translation_key) in current.lessons:
            return _closed(request, current, page.title)
        raise Http404
    messages.info(request, _("This lesson belongs to a newer version of the course."))
    return redirect(str(course.get_url(request)))


def _lesson(
    request: HttpRequest,
    current: Learning,
    lesson: Lesson,
    *,
    page: LessonPage | None = None,
    change: Change | None = None,
    refused: tuple[Submission, str] | None = None,
) -> HttpResponse:
    view = lessons.lesson_view(current, lesson, again=request.GET.get("again", ""), refused=refused)
    context = (
        _standing(request, current)
        | _neighbours(request, current, lesson)
        | {
            "page": page,
            "lesson": view,
            "lesson_url": current.url(lesson, request),
            "course_url": page.parent_course().get_url(request) if page else _course_url(request, current),
            "change": change,
        }
    )
    if refused:
        context |= {"refusal": SENTENCES[refused[1]], "orphan": "" if view.refused else refused[0].written}
    return TemplateResponse(
        request, LessonPage.template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    )


def _logged_out(request: HttpRequest, lesson_url: str) -> HttpResponse:
    """The session may end while somebody writes; a redirect to the login would throw their text away."""
    written = request.POST.get("reflection", "")
    if not written:
        return redirect_to_login(lesson_url)
    context = {"orphan": written, "lesson_url": lesson_url}
    return render(request, "elearning/logged_out.html", context, status=HTTPStatus.UNAUTHORIZED)


def _neighbours(request: HttpRequest, current: Learning, lesson: Lesson) -> dict[str, Any]:
    """The ways out of a lesson, back and on."""
    place = lessons.surroundings(current, lesson)
    return {
        "place": place,
        "previous_url": current.url(place.previous.lesson, request) if place.previous else "",
        "following_url": current.url(place.following.lesson, request) if place.following else "",
    }


def _closed(
    request: HttpRequest,
    current: Learning,
    title: str,
    refused: tuple[Submission, str] | None = None,
) -> HttpResponse:
    """The lesson was taken away while somebody is in it: say so, keep everything, and show the way on."""
    current = enrolments.record_completion(current)
    context = _standing(request, current) | {"title": title, "course_url": _course_url(request, current)}
    if refused:
        context |= {"refusal": SENTENCES[refused[1]], "orphan": refused[0].written}
    return render(
        request,
        "elearning/lesson_closed.html",
        context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )


def _refused(
    request: HttpRequest, current: Learning, lesson: Lesson | None, sent: Submission, code: str
) -> HttpResponse:
    """The lesson once more, with the reason at the top and everything that was typed still there."""
    if lesson is None or lesson.key not in current.pages:
        return _closed(request, current, lesson.title if lesson else "", (sent, code))
    return _lesson(request, current, lesson, refused=(sent, code))


def _after_answer(request: HttpRequest, current: Learning, lesson: Lesson | None, words: ItemText) -> None:
    facts = replace(current.facts, answered=current.facts.answered | {words.version_id})
    enrolments.record_completion(replace(current, facts=facts))
    is_question = words.version.item.kind != Kind.REFLECTION
    if lesson is None or (is_question and words.version_id not in lesson.questions):
        messages.info(
            request, _("This question has changed in the meantime. Your answer is kept with the question you saw.")
        )


def _address(current: Learning, lesson: Lesson) -> str:
    """Without asking which site this is: the address of a page says it where there are several."""
    return current.url(lesson) or reverse("elearning:lesson", args=[current.enrolment.course_key, lesson.key])
