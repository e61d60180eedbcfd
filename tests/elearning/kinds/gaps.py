"""A text with gaps: what is stored are typed words and ids of options."""

from elearning.core.kinds.gaps import KIND

__all__ = ["KIND"]


def gap(id, before, accepted="", options=(), *, exact=False):
    value = {
        "before": before,
        "accepted": accepted,
        "exact": exact,
        "options": [
            {"type": "item", "id": option, "value": {"text": text, "correct": option == "right"}}
            for option, text in options
        ],
        "feedback": f"Because of {id}.",
    }
    return {"type": "item", "id": id, "value": value}


TYPED = gap("g1", "I", "listen\nam listening")
CHOSEN = gap("g2", "to", options=[("right", "you"), ("wrong", "me")])
VALUE = {
    "question": "Which words are missing?",
    "hint": "",
    "gaps": [TYPED, CHOSEN],
    "ending": "now.",
    "explanation": "<p>Two people.</p>",
}
SECRETS = ["am listening", "Because of", "Two people."]
RESCORED = {**VALUE, "gaps": [TYPED]}
RIGHT = ({"gap-g1": " Listen ", "pick-g2": "right"}, {"g1": "Listen", "g2": "right"})
PARTLY = ({"gap-g1": "listen", "pick-g2": "wrong"}, {"g1": "listen", "g2": "wrong"})
WRONG = ({"gap-g1": "talk", "pick-g2": "wrong"}, {"g1": "talk", "g2": "wrong"})
REFUSED = ({"gap-g1": "listen", "pick-g2": ""}, "gaps.empty", 'value="listen"')
