"""The cards of a person: laid here, from a lesson for example; put away here, or once they stand in the field."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deliberation import cards
from deliberation.forms import CardForm
from deliberation.models import Card
from deliberation.views.access import person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def card_list(request: HttpRequest) -> HttpResponse:
    form = CardForm(request.POST or None)
    if form.is_valid() and is_laid(request, form.cleaned_data["text"]):
        return redirect("deliberation:cards")
    laid = Card.objects.filter(owner=person(request))
    return render(request, "deliberation/cards.html", {"form": form, "cards": laid})


def is_laid(request: HttpRequest, text: str) -> bool:
    try:
        cards.lay(person(request), text)
    except cards.TooManyCards:
        messages.error(request, _("You have %(most)s cards. Please put one away first.") % {"most": cards.MOST})
        return False
    messages.success(request, _("Your card is ready. In your next session it lies beside your field."))
    return True


@login_required
@require_POST
def put_away(request: HttpRequest, card: int) -> HttpResponse:
    cards.put_away(person(request), card)
    return redirect("deliberation:cards")
