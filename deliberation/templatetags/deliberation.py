"""The words of the core's codes, and the shape of an organisation, in templates."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import OrganisationKind
from deliberation import entrance, words
from deliberation.core.people import called

register = template.Library()

# Functions, because Django writes the filter's name onto what it registers, and a bound `dict.get` takes none.
register.filter("role_word", lambda code: words.ROLES.get(code))
register.filter("stage_word", lambda code: words.STAGES.get(code))
register.filter("type_word", lambda code: words.TYPES.get(code))
register.filter("claim_word", lambda code: words.CLAIMS.get(code))
register.filter("attack_word", lambda code: words.ATTACKS.get(code))
register.filter("called", lambda person: called(person, _("Somebody who has left")))
register.filter("reason_word", lambda code: words.REASONS.get(code))


@register.inclusion_tag("deliberation/places_of_guest.html", takes_context=True)
def places_of_guest(context: Any) -> dict[str, Any]:
    """For guests, on pages outside of sessions: how they get back. A page without a request belongs to nobody."""
    request = context.get("request")
    if request is None or not request.session.get(entrance.GUEST_KEYS):
        return {}
    elsewhere = not request.path.startswith(reverse("deliberation:sessions"))
    return {"places": entrance.places_of_guest(request)} if elsewhere else {}


@register.inclusion_tag("includes/organisation_kind.html")
def organisation_kind(kind: str) -> dict[str, Any]:
    return {"kind": kind, "label": OrganisationKind(kind).label if kind else ""}
