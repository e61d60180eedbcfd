"""How texts outside of pages are edited in the CMS."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from cms.reviewed import ReviewedText


class ReviewedEditView(EditView):
    """Wagtail writes a revision with each act of review. Whoever approves a text as it stands has not written it."""

    def save_instance(self) -> Any:
        if self.action != "workflow-action" or is_rewritten(self.form.instance):
            return super().save_instance()
        self.has_content_changes, self.new_revision = False, None
        return self.object


def is_rewritten(text: ReviewedText) -> bool:
    """Whether it says something else than its newest revision. Forms call texts changed that are made of blocks."""
    written = json.loads(json.dumps(text.serializable_data(), cls=DjangoJSONEncoder))
    newest = text.get_latest_revision().content
    bookkeeping = {field.name for field in text._meta.get_fields() if not getattr(field, "editable", True)}
    return any(written[name] != newest.get(name) for name in written.keys() - bookkeeping)


class ReviewedViewSet(SnippetViewSet):
    edit_view_class = ReviewedEditView
