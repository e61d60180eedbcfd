"""A number with a tolerance, stored as text."""

from elearning.core.kinds.number import KIND

__all__ = ["KIND"]

VALUE = {
    "question": "How many are there?",
    "hint": "",
    "right": "83.25",
    "tolerance": "0.5",
    "unit": "people",
    "too_low": "There are more.",
    "too_high": "There are fewer.",
    "explanation": "<p>Somebody counted.</p>",
}
SECRETS = ["83.25", "There are", "Somebody counted."]
RESCORED = {**VALUE, "tolerance": "0.25"}
RIGHT = ({"number": "83,10"}, "83.10")
PARTLY = ({"number": "84.25"}, "84.25")
WRONG = ({"number": " 1 200 people"}, "1200")
REFUSED = ({"number": "many"}, "number.none", 'value="many"')
