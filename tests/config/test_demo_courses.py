"""What the courses that we ship ask: no right answer is found by its length, and every conversation ends."""

import pytest

from config.demo import HERE, content, pages
from elearning.blocks import LessonBlocks
from elearning.core.items import Form
from elearning.core.kinds import incident

COURSES = sorted(path.stem for path in (HERE / "courses").glob("*.toml"))


def asked(kind):
    for name in COURSES:
        for module in content(f"courses/{name}")["module"]:
            for lesson in module["lesson"]:
                yield from (block for block in lesson["block"] if block["type"] == kind)


def questions(kind):
    """The options of all questions of a kind."""
    return (block["options"] for block in asked(kind))


def in_english():
    """The translated ones: which option is right stands in the German lesson, whose blocks are in the same order."""
    for page in content("english")["page"]:
        for index, block in enumerate(page.get("block", [])):
            if "options" in block:
                own = german(page["source"])[index]["options"]
                yield [
                    {**option, "correct": known["correct"]} for option, known in zip(block["options"], own, strict=True)
                ]


def german(source):
    _, course, module, lesson = source.split("/")
    modules = content(f"courses/{course}")["module"]
    lessons = next(each for each in modules if each["slug"] == module)["lesson"]
    return next(each for each in lessons if each["slug"] == lesson)["block"]


def is_the_right_one(options, extreme):
    lengths = [len(option["text"]) for option in options]
    return lengths[[option["correct"] for option in options].index(True)] == extreme(lengths)


@pytest.mark.parametrize("extreme", [max, min])
def test_in_at_most_a_third_of_the_questions_the_right_answer_is_the_longest_or_the_shortest(extreme):
    found = list(questions("single_choice"))
    assert len(found) >= 15
    assert not any(is_the_right_one(options, extreme) for options in in_english())
    assert sum(is_the_right_one(options, extreme) for options in found) * 3 <= len(found)


def test_no_right_answer_is_half_as_long_again_as_the_others():
    for options in [*questions("single_choice"), *in_english()]:
        right = next(len(option["text"]) for option in options if option["correct"])
        others = [len(option["text"]) for option in options if not option["correct"]]
        assert right < 1.5 * sum(others) / len(others), options


def test_every_answer_says_why():
    for kind in ("single_choice", "multiple_choice"):
        for options in questions(kind):
            assert all(option["feedback"].strip() for option in options)


INCIDENTS = list(asked("incident"))


def paths(graph, here, taken=()):
    """All of them, from here to an end."""
    if not graph[here]:
        yield taken
    for choice, to in graph[here].items():
        yield from paths(graph, to, (*taken, choice))


def test_there_are_incidents_with_eight_scenes_or_more():
    assert len(INCIDENTS) >= 2
    assert all(len(each["scenes"]) >= 8 for each in INCIDENTS)


@pytest.mark.parametrize("row", INCIDENTS, ids=lambda row: row["other"])
def test_every_path_through_every_incident_ends_and_is_taken_as_an_answer(row):
    kind, blocks = incident.KIND, LessonBlocks()
    stored = blocks.clean(
        blocks.to_python([dict(zip(("type", "value"), pages.block(row), strict=True))])
    ).get_prep_value()
    definition, words = kind.split(stored[0]["value"])
    found = list(paths(definition["scenes"], definition["start"]))
    assert len(found) >= 8
    for path in found:
        assert kind.read(definition, Form({"path": path[:-1], "say": path[-1:]})) == list(path)
        shown = incident.continued(words, path)
        assert (len(shown.turns), shown.lines) == (len(path), ())
        assert all(turn.line.feedback for turn in shown.turns)
    assert {incident.continued(words, path).mood for path in found} >= {1, 4}  # what one says matters
