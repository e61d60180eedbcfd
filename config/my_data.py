"""What is stored about me: to look at, to take along, to have erased. For people with an account and for guests."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TypeAlias, cast

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import identity
from cms.identity import home_address
from cms.register import DataSubject
from community import second_factor
from community.models import User
from config import erasures, own_data
from config.download import archive
from config.own_data import Stored
from config.register import ELSEWHERE
from deliberation import entrance
from deliberation import erasures as guest_erasures

View: TypeAlias = Callable[[HttpRequest], HttpResponse]


class ErasureForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("I have read what is deleted and what stays. I know that nobody can undo it."),
        error_messages={"required": gettext_lazy("Please tick the box if you are sure.")},
    )


def subject_of(request: HttpRequest) -> DataSubject:
    """Whoever sits before the browser; of a guest it knows the places in sessions."""
    if isinstance(request.user, User):
        return own_data.subject_of(request.user)
    return DataSubject(None, tuple(place.pk for place in entrance.theirs(request.user, request.session)))


RECENT = timedelta(minutes=15)


def identified(view: View) -> View:
    """Whoever asks has just proved who they are. Without a password or a second factor one can only log in anew."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        user = cast(User, request.user)
        can_be_asked = user.has_usable_password() or second_factor.has_one(user)
        if can_be_asked or (user.last_login and user.last_login > timezone.now() - RECENT):
            return view(request)
        messages.warning(request, _("For this, please log out and log in again. Then you have a quarter of an hour."))
        return redirect("my_data")

    return cast(View, reauthentication_required(checked))


@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    subject = subject_of(request)
    known = bool(subject.account or subject.participations)
    context = {
        "areas": own_data.about(subject) if known else [],
        "places": entrance.theirs(request.user, request.session).select_related("session") if known else [],
        "elsewhere": ELSEWHERE,
        "now": timezone.now(),
    }
    return render(request, "config/my_data.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest) -> HttpResponse:
    """A page with a button, so that whoever had to identify themselves again stands before something."""
    return download_of_account(request) if request.user.is_authenticated else download_of_guest(request)


@identified
def download_of_account(request: HttpRequest) -> HttpResponse:
    return packed(request)


def download_of_guest(request: HttpRequest) -> HttpResponse:
    return packed(request) if subject_of(request).participations else redirect("my_data")


def packed(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "config/my_download.html")
    content = archive(own_data.about(subject_of(request)), request)
    name = f'attachment; filename="{timezone.localdate():%Y-%m-%d}-my-data.zip"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": name})


def what_becomes(subject: DataSubject) -> dict[str, list[Stored]]:
    """What is deleted with somebody, and what stays in some way."""
    stored = [stored for area in own_data.about(subject) for stored in area.stored]
    return {"deleted": [each for each in stored if each.goes], "staying": [each for each in stored if not each.goes]}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@identified
def erase_account(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    last = erasures.is_the_last_operator(user)
    if request.method == "POST" and form.is_valid() and not last:
        return account_erased(request, User.objects.get(pk=user.pk))
    context = {
        "form": form,
        **what_becomes(own_data.subject_of(user)),
        "left_alone": erasures.sessions_left_alone(user),
        "last_operator": last,
    }
    return render(request, "config/erase_account.html", context)


def account_erased(request: HttpRequest, user: User) -> HttpResponse:
    """Logged out first: the browser's session is erased with the account and could not be saved any more."""
    site_name = identity.of(request).name
    logout(request)
    erasures.erase_oneself(user, site_name)
    messages.success(request, _("Your account is erased. A last e-mail confirms it. We wish you all the best."))
    return redirect(home_address(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_place(request: HttpRequest, participation: int) -> HttpResponse:
    """Of a guest, who has no account: name and words in one session. The key in the browser is their proof."""
    place = get_object_or_404(entrance.theirs(request.user, request.session), pk=participation, user=None)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        guest_erasures.erase([place])
        messages.success(request, _("Your name and your words in this session are erased."))
        return redirect("my_data")
    context = {"form": form, "place": place, **what_becomes(DataSubject(None, (place.pk,)))}
    return render(request, "config/erase_place.html", context)
