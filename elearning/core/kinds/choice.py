"""What single and multiple choice share: options, of which some are right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from elearning.core.items import Content, Form, Judgement, Kind, Outcome, Response, Unusable, Value, Words


@dataclass(frozen=True, slots=True)
class Option:
    """`verdict` and `feedback` are empty until the question was answered; then all options have them."""

    id: str
    text: str
    chosen: bool = False
    verdict: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    hint: str
    options: tuple[Option, ...]
    afterwards: str = ""


def split(value: Value) -> tuple[Content, Words]:
    """The options of the definition are a set: in which order they stand is a matter of the words."""
    options = value["options"]
    content = {
        "options": sorted(option["id"] for option in options),
        "right": sorted(option["id"] for option in options if option["value"]["correct"]),
    }
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "afterwards": value["explanation"],
        "options": [
            {"id": option["id"], "text": option["value"]["text"], "feedback": option["value"]["feedback"]}
            for option in options
        ],
    }
    return content, words


def read(content: Content, form: Form) -> Response:
    """The options that somebody chose, in an order that does not depend on the page."""
    options = set(form.all("choice"))
    if not options:
        raise Unusable("choice.empty")
    if not options <= set(content["options"]):
        raise Unusable("choice.foreign")
    return sorted(options)


def judge(content: Content, words: Words, response: Response) -> Judgement:
    chosen, right = set(response), set(content["right"])
    parts = {option: Outcome.RIGHT if option in right else Outcome.WRONG for option in response}
    if chosen == right:
        return Judgement(response, Outcome.RIGHT, parts)
    return Judgement(response, Outcome.PARTLY if chosen & right else Outcome.WRONG, parts)


def before(words: Words) -> Choices:
    return Choices(words["hint"], tuple(Option(option["id"], option["text"]) for option in words["options"]))


def refused(words: Words, form: Form) -> Choices:
    chosen = form.all("choice")
    shown = before(words)
    return replace(shown, options=tuple(replace(option, chosen=option.id in chosen) for option in shown.options))


def after(content: Content, words: Words, judgement: Judgement) -> Choices:
    """With feedback on every option: people also learn from those that they did not choose."""
    options = tuple(_judged(option, content, judgement) for option in words["options"])
    return Choices(words["hint"], options, words["afterwards"])


def _judged(words: Mapping[str, Any], content: Content, judgement: Judgement) -> Option:
    id = words["id"]
    verdict = Outcome.RIGHT if id in content["right"] else Outcome.WRONG
    return Option(id, words["text"], id in judgement.parts, str(verdict), words["feedback"])


def everything(content: Content) -> Response:
    return content["options"]


def kind(name: str, read: Callable[[Content, Form], Response]) -> Kind:
    return Kind(
        name=name,
        split=split,
        read=read,
        judge=judge,
        before=before,
        refused=refused,
        after=after,
        everything=everything,
        shuffles=True,
    )
