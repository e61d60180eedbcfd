"""The ways by which a draft comes to learners. Each publishes the newest draft of a lesson."""

import datetime as dt
from collections.abc import Callable

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowTask
from wagtail_localize.models import Translation

from community.models import User
from elearning.models import LessonPage
from elearning.packages.reading import take
from elearning.packages.writing import write


def by_button(draft: LessonPage, editor: User) -> None:
    draft.latest_revision.publish(user=editor)


def by_workflow(draft: LessonPage, editor: User) -> None:
    """Handed in for review, and approved."""
    workflow = Workflow.objects.filter(name="Review").first() or _new_workflow()
    state = workflow.start(draft, editor)
    state.current_task_state.approve(user=editor)


def _new_workflow() -> Workflow:
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Read")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def by_schedule(draft: LessonPage, editor: User) -> None:
    """The clock cannot be turned forward, so the date is turned back."""
    passed = timezone.now() - dt.timedelta(minutes=1)
    revision = draft.latest_revision
    content = revision.content | {"go_live_at": passed.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=passed, content=content)
    call_command("publish_scheduled")


def by_copy(draft: LessonPage, editor: User) -> None:
    """Published in the language in which it was written, then brought over into the translation."""
    by_button(draft, editor)
    for translation in Translation.objects.filter(source__object_id=draft.translation_key):
        translation.source.update_from_db()
        translation.save_target(publish=True)


def by_import(draft: LessonPage, editor: User) -> None:
    """A file has the draft; here there is none any longer until the file is taken in, and published."""
    course = draft.parent_course().specific
    with write(course) as file:
        LessonPage.objects.get(pk=draft.pk).save_revision(user=editor)
        take(file, course.get_parent(), editor)
    by_button(LessonPage.objects.get(pk=draft.pk), editor)


WAYS: dict[str, Callable[[LessonPage, User], None]] = {
    "button": by_button,
    "workflow": by_workflow,
    "schedule": by_schedule,
    "copy": by_copy,
    "import": by_import,
}
