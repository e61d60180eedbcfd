"""How pages are answered under ASGI: each by one thread, from the first middleware to the last."""

from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase

# As many as wait for the database at the same time; the others wait here.
THREADS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="pages")


class PageHandler(ASGIHandler):
    """Django's own takes each request through a new thread, which connects to the database anew, and back and forth
    between that thread and the event loop. Our middleware and views know no event loop: a page has one of a few threads
    that stay."""

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self._answer, thread_sensitive=False, executor=THREADS)(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()
