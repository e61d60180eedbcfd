"""The words of the core's codes, and the shape of an organisation, in templates."""

from typing import Any

from django import template
from django.urls import reverse

from community.models import OrganisationKind
from deliberation import entrance, words
from deliberation.exports import told

register = template.Library()

# Functions, because Django writes the filter's name onto what it registers, and a bound `dict.get` takes none.
register.filter("role_word", lambda code: words.ROLES.get(code))
register.filter("mode_word", lambda code: words.MODES.get(code))
register.filter("formation_word", lambda code: words.FORMATIONS.get(code))
register.filter("voice_word", lambda code: words.VOICES.get(code))
register.filter("stage_word", lambda code: words.STAGES.get(code))
# Of transcripts.
register.filter("speaker_name", words.speaker_name)
register.filter("about_speaker", words.about_speaker)
register.filter("about_line", words.about_line)
register.filter("notices", words.notices)
register.filter("reference", words.reference)
register.filter("clock", told.clock)
register.filter("again", told.again)
register.filter("between", told.between)
register.filter("people", told.people)
register.filter("facts", told.facts)
register.filter("remarks", told.remarks)
register.filter("span", lambda of: told.span(of.began, of.ended))
register.filter("address", lambda page, anchor: page.address(anchor))


@register.inclusion_tag("deliberation/places_of_guest.html", takes_context=True)
def places_of_guest(context: Any) -> dict[str, Any]:
    """For guests, on pages outside of sessions: how they get back. A page without a request belongs to nobody."""
    request = context.get("request")
    if request is None or not request.session.get(entrance.GUEST_KEYS):
        return {}
    sessions = reverse("deliberation:sessions")
    elsewhere = request.path == sessions or not request.path.startswith(sessions)
    return {"places": entrance.places_of_guest(request)} if elsewhere else {}


@register.inclusion_tag("includes/organisation_kind.html")
def organisation_kind(kind: str) -> dict[str, Any]:
    return {"kind": kind, "label": OrganisationKind(kind).label if kind else ""}
