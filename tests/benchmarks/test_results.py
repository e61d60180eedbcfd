"""Figures become rows, rows become a table, and a slower product is noticed."""

import json

import pytest

from benchmarks import guard, scale, suite
from benchmarks.figures import median, percentile, percentiles, quotient, spelled
from benchmarks.results import README, Row, into_readme, result, results, table, told, with_piece, written
from benchmarks.workloads import B

RUNS = {
    "A | product": [{"cpu": 0.02}, {"cpu": 0.01}, {"cpu": 0.03}],
    "A | peer": [{"cpu": 0.01}, {"cpu": 0.01}, {"cpu": 0.04}],
}


def row(**fields):
    return Row(**({"name": "A", "figure": "cpu", "unit": "s", "ours": "A | product"} | fields))


def test_a_percentile_is_a_value_that_was_measured():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([1, 2, 3, 4], 0.99) == 4
    assert percentile([], 0.99) == 0
    assert percentiles(range(1, 201)) == {"p50": 100, "p95": 190, "p99": 198}


def test_nothing_is_divided_by_nothing():
    assert quotient(1, 0) is None
    assert median([]) == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "-"), (0, "0"), (0.00123, "0.00123"), (1.5, "1.50"), (12.34, "12.3"), (20663.5, "20,664")],
)
def test_numbers_have_three_digits(value, text):
    assert spelled(value) == text


def test_a_ratio_is_that_of_the_medians():
    found = result(row(peer="A | peer", by="ratio", must=4, goal=2), RUNS)
    assert (found.ours, found.peer, found.ratio, found.verdict) == (0.02, 0.01, 2, "goal")
    assert (found.ours_name, found.peer_name) == ("product", "peer")


@pytest.mark.parametrize(("must", "goal", "verdict"), [(2, 1.5, "must"), (1.9, 1.5, "missed"), (None, None, "")])
def test_a_bound_is_met_or_missed(must, goal, verdict):
    assert result(row(peer="A | peer", by="ratio", must=must, goal=goal), RUNS).verdict == verdict


def test_a_difference_has_its_own_bound():
    found = result(row(peer="A | peer", by="difference", must=0.02, goal=0.005), RUNS)
    assert found.compared == pytest.approx(0.01)
    assert found.verdict == "must"


def test_several_figures_are_added_up():
    runs = {"A | product": [{"lost": 1, "twice": 2}, {"lost": 0, "twice": 3}, {"lost": 4}]}
    assert result(row(figure=("lost", "twice")), runs).runs["ours"] == [3, 3]


def test_what_was_not_measured_has_no_row():
    assert results([row(ours="B | product"), row(peer="A | nobody")], RUNS) == []


def test_a_table_names_both():
    found = result(row(peer="A | peer", by="ratio", must=4, goal=2), RUNS)
    last = table([{name: getattr(found, name) for name in found.__dataclass_fields__}]).splitlines()[-1]
    assert last == "| A | s | 0.0200 (product) | 0.0100 (peer) | 2.00 | x4.00 | x2.00 | goal |"


def test_what_is_asked_for_comes_with_what_it_is_compared_with():
    asked = {trial.key for trial in suite.asked_for("mode: mirror | product, Daphne", 1)}
    assert asked == {"mode: mirror | product, Daphne, SQLite", "mode: free | product, Daphne, SQLite"}
    everything = {trial.key for trial in suite.full(1)}
    assert {trial.key for trial in suite.asked_for("", 1)} == everything


def test_what_was_measured_apart_stands_after_the_whole_with_its_own_commit():
    about = {"machine": {"cores": "2"}, "versions": {"Python": "3"}, "rounds": 3}
    found = results([row(peer="A | peer", by="ratio", must=4, goal=2)], RUNS)
    whole = written(found, RUNS, about | {"commit": "abc"})
    both = with_piece(whole, "mode: ", written(found, RUNS, about | {"commit": "def"}))
    assert with_piece(both, "mode: ", written([], {}, about | {"commit": "123"}))["pieces"]["mode: "]["commit"] == "123"
    text = told(both)
    assert text.index("Measured at abc") < text.index("### Measured apart: `mode: `") < text.index("Measured at def")
    assert "Not held" not in text


def test_the_table_goes_between_its_markers():
    readme = "before\n<!-- table: begin -->\nold\n<!-- table: end -->\nafter"
    written = into_readme(readme, "table", "new")
    assert written == "before\n<!-- table: begin -->\n\nnew\n\n<!-- table: end -->\nafter"
    assert into_readme(written, "table", "new") == written


def test_a_readme_without_markers_is_left_alone():
    with pytest.raises(ValueError, match="table: begin"):
        into_readme("nothing", "table", "new")


def test_forty_per_cent_more_is_too_much():
    assert guard.slower({"A": 2.7}, {"A": 2.0}) == []
    assert len(guard.slower({"A": 2.9}, {"A": 2.0})) == 1


def test_a_guard_that_measures_nothing_guards_nothing():
    assert guard.slower({}, {"A": 2.0}) == ["A was not measured"]


def test_every_row_names_a_trial_and_every_trial_has_a_row():
    trials = {trial.key for trial in suite.full(1)}
    named = {key for row in suite.rows() for key in (row.ours, row.peer) if key}
    assert named - trials == set()
    unused = {key.partition(" | ")[0] for key in trials} - {key.partition(" | ")[0] for key in named}
    assert unused == set()


def test_ten_thousand_need_in_proportion():
    figures = {
        "living.server_busy": 0.024,
        "living.beside_busy": 0.048,
        "kilobytes": 40,
        "living.p99": 9,
        "lively.cpu": 0.1,
    }
    found = scale.needed("product", [figures | {"living.lost": 0, "lively.lost": 0}], B)
    assert (found.cores, found.cores_beside) == (pytest.approx(1.0), pytest.approx(2.0))
    assert found.gigabytes == pytest.approx(0.4)


def test_what_is_written_tells_where_it_was_measured():
    about = {"machine": {"cores": "2"}, "versions": {"Python": "3.11"}, "commit": "abc", "rounds": 3}
    rows = [row(peer="A | peer", by="ratio"), row(name="B", must=1)]
    data = written(results(rows, RUNS), RUNS, about)
    text = told(json.loads(json.dumps(data)))
    assert "Measured at abc, medians of 3 alternating runs.\n\ncores: 2.\n\nPython 3.11.\n\n| measure |" in text
    held, rest = text.split("Not held to a goal:")
    assert ("| B |" in held, "| A |" in rest) == (True, True)


def test_the_readme_has_a_place_for_both_tables():
    for section in ("table", "scale"):
        into_readme(README.read_text(), section, "figures")
