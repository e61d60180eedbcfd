"""Every address that the resolver knows, with an example of each that leads somewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from config import health
from deliberation.live.endpoints import http_urlpatterns

BELOW_DJANGO = [*http_urlpatterns, *health.urlpatterns]  # rooms and health are answered there, see config/asgi.py
AS_SHEET = "?export=csv"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """`name` is what the resolver calls it, with its namespaces; where it has none, its pattern."""

    name: str
    pattern: str
    can_be_exported: bool = False

    @property
    def namespace(self) -> str:
        return self.name.rpartition(":")[0]


@dataclass(frozen=True)
class Place:
    """One address to ask at. Rows name it by its route, and by its variant where there are several."""

    route: str
    path: str
    variant: str = ""

    def __str__(self) -> str:
        return f"{self.route} {self.variant}".rstrip()


def of_pages() -> list[Route]:
    return list(walk(get_resolver().url_patterns))


def of_rooms() -> list[Route]:
    return list(walk(BELOW_DJANGO))


def walk(patterns: Iterable[Any], before: str = "", namespaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for each in patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, pattern, (*namespaces, *filter(None, [each.namespace])))
        else:
            name = ":".join((*namespaces, each.name)) if each.name else pattern
            yield Route(name, pattern, is_report(each.callback))


def is_report(view: Any) -> bool:
    """Whether the CMS offers what the view lists as a file."""
    kind = getattr(view, "view_class", None)
    return kind is not None and issubclass(kind, SpreadsheetExportMixin) and bool(kind.list_export)


def places(route: Route, examples: Mapping[str, Any]) -> list[Place]:
    """An example by name, or several by variant; else the parameters of the pattern, by namespace or for all."""
    known = examples.get(route.name, {"": filled(route, examples)})
    found = [Place(route.name, path, variant) for variant, path in known.items()]
    if route.can_be_exported:
        found += [Place(route.name, f"{found[0].path}{AS_SHEET}", "as sheet")]
    return found


def filled(route: Route, examples: Mapping[str, Any]) -> str:
    def value(parameter: re.Match[str]) -> str:
        name = parameter[1]
        return str(examples.get(f"{route.namespace}:{name}", examples.get(name, f"<{name} is not in examples>")))

    return "/" + PARAMETER.sub(value, route.pattern).replace("^", "").removesuffix("$")
