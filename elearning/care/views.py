"""The pages for a course as a whole in the CMS. Whoever may edit the course may open them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages as admin_messages

from cms import languages
from cms.numbers import as_number
from community.models import User
from community.reviews import TextMovedOn
from elearning import answers, availability, enrolments
from elearning.care import checks, copies, outlines, previews, reviews, walks
from elearning.care.copies import Twin
from elearning.care.forms import QuestionCopyForm, WithdrawalForm
from elearning.care.outlines import Outline
from elearning.care.reviews import PageInReview
from elearning.models import CoursePage, LessonPage
from elearning.underway import Again

TWINS = {
    Twin.COPIED: gettext_lazy("In %(language)s they are copied as well."),
    Twin.TRANSLATED: gettext_lazy("In %(language)s their words come along as soon as the translation is updated."),
    Twin.MISSING: gettext_lazy("In %(language)s nobody has translated them yet."),
    Twin.CLOSED: gettext_lazy("In %(language)s they are not copied: you may not change that page at the moment."),
}

P = ParamSpec("P")
OfCourse: TypeAlias = Callable[Concatenate[HttpRequest, CoursePage, P], HttpResponse]


def for_editors(view: OfCourse[P]) -> Callable[..., HttpResponse]:
    """The one door: who may not edit the course is turned away, whatever they ask of it."""

    @wraps(view)
    def entered(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        course = get_object_or_404(CoursePage.objects.select_related("locale"), pk=pk)
        if not course.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return view(request, course, *args, **kwargs)

    return entered


@for_editors
def course(request: HttpRequest, course: CoursePage) -> HttpResponse:
    outline, person = outlines.of_course(course), _person(request)
    ready = reviews.ready(outline)
    context = {
        "course": course,
        "outline": outline,
        "ready": ready,
        "ready_hints": reviews.hints_in(outline, ready),
        "waiting": reviews.waiting(outline, person),
        "availability": availability.of(course.translation_key),
    }
    return TemplateResponse(request, "elearning/care/course.html", context)


@require_POST
@for_editors
def order(request: HttpRequest, course: CoursePage) -> HttpResponse:
    """Leads back to the button that was pressed, so that one can press it again."""
    asked, up = request.POST.get("page", ""), request.POST.get("direction") == "up"
    page_id = as_number(asked) or 0
    if not outlines.move(course, page_id, up=up, user=_person(request)):
        messages.warning(request, _("It stays where it is: there is no place for it in this direction."))
    return redirect(f"{_address(course)}#part-{page_id}")


@for_editors
def walk(request: HttpRequest, course: CoursePage, number: int) -> HttpResponse:
    """The draft of a lesson; an answer is judged and shown, and stored nowhere."""
    outline = outlines.of_course(course)
    if not 0 < number <= len(outline.lessons):
        raise Http404
    draft = _draft(outline, number)
    tried = None
    if request.method == "POST":
        sent = answers.submission(request.GET.get("item", ""), request.POST)
        tried = walks.answer(draft, request, sent)
        if tried is None:
            return redirect(f"{request.path}#feedback-{sent.block_id}")
    view = walks.view(draft, request, _again(request.GET), tried)
    context = {"page": draft, "lesson": view, "lesson_url": request.path, "walk": _walk(course, outline, number)}
    return TemplateResponse(request, LessonPage.template, context, status=422 if tried and tried.refusal else 200)


@for_editors
def hints(request: HttpRequest, course: CoursePage) -> HttpResponse:
    """What may have been overlooked in the drafts, lesson by lesson, with a way to each block."""
    outline = outlines.of_course(course)
    found = [(part, checks.shown(part.page, part.hints)) for part in outline.lessons if part.hints]
    context = {"course": course, "outline": outline, "lessons": found}
    return TemplateResponse(request, "elearning/care/hints.html", context)


@require_POST
@for_editors
def submit(request: HttpRequest, course: CoursePage) -> HttpResponse:
    outline = outlines.of_course(course)
    number = reviews.submit(course, reviews.ready(outline), _person(request))
    said = ngettext("%(number)s page waits for its review.", "%(number)s pages wait for their review.", number)
    messages.success(request, said % {"number": number})
    return redirect(_address(course))


@for_editors
def review(request: HttpRequest, course: CoursePage) -> HttpResponse:
    """All that waits of this course, to be read in a row and approved, or returned, by one press."""
    person, outline = _person(request), outlines.of_course(course)
    waiting = reviews.waiting(outline, person)
    may = [each for each in waiting if each.may_approve]
    if request.method == "POST" and may:
        return _decide(request, course, may)
    context = {"course": course, "waiting": waiting, "may": may, "outline": outline}
    return TemplateResponse(request, "elearning/care/review.html", context)


@for_editors
def edit(request: HttpRequest, course: CoursePage, lesson: int) -> HttpResponse:
    """What a draft does to people, and what its editors say of each change; whoever may publish does so from here."""
    page, person = get_object_or_404(LessonPage.objects.descendant_of(course), pk=lesson), _person(request)
    preview, missing = previews.of(page, person), frozenset[str]()
    may_publish = page.permissions_for_user(person).can_publish() and page.has_unpublished_changes
    if request.method == "POST":
        sent = previews.chosen(preview, request.POST)
        missing = sent.without_reason
        if not missing and _is_newest(request, page):
            previews.note(page, person, sent)
            return _chosen(request, page, publishes=may_publish and request.POST.get("act") == "publish")
        preview = preview.sent(sent)
    context = {"course": course, "lesson": page, "preview": preview, "may_publish": may_publish, "missing": missing}
    return TemplateResponse(request, "elearning/care/edit.html", context, status=422 if missing else 200)


@for_editors
def copy(request: HttpRequest, course: CoursePage, lesson: int) -> HttpResponse:
    """Questions of this lesson into another one's draft."""
    source, person = get_object_or_404(LessonPage.objects.descendant_of(course), pk=lesson), _person(request)
    form = QuestionCopyForm(copies.questions_of(source), copies.targets(source, person), request.POST or None)
    if form.is_valid():
        target = LessonPage.objects.get(pk=form.cleaned_data["into"])
        if copies.is_open(target, person):
            copied = copies.copy(source, form.cleaned_data["questions"], target, person)
            _say_copied(request, target, copied)
            return redirect("course_copy", course.pk, source.pk)
        form.add_error("into", _("This lesson is locked at the moment, or waits for its review. Nothing was copied."))
    context = {"course": course, "lesson": source, "form": form}
    return TemplateResponse(request, "elearning/care/copy.html", context, status=422 if form.errors else 200)


