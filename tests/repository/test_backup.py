"""The script that copies a site while it runs, with the embedded profile's database."""

import os
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.servers import ROOT


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


def backed_up(site: Path, database: str = "site.sqlite3") -> tuple[subprocess.CompletedProcess[str], Path]:
    copies = site.parent / "copies"
    settings = {
        "DATABASE_URL": f"sqlite:///{site / database}",
        "MEDIA_ROOT": str(site / "media"),
        "ERASURE_LEDGER": str(site / "erasures.jsonl"),
    }
    command = [str(ROOT / "deploy" / "backup"), str(copies)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    ), copies


def test_a_copy_has_database_uploads_and_the_ledger_beside_it(site):
    done, copies = backed_up(site)
    assert done.returncode == 0
    copy = Path(done.stdout.strip())
    with closing(sqlite3.connect(copy / "database.sqlite3")) as database:
        assert database.execute("SELECT words FROM said").fetchall() == [("Guten Tag",)]
    with tarfile.open(copy / "media.tar.gz") as media:
        assert "./images/logo.png" in media.getnames()
    assert (copies / "ledger" / "erasures.jsonl").read_text() == "erased\n"


def test_a_copy_that_failed_does_not_look_like_one(site):
    done, copies = backed_up(site, database="missing.sqlite3")
    assert done.returncode != 0
    assert [folder.suffix for folder in copies.iterdir() if folder.name != "ledger"] == [".part"]
    assert not (site / "missing.sqlite3").exists()
