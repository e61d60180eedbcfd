"""The addresses of calendars, and the page on which people make one of their own."""

import hashlib
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import identity
from community.models import User
from training import calendars, feeds
from training.attendance_forms import ChoicesForm
from training.core.places import Stage
from training.feeds import Feed
from training.models import MessageChoice, Training
from training.views.access import seen

CONTENT_TYPE = f"{calendars.CONTENT_TYPE}; charset=utf-8"
KEPT = 900  # seconds that the public calendar may be kept on the way


@require_safe
def public_calendar(request: HttpRequest) -> HttpResponseBase:
    response = _calendar(request, feeds.public(identity.of(request).name, request.GET.dict()))
    # Programs may keep it for a while. What the browser of somebody who is known got is kept nowhere.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        patch_cache_control(response, public=True, max_age=KEPT)
    return response


@require_safe
def personal_calendar(request: HttpRequest, key: str) -> HttpResponseBase:
    """Its address is all that a calendar program has to show for itself."""
    user = feeds.whose(key)
    if user is None:
        raise Http404
    response = _calendar(request, feeds.personal(user))
    patch_cache_control(response, private=True, no_store=True)
    return response


@seen
@require_safe
def calendar(request: HttpRequest, training: Training) -> HttpResponse:
    """The sittings of one training, for whoever may see its page."""
    if training.stage != Stage.ANNOUNCED:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{calendars.FILE_NAME}"'}
    return HttpResponse(calendars.sittings_of(training), content_type=CONTENT_TYPE, headers=headers)


def _calendar(request: HttpRequest, feed: Feed) -> HttpResponseBase:
    """Not sent again to whoever has it: by its content alone, since what is gone from it has no date."""
    etag = quote_etag(hashlib.sha256(feed.text.encode()).hexdigest()[:32])
    response = HttpResponse(feed.text, content_type=CONTENT_TYPE)
    if feed.changed:
        response.headers["Last-Modified"] = http_date(feed.changed.timestamp())
    response.headers["Content-Disposition"] = f'inline; filename="{calendars.FILE_NAME}"'
    response.headers["ETag"] = etag
    return cast(HttpResponseBase, get_conditional_response(request, etag, response=response))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The secret address: make it, replace it, revoke it; and which mails somebody wants."""
    user = cast(User, request.user)
    choice = MessageChoice.objects.filter(user=user).first() or MessageChoice(user=user)
    if request.method == "POST":
        return _chosen(request, user, choice)
    return render(request, "training/own_calendar.html", _about(request, user, ChoicesForm(instance=choice)))


def _chosen(request: HttpRequest, user: User, choice: MessageChoice) -> HttpResponse:
    match request.POST.get("what", ""):
        case "make":
            feeds.make_key(user)
            messages.success(request, _("Your calendar has an address. One that you had before leads nowhere now."))
        case "revoke":
            feeds.revoke(user)
            messages.success(request, _("The address leads nowhere any more."))
        case "mails":
            ChoicesForm(request.POST, instance=choice).save()
            messages.success(request, _("Saved."))
    return redirect("training:own_calendar")


def _about(request: HttpRequest, user: User, form: ChoicesForm) -> dict[str, Any]:
    key = feeds.key_of(user)
    address = request.build_absolute_uri(reverse("training:personal_calendar", args=[key.key])) if key else ""
    public = request.build_absolute_uri(reverse("training:public_calendar"))
    return {"address": address, "public": public, "form": form}
