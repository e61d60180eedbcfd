"""What the public reads outside of pages: it has drafts, a history and a review, as pages have."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from cms.taken import TAKEN, HasItsName, taken_fields

BY_PROGRAM = "cms.by_program"  # in the history, where one gets back to what no person wrote


class ReviewedQuerySet(models.QuerySet[Any]):
    def live(self) -> "ReviewedQuerySet":
        """What the public may read. The row of a text that is not live holds a draft."""
        return self.filter(live=True)


class ReviewedText(HasItsName, WorkflowMixin, DraftStateMixin, PreviewableMixin, RevisionMixin, models.Model):
    """Whatever is registered as a snippet extends this; a test walks them."""

    preview_template = ""

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Forms leave out constraints with fields that they do not show."""
        super().clean()
        if taken := self.taken():
            raise ValidationError(dict.fromkeys(taken, TAKEN))

    def taken(self) -> list[str]:
        return taken_fields(self)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return self.preview_template


class ReviewedFacts(ReviewedText):
    """Names, addresses and numbers, of which a wrong one is to be right at once: whoever keeps them may also publish
    them without a review."""

    class Meta:
        abstract = True


def publish_as_it_is(text: ReviewedText) -> None:
    """What a program wrote. Only what an act in the history names can be brought back there."""
    text.save_revision(clean=False, log_action=BY_PROGRAM).publish(log_action=False)


def reviewed_models() -> list[type[ReviewedText]]:
    return [model for model in apps.get_models() if issubclass(model, ReviewedText)]
