"""Two steps: what would become of each question, then those that were ticked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from elearning import importing
from elearning.importing import NoQuestions, QuestionRow, QuestionStanding
from elearning.models import LessonPage

TEMPLATE = "elearning/cms/import_questions.html"


class QuestionsForm(forms.Form):
    """The text travels with the second step, so that nothing lies about on the server in between."""

    file = forms.FileField(
        label=_("file with questions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.gift,.xml"}),
        help_text=_("GIFT or Moodle XML, at most 1 MB. Learning platforms such as Moodle export both."),
    )
    text = forms.CharField(
        label=_("or their text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=importing.LARGEST,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            cleaned["text"] = importing.decoded(cleaned["file"].read()) if cleaned.get("file") else cleaned.get("text")
            if not (cleaned["text"] or "").strip():
                raise forms.ValidationError(_("Please choose a file, or write or paste questions."))
            cleaned["sources"] = importing.read(cleaned["text"])
        except NoQuestions as error:
            raise forms.ValidationError(error.sentence) from None
        return cleaned


def import_questions(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(LessonPage, pk=pk).get_latest_revision_as_object()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if lock := _lock(page, request.user):
        messages.warning(request, lock)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method != "POST":
        return render(request, TEMPLATE, {"page": page, "form": QuestionsForm()})
    form = QuestionsForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, TEMPLATE, {"page": page, "form": form}, status=422)
    rows = importing.report(page, form.cleaned_data["sources"])
    return _take(request, page, rows) if "take" in request.POST else _show(request, page, rows, form)


def _lock(page: LessonPage, user: Any) -> Any:
    lock = page.get_lock()
    return lock.get_message(user) if lock and lock.for_user(user) else None


def _show(request: HttpRequest, page: LessonPage, rows: list[QuestionRow], form: QuestionsForm) -> HttpResponse:
    counts = {standing: sum(row.standing is standing for row in rows) for standing in QuestionStanding}
    context = {"page": page, "rows": rows, "text": form.cleaned_data["text"]}
    return render(request, TEMPLATE, context | {f"number_{standing}": count for standing, count in counts.items()})


def _take(request: HttpRequest, page: LessonPage, rows: list[QuestionRow]) -> HttpResponse:
    wanted = set(request.POST.getlist("question"))
    taken = [row.taken for row in rows if row.taken and row.standing is QuestionStanding.NEW and row.taken.id in wanted]
    number = importing.append(page, taken, request.user)
    said = ngettext(
        "%(number)s question stands at the end of the draft. Nothing was published.",
        "%(number)s questions stand at the end of the draft. Nothing was published.",
        number,
    )
    messages.success(request, said % {"number": number})
    return redirect("wagtailadmin_pages:edit", page.pk)
