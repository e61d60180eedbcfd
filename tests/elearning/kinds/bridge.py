"""Building a bridge: what is stored is the id of a statement, or words of one's own."""

from elearning.core.kinds.bridge import KIND

__all__ = ["KIND"]


def statement(id, text, number=None):
    return {"type": "item", "id": id, "value": {"text": text, "feedback": f"Because of {id}.", "number": number}}


VALUE = {
    "question": "Which one could all accept?",
    "hint": "",
    "statements": [
        statement("plain", "Letters are written so that all understand them.", 1),
        statement("german", "Letters are written in German alone.", 2),
        statement("free", "Letters cost nothing."),
    ],
    "ballot": "",
    "explanation": "<p>Look at what each side needs.</p>",
}
VOTES = {"1": [11, 1, 2], "2": [4, 9, 1]}
CHOSEN, WRITTEN = {"choice": "plain"}, {"choice": "own", "bridge": "Letters come with a number to call."}
