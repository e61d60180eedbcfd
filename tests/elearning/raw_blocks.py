"""Blocks as editors would have stored them, with ids that tests can name. Pure, as the tests of the core use them."""

from typing import Any

RIGHT, WRONG, ALSO_RIGHT = "a-right", "b-wrong", "c-also-right"


def option(id: str, correct: bool) -> dict[str, Any]:
    value = {"text": f"Option {id}", "correct": correct, "feedback": f"Because {id}."}
    return {"type": "item", "id": id, "value": value}


def single_choice(id: str = "single", **changes: Any) -> dict[str, Any]:
    value = {
        "question": "Who helps?",
        "hint": "Think of the first step.",
        "options": [option(RIGHT, True), option(WRONG, False)],
        "explanation": "<p>The explanation of it.</p>",
    }
    return {"type": "single_choice", "id": id, "value": value | changes}


def multiple_choice(id: str = "multiple", **changes: Any) -> dict[str, Any]:
    value = {
        "question": "What helps?",
        "hint": "",
        "options": [option(RIGHT, True), option(WRONG, False), option(ALSO_RIGHT, True)],
        "explanation": "<p>Several things help.</p>",
    }
    return {"type": "multiple_choice", "id": id, "value": value | changes}


def likert(id: str = "likert") -> dict[str, Any]:
    statements = [{"type": "item", "id": f"s{number}", "value": f"Statement {number}"} for number in (1, 2)]
    value = {"question": "How sure are you?", "statements": statements, "low": "not at all", "high": "very"}
    return {"type": "likert", "id": id, "value": value}


def reflection(id: str = "reflection") -> dict[str, Any]:
    value = {"question": "When was it hard?", "hint": "", "thoughts": "<p>Our own thoughts.</p>"}
    return {"type": "reflection", "id": id, "value": value}


def text(id: str = "text", html: str = "<p>Something to read.</p>") -> dict[str, Any]:
    return {"type": "text", "id": id, "value": html}
