"""What a review approves: the revision that was shown, and no other.

A task state names a revision. The editor shows the newest one instead, and says which in the form that it sends.
Wagtail imports this while its own models load, so no model may be imported here.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

SHOWN: ContextVar[int | None] = ContextVar("SHOWN", default=None)  # the revision that this request was sent from


class TextMovedOn(Exception):
    """Somebody wants to approve a revision that is not the newest any more."""

    def __init__(self, task_state: Any, shown: int) -> None:
        super().__init__(task_state, shown)
        self.task_state = task_state
        self.shown = shown


def publish(workflow_state: Any, user: Any = None) -> None:
    """Publishes what was approved. The approval is the permission: editors may publish in no other way."""
    approved = workflow_state.current_task_state
    require_newest(approved, approved.revision_id)
    approved.revision.publish(user=user, skip_permission_checks=True)


def approve_shown(task_state: Any) -> None:
    """Lets the task state name what was shown. Raises `TextMovedOn`."""
    shown = SHOWN.get() or task_state.revision_id
    require_newest(task_state, shown)
    task_state.revision_id = shown
    task_state.save(update_fields=["revision"])


def require_newest(task_state: Any, shown: int) -> None:
    """Somebody who looks at an old list may also send the name of a task state that has been replaced."""
    is_waiting = task_state.status != task_state.STATUS_CANCELLED
    if not is_waiting or newest_revision(task_state.revision).pk != shown:
        raise TextMovedOn(task_state, shown)


def newest_revision(revision: Any) -> Any:
    of_the_same = type(revision).objects.filter(
        base_content_type=revision.base_content_type_id, object_id=revision.object_id
    )
    return of_the_same.latest("created_at", "pk")


def authors(obj: Any) -> set[int]:
    """Whoever wrote a revision since the last published one: their words go live with the approval.

    The request is no border: one could write, let a colleague ask for the review, and approve the own words.
    """
    unpublished = obj.revisions.filter(pk__gt=obj.live_revision_id or 0)
    state = obj.current_workflow_state
    involved = [*unpublished.values_list("user_id", flat=True), state.requested_by_id if state else None]
    return {pk for pk in involved if pk}


def authors_of_all(task_states: Iterable[Any]) -> dict[int, set[int]]:
    """By task state that waits, without those of deleted texts; one query, however many they are."""
    texts = {state: state.revision.content_object for state in task_states}
    waiting = {state: text for state, text in texts.items() if text is not None}
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        object_id__in=[state.revision.object_id for state in waiting],
        pk__gt=min((text.live_revision_id or 0 for text in waiting.values()), default=0),
    )
    written = list(revisions.values_list("base_content_type", "object_id", "pk", "user_id"))
    found = {}
    for state, text in waiting.items():
        this, live = (state.revision.base_content_type_id, state.revision.object_id), text.live_revision_id or 0
        authors = {user for *of, pk, user in written if tuple(of) == this and pk > live}
        found[state.pk] = (authors | {state.workflow_state.requested_by_id}) - {None}
    return found


def follow(task_state: Any) -> None:
    """A task state of its own for the newest revision, so that lists which show an older one cannot approve it."""
    state = apps.get_model("wagtailcore", "WorkflowState").objects.get(pk=task_state.workflow_state_id)
    replaced = state.current_task_state
    newest = newest_revision(task_state.revision)
    if state.status != state.STATUS_IN_PROGRESS or replaced.revision_id == newest.pk:
        return
    state.current_task_state = replaced.copy(update_attrs={"revision": newest})
    state.save()
    replaced.status = replaced.STATUS_CANCELLED
    replaced.save(update_fields=["status"])


def keep_what_is_reviewed(instance: Any, **kwargs: Any) -> None:
    """The editor writes over its last revision while somebody types; never over one that a review names."""
    if instance.pk is None or not instance.task_states.exists():
        return
    if type(instance).objects.get(pk=instance.pk).content != instance.content:
        raise PermissionDenied(_("This version is being reviewed. Please load the page anew, then go on writing."))
