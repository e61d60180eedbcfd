"""Which code was measured: what a run writes itself is no change of it."""

import subprocess

import pytest

from benchmarks import machine


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    (tmp_path / "benchmarks").mkdir()
    for file in ("code.py", "benchmarks/results.json", "benchmarks/README.md"):
        (tmp_path / file).write_text("as committed")
    person = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org")
    for asked in (["init"], ["add", "."], [*person, "commit", "-m", "All of it"]):
        subprocess.run(["git", *asked], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def test_what_a_run_writes_leaves_the_code_as_it_was(repository):
    clean = machine.commit()
    assert len(clean) == 10
    for file in machine.WRITTEN:
        (repository / "benchmarks" / file).write_text("measured")
    assert machine.commit() == clean
    (repository / "code.py").write_text("changed")
    assert machine.commit() == f"{clean}-dirty"


def test_what_came_without_its_history_is_of_an_unknown_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    assert machine.commit() == "an unknown commit"
