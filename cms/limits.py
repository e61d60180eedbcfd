"""How often something may be asked for in a stretch of time, and what is told to those who ask too often."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def count(name: str, seconds: int) -> int:
    """Attempts in the current stretch of time, this one included."""
    key = f"{name}:{stretch(seconds)}"
    cache.add(key, 0, 2 * seconds)
    try:
        return cache.incr(key) or 1  # a cache that is away answers nothing, and stops nobody
    except ValueError:  # one that is full has forgotten it
        return 1


def stretch(seconds: int) -> int:
    """The number of the current one; tests have only one, however slowly they run."""
    return int(time.time() // seconds)


def address(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def may_search(request: HttpRequest) -> bool:
    """Searches are the dearest that anybody may ask for, and what they find cannot be kept for the next one."""
    return count(f"searches:{address(request)}", settings.SEARCH_SECONDS) <= settings.SEARCHES_PER_ADDRESS


def too_many_searches(request: HttpRequest) -> HttpResponse:
    answer = render(request, "cms/too_many_searches.html", status=429)
    answer.headers["Retry-After"] = str(settings.SEARCH_SECONDS)
    return answer
