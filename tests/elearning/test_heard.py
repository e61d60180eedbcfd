"""What people hear of each kind of exercise who do not see it: before, refused, at each step and answered."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from elearning import activities, ballots, exercises
from elearning.activities import Activity
from elearning.core.items import Form, Unusable
from tests.elearning.content import RIGHT, WRONG
from tests.elearning.hearing import Heard
from tests.elearning.kinds import bridge, dilemma, gaps, incident, matching, number, ordering, scale
from tests.elearning.raw_blocks import likert, multiple_choice, reflection, single_choice
from tests.elearning.test_views import begin, html, send

VALUES = {
    **{each["type"]: each["value"] for each in (single_choice(), multiple_choice(), likert(), reflection())},
    "ordering": ordering.VALUE,
    "matching": matching.VALUE,
    "gaps": gaps.VALUE,
    "number": number.VALUE,
    "scale": scale.VALUE,
    "incident": incident.VALUE,
    "dilemma": dilemma.VALUE,
    "bridge": bridge.VALUE | {"ballot": "1-7"},
}
STEPS = ["2 | radio", "3 | radio", "4 | radio"]
HARD = ["1, hard | radio", *STEPS, "5, easy | radio"]
SURE = ["1, not at all | radio", *STEPS, "5, very | radio"]

# Kind: what is heard field by field.
BEFORE = {
    "single_choice": [
        "Who helps? | region",
        "Who helps? | radiogroup | required | Think of the first step.",
        "Option a-right | radio",
        "Option b-wrong | radio",
    ],
    "multiple_choice": [
        "What helps? | region",
        "What helps? | group",
        "Option a-right | checkbox",
        "Option b-wrong | checkbox",
        "Option c-also-right | checkbox",
    ],
    "likert": [
        "How sure are you? | region",
        "Statement 1 | radiogroup | required",
        *SURE,
        "Statement 2 | radiogroup | required",
        *SURE,
    ],
    "reflection": [
        "When was it hard? | region",
        "When was it hard? | text "
        "| Only you can see this. Up to 5000 characters. You need not write anything to go on.",
    ],
    "ordering": [
        "What comes first? | region",
        "What comes first? | group",
        "Place of this step: Thank | selection | required",
        "Place of this step: Ask | selection | required",
        "Place of this step: Greet | selection | required",
    ],
    "matching": [
        "Who says what? | region",
        "Who says what? | group",
        "Ada | selection | required",
        "Ben | selection | required",
    ],
    "gaps": [  # the words before a gap, and those behind it
        "Which words are missing? | region",
        "Which words are missing? | group",
        "I Gap 1 of 2 | text | required | to",
        "to Gap 2 of 2 | selection | required | now.",
    ],
    "number": ["How many are there? | region", "How many are there? | text | required | people"],
    "scale": [
        "How easy is it? | region",
        "I say something. | radiogroup | required",
        *HARD,
        "I ask. | radiogroup | required",
        *HARD,
    ],
    "incident": [
        "What do you do? | region",
        "What do you say or do? | radiogroup | required | Look closely.",
        "You ask. | radio",
        "You go. | radio",
    ],
    "dilemma": [
        "What do you do? | region",
        "What do you do? | radiogroup | required | Take your time.",
        "Keep it open. | radio",
        "Close it. | radio",
    ],
    "bridge": [
        "Which one could all accept? | region",
        "Which one could all accept? | radiogroup | required",
        "Letters are written so that all understand them. | radio",
        "Letters are written in German alone. | radio",
        "Letters cost nothing. | radio",
        "I write my own statement. | radio",
        "My statement | text | Up to 300 characters. Nobody but you reads it.",
    ],
}
# Kind: what was handed in, and which parts are heard to be wrong then, in their order.
NOT_CHOSEN = "Error: Please choose an answer first."
REFUSED = {
    "single_choice": ({}, [f"Who helps? | radiogroup | required | invalid | Think of the first step. {NOT_CHOSEN}"]),
    "multiple_choice": (
        {},
        [f"Option {each} | checkbox | invalid" for each in ("a-right", "b-wrong", "c-also-right")],
    ),
    "likert": (
        {"step-s1": "2"},
        ["Statement 2 Still missing: please choose a step. | radiogroup | required | invalid"],
    ),
    "reflection": (
        {},
        [
            "When was it hard? | text | invalid | Only you can see this. Up to 5000 characters. You need not write "
            "anything to go on. Error: Please write something first. A few words are enough."
        ],
    ),
    "ordering": (
        ordering.REFUSED[0],
        [f"Place of this step: {step} | selection | required | invalid" for step in ("Thank", "Ask", "Greet")],
    ),
    "matching": (matching.REFUSED[0], ["Ben | selection | required | invalid"]),
    "gaps": (gaps.REFUSED[0], ["to Gap 2 of 2 | selection | required | invalid | now."]),
    "number": (
        {"number": "many"},
        [
            "How many are there? | text | required | invalid | people "
            "Error: Please write one number in digits, for example 12 or 12.5."
        ],
    ),
    "scale": (
        {"step-s2": "2"},
        ["I say something. Still missing: please choose a step. | radiogroup | required | invalid"],
    ),
    "incident": (
        {},
        ["What do you say or do? | radiogroup | required | invalid | Look closely. Error: Please choose what you say."],
    ),
    "dilemma": (
        {},
        ["What do you do? | radiogroup | required | invalid | Take your time. Error: Please choose what you would do."],
    ),
    "bridge": (
        {},
        [
            "Which one could all accept? | radiogroup | required | invalid "
            "| Error: Please choose a statement, or write your own."
        ],
    ),
}
# Kind: what was handed in, and what is heard where the page leads to then: result, score or feedback, the end.
ALL_STEPS = {"step-s1": "1", "step-s2": "5"}
NO_VERDICT = "There is no right or wrong here. You can change your assessment at any time."
ANSWERED = [
    ("single_choice", {"choice": RIGHT}, "That is right. | group | Option a-right Your choice: right Because a-right."),
    ("single_choice", {"choice": WRONG}, "Not quite. | group | Option b-wrong Your choice: not right Because b-wrong."),
    (
        "multiple_choice",
        {"choice": RIGHT},
        "Partly right. | group | Something is missing, or something does not belong.",
    ),
    ("likert", ALL_STEPS, f"Saved. | group | {NO_VERDICT}"),
    ("reflection", {"reflection": "It was."}, "Saved. Only you can see it. | group | Our thoughts on this"),
    (
        "ordering",
        ordering.PARTLY[0],
        "Partly right. | group | 2 of 3 steps can stay where they are. This is the right order:",
    ),
    ("matching", matching.PARTLY[0], "Partly right. | group | 1 of 2 is right."),
    ("gaps", gaps.PARTLY[0], "Partly right. | group | 1 of 2 is right."),
    ("number", number.WRONG[0], "Not quite. | group | There are fewer."),
    ("scale", ALL_STEPS, f"Saved. | group | {NO_VERDICT}"),
    (
        "incident",
        {"path": ["asking"], "say": "listening"},
        "So the conversation ends | group | Because of listening. They thank you. In the end, Ada is: open",
    ),
    (
        "dilemma",
        dilemma.END,
        "With both needs in sight you have chosen otherwise. | group "
        "| At first Keep it open. With both needs in sight Close it.",
    ),
    (
        "bridge",
        bridge.CHOSEN,
        "So a group voted | group | Letters are written so that all understand them. Your choice "
        "11 of 14 agreed, 1 did not, 2 passed. Most agreed to this one. Because of plain.",
    ),
    (
        "bridge",
        bridge.WRITTEN,
        "So a group voted | group | Hold it beside the others: who of those who said no could say yes to it?",
    ),
]
# Kind: the steps so far, and what is heard then where the page leads to.
UNDERWAY = [
    ("incident", ["asking"], "Because of asking. Ada · waiting to see They tell you why. | group"),
    ("dilemma", ["open"], "Step 2 of 3: who pays? | group | At first you have chosen: Keep it open."),
    (
        "dilemma",
        ["open", dilemma.FOUND],
        "Step 3 of 3: with both needs in sight | group | At first you have chosen: Keep it open.",
    ),
]


def exercise_of(kind):
    exercise = exercises.by_kind()[kind]
    return exercise, *exercise.kind.split(VALUES[kind])


@pytest.fixture(autouse=True)
def _a_group_voted(monkeypatch):
    voted = ballots.PublicBallot("1-7", "In the open", 14, bridge.VOTES)
    monkeypatch.setattr(ballots, "SOURCES", [lambda: [voted]])


def form(fields):
    return Form({name: tuple(value if isinstance(value, list) else [value]) for name, value in fields.items()})


def heard(activity: Activity, **around: object) -> Heard:
    context = {"activity": activity, "action": "/answer/", "total": 1, "lesson_url": "/lesson/", **around}
    with translation.override("en"):
        return Heard(render_to_string("elearning/activity.html", context))


def answered(kind, fields):
    exercise, content, words = exercise_of(kind)
    judgement = exercise.kind.judge(content, words, exercise.kind.read(content, form(fields)))
    return activities.answered(activities.unanswered(exercise, "x", words), content, words, judgement, 1)


# --- one by one -------------------------------------------------------------------------------------------------------


def test_each_kind_is_listened_to():
    assert {*BEFORE} == {*REFUSED} == {kind for kind, *_ in ANSWERED} == {*exercises.by_kind()}


@pytest.mark.parametrize("kind", BEFORE)
def test_field_by_field_one_hears_what_is_asked_and_what_has_to_be_there(kind):
    exercise, _, words = exercise_of(kind)
    assert heard(activities.unanswered(exercise, "x", words)).walking() == BEFORE[kind]


@pytest.mark.parametrize("kind", REFUSED)
def test_what_was_refused_says_which_part_is_wrong(kind):
    (exercise, content, words), (fields, wrong) = exercise_of(kind), REFUSED[kind]
    with pytest.raises(Unusable) as refusal:
        exercise.kind.read(content, form(fields))
    before = activities.unanswered(exercise, "x", words)
    page = heard(activities.refused(before, words, form(fields), exercise.sentences[refusal.value.code]))
    assert [each for each in page.walking() if "invalid" in each] == wrong


@pytest.mark.parametrize(("kind", "fields", "expected"), ANSWERED)
def test_what_was_answered_says_what_came_of_it(kind, fields, expected):
    assert heard(answered(kind, fields)).arriving("feedback-x") == expected


@pytest.mark.parametrize(("kind", "steps", "expected"), UNDERWAY)
def test_a_step_says_what_the_last_one_led_to(kind, steps, expected):
    exercise, _, words = exercise_of(kind)
    activity = activities.continued(activities.unanswered(exercise, "x", words), words, steps)
    assert heard(activity).arriving("step-x") == expected


@pytest.mark.parametrize("kind", BEFORE)
def test_whoever_tries_again_hears_which_question_they_came_to(kind):
    exercise, _, words = exercise_of(kind)
    activity = activities.unanswered(exercise, "x", words)
    assert heard(activity).arriving(activity.anchor) == f"{words['question']} | region"


# --- in a lesson ------------------------------------------------------------------------------------------------------


def test_an_answer_says_how_it_goes_on(browser, course, quiz):
    begin(browser, course)
    said = []
    for block, fields in (("single", {"choice": RIGHT}), ("multiple", {"choice": [WRONG]}), ("likert", ALL_STEPS)):
        address = send(browser, course, quiz, block, **fields).url
        said.append(Heard(html(browser.get(address))).arriving(address.partition("#")[2]))
    assert said[0].endswith("richtig Because a-right. 2 Übungen dieser Lektion sind noch offen.")
    assert said[1].endswith("1 Übung dieser Lektion ist noch offen.")
    assert said[2].endswith("Sie haben diese Lektion erledigt. Sie haben diesen Kurs abgeschlossen")


def test_a_refusal_is_said_with_its_reason(browser, course, quiz):
    begin(browser, course)
    page = Heard(html(send(browser, course, quiz, "single")))
    (summary,) = page.page.select("[autofocus]")
    assert page.said(summary) == "Ihre Antwort ist noch nicht gespeichert Bitte wählen Sie zuerst eine Antwort. | alert"
