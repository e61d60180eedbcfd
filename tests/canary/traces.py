"""Where a word may have left a trace: tables, the files beneath them, uploads, caches, messages and logs."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from community.models import BrowserSession
from deliberation.models import Entry
from tests.canary.marks import has_mark
from tests.canary.places import labels, text_fields
from tests.canary.settings import LOG


def rows(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        for row in cursor.fetchall():
            yield repr(row)


def sessions() -> str:
    """What stands in logins is packed and signed."""
    return json.dumps([row.get_decoded() for row in BrowserSession.objects.all()])


def tables() -> list[str]:
    return connection.introspection.table_names()


def database() -> dict[str, str]:
    """All that each table says."""
    return {"what logins keep": sessions(), **{table: "\n".join(rows(table)) for table in tables()}}


def search_index() -> str:
    return "\n".join(text for table, text in database().items() if table.startswith("wagtailsearch_indexentry"))


def marked_fields() -> set[str]:
    """The text fields of models in which some row has a word of the canary."""
    known = labels()
    found = {
        name
        for name, model, field in text_fields()
        if any(map(has_mark, known[model._meta.label]._base_manager.values_list(field.name, flat=True)))
    }
    return found | ({"community.BrowserSession.session_data"} if has_mark(sessions()) else set())


def marked_events() -> set[str]:
    return {kind for kind, text in Entry.objects.values_list("kind", "text") if has_mark(text)}


# --- beneath the tables -----------------------------------------------------------------------------------------------


def database_files() -> list[Path]:
    """Of SQLite all; of PostgreSQL tables and indexes after they were written anew, and not its write-ahead log."""
    if connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        return [path for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")) if path.exists()]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        named = ", ".join(map(connection.ops.quote_name, tables()))
        cursor.execute(f"VACUUM (FULL, ANALYZE) {named}, pg_statistic")  # it has samples of what stands in columns
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    return files_below(folder / "base")


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def read_all(paths: list[Path]) -> bytes:
    return b"\n".join(str(path).encode() + b" " + content(path) for path in paths)


def content(path: Path) -> bytes:
    """PostgreSQL removes files of its own while it runs, and what is gone holds nothing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def media() -> bytes:
    return read_all(files_below(Path(settings.MEDIA_ROOT)))


def ledger() -> bytes:
    path = Path(settings.ERASURE_LEDGER)
    return path.read_bytes() if path.exists() else b""


def log() -> bytes:
    return LOG.read_bytes()


# --- what is kept beside the database ---------------------------------------------------------------------------------


def kept_in_memory() -> str:
    return repr(getattr(cache, "_cache", ""))


def kept_in_redis() -> str:
    """All keys of the server, whatever they are of."""
    import redis

    server = redis.Redis.from_url(settings.REDIS_URL)
    return repr([(key, value_of(server, key)) for key in server.scan_iter()])


def value_of(server: Any, key: bytes) -> Any:
    read: dict[bytes, Callable[[bytes], Any]] = {
        b"string": server.get,
        b"hash": server.hgetall,
        b"set": server.smembers,
        b"list": lambda key: server.lrange(key, 0, -1),
        b"zset": lambda key: server.zrange(key, 0, -1, withscores=True),
    }
    return read[server.type(key)](key)


def caches() -> str:
    return kept_in_redis() if settings.REDIS_URL else kept_in_memory()