@for_editors
def open_or_closed(request: HttpRequest, course: CoursePage) -> HttpResponse:
    """Closes it to new people, withdraws it, and takes both back."""
    form = WithdrawalForm(course, request.POST if request.POST.get("act") == "withdraw" else None)
    if request.method == "POST" and _act(request, course, form):
        return redirect(_address(course))
    context = {
        "course": course,
        "form": form,
        "availability": availability.of(course.translation_key),
        "people": enrolments.headcount(course.translation_key),
    }
    return TemplateResponse(request, "elearning/care/availability.html", context)


# --- parts of the above -----------------------------------------------------------------------------------------------


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the CMS lets in nobody else
    return request.user


def _address(course: CoursePage) -> str:
    return reverse("course_care", args=[course.pk])


def _draft(outline: Outline, number: int) -> LessonPage:
    draft: LessonPage = outline.lessons[number - 1].page.get_latest_revision_as_object()
    return draft


def _again(query: QueryDict) -> Again:
    after = query.get("after", "")
    return Again(query.get("again", ""), as_number(after))


def _walk(course: CoursePage, outline: Outline, number: int) -> dict[str, Any]:
    def address(other: int) -> str:
        return reverse("course_walk", args=[course.pk, other]) if 0 < other <= len(outline.lessons) else ""

    return {
        "course": course,
        "course_url": _address(course),
        "number": number,
        "total": len(outline.lessons),
        "module": next(part.title for part in outline.modules if outline.lessons[number - 1] in part.lessons),
        "previous_url": address(number - 1),
        "next_url": address(number + 1),
    }


