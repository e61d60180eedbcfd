"""What the public reads outside of pages. Texts have drafts, a history and a review, as pages have; facts a history."""

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


class KeptFacts(RevisionMixin, models.Model):
    """Names, addresses and numbers, of which a wrong one is to be right at once. Each state is kept, and can be taken
    back. Whatever is registered as a snippet extends this, if it is no text."""

    class Meta:
        abstract = True


def reviewed_models() -> list[type[ReviewedText]]:
    return [model for model in apps.get_models() if issubclass(model, ReviewedText)]


def kept_models() -> list[type[KeptFacts]]:
    return [model for model in apps.get_models() if issubclass(model, KeptFacts)]
