"""Finding organisations."""

import re

from django.db.models import Q, QuerySet

from community.models import Organisation

SEARCHED = ("name", "summary", "description", "languages", "place")


def places() -> list[str]:
    named = Organisation.objects.exclude(place="")
    return list(named.order_by("place").values_list("place", flat=True).distinct())


def organisations(search: str = "", kind: str = "", place: str = "") -> QuerySet[Organisation]:
    """Every word of the search must occur somewhere."""
    found = Organisation.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if place:
        found = found.filter(place=place)
    for word in search.split():
        found = found.filter(_mentions(word))
    return found


def _mentions(word: str) -> Q:
    # A pattern, because SQLite's LIKE knows upper and lower case only of ASCII: "ÄRZTE" would not find "Ärzte".
    mentioned = Q()
    for field in SEARCHED:
        mentioned |= Q(**{f"{field}__iregex": re.escape(word)})
    return mentioned
