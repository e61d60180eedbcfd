"""What a room shows on a wall: a link that only shows, for a projector in the hall. The wall logs in nowhere."""

import time
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deliberation import limits, remembered, sessions
from deliberation.core.projection import Projection, projection
from deliberation.models import RoomRecord, Session
from deliberation.views.access import moderated
from deliberation.views.invitations import qr_code


def projector(request: HttpRequest, projector_key: str) -> HttpResponse:
    """The page, which then asks for what is new by itself."""
    if not limits.may_look(request):
        return too_often()
    plenary = plenary_by(projector_key)
    context = {"session": plenary.session, "at": now_ms(), "shown": shown(plenary)}
    return not_kept(render(request, "deliberation/projector.html", context))


def now(request: HttpRequest, projector_key: str) -> HttpResponseBase:
    """What stands on the page, as long as it is another thing than the wall shows already."""
    if not limits.may_look(request):
        return too_often()
    plenary = plenary_by(projector_key)
    found = shown(plenary)
    unchanged = get_conditional_response(request, etag=mark(found))
    if unchanged is not None:
        return unchanged
    context = {"session": plenary.session, "at": now_ms(), "shown": found}
    response = not_kept(render(request, "deliberation/projection.html", context))
    response.headers["ETag"] = mark(found)
    return response


def plenary_by(projector_key: str) -> RoomRecord:
    rooms = RoomRecord.objects.select_related("session").filter(kind=RoomRecord.Kind.PLENARY)
    return get_object_or_404(rooms, session__projector_key=projector_key)


def shown(plenary: RoomRecord) -> Projection:
    """Of the log only what is new is read, by whichever wall asks first."""
    return projection(remembered.log(plenary).room, _("Somebody who has left"), now_ms())


def mark(found: Projection) -> str:
    """The same for the same sight in the same language. Weak, since the time that the answer names goes on."""
    return f'W/"{sha256(f"{found} {get_language()}".encode()).hexdigest()[:32]}"'


def now_ms() -> int:
    return int(time.time() * 1000)


def not_kept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def too_often() -> HttpResponse:
    return not_kept(HttpResponse(_("Too many requests. Please wait ten seconds."), status=429))


# --- for those who moderate -------------------------------------------------------------------------------------------


def projector_row(request: HttpRequest, session: Session) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("deliberation:projector", args=[session.projector_key]))
    return {"address": address, "code": qr_code(address)}


def renew_projector(request: HttpRequest, key: str) -> HttpResponse:
    """Asks first, and says what stops working."""
    session, _moderator = moderated(request, key)
    if request.method != "POST":
        return render(request, "deliberation/renew_projector.html", {"session": session})
    sessions.renew_projector(session)
    messages.success(request, _("There is a new link. The old one no longer works."))
    return redirect(session)
