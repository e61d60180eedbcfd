"""Asks at every address as everybody, and holds the answers against the rows. `make matrix` runs it.

It prints one line of JSON (routes, without_row, cells, wrong) and, on standard error, what is wrong in words. `short`,
as the checks have it, asks as one of each kind only, but at sessions and trainings as everybody; `by answer` asks
everywhere as one person for each answer that the table has there, which finds what a database answers otherwise, since
who may do what does not depend on it; `seen` looks at the pages, too, in a browser with a second engine beside axe. On
PostgreSQL: `python -m tests.private_servers -- python -m tests.matrix`.
"""

import json
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from tests.matrix.sights import Sight
    from tests.matrix.walking import Extent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from tests import databases  # noqa: E402
from tests.e2e import browsers  # noqa: E402

settings.ROOM_ORIGINS = [settings.BASE_URL]


def main(*words: str) -> int:
    from tests.matrix import sights
    from tests.matrix.furnish import furnish
    from tests.matrix.walking import walk

    Path(settings.STATIC_ROOT).mkdir(parents=True)
    logging.disable(logging.CRITICAL)  # refusals are what is asked for
    databases.create()
    try:
        people, known = furnish()
        found = walk(people, known, extent_of(words))
        pages = sights.gather(people, known) if "seen" in words else []
    finally:
        clear_away()
    found.wrong += [*sights.wrong(pages), *looked_at(pages)]
    for each in [*(f"no row: {place}" for place in found.without_row), *found.wrong]:
        print(each, file=sys.stderr)
    print(json.dumps(found.counts()))
    return 1 if found.without_row or found.wrong else 0


def extent_of(words: tuple[str, ...]) -> "Extent":
    from tests.matrix.walking import Extent

    return next((each for each in Extent if each in words), Extent.EVERYBODY)


def looked_at(pages: "list[Sight]") -> list[str]:
    if not pages or not browsers.executable():
        return []
    from tests.matrix import engine

    return engine.look_at(pages)


def clear_away() -> None:
    """Rooms keep connections of their own to PostgreSQL, which drops no database that somebody is connected to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        connection.settings_dict["OPTIONS"]["options"] += " -c statement_timeout=0"  # a busy machine drops it slowly
    databases.close()
    databases.destroy()
    shutil.rmtree(settings.RUN_FOLDER)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
