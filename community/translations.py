"""From the editor of translations into the review, for which Wagtail Localize has no button."""

import re
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
from wagtail_localize.views.edit_translation import upload_pofile, user_can_edit_instance
from wagtail_localize.views.report import TranslationsReportView

HEADING = rb'(?:#[^\n]*\n)*msgid ""\r?\nmsgstr ""\r?\n(?:"[^\n]*"\r?\n)*"X-WagtailLocalize-TranslationID: %s\\n"'
LARGEST = 2 * 1024 * 1024  # bytes: many times as much as the longest page in words


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


@require_POST
def upload_words(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Wagtail Localize takes what it has written itself, and fails at other files, of which it leaves a copy behind."""
    translation = get_object_or_404(Translation, pk=translation_id)
    before = translation.get_target_instance()
    if not user_can_edit_instance(request.user, before):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is not None and file.size <= LARGEST and _is_for(translation, file.read()):
        file.seek(0)
        answer: HttpResponse = upload_pofile(request, translation_id)
        return answer
    messages.error(
        request, _("This is no file of this translation. Please take the one that you have downloaded here as PO file.")
    )
    return redirect(AdminURLFinder(request.user).get_edit_url(before))


def _is_for(translation: Any, content: bytes) -> bool:
    """The first entry says for which translation the file was written."""
    return re.match(HEADING % str(translation.uuid).encode(), content) is not None
