"""A conversation goes on as one goes along, is held together when it is saved, and ends whichever way one goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Judgement, Outcome, Underway, Unusable
from elearning.core.kinds.incident import KIND, MOODS, ScriptedScene, Sentence, mistake, moved, seconds
from tests.elearning.kinds.incident import SCENES, VALUE, line, scene

CONTENT, WORDS = KIND.split(VALUE)
CODES = "abcdef"
graphs = st.lists(
    st.tuples(st.sampled_from(CODES), st.lists(st.sampled_from(CODES), max_size=3)), min_size=1, max_size=6
)


def form(*path, say=""):
    return Form({"path": path, "say": (say,)})


def judged(*path):
    return KIND.after(CONTENT, WORDS, Judgement(list(path), Outcome.KEPT))


def paths(graph, here, taken=()):
    """All of them, from here to an end."""
    if not graph[here]:
        yield taken
    for choice, to in graph[here].items():
        yield from paths(graph, to, (*taken, choice))


# --- what editors write -----------------------------------------------------------------------------------------------


def test_stored_are_ids_and_not_the_codes_that_editors_use():
    assert CONTENT == {
        "start": "scene-1",
        "scenes": {
            "scene-1": {"asking": "scene-2", "going": "scene-alone"},
            "scene-2": {"listening": "scene-good", "advising": "scene-so-so"},
            "scene-good": {},
            "scene-so-so": {},
            "scene-alone": {},
        },
    }


def test_other_codes_change_nothing_that_counts():
    renamed = [scene("begin", "Somebody sighs.", *SCENES[0]["value"]["lines"]) | {"id": "scene-1"}, *SCENES[1:]]
    assert KIND.split({**VALUE, "scenes": renamed})[0] == CONTENT


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        ([("a", ["b", "c"]), ("b", ["c"]), ("c", [])], None),
        ([("a", ["b"]), ("b", []), ("b", [])], ("twice", "b")),
        ([("a", ["b"]), ("b", ["z"])], ("nowhere", "b")),
        ([("a", ["b"]), ("b", []), ("c", [])], ("unreached", "c")),
        ([("a", ["b"]), ("b", ["a"])], ("circle", "a")),
        ([("a", ["b"]), ("b", ["c", "d"]), ("c", ["b"]), ("d", [])], ("circle", "b")),
        ([("a", ["a"])], ("circle", "a")),
    ],
)
def test_what_holds_a_conversation_together(scenes, expected):
    assert mistake(scenes) == expected


@given(graphs)
def test_in_whatever_is_accepted_every_scene_is_reached_and_every_path_ends(scenes):
    if mistake(scenes) is None:
        graph = {code: dict(enumerate(to)) for code, to in scenes}
        found = list(paths(graph, scenes[0][0]))
        assert found
        assert all(len(path) < len(scenes) for path in found)


def test_a_draft_may_lead_nowhere_and_can_be_looked_at():
    lost = KIND.split({**VALUE, "scenes": [scene("1", "Well?", line("on", "Go on.", "2"))]})
    assert KIND.continued(lost[1], ["on"]).turns == ()
    content, words = KIND.split({**VALUE, "scenes": []})
    assert KIND.before(words).lines == ()
    assert KIND.after(content, words, KIND.judge(content, words, KIND.everything(content))).script == ()


def test_the_preview_shows_all_scenes_and_where_they_lead():
    script = judged().script
    assert script[1] == ScriptedScene(
        "2",
        "They tell you why.",
        (
            Sentence("listening", "You listen.", True, "Because of listening.", "ask", 2, "good"),
            Sentence("advising", "You advise.", True, "Because of advising.", "facts", 0, "so-so"),
        ),
    )
    assert [place.code for place in script] == ["1", "2", "good", "so-so", "alone"]


# --- what learners do -------------------------------------------------------------------------------------------------


def test_it_begins_with_the_first_scene_and_tells_of_no_other():
    shown = KIND.before(WORDS)
    assert (shown.other, shown.says, shown.mood, shown.turns) == ("Ada", "Somebody sighs.", 2, ())
    assert shown.lines == (Sentence("asking", "You ask."), Sentence("going", "You go."))
    assert (shown.afterwards, shown.untried, shown.script) == ("", (), ())


def test_it_goes_on_with_what_one_has_said():
    shown = KIND.continued(WORDS, ["asking"])
    assert [(turn.number, turn.says, turn.mood, turn.line.text, turn.mood_after) for turn in shown.turns] == [
        (0, "Somebody sighs.", 2, "You ask.", 3)
    ]
    assert shown.turns[0].line.feedback == "Because of asking."
    assert (shown.says, shown.mood) == ("They tell you why.", 3)


def test_a_path_that_is_not_at_its_end_is_on_its_way():
    with pytest.raises(Underway) as way:
        KIND.read(CONTENT, form(say="asking"))
    assert way.value.steps == ["asking"]


def test_a_path_to_an_end_is_kept():
    assert KIND.read(CONTENT, form("asking", say="listening")) == ["asking", "listening"]
    assert KIND.read(CONTENT, form(say="going")) == ["going"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (form(), "incident.empty"),
        (form("asking"), "incident.empty"),
        (form(say="listening"), "choice.foreign"),
        (form("going", say="asking"), "choice.foreign"),
    ],
)
def test_what_cannot_be_said_here_is_refused(sent, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, sent)
    assert refusal.value.code == code


def test_a_refused_form_is_shown_as_far_as_it_goes():
    shown = KIND.refused(WORDS, form("asking", "foreign", "listening", say="advising"))
    assert [turn.line.id for turn in shown.turns] == ["asking"]
    assert [each.id for each in shown.lines if each.chosen] == ["advising"]


def test_no_way_is_right_or_wrong():
    assert KIND.judge(CONTENT, WORDS, ["going"]).outcome == Outcome.KEPT


def test_afterwards_it_is_said_what_was_tried_and_what_was_not():
    shown = judged("asking", "advising")
    assert [(turn.line.strategy, turn.mood_after - turn.mood) for turn in shown.tried] == [("ask", 1), ("facts", 0)]
    assert shown.untried == ("silence",)
    assert (shown.says, shown.mood, shown.lines) == ("They nod.", 3, ())
    assert shown.afterwards == "<p>Asking costs little.</p>"


@given(st.integers(1, 5), st.integers(-9, 9))
def test_a_mood_stays_between_closed_and_open(mood, move):
    assert moved(mood, move) in MOODS
    assert moved(mood, 0) == mood


@given(st.lists(st.sampled_from(["asking", "going", "listening", "advising", "foreign"]), max_size=4))
def test_whatever_a_form_says_it_is_kept_on_its_way_or_refused(path):
    """And what is kept has come to an end."""
    try:
        kept = KIND.read(CONTENT, form(*path[:-1], say=path[-1] if path else ""))
    except (Underway, Unusable):
        return
    assert KIND.continued(WORDS, kept).lines == ()


def test_each_scene_takes_its_time():
    assert seconds(WORDS) == 50
