"""How guests find back, and how their place becomes one with an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deliberation import entrance, sessions
from deliberation.models import Participation, Session
from deliberation.views.access import inside, person, removed_page


def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. It asks before it does anything: programs that look at mails open links, too."""
    guest = entrance.by_way_back(token)
    if guest is None:
        raise Http404
    if guest.removed:
        return removed_page(request, guest)
    if request.method != "POST":
        return render(request, "deliberation/come_back.html", {"session": guest.session, "guest": guest})
    entrance.come_back(request, guest)
    response = redirect(guest.session)
    entrance.mark(request, response, guest)
    return response


@require_POST
@inside
def claim(request: HttpRequest, session: Session, participation: Participation) -> HttpResponse:
    """A guest is about to log in, or to sign up, and wants to keep the place."""
    if participation.user_id is not None:
        return redirect(session)
    entrance.claim(request, participation)
    onward = reverse("deliberation:keep", args=[session.key])
    if request.POST.get("account") == "new":
        return redirect(f"{reverse('account_signup')}?{urlencode({'next': onward})}")
    return redirect_to_login(onward)


@login_required
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever logged in says that they are the guest: on a shared computer it may be somebody else."""
    session = get_object_or_404(Session, key=key)
    guest = entrance.claimed(request, session)
    if guest is None:
        return redirect(session)
    if request.method != "POST":
        return render(request, "deliberation/keep.html", {"session": session, "guest": guest})
    entrance.drop_claim(request, session)
    if request.POST.get("answer") == "yes":
        take_over(request, guest)
    return redirect(session)


def take_over(request: HttpRequest, guest: Participation) -> None:
    try:
        sessions.keep_with_account(guest, person(request))
    except sessions.AlreadyInside:
        messages.error(request, _("Your account takes part in this session already, under its own name."))
    else:
        messages.success(request, _("From now on you take part with your account. Everything that you wrote is kept."))
