"""Scales that editors write once, and use wherever learners are asked for the same statements."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin
from wagtail.search import index

from cms.reviewed import ReviewedText
from elearning.blocks import StatementBlocks
from elearning.exercises.block import MOST_OPTIONS


class Scale(ReviewedText, TranslatableMixin, index.Indexed):
    """Statements, and the words for the lowest and the highest of five steps, in one language."""

    preview_template = "elearning/scale_preview.html"

    title = models.CharField(_("title"), max_length=100, help_text=_("For editors. Learners do not see it."))
    statements = StreamField(
        StatementBlocks(min_num=1, max_num=MOST_OPTIONS),
        verbose_name=_("statements"),
        help_text=_("Each is rated in five steps. Nobody but the learner sees the ratings."),
    )
    low = models.CharField(_("words for the lowest step"), max_length=60, help_text=_("For example: not at all"))
    high = models.CharField(_("words for the highest step"), max_length=60, help_text=_("For example: completely"))

    panels = [
        HelpPanel(
            content=_(
                "Rewording keeps what people compare. A statement that means something else is better taken out "
                "and written as a new one: its first values do not belong to it."
            )
        ),
        *(FieldPanel(name) for name in ("title", "statements", "low", "high")),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def as_words(self) -> dict[str, Any]:
        """As a release holds them; `key` is the same in every language."""
        statements = [{"id": str(each.id), "text": each.value} for each in self.statements]
        return {"key": str(self.translation_key), "low": self.low, "high": self.high, "statements": statements}

    @classmethod
    def words_of(cls, pk: int | None, locale: str) -> dict[str, Any] | None:
        """In this language, or else in that of the chosen one; nothing of one that is a draft."""
        chosen = cls.objects.filter(pk=pk or 0)
        translated = cls.objects.live().filter(
            translation_key__in=chosen.values("translation_key"), locale__language_code=locale
        )
        scale = translated.first() or chosen.live().first()
        return scale.as_words() if scale else None

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | {"scale": self.as_words(), "written": self.locale.language_code}
