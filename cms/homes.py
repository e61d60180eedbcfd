"""A home page in another language lies beside the first one, so nobody has a right to it before it gets the same."""

from typing import Any

from wagtail.models import GroupPagePermission, WorkflowPage
from wagtail.signals import copy_for_translation_done

from cms.models import HomePage


def connect() -> None:
    copy_for_translation_done.connect(give_the_same_rights)


def give_the_same_rights(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Who may write pages in the first language may do so in this one, and its review is the same."""
    if not isinstance(source_obj, HomePage):
        return
    for right in GroupPagePermission.objects.filter(page=source_obj):
        GroupPagePermission.objects.get_or_create(group=right.group, page=target_obj, permission=right.permission)
    for review in WorkflowPage.objects.filter(page=source_obj):
        WorkflowPage.objects.get_or_create(page=target_obj, defaults={"workflow": review.workflow})
