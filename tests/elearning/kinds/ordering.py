"""Steps in an order: what is stored is the order that was given."""

from elearning.core.kinds.ordering import KIND

__all__ = ["KIND"]


def step(id, text):
    return {"type": "item", "id": id, "value": {"text": text, "feedback": f"Because of {text}."}}


VALUE = {
    "question": "What comes first?",
    "hint": "",
    "steps": [step("z", "Greet"), step("m", "Ask"), step("a", "Thank")],
    "explanation": "<p>People first.</p>",
}
SECRETS = ["Because of", "People first."]
RESCORED = {**VALUE, "steps": VALUE["steps"][::-1]}
RIGHT = ({"place-z": "1", "place-m": "2", "place-a": "3"}, ["z", "m", "a"])
PARTLY = ({"place-m": "1", "place-z": "2", "place-a": "3"}, ["m", "z", "a"])
WRONG = ({"place-a": "1", "place-m": "2", "place-z": "3"}, ["a", "m", "z"])
REFUSED = ({"place-z": "1", "place-m": "1", "place-a": "3"}, "ordering.incomplete", "Ask")
