"""How many people come in at once: nobody takes all places in a moment, and a class room is in within a minute."""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from deliberation.models import Invitation


def may_join(request: HttpRequest, invitation: Invitation) -> bool:
    """By links to this session, and from this address."""
    address = get_adapter().get_client_ip(request)
    by_link = count(f"joins:session:{invitation.session_id}") <= settings.JOINS_PER_LINK
    by_address = count(f"joins:address:{address}") <= settings.JOINS_PER_ADDRESS
    return bool(by_link and by_address)


def count(name: str) -> int:
    """Attempts in the current stretch of time, this one included."""
    seconds = settings.JOINS_SECONDS
    key = f"{name}:{int(time.time() // seconds)}"
    cache.add(key, 0, 2 * seconds)
    try:
        return cache.incr(key)
    except ValueError:  # a cache that is full has forgotten it
        return 1
