"""Ten kinds of change of one question, and what each of them has to do to somebody who chose a wrong answer."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from elearning.core.choices import Choice
from elearning.core.consequences import Edit

Block = dict[str, Any]
RIGHT, CHOSEN, THIRD = "a", "b", "c"
ASKED, CHOSEN_WORDS = "Who helps?", "Ben"


def question(id: str = "q") -> Block:
    names = {RIGHT: "Ada", CHOSEN: CHOSEN_WORDS, THIRD: "Cem"}
    return {
        "type": "single_choice",
        "id": id,
        "value": {
            "question": ASKED if id == "q" else "And then?",
            "hint": "",
            "options": [_option(option, name, option == RIGHT) for option, name in names.items()],
            "explanation": "<p>So.</p>",
        },
    }


def _option(id: str, text: str, correct: bool) -> Block:
    return {"type": "item", "id": id, "value": {"text": text, "correct": correct, "feedback": f"About {text}."}}


@dataclass(frozen=True)
class Change:
    """What is expected of who is under way, and of who has completed.

    `says` stands on the page of both then; `outcome` is how their answer is judged; `told` with which choice they are
    told; `is_offered` if the way becomes longer, which nobody is made to go.
    """

    edit: Edit
    body: list[Block]
    before: list[Block]
    says: str = ""
    outcome: str = "wrong"
    chosen: str = CHOSEN_WORDS
    told: Choice | None = None
    told_when_completed: Choice | None = None
    is_offered: bool = False
    passing: int = 0


def _edited(change: Callable[[dict[str, Any]], Any], **expected: Any) -> dict[str, Any]:
    block = question()
    change(block["value"])
    return {"body": [block], "before": [question()], **expected}


def _set(value: dict[str, Any], option: int, **words: Any) -> None:
    value["options"][option]["value"].update(words)


def _reorder(value: dict[str, Any]) -> None:
    value["options"].reverse()


def _comment(value: dict[str, Any]) -> None:
    _set(value, 1, feedback="Call 115.")


def _reword(value: dict[str, Any]) -> None:
    _set(value, 1, text="Benjamin")


def _add(value: dict[str, Any]) -> None:
    value["options"].append(_option("d", "Dilek", False))


def _remove(value: dict[str, Any]) -> None:
    del value["options"][1]


def _exchange(value: dict[str, Any]) -> None:
    _set(value, 0, text=CHOSEN_WORDS)
    _set(value, 1, text="Ada")


def _rescore(value: dict[str, Any]) -> None:
    _set(value, 0, correct=False)
    _set(value, 1, correct=True)


def _ask_anew(value: dict[str, Any]) -> None:
    value["question"] = "When?"
    for index in range(3):
        _set(value, index, text=f"At {index}")


def _changes() -> list[Change]:
    both = [question(), question("second")]
    mistake = {"told": Choice.MISTAKE, "told_when_completed": Choice.MISTAKE}
    return [
        Change(Edit.ORDER, **_edited(_reorder)),
        Change(Edit.FEEDBACK, **_edited(_comment, says="Call 115.")),
        Change(Edit.WORDING, **_edited(_reword, says="Benjamin", chosen="Benjamin")),
        Change(Edit.OPTION_ADDED, **_edited(_add)),
        Change(Edit.OPTION_REMOVED, **_edited(_remove, told=Choice.REWORDING, told_when_completed=Choice.REWORDING)),
        Change(Edit.OPTIONS_EXCHANGED, **_edited(_exchange, outcome="right", passing=2, **mistake)),
        Change(Edit.SCORING, **_edited(_rescore, outcome="right", passing=2, **mistake)),
        Change(Edit.ITEM_ADDED, both, [question()], is_offered=True),
        Change(Edit.ITEM_REMOVED, [question()], both),
        Change(Edit.ANEW, **_edited(_ask_anew, told=Choice.NEW_QUESTION, is_offered=True, says=ASKED)),
    ]


CHANGES = _changes()


def fresh(blocks: list[Block]) -> list[Block]:
    """Wagtail may keep what it is given."""
    return deepcopy(blocks)
