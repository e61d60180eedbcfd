"""The event loop's own connection to PostgreSQL: what people say is appended without waking up a thread for it.

A statement goes out, and once the socket can be read its outcome is there: no more than that is needed here, so this
talks to the libpq beneath psycopg, without the cursors and tasks of its connections.
"""

import asyncio
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

APPLICATION = "zweiklang event loop"  # so that operators can tell it from the others in pg_stat_activity
STATEMENT = b"the statement"  # what the server calls it: read and planned once

Done = Callable[[frozenset[int] | Exception], None]  # the ids that came back, or why nothing did


class LoopConnection:
    """Runs one statement, with other values each time. Each time is a transaction."""

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        self._raw = raw
        self._socket = raw.fileno()  # libpq forgets it when it finds the connection lost
        self._loop: asyncio.AbstractEventLoop | None = None
        self._done: Done | None = None
        self._result: Any = None
        weakref.finalize(self, raw.close)

    @property
    def is_open(self) -> bool:
        return not self._raw.closed

    def close(self) -> None:
        """For good; nothing is under way, and nobody hears of what was."""
        self._stop()

    def prepare(self, statement: bytes) -> None:
        """Waits for the server, so it is not for the event loop."""
        result = self._raw.pgconn.prepare(STATEMENT, statement)
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result)

    def listen(self) -> None:
        """From now on the running loop reads what comes; also that the server has gone."""
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket, self._read)

    def run(self, values: Sequence[bytes], done: Done) -> None:
        self._done = done
        try:
            self._raw.pgconn.send_query_prepared(STATEMENT, values)
            self._flush()
        except psycopg.OperationalError as error:
            self._lose(error)

    def _flush(self) -> None:
        """What the socket does not take at once goes out as soon as it does."""
        if self._raw.pgconn.flush() and self._loop:
            self._loop.add_writer(self._socket, self._flush_more)

    def _flush_more(self) -> None:
        if self._loop:
            self._loop.remove_writer(self._socket)
        try:
            self._flush()
        except psycopg.OperationalError as error:
            self._lose(error)

    def _read(self) -> None:
        try:
            is_complete = self._take_in()
        except psycopg.OperationalError as error:
            self._lose(error)
            return
        if not self.is_open:  # that was the last that the server said
            self._stop()
        if is_complete:
            self._end()

    def _take_in(self) -> bool:
        """Whether all of the answer is here."""
        pgconn = self._raw.pgconn
        pgconn.consume_input()
        while not pgconn.is_busy():
            result = pgconn.get_result()
            if result is None:
                return True
            self._result = result
        return False

    def _end(self) -> None:
        done, result, self._done, self._result = self._done, self._result, None, None
        if done is None:  # the server says something of its own accord, as before it goes
            return
        if result.status == ExecStatus.TUPLES_OK:
            done(frozenset(int(result.get_value(row, 0)) for row in range(result.ntuples)))
        else:
            done(error_from_result(result))

    def _lose(self, error: Exception) -> None:
        self._stop()
        done, self._done = self._done, None
        if done is not None:
            done(error)

    def _stop(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
        self._raw.close()


def connect(statement: bytes) -> LoopConnection | None:
    """Over another connection like the one of this thread; none where there is no libpq beneath it."""
    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()  # it may have broken with the last commands
    info = connection.connection.info
    conninfo = make_conninfo(info.dsn, password=info.password or None, application_name=APPLICATION)
    own = LoopConnection(psycopg.connect(conninfo))
    own.prepare(statement)
    return own
