"""One review for a whole course: what was changed in it is handed in together, read together, approved together.

Each page keeps its own state in Wagtail's workflow, so everything else there goes on as usual. People get one mail.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from cms import languages
from community import reviews
from community.models import User
from elearning.care import previews
from elearning.care.outlines import Outline, PageState
from elearning.models import CoursePage, LessonPage

SUBJECTS = {
    "submitted": _("To be reviewed: %(title)s"),
    "approved": _("Approved: %(title)s"),
    "returned": _("Returned to you: %(title)s"),
}
TOGETHER: ContextVar[bool] = ContextVar("TOGETHER", default=False)  # this request writes one mail for all


@dataclass(frozen=True, slots=True)
class PageInReview:
    """A page that waits for its review, as it is shown: whoever approves it approves this revision."""

    page: Page
    task_state: Any
    revision: int
    wrote: tuple[str, ...]
    may_approve: bool
    concerns_people: bool = False
    is_open: bool = False  # whether somebody still has to say what its changes mean
    hints: int = 0

    @property
    def compare_url(self) -> str:
        before = self.page.live_revision_id
        if not before:
            return ""
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, before, self.revision])


def ready(outline: Outline) -> list[Page]:
    """What is changed and not handed in yet, above before below: a lesson is nothing without its module. What is
    approved is published, so nothing of a withdrawn course is handed in before it is restored."""
    if outline.is_withdrawn:
        return []
    return [part.page for part in outline.parts if part.state in (PageState.DRAFT, PageState.CHANGED)]


def hints_in(outline: Outline, pages: Iterable[Page]) -> int:
    """How much may have been overlooked in these pages."""
    chosen = {page.pk for page in pages}
    return sum(len(part.hints) for part in outline.lessons if part.page.pk in chosen)


def waiting(outline: Outline, user: User) -> list[PageInReview]:
    pages = {part.page.pk: part.page for part in outline.parts if part.state is PageState.IN_REVIEW}
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=[str(pk) for pk in pages]
    )
    states = states.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page")
    found = {int(state.object_id): state for state in states.select_related("current_task_state__task")}
    hints = {part.page.pk: len(part.hints) for part in outline.lessons}
    return [_waiting(pages[pk], found[pk], user, hints.get(pk, 0)) for pk in pages if pk in found]


def _waiting(page: Page, state: WorkflowState, user: User, hints: int) -> PageInReview:
    task_state = state.current_task_state
    actions = task_state.task.specific.get_actions(page, user)
    wrote = User.objects.filter(pk__in=reviews.authors(page)).order_by("display_name")
    preview = previews.of(page, user) if isinstance(page, LessonPage) else None
    return PageInReview(
        page=page,
        task_state=task_state.specific,
        revision=page.latest_revision_id,
        wrote=tuple(str(person) for person in wrote),
        may_approve=any(name == "approve" for name, _label, _asks in actions),
        concerns_people=preview is not None and preview.edit.concerns_answers,
        is_open=preview is not None and preview.is_open,
        hints=hints,
    )


# --- acts -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(course: CoursePage, pages: Iterable[Page], user: User) -> int:
    """Hands them in, each as if by its own button. Says how many; those without a workflow are left."""
    with _one_mail():
        states = [_submit(page.specific, user) for page in pages]
    started = [state for state in states if state]
    if started:
        _tell_reviewers(course, started, user)
    return len(started)


def _submit(page: Page, user: User) -> WorkflowState | None:
    workflow = page.get_workflow()
    if workflow is None or page.workflow_in_progress:
        return None
    if page.latest_revision_id is None:
        page.save_revision(user=user)
    return workflow.start(page, user)


@transaction.atomic
def approve(course: CoursePage, chosen: Iterable[PageInReview], shown: Mapping[int, int], user: User) -> int:
    """All of them or none: what is above is published before what is below it.

    `shown` are the revisions, by page, that stood on the page from which this was sent. Raises `reviews.TextMovedOn`.
    """
    chosen = list(chosen)
    for each in chosen:
        reviews.require_newest(each.task_state, shown.get(each.page.pk, -1))
    with _one_mail():
        for each in chosen:
            with _shown(shown[each.page.pk]):
                each.task_state.task.specific.on_action(each.task_state, user, "approve")
    _tell_authors(course, chosen, user, "approved")
    return len(chosen)


@contextmanager
def _shown(revision: int) -> Iterator[None]:
    token = reviews.SHOWN.set(revision)
    try:
        yield
    finally:
        reviews.SHOWN.reset(token)


@transaction.atomic
def send_back(course: CoursePage, chosen: Iterable[PageInReview], comment: str, user: User) -> int:
    chosen = list(chosen)
    with _one_mail():
        for each in chosen:
            each.task_state.task.specific.on_action(each.task_state, user, "reject", comment=comment)
    _tell_authors(course, chosen, user, "returned", comment)
    return len(chosen)


# --- one mail ---------------------------------------------------------------------------------------------------------


@contextmanager
def _one_mail() -> Iterator[None]:
    """Meanwhile Wagtail writes none for each page."""
    token = TOGETHER.set(True)
    try:
        yield
    finally:
        TOGETHER.reset(token)


class _ForEachPage:
    """Wagtail's own mails, for whatever is not handed in or approved together."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        return not TOGETHER.get() and bool(super().can_handle(instance, **kwargs))  # type: ignore[misc]


class Submitted(_ForEachPage, GroupApprovalTaskStateSubmissionEmailNotifier):
    pass


class Approved(_ForEachPage, WorkflowStateApprovalEmailNotifier):
    pass


class Rejected(_ForEachPage, WorkflowStateRejectionEmailNotifier):
    pass


SUBMITTED = Submitted()
NOTIFIERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", SUBMITTED),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Approved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", Rejected()),
)


def connect() -> None:
    """In the places of Wagtail's own, under their names: whichever comes first, there is one of each."""
    for signal, sender, uid, notifier in NOTIFIERS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(notifier, sender=sender, dispatch_uid=uid)


def _tell_reviewers(course: CoursePage, started: list[WorkflowState], user: User) -> None:
    recipients = SUBMITTED.get_valid_recipients(started[0].current_task_state, user=user)
    titles = [str(state.content_object) for state in started]
    for person in recipients:
        _write(person, course, titles, user, "submitted")


def _tell_authors(course: CoursePage, chosen: list[PageInReview], user: User, what: str, comment: str = "") -> None:
    """Whoever asked for the review, if it was somebody else."""
    by_person: dict[int, list[str]] = {}
    for each in chosen:
        asked = each.task_state.workflow_state.requested_by_id
        if asked and asked != user.pk:
            by_person.setdefault(asked, []).append(str(each.page.draft_title))
    for person in User.objects.filter(pk__in=by_person, is_active=True).exclude(email=""):
        _write(person, course, by_person[person.pk], user, what, comment)


def _write(person: User, course: CoursePage, titles: list[str], user: User, what: str, comment: str = "") -> None:
    with languages.writing_to(person.language):
        address = settings.BASE_URL + reverse("course_review", args=[course.pk])
        context = {"person": person, "by": user, "course": course, "titles": titles, "what": what}
        body = render_to_string("elearning/care/mail.txt", context | {"comment": comment, "address": address})
        EmailMessage(SUBJECTS[what] % {"title": course.title}, body, to=[person.email]).send()
