"""Which site a request is for. Wagtail asks the database for each page; most installations have one site, for years."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from wagtail.models import Site, get_page_models
from wagtail.signals import post_page_move

KEPT = 60  # seconds, as in `identity`, and for the same reasons
KEY = "sites"


def connect() -> None:
    for signal in (post_save, post_delete):
        for model in (Site, *get_page_models()):  # a site is kept with its home page
            signal.connect(_forget, sender=model)
    post_page_move.connect(_forget)


class SiteMiddleware:
    """Tells Wagtail the site where there is only one. Where there are several, it chooses by the host itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sites = cache.get(KEY)
        if sites is None:
            sites = list(Site.objects.select_related("root_page")[:2])
            cache.set(KEY, sites, KEPT)
        if len(sites) == 1 and sites[0].is_default_site:
            request._wagtail_site = sites[0]  # type: ignore[attr-defined]  # as `Site.find_for_request` leaves it
        return self.get_response(request)


def _forget(**kwargs: Any) -> None:
    transaction.on_commit(lambda: cache.delete(KEY))
