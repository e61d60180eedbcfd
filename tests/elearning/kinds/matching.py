"""Pairs: what is stored says which target each row was given."""

from elearning.core.kinds.matching import KIND, target

__all__ = ["KIND"]


def pair(id, left, right):
    return {"type": "item", "id": id, "value": {"left": left, "right": right, "feedback": f"Because of {left}."}}


VALUE = {
    "question": "Who says what?",
    "hint": "",
    "pairs": [pair("p1", "Ada", "Hello"), pair("p2", "Ben", "Goodbye")],
    "others": [{"type": "item", "id": "o1", "value": "Welcome"}],
    "explanation": "<p>They know each other.</p>",
}
SECRETS = ["Because of", "They know each other."]
RESCORED = {**VALUE, "pairs": [*VALUE["pairs"], pair("p3", "Cem", "Thanks")]}


def matched(p1, p2):
    given = {"p1": target(p1), "p2": target(p2)}
    return {f"match-{row}": to for row, to in given.items()}, given


RIGHT = matched("p1", "p2")
PARTLY = matched("p1", "o1")
WRONG = matched("p2", "p1")
REFUSED = ({"match-p1": target("p2"), "match-p2": ""}, "matching.incomplete", f'value="{target("p2")}" selected')
