"""How texts and facts outside of pages are edited in the CMS."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import EditView, IndexView, RevisionsCompareView, SnippetViewSet, UnpublishView

from cms.models import SiteIdentity


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


class ReviewedCompareView(RevisionsCompareView):
    """Whoever reviews a text reads what changed in it, also where it is not theirs to change."""

    def user_has_permission(self, permission: str) -> bool:
        task = self.object.current_workflow_task
        reviews = task is not None and task.user_can_access_editor(self.object, self.request.user)
        return bool(reviews or super().user_has_permission(permission))


class ReviewedViewSet(SnippetViewSet):
    edit_view_class = ReviewedEditView
    revisions_compare_view_class = ReviewedCompareView


class FactsViewSet(ReviewedViewSet):
    """Nothing chooses them, and none is made from another."""

    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False

    def register_chooser_viewset(self) -> None:
        """Forms offer a list of them."""


class OneForEachSite(ModelPermissionPolicy):
    """Nobody adds a second one, or takes it away."""

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return bool(super().user_has_any_permission(user, {"change", "publish"}.intersection(actions)))

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in {"change", "publish"} and bool(super().user_has_permission(user, action))


class NeverUnpublished(UnpublishView):
    """Each page needs it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise PermissionDenied


class IdentityIndexView(IndexView):
    """Most installations have one site, of which nobody wants to read a list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        identities = [SiteIdentity.for_site(site) for site in Site.objects.all()]
        if len(identities) == 1:
            return redirect(self.get_edit_url(identities[0]))
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


class IdentityViewSet(FactsViewSet):
    model = SiteIdentity
    admin_url_namespace = "identity"
    base_url_path = "identity"
    icon = "site"
    menu_label = _("Site identity")
    menu_name = "identity"
    add_to_settings_menu = True
    index_view_class = IdentityIndexView
    unpublish_view_class = NeverUnpublished
    list_display = ("name", "site")

    @property
    def permission_policy(self) -> OneForEachSite:
        return OneForEachSite(self.model)
