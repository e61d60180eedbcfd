"""What takes long is made once for all steps of the checks, and by nobody who has no folder for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import checks, migrated


@pytest.fixture
def made():
    return []


@pytest.fixture
def make(made):
    def make(path):
        made.append(path)
        path.write_text("whole")

    return make


def test_it_is_made_once_however_many_ask_at_the_same_time(monkeypatch, tmp_path, made, make):
    monkeypatch.setattr(migrated, "FOLDER", tmp_path)
    with ThreadPoolExecutor(4) as askers:
        answers = list(askers.map(lambda _: migrated.made_once("database", make), range(4)))
    assert answers == [tmp_path / "database"] * 4
    assert answers[0].read_text() == "whole"
    assert len(made) == 1


def test_what_could_not_be_finished_is_taken_by_nobody(monkeypatch, tmp_path, make):
    def fail(path):
        path.write_text("half")
        raise OSError

    monkeypatch.setattr(migrated, "FOLDER", tmp_path)
    with pytest.raises(OSError):
        migrated.made_once("database", fail)
    assert migrated.made_once("database", make).read_text() == "whole"


def test_without_a_folder_nothing_is_made(monkeypatch, made, make):
    monkeypatch.setattr(migrated, "FOLDER", None)
    assert migrated.made_once("database", make) is None
    assert made == []


def test_the_next_wagtail_takes_the_database_of_this_one_further():
    assert "MIGRATE_FURTHER" in checks.NEXT_WAGTAIL.environment
    assert "MIGRATED" not in checks.NEXT_WAGTAIL.environment
