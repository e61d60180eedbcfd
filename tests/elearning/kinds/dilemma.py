"""A dilemma: what is stored are two choices, and between them the prices that somebody found."""

from elearning.core.kinds.dilemma import KIND

__all__ = ["KIND"]


def price(id, who):
    return {"type": "item", "id": id, "value": {"who": who, "what": f"They pay {id}."}}


def way(id, text, need, *prices):
    return {"type": "item", "id": id, "value": {"text": text, "need": need, "prices": list(prices)}}


WAYS = [
    way("open", "Keep it open.", "first", price("break", "Ada"), price("rule", "Everybody")),
    way("close", "Close it.", "second", price("journey", "The family")),
]
VALUE = {
    "question": "What do you do?",
    "hint": "Take your time.",
    "situation": "It is noon, and somebody still waits.",
    "first_need": "The family needs to know it today.",
    "second_need": "Ada needs her break.",
    "ways": WAYS,
    "explanation": "<p>Both are in the right.</p>",
}
FOUND = "break:open journey:close"
MARKED = {"price-break": ["open"], "price-journey": ["close"]}
END = {"taken": ["open", FOUND], "choose": "close"}
PAID = {"break": ["open"], "journey": ["close"]}
ANSWER = ["open", PAID, "close"]
