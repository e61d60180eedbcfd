"""What learners see and send. Each view finds the enrolment first; whoever has none gets a 404."""

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms import languages
from cms.numbers import as_number
from cms.restrictions import may_read
from community.models import User
from elearning import (
    answers,
    courses,
    edits,
    enrolments,
    lessons,
    own_answers,
    samples,
    underway,
    unsent,
)
from elearning.answers import HandedIn, Refusal, Submission
from elearning.core.items import Underway, Unusable
from elearning.core.manifest import Lesson
from elearning.core.progress import Progress
from elearning.enrolments import Learning
from elearning.models import Availability, CoursePage, LessonPage
from elearning.reading import LessonView
from elearning.underway import Again

# --- pages ------------------------------------------------------------------------------------------------------------


def course_page(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """Public; whoever is enrolled sees where they stand. An unpublished course is known to them only."""
    current = enrolments.learning_in(request, page.translation_key, page.locale.language_code)
    if not page.live:
        return _absent(request, current)
    context = page.get_context(request) | {"guide": _guide(request, page)}
    if current is None:
        first = _before_they_begin(request, page)
        first |= {"needed": _needed_first(request, page.translation_key), "doors": _doors(request, first["progress"])}
        return TemplateResponse(request, page.template, context | first)
    current, change = enrolments.keep_up(current)
    current = enrolments.record_completion(current)
    context |= enrolments.standing(current, request) | {"change": change, "told": edits.told_to(current.enrolment)}
    context |= {"earlier": range(1, current.enrolment.number), "doors": _doors(request, current.progress)}
    return TemplateResponse(request, page.template, context)


def lesson_page(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """For people who are enrolled, and the first one as a sample. An unpublished lesson is known to them only."""
    course = page.parent_course()
    current = enrolments.learning_in(request, course.translation_key, page.locale.language_code)
    if current is None:
        return _sample(request, page, course) or _turn_away(request, page, course)
    if current.is_withdrawn:
        return _absent(request, current)
    current, change = enrolments.keep_up(current)
    lesson = current.manifest.by_key.get(str(page.translation_key))
    if lesson is None:
        return _not_in_release(request, current, page, course)
    if not current.is_open(lesson):
        return _closed(request, current, lesson.title)
    if current.locks(lesson):
        return _locked(request, course)
    current = enrolments.open_lesson(current, lesson)
    refusal = _brought_back(request, current, lesson)
    context = lessons.context(current, lesson, request, again=_again(request, lesson), refusal=refusal)
    context |= {"page": page, "course_url": course.get_url(request), "change": change}
    context["told"] = [each for each in edits.told_to(current.enrolment) if str(each.lesson_key) == lesson.key]
    return TemplateResponse(request, page.template, context)


# --- forms ------------------------------------------------------------------------------------------------------------


@login_required
def enrol(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """Begins a course and leads to its next lesson."""
    course = _course(request, course_key)
    if request.method != "POST":
        return redirect(str(course.get_url(request)))
    if _comes_too_late(request, course_key):
        messages.info(request, _("This course takes nobody new at the moment."))
        return redirect(str(course.get_url(request)))
    if _needed_first(request, course_key):
        return redirect(str(course.get_url(request)))  # which says what comes first
    samples.take_over(request, enrolments.enrol(_person(request), course))
    current = _learning(request, course_key)
    following = current.progress.next
    return redirect(current.resume_url(following, request) if following else str(course.get_url(request)))


@login_required
def move(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """To the newest release, at the learner's own wish."""
    current = _learning(request, course_key, request.POST.get("locale", ""))
    if current.is_closed:
        return _not_theirs(request, current)
    newer = enrolments.newer_release(current.enrolment)
    if request.method == "POST" and newer:
        enrolments.move(current, newer)
        messages.success(request, _("You are now in the new version of the course. Your earlier answers are kept."))
    return redirect(str(_course(request, course_key).get_url(request)))


@login_required
def lesson(request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID) -> HttpResponse:
    """The address that stays the same however the page is called; explains where the lesson is if it is closed."""
    current = _learning(request, course_key)
    if current.closes(lesson_key):
        return _not_theirs(request, current)
    asked = current.manifest.by_key.get(str(lesson_key))
    if asked is None and str(lesson_key) not in current.lessons:
        raise Http404
    if asked is None or current.is_withdrawn or not current.is_open(asked):
        is_deleted = not LessonPage.objects.filter(translation_key=lesson_key).exists()
        return _closed(request, current, asked.title if asked else "", is_deleted=is_deleted)
    return redirect(current.url(asked, request))


@login_required
def answered(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """What they answered and wrote, as they did, whatever has become of the course since."""
    current = _learning(request, course_key)
    context = {
        "course_title": current.manifest.title,
        "course_url": "" if current.is_gone or current.is_closed else enrolments.course_url(current, request),
        "lessons": own_answers.of_enrolment(current.enrolment),
        "locale": current.enrolment.release.locale,
    }
    return render(request, "elearning/own_answers.html", context)


@login_required
def changes_seen(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """They have read what became of their answers; up to what they were shown, as more may have come since."""
    current = _learning(request, course_key)
    shown, lesson_key = as_number(request.POST.get("up_to", "")), request.POST.get("lesson", "")
    if shown is not None and shown in {each.correction for each in edits.told_to(current.enrolment)}:
        edits.seen(current.enrolment, shown)
    lesson = current.manifest.by_key.get(lesson_key)
    if lesson and current.is_open(lesson):
        return redirect(current.url(lesson, request))
    return redirect(enrolments.course_url(current, request))


@login_required
def finish(request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID) -> HttpResponse:
    """The learner is through with a lesson and goes on to the next."""
    current = _learning(request, course_key)
    if current.closes(lesson_key):
        return _not_theirs(request, current)
    asked = current.manifest.by_key.get(str(lesson_key))
    if asked is None:
        raise Http404
    if request.method != "POST" or current.locks(asked):
        return redirect("elearning:lesson", course_key, lesson_key)
    current = answers.finish(current, asked)
    following = lessons.surroundings(current, asked).following
    return redirect(current.url(following.lesson, request) if following else enrolments.course_url(current, request))


def answer(request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID, block_id: str) -> HttpResponse:
    """Stores an answer and leads back to it, with the feedback in focus; what cannot be stored is shown again."""
    steady = reverse("elearning:lesson", args=[course_key, lesson_key])
    sent = answers.submission(block_id, request.POST)
    if not request.user.is_authenticated:
        return _logged_out(request, lesson_key, sent, f"{steady}?in={_locale(request)}")
    if request.method != "POST":
        return redirect(steady)
    receipt = answers.hand_in(request, course_key, lesson_key, sent, _locale(request))
    if receipt is None:
        raise Http404
    if receipt.steps:
        return _underway(request, receipt, lesson_key, sent)
    return _refused(request, receipt) if receipt.refusal else _stored(request, receipt, block_id)


@require_POST
def try_out(request: HttpRequest, lesson_key: uuid.UUID, block_id: str) -> HttpResponse:
    """An answer in the sample, of somebody without an account."""
    page = samples.page_of(lesson_key, _locale(request), request)
    if page is None:
        raise Http404
    lesson = samples.sample_of(page.parent_course(), request)
    if lesson is None or lesson.key != str(lesson_key) or request.user.is_authenticated:
        return redirect(str(page.get_url(request)))
    sent = answers.submission(block_id, request.POST)
    try:
        refused = samples.try_out(request, lesson, sent)
    except Unusable:
        return redirect(str(page.get_url(request)))
    except Underway as way:
        underway.keep(request, lesson.key, sent, way.steps)
        return redirect(_next_step(page.get_url(request), block_id))
    if refused:
        shown = samples.view(lesson, samples.tried(request, lesson), _again(request, lesson), refused)
        return _sample_page(request, page, shown, 422)
    underway.forget(request, lesson.key, block_id)
    return redirect(f"{page.get_url(request)}#feedback-{block_id}")


# --- parts of the above -----------------------------------------------------------------------------------------------


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # after login_required there is somebody
    return request.user


def _locale(request: HttpRequest) -> str:
    """The language that is being read: forms say it, because their address has none."""
    named = request.GET.get("in", "")
    return named if named in languages.codes() else languages.language_of(request)


def _again(request: HttpRequest, lesson: Lesson) -> Again:
    after = as_number(request.GET.get("after", ""))
    return Again(request.GET.get("again", ""), after, underway.found(request, lesson.key))


def _next_step(address: str | None, block_id: str) -> str:
    return f"{address}?again={block_id}#step-{block_id}"


def _learning(request: HttpRequest, course_key: uuid.UUID, locale: str = "") -> Learning:
    current = enrolments.learning_in(request, course_key, locale or _locale(request))
    if current is None:
        raise Http404
    return current


def _course(request: HttpRequest, course_key: uuid.UUID) -> CoursePage:
    course = courses.open_course(course_key, _locale(request), request)
    if course is None:
        raise Http404
    return course


def _sample(request: HttpRequest, page: LessonPage, course: CoursePage) -> HttpResponse | None:
    """Nothing if this lesson is not the first, or if whoever asks has an account and only needs to begin the course."""
    if request.user.is_authenticated or not page.live:
        return None
    lesson = samples.sample_of(course, request)
    if lesson is None or lesson.key != str(page.translation_key):
        return None
    return _sample_page(request, page, samples.view(lesson, samples.tried(request, lesson), _again(request, lesson)))


def _sample_page(request: HttpRequest, page: LessonPage, view: LessonView, status: int = HTTPStatus.OK) -> HttpResponse:
    course = page.parent_course()
    context = {"page": page, "lesson": view, "lesson_url": page.get_url(request), "is_sample": True}
    context |= {"course_title": course.title, "course_url": course.get_url(request)}
    return TemplateResponse(request, page.template, context, status=status)


def _needed_first(request: HttpRequest, course_key: uuid.UUID) -> CoursePage | None:
    """The course that has to be completed before this one is begun, as far as whoever asks may read it."""
    person = request.user if isinstance(request.user, User) else None
    key = enrolments.needed_first(person, course_key)
    return courses.open_course(uuid.UUID(key), _locale(request), request) if key else None


def _guide(request: HttpRequest, course: CoursePage) -> Page | None:
    """For those who train: how the course is led with a group, in the language that they read."""
    if course.guide_page is None or not request.user.has_perm("elearning.add_cohort"):
        return None
    guide: Page = course.guide_page.localized
    return guide if may_read(guide, request) else None


def _doors(request: HttpRequest, where: Progress) -> dict[str, tuple[str, str]]:
    """Title and address of what opens the modules that are locked, by its key."""
    titles = {stage.module.key: stage.module.title for stage in where.stages}
    found = {}
    for key in {stage.after for stage in where.stages} - {""}:
        course = None if key in titles else courses.open_course(uuid.UUID(key), _locale(request), request)
        address = str(course.get_url(request)) if course else f"#module-{key}"
        found[key] = (course.title if course else titles.get(key, ""), address)
    return found


def _locked(request: HttpRequest, course: Page) -> HttpResponse:
    """The page of the course says what comes first, beside the module."""
    messages.info(request, _("This lesson is not open to you yet. Below you read what comes first."))
    return redirect(str(course.get_url(request)))


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


def _before_they_begin(request: HttpRequest, page: CoursePage) -> dict[str, Any]:
    closed = bool(Availability.closed_to_new([page.translation_key]))
    outlook = enrolments.outlook(page, enrolments.closed_to(request)) | {"takes_nobody_new": closed}
    if request.user.is_authenticated:
        return outlook
    return outlook | {"sample_url": samples.address(page, request)}


def _comes_too_late(request: HttpRequest, course_key: uuid.UUID) -> bool:
    """Closed to new people; whoever is in the course is not new."""
    closed = Availability.closed_to_new([course_key])
    return bool(closed) and enrolments.enrolment_in(_person(request), course_key) is None


def _absent(request: HttpRequest, current: Learning | None) -> HttpResponse:
    """Unpublished, withdrawn or deleted: for whoever is in it, with what they may still do; a 404 for all others."""
    if current is None:
        raise Http404
    if current.is_closed:
        return _not_theirs(request, current)
    why = enrolments.absences([current], current.reading)[current.enrolment.course_key]
    context = enrolments.standing(current, request) | {"absence": why}
    return render(request, "elearning/course_absent.html", context)


def _closed(request: HttpRequest, current: Learning, title: str, *, is_deleted: bool = False) -> HttpResponse:
    if current.is_gone:
        return _absent(request, current)
    context = lessons.closed_context(current, title, request) | {"is_deleted": is_deleted}
    return render(request, "elearning/lesson_closed.html", context)


def _not_theirs(request: HttpRequest, current: Learning, refusal: Refusal | None = None) -> HttpResponse:
    """Restricted since they began. The title is their own record, and what they typed is theirs to copy."""
    context = {"course_title": current.manifest.title, "orphan": refusal.sent.own_words if refusal else ""}
    return render(request, "elearning/not_theirs.html", context, status=HTTPStatus.FORBIDDEN)


def _logged_out(request: HttpRequest, lesson_key: uuid.UUID, sent: Submission, lesson_url: str) -> HttpResponse:
    """The session may end while somebody writes; a redirect to the login would throw away what they sent."""
    if request.method != "POST":
        return redirect_to_login(lesson_url)
    kept = unsent.keep(request, lesson_key, sent)
    context = {"orphan": sent.own_words, "is_kept": kept, "lesson_url": lesson_url}
    return render(request, "elearning/logged_out.html", context, status=HTTPStatus.UNAUTHORIZED)


def _brought_back(request: HttpRequest, current: Learning, lesson: Lesson) -> Refusal | None:
    sent = unsent.brought_back(request, current, lesson.key)
    return Refusal(sent, "answer.unsent") if sent else None


def _underway(request: HttpRequest, receipt: HandedIn, lesson_key: uuid.UUID, sent: Submission) -> HttpResponse:
    """Nothing is stored before the last step; an address of its own lets people go back and load the page again."""
    unsent.forget(request, sent.block_id)
    if receipt.lesson is None or not receipt.address:
        return redirect(enrolments.course_url(receipt.current, request))
    underway.keep(request, str(lesson_key), sent, receipt.steps)
    return redirect(_next_step(receipt.address, sent.block_id))


def _stored(request: HttpRequest, receipt: HandedIn, block_id: str) -> HttpResponse:
    unsent.forget(request, block_id)
    if receipt.lesson:
        underway.forget(request, receipt.lesson.key, block_id)
    if receipt.outdated:
        messages.info(
            request, _("This question has changed in the meantime. Your answer is kept with the question you saw.")
        )
    if not receipt.address:
        return redirect(enrolments.course_url(receipt.current, request))
    return redirect(f"{receipt.address}#feedback-{block_id}")


def _refused(request: HttpRequest, receipt: HandedIn) -> HttpResponse:
    """The lesson once more, with the reason at the top and everything that was typed still there."""
    current, asked = receipt.current, receipt.lesson
    if receipt.refusal and receipt.refusal.code == "lesson.not_yours":
        return _not_theirs(request, current, receipt.refusal)
    if asked is None or not current.is_open(asked) or current.locks(asked):
        template = "elearning/lesson_closed.html"
        context = lessons.closed_context(current, asked.title if asked else "", request, receipt.refusal)
    else:
        template = LessonPage.template
        context = lessons.context(current, asked, request, refusal=receipt.refusal)
        context |= {"course_url": enrolments.course_url(current, request)}
    return TemplateResponse(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
