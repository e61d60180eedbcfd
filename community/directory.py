"""Finding organisations."""

from django.db.models import QuerySet

from cms import search as finder
from community.models import Organisation


def places() -> list[str]:
    named = Organisation.objects.exclude(place="")
    return list(named.order_by("place").values_list("place", flat=True).distinct())


def organisations(search: str = "", kind: str = "", place: str = "") -> QuerySet[Organisation]:
    """Every word of the search must occur somewhere, at least its beginning."""
    found = finder.mentioning(Organisation.objects.all(), search) if search else Organisation.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if place:
        found = found.filter(place=place)
    return found.order_by("name")
