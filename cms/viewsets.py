"""How texts and facts outside of pages are edited in the CMS."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

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


class ReviewedViewSet(SnippetViewSet):
    edit_view_class = ReviewedEditView


AS_BEFORE = "cms.as_before"  # in the history, from which one gets back to it


class KeptEditView(EditView):
    """Goes live at once, so nothing is saved by itself while somebody types."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def save_instance(self) -> Any:
        before = self.model._default_manager.get(pk=self.object.pk)
        if before.latest_revision is None:  # from before there was a history, or written by a program
            before.save_revision(clean=False, log_action=AS_BEFORE)
        return super().save_instance()


class KeptCreateView(CreateView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class KeptViewSet(SnippetViewSet):
    add_view_class = KeptCreateView
    edit_view_class = KeptEditView
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False

    def register_chooser_viewset(self) -> None:
        """Forms offer a list of them, and nothing else chooses one."""


class ChangeOnly(ModelPermissionPolicy):
    """For what is there once: nobody adds a second one, or takes it away."""

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return "change" in actions and super().user_has_permission(user, "change")

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "change" and super().user_has_permission(user, action)


class IdentityIndexView(IndexView):
    """Most installations have one site, of which nobody wants to read a list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        identities = [SiteIdentity.for_site(site) for site in Site.objects.all()]
        if len(identities) == 1:
            return redirect(self.get_edit_url(identities[0]))
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response


class IdentityViewSet(KeptViewSet):
    model = SiteIdentity
    admin_url_namespace = "identity"
    base_url_path = "identity"
    icon = "site"
    menu_label = _("Site identity")
    menu_name = "identity"
    add_to_settings_menu = True
    index_view_class = IdentityIndexView
    list_display = ("name", "site")

    @property
    def permission_policy(self) -> ChangeOnly:
        return ChangeOnly(self.model)
