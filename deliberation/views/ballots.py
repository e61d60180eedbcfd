"""Where a ballot is handed in."""

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from deliberation import ballots, limits
from deliberation.core.acting import Refused
from deliberation.models import Participation, Session
from deliberation.views.access import in_the_room

LONGEST_TOKEN = 64


@require_POST
@in_the_room
@sensitive_variables()
def hand_in(request: HttpRequest, session: Session, participation: Participation) -> HttpResponse:
    """Asked by the page of the room. The answer says nothing of what was handed in, nor does any log."""
    if not limits.may_hand_in(participation):
        return JsonResponse({"refused": "room.too_fast"}, status=429)
    try:
        ballots.hand_in(participation, handed_in(request.body))
    except Refused as refused:
        return JsonResponse({"refused": refused.code}, status=409)
    return JsonResponse({"refused": ""})


@sensitive_variables()
def handed_in(body: bytes) -> ballots.HandedBallot:
    try:
        handed = msgspec.json.decode(body, type=ballots.HandedBallot)
    except msgspec.DecodeError:  # what it says may quote what somebody chose
        raise Refused("vote.incomplete") from None
    if not 16 <= len(handed.token) <= LONGEST_TOKEN:
        raise Refused("vote.incomplete")
    return handed
