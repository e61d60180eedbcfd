"""Pages go to Django; the live room and the questions after our health to endpoints of their own."""

import gc
import os
from typing import Any

gc.disable()  # importing makes hardly any garbage, and to look for it each time takes a fifth of the start

import django  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup(set_prefix=False)  # first: the models must be ready before the room is imported

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import OriginValidator  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import re_path  # noqa: E402

from config import health, serving  # noqa: E402
from config.pages import PageHandler  # noqa: E402
from deliberation.live.endpoints import http_urlpatterns, websocket_urlpatterns  # noqa: E402

requests = URLRouter([*http_urlpatterns, *health.urlpatterns, re_path("", PageHandler())])  # type: ignore[arg-type]  # no Django view
sockets = URLRouter(websocket_urlpatterns)
protocols = ProtocolTypeRouter(
    {
        "http": CookieMiddleware(requests),
        "websocket": OriginValidator(CookieMiddleware(sockets), settings.ROOM_ORIGINS),
    }
)

serving.limit_statements()
serving.limit_frames()


async def application(scope: Any, receive: Any, send: Any) -> None:
    serving.end_in_time()
    await protocols(scope, receive, send)


# What was loaded up to here stays for good: looking through it for garbage again and again would make rooms wait.
gc.collect()
gc.freeze()
gc.enable()
