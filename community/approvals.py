"""The doors of the CMS through which somebody approves, and what they say when the text moved on."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.messages import button
from wagtail.models import Page, Revision

from cms.numbers import as_number
from cms.taken import TakenName
from cms.viewsets import is_rewritten
from community import reviews
from community.reviews import TextMovedOn


class ReviewMiddleware:
    """In one place, because Wagtail approves in several views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = reviews.SHOWN.set(None)
        try:
            return self.get_response(request)
        finally:
            reviews.SHOWN.reset(token)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Synchronising translations publishes them without asking who may; everybody else submits them."""
        match = request.resolver_match
        asks = match is not None and match.view_name == "wagtail_localize:update_translations"
        if asks and request.POST.get("publish_translations") and not request.user.is_superuser:
            raise PermissionDenied

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ProtectedError) and request.path.startswith(reverse("wagtailadmin_home")):
            return _still_used(request, error)
        if isinstance(error, TakenName):
            return _taken(request, error)
        if not isinstance(error, TextMovedOn):
            return None
        newest = reviews.newest_revision(error.task_state.revision)
        reviews.follow(error.task_state)
        messages.error(request, _sentence(newest, request.user))
        return _lead_to(request, difference(error.shown, newest))


def note_shown(request: HttpRequest, obj: Any) -> None:
    """The editor's form says which revision it was made from; an approval without that names nothing. Wagtail would
    save the form first, and with it an older text over a newer one."""
    if request.method != "POST" or request.POST.get("workflow-action-name") != "approve":
        return
    state = obj.current_workflow_task_state
    shown = request.POST.get("loaded_revision_id", "")
    if state:
        number = as_number(shown)
        named = -1 if number is None else number
        reviews.SHOWN.set(named)
        _require_newest(request, obj, state, named)


def _require_newest(request: HttpRequest, obj: Any, task_state: Any, shown: int) -> None:
    """Somebody who only approves is led to the difference; somebody who rewrote the text stays with it."""
    try:
        reviews.require_newest(task_state, shown)
    except TextMovedOn:
        revision = Revision.objects.for_instance(obj).filter(pk=shown).first()
        if revision is None or not _was_rewritten(request, revision):
            raise
        _keep_what_was_typed(request, obj, task_state, shown)


def _was_rewritten(request: HttpRequest, shown: Revision) -> bool:
    text = shown.as_object()
    panels = text.get_edit_handler() if isinstance(text, Page) else text.snippet_viewset.get_edit_handler()
    form = panels.get_form_class()(request.POST, request.FILES, instance=text, for_user=request.user)
    return not form.is_valid() or is_rewritten(form.save(commit=False), shown)


def _keep_what_was_typed(request: HttpRequest, obj: Any, task_state: Any, shown: int) -> None:
    """The editor saves nothing that its model refuses, and shows the form again with all that was typed."""
    reviews.follow(task_state)
    see = button(
        difference(shown, reviews.newest_revision(task_state.revision)), _("See what changed"), new_window=True
    )
    sentence = _("This text was changed while you were writing. Nothing was published, and your words are still here.")
    messages.error(request, sentence, buttons=[see])

    def refuse() -> None:
        raise ValidationError(_("See what changed, then save: your text is stored as a newer version."))

    obj.clean = refuse


def difference(shown: int, newest: Revision) -> str:
    """The address where both are compared; that of the text if what was shown is not known."""
    obj = newest.content_object
    known = Revision.objects.for_instance(obj).filter(pk=shown).exists()
    name, revisions = ("revisions_compare", (shown, newest.pk)) if known else ("edit", ())
    return _in_the_cms(obj, name, *revisions)


def _in_the_cms(obj: Any, name: str, *more: int) -> str:
    if isinstance(obj, Page):
        return reverse(f"wagtailadmin_pages:{name}", args=(obj.pk, *more))
    return reverse(obj.snippet_viewset.get_url_name(name), args=(quote(obj.pk), *more))


def _sentence(newest: Revision, user: Any) -> str:
    if newest.user_id == user.pk:
        return _("You have changed this text yourself, so somebody else reads it now. Nothing was published.")
    return _("This text was changed after you opened it. Nothing was published. Here is what changed.")


def _still_used(request: HttpRequest, error: ProtectedError) -> HttpResponse:
    """Where Wagtail does not ask its index of references before it deletes."""
    places = ", ".join(sorted({str(each) for each in error.protected_objects}))
    messages.error(request, _("This is still used and stays as it is. It is used in: %(places)s") % {"places": places})
    return _lead_to(request, reverse("wagtailadmin_home"))


def _taken(request: HttpRequest, error: TakenName) -> HttpResponse:
    """The draft is led to, where the name can be changed; all that was asked for is undone by then."""
    sentence = _(
        "Already taken: %(names)s. Nothing was published, and the draft is as it was. Please change it here, or first "
        "change what has it now."
    )
    messages.error(request, sentence % {"names": error.names})
    draft = error.draft
    return _lead_to(request, _in_the_cms(draft, "edit") if draft.pk else reverse("wagtailadmin_home"))


def _lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """The windows in which reviewers write a comment wait for JSON."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)
