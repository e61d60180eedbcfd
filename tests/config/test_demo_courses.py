"""What the courses that we ship ask: no right answer is found by its length, and every conversation ends."""

import re
from itertools import chain

import pytest

from cms.blocks import ContentBlocks
from config.demo import HERE, content, english, pages
from elearning import durations
from elearning.blocks import LessonBlocks
from elearning.core import checking
from elearning.core.checking import CheckedLesson
from elearning.core.items import Form
from elearning.core.kinds import incident
from elearning.exercises import by_kind

COURSES = sorted(path.stem for path in (HERE / "courses").glob("*.toml"))


TRAININGS = [name for name in COURSES if "only_for" not in content(f"courses/{name}")]


def lessons(name):
    return chain.from_iterable(module["lesson"] for module in content(f"courses/{name}")["module"])


def asked(kind):
    for lesson in chain.from_iterable(map(lessons, COURSES)):
        yield from (block for block in lesson["block"] if block["type"] == kind)


def questions(kind):
    """The options of all questions of a kind."""
    return (block["options"] for block in asked(kind))


def lessons_in_english():
    return [page for page in content("english")["page"] if page["source"].count("/") == 3]


def in_english():
    """Of single choice: which option is right stands in the German lesson, whose blocks are in the same order."""
    for page in lessons_in_english():
        for block, own in zip(page["block"], german(page["source"]), strict=True):
            if own["type"] == "single_choice":
                yield [
                    {**option, "correct": known["correct"]}
                    for option, known in zip(block["options"], own["options"], strict=True)
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
    for found in (list(questions("single_choice")), list(in_english())):
        assert len(found) >= 10
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
    assert len(INCIDENTS) >= 6
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


def test_every_incident_ends_with_what_one_would_say_now():
    for lesson in chain.from_iterable(map(lessons, COURSES)):
        for place, block in enumerate(lesson["block"]):
            if block["type"] == "incident":
                asked = [each["question"] for each in lesson["block"][place:] if each["type"] == "reflection"]
                assert re.match(r"Was würden Sie .*\bjetzt sagen\b", asked[0]), lesson["slug"]


@pytest.mark.parametrize("name", TRAININGS)
def test_a_training_has_five_modules_of_a_few_lessons_and_ends_with_a_task_to_take_along(name):
    modules = content(f"courses/{name}")["module"]
    assert [3 <= len(module["lesson"]) <= 4 for module in modules] == [True] * 5
    assert "Die Transferaufgabe" in [block.get("text") for block in modules[-1]["lesson"][-1]["block"]]


def test_every_kind_of_exercise_is_in_use():
    used = {block["type"] for name in TRAININGS for lesson in lessons(name) for block in lesson["block"]}
    assert used >= by_kind().keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", COURSES)
def test_every_lesson_is_one_that_an_editor_could_publish_without_a_hint_and_does_in_one_sitting(name):
    pages.terms()
    pages.scales()
    blocks = LessonBlocks()
    for lesson in lessons(name):
        body = blocks.clean(blocks.normalize([pages.block(row) for row in lesson["block"]]))
        stored = body.get_prep_value()
        assert 5 <= durations.minutes(stored) <= 22, lesson["slug"]
        assert checking.hints(CheckedLesson(stored, "de")) == (), lesson["slug"]


def test_both_courses_are_there_in_english_as_the_home_page_says():
    whole = {
        f"kurse/{name}/{module['slug']}/{lesson['slug']}"
        for name in TRAININGS
        for module in content(f"courses/{name}")["module"]
        for lesson in module["lesson"]
    }
    above = {lesson.rpartition("/")[0] for lesson in whole} | {f"kurse/{name}" for name in TRAININGS}
    assert {page["source"] for page in lessons_in_english()} == whole
    assert {page["source"] for page in content("english")["page"]} == whole | above | {"", "kurse"}


@pytest.mark.django_db
def test_every_lesson_in_english_is_one_that_an_editor_could_publish_without_a_hint():
    pages.terms()
    pages.scales()
    blocks = LessonBlocks()
    for page in lessons_in_english():
        body = blocks.clean(blocks.normalize([pages.block(row) for row in german(page["source"])]))
        words = english.in_words(body.get_prep_value(), page["block"])
        stored = blocks.clean(blocks.to_python(words)).get_prep_value()
        assert durations.minutes(stored) <= 25, page["slug"]  # English takes more words
        assert checking.hints(CheckedLesson(stored, "en")) == (), page["slug"]
        assert "„" not in str(stored), page["slug"]


@pytest.mark.django_db
def test_every_standard_page_is_one_that_an_editor_could_publish():
    pages.terms()
    blocks = ContentBlocks()
    for page in content("site")["page"]:
        blocks.clean(blocks.normalize([pages.block(row) for row in page["block"]]))


def test_every_drawing_is_used_told_to_those_who_do_not_see_it_and_kept_as_it_was_drawn():
    shown = {row["picture"]: row for row in asked("image")}
    drawn = {path.stem for path in (HERE / "pictures").glob("*.svg")}
    assert shown.keys() == drawn == {path.stem for path in (HERE / "pictures").glob("*.png")}
    assert all(len(row["alt"]) > 80 for row in shown.values())


def test_every_link_in_a_text_leads_to_a_page_of_the_demo():
    known = {f"/{page['slug']}/" for page in content("site")["page"]} | {"/sessions/example/"}
    known |= {f"/kurse/{content(f'courses/{name}')['slug']}/" for name in COURSES}
    written = [path.read_text() for path in (HERE / "site.toml", *(HERE / "courses").glob("*.toml"))]
    linked = set(re.findall(r'href=\\?"(/[^"\\]*)', "".join(written)))
    assert linked <= known
    assert linked >= {"/gruppe-interkulturelle-sensibilisierung/", "/gruppe-deliberation/"}
