"""How pages are answered under ASGI: each by one thread, from the first middleware to the last."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponseBase

# As many as wait for the database at the same time; the others wait here.
THREADS = ThreadPoolExecutor(max_workers=settings.PAGE_THREADS, thread_name_prefix="pages")

Answer = TypeVar("Answer")


class PageHandler(ASGIHandler):
    """Django's own takes each request through a new thread, which connects to the database anew, and back and forth
    between that thread and the event loop. Our middleware and views know no event loop: a page has one of a few threads
    that stay."""

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self._answer, thread_sensitive=False, executor=THREADS)(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        return with_database(lambda: self.get_response(request))


async def ask_a_page_thread(question: Callable[[], Answer]) -> Answer:
    """Whoever does not wait for the answer any more takes the question back, if no thread has begun with it."""
    return await asyncio.get_running_loop().run_in_executor(THREADS, with_database, question)


def with_database(function: Callable[[], Answer]) -> Answer:
    """The thread stays, and its connection goes back to the pool."""
    close_old_connections()
    try:
        return function()
    finally:
        close_old_connections()
