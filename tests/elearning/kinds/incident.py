"""A conversation in scenes: what is stored is the path that somebody took."""

from elearning.core.kinds.incident import KIND

__all__ = ["KIND"]


def line(id, text, to, *, move="0", strategy=""):
    value = {"text": text, "to": to, "move": move, "strategy": strategy, "feedback": f"Because of {id}."}
    return {"type": "item", "id": id, "value": value}


def scene(code, says, *lines):
    return {"type": "item", "id": f"scene-{code}", "value": {"code": code, "says": says, "lines": list(lines)}}


SCENES = [
    scene(
        "1",
        "Somebody sighs.",
        line("asking", "You ask.", "2", move="1", strategy="ask"),
        line("going", "You go.", "alone", move="-2", strategy="silence"),
    ),
    scene(
        "2",
        "They tell you why.",
        line("listening", "You listen.", "good", move="2", strategy="ask"),
        line("advising", "You advise.", "so-so", strategy="facts"),
    ),
    scene("good", "They thank you."),
    scene("so-so", "They nod."),
    scene("alone", "They stay alone."),
]
VALUE = {
    "question": "What do you do?",
    "hint": "Look closely.",
    "other": "Ada",
    "mood": "2",
    "scenes": SCENES,
    "explanation": "<p>Asking costs little.</p>",
}