def _decide(request: HttpRequest, course: CoursePage, may: list[PageInReview]) -> HttpResponse:
    if request.POST.get("act") == "approve":
        return _approve(request, course, may)
    comment = request.POST.get("comment", "").strip()
    if not comment:
        messages.error(request, _("Please write what is to be changed, so that it can be."))
        return redirect("course_review", course.pk)
    number = reviews.send_back(course, may, comment, _person(request))
    said = ngettext("%(number)s page is returned.", "%(number)s pages are returned.", number)
    messages.success(request, said % {"number": number})
    return redirect(_address(course))


def _approve(request: HttpRequest, course: CoursePage, may: list[PageInReview]) -> HttpResponse:
    shown = {each.page.pk: as_number(request.POST.get(f"shown-{each.page.pk}", "")) or 0 for each in may}
    chosen = [each for each in may if shown[each.page.pk]]
    try:
        number = reviews.approve(course, chosen, shown, _person(request))
    except TextMovedOn:
        moved_on = _("Something was changed while you were reading. Nothing was published. Please look once more.")
        messages.error(request, moved_on)
        return redirect("course_review", course.pk)
    said = ngettext(
        "%(number)s page is approved and published.", "%(number)s pages are approved and published.", number
    )
    messages.success(request, said % {"number": number})
    return redirect(_address(course))


def _say_copied(request: HttpRequest, target: LessonPage, copied: copies.Copied) -> None:
    """With a way to the history, where one gets back to the draft before."""
    said = ngettext(
        "%(number)s question stands at the end of the draft of “%(title)s”. Nothing is published.",
        "%(number)s questions stand at the end of the draft of “%(title)s”. Nothing is published.",
        copied.number,
    )
    sentences = [said % {"number": copied.number, "title": target.draft_title}]
    sentences += [TWINS[twin] % {"language": languages.own_name(code)} for code, twin in copied.twins.items()]
    buttons = [
        admin_messages.button(reverse("wagtailadmin_pages:edit", args=[target.pk]), _("Edit it")),
        admin_messages.button(reverse("wagtailadmin_pages:history", args=[target.pk]), _("Take it back")),
    ]
    admin_messages.success(request, " ".join(map(str, sentences)), buttons=buttons)


def _is_newest(request: HttpRequest, page: LessonPage) -> bool:
    """Somebody may have saved a newer draft meanwhile, of which nothing was shown here."""
    if (as_number(request.POST.get("shown", "")) or 0) == (page.latest_revision_id or 0):
        return True
    messages.error(
        request, _("The draft was changed while you were reading. Nothing was stored. Please look once more.")
    )
    return False


def _chosen(request: HttpRequest, page: LessonPage, *, publishes: bool) -> HttpResponse:
    if not publishes:
        messages.success(request, _("Saved. It holds as soon as this draft is published."))
        return redirect(f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
    page.get_latest_revision().publish(user=_person(request), previous_revision=page.live_revision)
    messages.success(request, _("Published."))
    return redirect("course_care", page.parent_course().pk)


def _act(request: HttpRequest, course: CoursePage, form: WithdrawalForm) -> bool:
    act, person = request.POST.get("act", ""), _person(request)
    if act == "withdraw":
        if not form.is_valid():
            return False
        availability.withdraw(course, person, form.sentences)
        messages.success(request, _("The course is withdrawn. Its learners read your sentence."))
        return True
    acts = {"close": availability.close, "reopen": availability.reopen, "restore": availability.restore}
    if act not in acts:
        return False
    acts[act](course, person)
    messages.success(request, _("Saved."))
    return True
