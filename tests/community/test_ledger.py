"""The ledger outlives crashes, and names nobody."""

import pytest

from community import ledger
from community.ledger import Erased


@pytest.fixture
def path(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "kept apart" / "erasures.jsonl"
    return settings.ERASURE_LEDGER


def test_what_was_written_is_read_again(path):
    ledger.write({"accounts": [Erased(5, 100)], "participations": [Erased(1, 100), Erased(2, 101)]})
    ledger.write({"participations": [Erased(9, 200), Erased(1, 100)]})
    assert ledger.read() == {
        "accounts": {Erased(5, 100)},
        "participations": {Erased(1, 100), Erased(2, 101), Erased(9, 200)},
    }
    assert path.read_text().splitlines()[0] == '{"accounts": [[5, 100]], "participations": [[1, 100], [2, 101]]}'


def test_a_ledger_that_was_never_written_names_nobody(path):
    assert ledger.read()["accounts"] == set()


def test_half_a_line_of_a_crash_harms_neither_what_was_before_nor_what_comes_after(path):
    ledger.write({"accounts": [Erased(5, 100)]})
    with path.open("a") as file:
        file.write('{"accounts": [[6, 10')
    ledger.write({"accounts": [Erased(7, 300)]})
    assert ledger.read() == {"accounts": {Erased(5, 100), Erased(7, 300)}}


def test_only_who_runs_the_site_may_read_it(path):
    ledger.write({"accounts": []})
    assert path.stat().st_mode & 0o777 == 0o600
