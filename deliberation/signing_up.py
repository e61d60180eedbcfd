"""A guest who makes an account to keep the place: what they said at the entrance stands in the form already.

It is read from the place as long as this browser claims it, and kept nowhere else; it becomes part of the account only
when they send the form.
"""

from typing import Any

from allauth.core import context
from django.db.models import Case, Value, When
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from community import destinations
from community.signing_up import DiscreetSignupForm
from deliberation import entrance
from deliberation.models import Participation, Session


class GuestSignupForm(DiscreetSignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        guest = signing_up(context.request)
        if guest:
            kwargs["initial"] = {"display_name": guest.name} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if guest:
            self._say_what_was_known(guest)

    def _say_what_was_known(self, guest: Participation) -> None:
        self.fields["display_name"].help_text = _(
            "This is your name in the session. You can change it here: in the session it stays."
        )
        if guest.kind:
            organisation: Any = self.fields["organisation"]
            kinds = Case(When(kind=guest.kind, then=Value(0)), default=Value(1))
            organisation.queryset = organisation.queryset.order_by(kinds, "name")
            organisation.help_text = _("Those of the kind that you chose in the session come first.")


def signing_up(request: HttpRequest) -> Participation | None:
    """The guest who is about to keep their place with the account that is made here; on a shared computer, nobody who
    came another way reads their name."""
    try:
        onward = resolve(destinations.destination(request).partition("?")[0])
    except Resolver404:
        return None
    session = Session.objects.filter(key=onward.kwargs.get("key", "")).first()
    return entrance.claimed(request, session) if session and onward.view_name == "deliberation:keep" else None
