"""Finding organisations."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from cms import search as finder
from community.models import Organisation

MOST_PLACES = 50


@dataclass(frozen=True)
class PlaceMenu:
    """Those that one can choose; `all_named` says whether there are no others."""

    names: list[str]
    all_named: bool


def places(chosen: str = "") -> PlaceMenu:
    """Where most organisations are, and the place that somebody has chosen. A longer menu finds nobody anything."""
    by_number = Organisation.objects.live().exclude(place="").values("place").annotate(number=Count("pk"))
    found = [row["place"] for row in by_number.order_by("-number", "place")[: MOST_PLACES + 1]]
    names = found[:MOST_PLACES]
    if chosen and chosen not in names and Organisation.objects.live().filter(place=chosen).exists():
        names.append(chosen)
    return PlaceMenu(sorted(names), len(found) <= MOST_PLACES)


def organisations(search: str = "", kind: str = "", place: str = "") -> QuerySet[Organisation]:
    """Every word of the search must occur somewhere, at least its beginning."""
    found: QuerySet[Organisation] = Organisation.objects.live()
    if search:
        found = finder.mentioning(found, search)
    if kind:
        found = found.filter(kind=kind)
    if place:
        found = found.filter(place=place)
    return found.order_by("name")
