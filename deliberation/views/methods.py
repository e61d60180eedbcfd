"""Methods beside an agenda: put in, saved to use again, deleted. The page comes back with all that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from deliberation import methods
from deliberation.models import OwnMethod
from deliberation.phase_forms import AgendaForm, OwnMethodForm
from deliberation.views.access import person


@dataclass(frozen=True)
class Beside:
    """What the page shows beside the phases, and what it asks before something of somebody's own is gone."""

    form: OwnMethodForm = field(default_factory=OwnMethodForm)
    replaces: OwnMethod | None = None
    deletes: OwnMethod | None = None


def insert(request: HttpRequest, form: AgendaForm, number: str) -> Beside:
    form.add(methods.phases_of(request.user, request.POST.get("method", "")))
    return Beside()


def keep(request: HttpRequest, form: AgendaForm, number: str) -> Beside:
    return saved(request, form, may_replace=False)


def replace(request: HttpRequest, form: AgendaForm, number: str) -> Beside:
    return saved(request, form, may_replace=True)


def saved(request: HttpRequest, form: AgendaForm, *, may_replace: bool) -> Beside:
    """Before something is lost that has the same name, the page asks."""
    named = OwnMethodForm(request.POST)
    if why := why_not_kept(form, named):
        messages.error(request, why)
        return Beside(named)
    title = named.cleaned_data["title"]
    known = methods.named(person(request), title)
    if known and not may_replace:
        return Beside(named, replaces=known)
    try:
        methods.keep(person(request), title, [each.as_phase() for each in form.picked_forms])
    except methods.TooMany:
        messages.error(request, _("You have %(most)s methods. Please delete one first.") % {"most": methods.MOST})
        return Beside(named)
    messages.success(request, _("“%(title)s” is one of your methods now.") % {"title": title})
    form.picked = frozenset()
    return Beside()


def why_not_kept(form: AgendaForm, named: OwnMethodForm) -> str:
    if not named.is_valid():
        return str(named.errors["title"][0])
    if not form.picked_forms:
        return _("Mark the phases that belong to the method.")
    if not all(each.is_valid() for each in form.picked_forms):
        return _("A phase that you marked is not complete. What is missing stands there.")
    return ""


def ask_to_delete(request: HttpRequest, form: AgendaForm, number: str) -> Beside:
    return Beside(deletes=of_number(request, number))


def delete(request: HttpRequest, form: AgendaForm, number: str) -> Beside:
    if gone := of_number(request, number):
        gone.delete()
        messages.success(request, _("“%(title)s” is deleted.") % {"title": gone.title})
    return Beside()


def of_number(request: HttpRequest, number: str) -> OwnMethod | None:
    return next((each for each in methods.own(request.user) if str(each.pk) == number), None)


Deed: TypeAlias = Callable[[HttpRequest, AgendaForm, str], Beside]
# By the word that the button sends.
OF_EVERYBODY: Mapping[str, Deed] = {"insert": insert}
OF_ACCOUNTS: Mapping[str, Deed] = {"keep": keep, "replace": replace, "forget": ask_to_delete, "delete": delete}


def answer(request: HttpRequest, form: AgendaForm, what: str, number: str) -> Beside:
    """Nothing happens where the word is another's."""
    deed = OF_EVERYBODY.get(what) or (OF_ACCOUNTS.get(what) if request.user.is_authenticated else None)
    return deed(request, form, number) if deed else Beside()
