"""The script that copies a site while it runs, with the database of either profile, and the way back."""

import os
import re
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.e2e.servers import ROOT
from tests.private_servers import PROGRAMS, postgres


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "media" / "images").mkdir(parents=True)
    (folder / "media" / "images" / "logo.png").write_bytes(b"picture")
    (folder / "erasures.jsonl").write_text("erased\n")
    with closing(sqlite3.connect(folder / "site.sqlite3")) as database:
        database.execute("CREATE TABLE said (words)")
        database.execute("INSERT INTO said VALUES ('Guten Tag')")
        database.commit()
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        with psycopg.connect(url) as database:
            database.execute("CREATE TABLE said (words text)")
            database.execute("INSERT INTO said VALUES ('Guten Tag')")
        yield url


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """PostgreSQL's programs, with a pg_dump that notes its arguments first. Answers where they are noted."""
    noted = tmp_path / "arguments"
    noting = tmp_path / "programs" / "pg_dump"
    noting.parent.mkdir()
    noting.write_text(f'#!/bin/sh\necho "$@" >{noted}\nexec {PROGRAMS}/pg_dump "$@"\n')
    noting.chmod(0o755)
    monkeypatch.setenv("PATH", f"{noting.parent}:{PROGRAMS}:{os.environ['PATH']}")
    return noted


def backed_up(site: Path, url: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    copies = site.parent / "copies"
    settings = {
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(site / "media"),
        "ERASURE_LEDGER": str(site / "erasures.jsonl"),
    }
    command = [str(ROOT / "deploy" / "backup"), str(copies)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    ), copies


def test_a_copy_has_database_uploads_and_the_ledger_beside_it(site):
    done, copies = backed_up(site, f"sqlite:///{site / 'site.sqlite3'}")
    assert done.returncode == 0
    copy = Path(done.stdout.strip())
    with closing(sqlite3.connect(copy / "database.sqlite3")) as database:
        assert database.execute("SELECT words FROM said").fetchall() == [("Guten Tag",)]
    with tarfile.open(copy / "media.tar.gz") as media:
        assert "./images/logo.png" in media.getnames()
    assert (copies / "ledger" / "erasures.jsonl").read_text() == "erased\n"


def test_a_copy_that_failed_does_not_look_like_one(site):
    done, copies = backed_up(site, f"sqlite:///{site / 'missing.sqlite3'}")
    assert done.returncode != 0
    assert [folder.suffix for folder in copies.iterdir() if folder.name != "ledger"] == [".part"]
    assert not (site / "missing.sqlite3").exists()


def test_a_copy_of_postgresql_is_restored_as_the_book_says(site, server, programs):
    done, _copies = backed_up(site, server)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(server) as database:
        database.execute("UPDATE said SET words = 'Auf Wiedersehen'")
    book = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (restore,) = re.findall(r"^pg_restore .*$", book, re.MULTILINE)
    at = urlsplit(server)
    told = {"FOLDER": done.stdout.strip(), "PGHOST": "127.0.0.1", "PGPORT": str(at.port), "PGDATABASE": "postgres"}
    told |= {"PGUSER": "postgres", "PGPASSWORD": at.password or ""}
    restored = subprocess.run(["sh", "-c", restore], env=os.environ | told, capture_output=True, text=True, check=False)
    assert restored.returncode == 0, restored.stderr
    with psycopg.connect(server) as database:
        assert database.execute("SELECT words FROM said").fetchall() == [("Guten Tag",)]


def test_no_password_stands_where_everybody_on_the_machine_reads_it(site, server, programs):
    done, _copies = backed_up(site, server)
    assert done.returncode == 0, done.stderr
    assert "--dbname" in programs.read_text()
    assert (urlsplit(server).password or "") not in programs.read_text()


def test_a_copy_that_pg_dump_could_not_make_does_not_look_like_one(site, server, programs):
    done, copies = backed_up(site, server.replace("/postgres", "/missing"))
    assert done.returncode != 0
    assert [folder.suffix for folder in copies.iterdir() if folder.name != "ledger"] == [".part"]
