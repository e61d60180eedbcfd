"""Texts outside of pages that the public reads: they have drafts, a history and a review, as pages have."""

from typing import Any

from django.apps import apps
from django.db import models
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin


class ReviewedQuerySet(models.QuerySet[Any]):
    def live(self) -> "ReviewedQuerySet":
        """What the public may read. The row of a text that is not live holds a draft."""
        return self.filter(live=True)


class ReviewedText(WorkflowMixin, DraftStateMixin, PreviewableMixin, RevisionMixin, models.Model):
    """Whatever is registered as a snippet extends this; a test walks them."""

    preview_template = ""

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return self.preview_template


def reviewed_models() -> list[type[ReviewedText]]:
    return [model for model in apps.get_models() if issubclass(model, ReviewedText)]
