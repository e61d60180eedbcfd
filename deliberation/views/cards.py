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

KEPT_AS = "form/card"  # the name under which a device keeps the words of a card until it is laid


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def card_list(request: HttpRequest) -> HttpResponse:
    form = CardForm(request.POST or None)
    if form.is_valid() and is_laid(request, form):
        return redirect("deliberation:cards")
    laid = Card.objects.filter(owner=person(request))
    return render(request, "deliberation/cards.html", {"form": form, "cards": laid, "kept_as": KEPT_AS})


def is_laid(request: HttpRequest, form: CardForm) -> bool:
    """What was typed on the page of the cards stays on the device until it is laid; other pages lay cards, too."""
    try:
        cards.lay(person(request), form.cleaned_data["text"])
    except cards.TooManyCards:
        form.add_error(None, _("You have %(most)s cards. Please put one away first.") % {"most": cards.MOST})
        return False
    kept = KEPT_AS if "typed" in request.POST else ""
    messages.success(request, _("Your card is ready. In your next session it lies beside your field."), extra_tags=kept)
    return True


@login_required
@require_POST
def put_away(request: HttpRequest, card: int) -> HttpResponse:
    cards.put_away(person(request), card)
    return redirect("deliberation:cards")
