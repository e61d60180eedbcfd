"""What somebody may read: the one question that lists, cards, menus, search and views ask about published pages.

A restriction holds for the page, for all below it, and for both in every language: whoever closes a course means the
course, not its German words.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

ASKED = "_closed_branches"  # the answer stays with the request

Shows = Callable[[Any, HttpRequest], bool]
SHOWN_BY: list[Shows] = []


def readable(pages: PageQuerySet, request: HttpRequest | None) -> PageQuerySet:
    """Those that are published and open to this person; without a request, to everybody."""
    return pages.live().exclude(_within(closed_branches(request)))


def may_read(page: Page, request: HttpRequest | None) -> bool:
    return bool(page.live) and not is_closed(page.path, request)


def is_closed(path: str, request: HttpRequest | None) -> bool:
    """`path` is the place of a page in the tree of pages."""
    return path.startswith(closed_branches(request))


def closed_keys(request: HttpRequest | None) -> frozenset[uuid.UUID]:
    """Of the pages that are closed to this person, for what is known by its key, as courses and lessons are."""
    branches = closed_branches(request)
    if not branches:
        return frozenset()
    return frozenset(Page.objects.filter(_within(branches)).values_list("translation_key", flat=True))


def closed_branches(request: HttpRequest | None) -> tuple[str, ...]:
    """The places in the tree below which this person reads nothing, asked once a request."""
    if request is None:
        return _branches(_restrictions())
    if not hasattr(request, ASKED):
        setattr(request, ASKED, _branches(_unmet(request)))
    branches: tuple[str, ...] = getattr(request, ASKED)
    return branches


def nothing_is_restricted(request: HttpRequest) -> None:
    """For whoever has learned it on the way, so that nobody asks again."""
    setattr(request, ASKED, ())


def also_shown_by(shows: Shows) -> None:
    """Apps above say in their `ready` in what else people read a picture, recording or document."""
    SHOWN_BY.append(shows)


def is_shown(file: Any, request: HttpRequest) -> bool:
    """Whether something that this person may read contains it, into whatever collection it was moved since."""
    return any(shows(file, request) for shows in SHOWN_BY)


def guard(page: Page, request: HttpRequest) -> Page | None:
    """The page whose restriction closes this one to this person: itself, one above it, or one in another language."""
    closing = [branch for branch in closed_branches(request) if page.path.startswith(branch)]
    if not closing:
        return None
    keys = set(Page.objects.filter(path__in=closing).values_list("translation_key", flat=True))
    return next((each.page.specific for each in _unmet(request) if each.page.translation_key in keys), None)


def _within(branches: tuple[str, ...]) -> Q:
    within = Q(pk__in=[])
    for branch in branches:
        within |= Q(path__startswith=branch)
    return within


def _branches(restrictions: list[PageViewRestriction]) -> tuple[str, ...]:
    if not restrictions:
        return ()
    keys = {each.page.translation_key for each in restrictions}
    return tuple(Page.objects.filter(translation_key__in=keys).values_list("path", flat=True))


def _unmet(request: HttpRequest) -> list[PageViewRestriction]:
    restrictions = _restrictions()
    if restrictions and request.user.is_authenticated:
        prefetch_related_objects([request.user], "groups")  # each restriction asks for them
    return [each for each in restrictions if not each.accept_request(request)]


def _restrictions() -> list[Any]:
    return list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
