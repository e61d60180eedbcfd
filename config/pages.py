"""How pages are answered under ASGI: each by one thread, from the first middleware to the last."""

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.db import InterfaceError, OperationalError, close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.defaults import server_error

from config.queueing import PageQueue

# As many as wait for the database at the same time; the others wait here.
THREADS = ThreadPoolExecutor(max_workers=settings.PAGE_THREADS, thread_name_prefix="pages")
QUEUE = PageQueue(settings.PAGES_COMPUTING)

Answer = TypeVar("Answer")


class PageHandler(ASGIHandler):
    """Django's own takes each request through a new thread, which connects to the database anew, and back and forth
    between that thread and the event loop. Our middleware and views know no event loop: a page has one of a few threads
    that stay."""

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        async with QUEUE.place(request.path):
            return await sync_to_async(self._answer, thread_sensitive=False, executor=THREADS)(request)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        started = time.thread_time()
        try:
            return with_database(lambda: self.get_response(request))
        finally:
            QUEUE.learn(request.path, time.thread_time() - started)


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


# --- when the database does not answer --------------------------------------------------------------------------------

TRY_AGAIN_AFTER = "30"  # seconds
READ_ONLY = "25006"  # PostgreSQL's code of a server that only repeats what another one writes


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler of all errors. A database that is locked, full or away is no error of ours, and passes."""
    if not any(_is_the_database(error) for error in _chain(sys.exception())):
        return server_error(request)
    # Without the request: whatever the page would say of the reader stands in the database.
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": TRY_AGAIN_AFTER})


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Whoever cannot end a transaction says so, and names the reason only as its cause."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _is_the_database(error: BaseException) -> bool:
    if isinstance(error.__cause__, sqlite3.OperationalError):  # SQLite calls wrong SQL by the same name
        return error.__cause__.sqlite_errorcode != sqlite3.SQLITE_ERROR
    if getattr(error.__cause__, "sqlstate", "") == READ_ONLY:  # for psycopg an error of nobody
        return True
    return isinstance(error, OperationalError | InterfaceError)
