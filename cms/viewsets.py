"""How texts outside of pages are edited in the CMS."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision
from wagtail.snippets.views.snippets import EditView, SnippetViewSet


class ReviewedEditView(EditView):
    """Wagtail writes a revision with each act of review. Whoever approves a text as it stands has not written it."""

    def save_instance(self) -> Any:
        text = self.form.instance
        if self.action != "workflow-action" or is_rewritten(text, text.get_latest_revision()):
            return super().save_instance()
        self.has_content_changes, self.new_revision = False, None
        return self.object


def is_rewritten(text: Any, revision: Revision) -> bool:
    """Whether it says something else than the revision. Forms call texts changed that are made of blocks."""
    written = json.loads(json.dumps(text.serializable_data(), cls=DjangoJSONEncoder))
    bookkeeping = {field.name for field in text._meta.get_fields() if not getattr(field, "editable", True)}
    return any(written[name] != revision.content.get(name) for name in written.keys() - bookkeeping)


class ReviewedViewSet(SnippetViewSet):
    edit_view_class = ReviewedEditView
