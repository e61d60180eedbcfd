"""The words of the core's codes, and the shape of an organisation, in templates."""

from typing import Any

from django import template

from community.models import OrganisationKind
from deliberation import words

register = template.Library()

register.filter("role_word", words.ROLES.get)
register.filter("type_word", words.TYPES.get)
register.filter("claim_word", words.CLAIMS.get)
register.filter("attack_word", words.ATTACKS.get)
register.filter("reason_word", words.REASONS.get)


@register.inclusion_tag("includes/organisation_kind.html")
def organisation_kind(kind: str) -> dict[str, Any]:
    return {"kind": kind, "label": OrganisationKind(kind).label if kind else ""}
