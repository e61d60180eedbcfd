"""From the editor of translations into the review, for which Wagtail Localize has no button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance
from wagtail_localize.views.report import TranslationsReportView


class OrderedTranslationsReport(TranslationsReportView):
    """Wagtail Localize pages through them in no order, so that one can stand on two pages and another on none."""

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by("-source__last_updated_at", "pk")


@require_POST
def submit_translation(request: HttpRequest, pk: int) -> HttpResponse:
    translation = get_object_or_404(Translation, pk=pk)
    before = translation.get_target_instance()
    if not user_can_edit_instance(request.user, before):
        raise PermissionDenied
    submit(translation, before, request.user)
    messages.success(request, _("The translation waits for somebody to read it."))
    return redirect(AdminURLFinder(request.user).get_edit_url(before))


@transaction.atomic
def submit(translation: Any, before: Any, user: Any) -> None:
    translation.save_target(user=user, publish=False)
    written = type(before).objects.get(pk=before.pk)
    if before.live:
        keep_live(before, written)
    if not written.workflow_in_progress:
        written.get_workflow().start(type(before).objects.get(pk=before.pk), user)


def keep_live(before: Any, written: Any) -> None:
    """Wagtail Localize writes a draft over what is published as well, which nobody has read."""
    before.latest_revision = written.latest_revision
    before.has_unpublished_changes = True
    before.save()
