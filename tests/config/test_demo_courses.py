"""What the courses that we ship ask: nobody finds the right answer by looking at its length."""

import pytest

from config.demo import HERE, content

COURSES = sorted(path.stem for path in (HERE / "courses").glob("*.toml"))


def questions(kind):
    """The options of all questions of a kind."""
    for name in COURSES:
        for module in content(f"courses/{name}")["module"]:
            for lesson in module["lesson"]:
                yield from (block["options"] for block in lesson["block"] if block["type"] == kind)


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
    asked = list(questions("single_choice"))
    assert len(asked) >= 15
    assert not any(is_the_right_one(options, extreme) for options in in_english())
    assert sum(is_the_right_one(options, extreme) for options in asked) * 3 <= len(asked)


def test_no_right_answer_is_half_as_long_again_as_the_others():
    for options in [*questions("single_choice"), *in_english()]:
        right = next(len(option["text"]) for option in options if option["correct"])
        others = [len(option["text"]) for option in options if not option["correct"]]
        assert right < 1.5 * sum(others) / len(others), options


def test_every_answer_says_why():
    for kind in ("single_choice", "multiple_choice"):
        for options in questions(kind):
            assert all(option["feedback"].strip() for option in options)
