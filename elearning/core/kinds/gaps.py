"""Gaps in a text, to be typed or to be chosen. Which typed words are accepted depends on the language, so the words
have them; which option is right does not, so the definition has it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearning.core.items import (
    Content,
    Form,
    Judgement,
    Kind,
    Outcome,
    Response,
    Unusable,
    Value,
    Words,
    by_parts,
)

TYPED, CHOSEN = "gap-", "pick-"
LONGEST = 100
# Editors write no spaces around gaps, and fields would not keep them.
CLINGS_TO_WHAT_IS_BEFORE = re.compile(r"[.,;:!?)\]»›”’…]|“(?=$|[\s.,;:!?])")
CLINGS_TO_WHAT_FOLLOWS = "([„‚«‹"
FORGIVEN_FROM = 5  # letters: in a shorter word, one letter makes another word
SECONDS_A_GAP = 15


@dataclass(frozen=True, slots=True)
class GapOption:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """`given` is what was typed, or the id of an option; `said` are its words. What belongs here is empty before."""

    id: str
    before: str
    options: tuple[GapOption, ...]
    given: str = ""
    said: str = ""
    solution: str = ""
    verdict: str = ""
    feedback: str = ""
    is_misspelt: bool = False


@dataclass(frozen=True, slots=True)
class Cloze:
    hint: str
    gaps: tuple[Gap, ...]
    ending: str
    afterwards: str = ""

    @property
    def right(self) -> int:
        return sum(gap.verdict == Outcome.RIGHT for gap in self.gaps)


def split(value: Value) -> tuple[Content, Words]:
    gaps = value["gaps"]
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "afterwards": value["explanation"],
        "ending": value["ending"],
        "gaps": [_gap_words(gap) for gap in gaps],
    }
    return {"gaps": {gap["id"]: _gap_content(gap["value"]) for gap in gaps}}, words


def _gap_content(gap: Value) -> dict[str, Any]:
    options = gap["options"]
    return {
        "options": sorted(option["id"] for option in options),
        "right": sorted(option["id"] for option in options if option["value"]["correct"]),
        "exact": bool(gap["exact"]),
    }


def _gap_words(gap: Mapping[str, Any]) -> dict[str, Any]:
    value = gap["value"]
    return {
        "id": gap["id"],
        "text": value["before"],
        "accepted": value["accepted"],
        "feedback": value["feedback"],
        "options": [{"id": option["id"], "text": option["value"]["text"]} for option in value["options"]],
    }


def read(content: Content, form: Form) -> Response:
    """Gap to what was typed, as it was typed, or to the option that was chosen."""
    gaps, given = content["gaps"], _given(form)
    if not given.keys() <= gaps.keys():
        raise Unusable("choice.foreign")
    if not all(given.get(gap) for gap in gaps):
        raise Unusable("gaps.empty")
    if any(gaps[gap]["options"] and said not in gaps[gap]["options"] for gap, said in given.items()):
        raise Unusable("choice.foreign")
    if any(len(said) > LONGEST for said in given.values()):
        raise Unusable("gaps.too_long")
    return {gap: given[gap] for gap in sorted(given)}


def _given(form: Form) -> dict[str, str]:
    typed = {gap: said.replace("\0", "").strip() for gap, said in form.below(TYPED).items()}
    return typed | form.below(CHOSEN)


def judge(content: Content, words: Words, response: Response) -> Judgement:
    """A typed gap is judged by the words that were read, a chosen one is the same in every language."""
    accepted = {gap["id"]: variants(gap["accepted"]) for gap in words["gaps"]}
    parts = {
        gap: Outcome.RIGHT if _is_right(response[gap], rule, accepted.get(gap, [])) else Outcome.WRONG
        for gap, rule in content["gaps"].items()
    }
    return by_parts(response, parts)


def variants(accepted: str) -> list[str]:
    """One a line."""
    return [line.strip() for line in accepted.splitlines() if line.strip()]


def _is_right(said: str, rule: Content, accepted: Sequence[str]) -> bool:
    if rule["options"]:
        return said in rule["right"]
    if rule["exact"]:
        return plain(said, fold=False) in {plain(variant, fold=False) for variant in accepted}
    return any(is_alike(said, variant) for variant in accepted)


def plain(said: str, *, fold: bool = True) -> str:
    """Without what no reader would call another answer: spaces, quotes and stops around it, kinds of spaces, case."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", said)).strip(" .,;:!?\"'„“”‚‘’«»‹›")
    return text.casefold() if fold else text


def is_alike(said: str, accepted: str) -> bool:
    """Or with one slip: a letter too many, missing, wrong, or two letters exchanged."""
    one, other = plain(said), plain(accepted)
    return one == other or (len(other) >= FORGIVEN_FROM and _is_slip(one, other))


def _is_slip(one: str, other: str) -> bool:
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    exchanged = one[:2] == other[1::-1] and one[2:] == other[2:]
    return exchanged or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def spaced(text: str) -> str:
    """As it stands between two gaps."""
    start = "" if not text or CLINGS_TO_WHAT_IS_BEFORE.match(text) else " "
    end = "" if not text or text[-1] in CLINGS_TO_WHAT_FOLLOWS else " "
    return f"{start}{text}{end}"


def before(words: Words) -> Cloze:
    return _cloze(words, {})


def refused(words: Words, form: Form) -> Cloze:
    return _cloze(words, _given(form))


def _cloze(words: Words, given: Mapping[str, str]) -> Cloze:
    gaps = (Gap(gap["id"], spaced(gap["text"]), _options(gap), given.get(gap["id"], "")) for gap in words["gaps"])
    return Cloze(words["hint"], tuple(gaps), spaced(words["ending"]))


def _options(gap: Mapping[str, Any]) -> tuple[GapOption, ...]:
    return tuple(GapOption(option["id"], option["text"]) for option in gap["options"])


def after(content: Content, words: Words, judgement: Judgement) -> Cloze:
    gaps = (_judged(gap, content["gaps"][gap["id"]], judgement) for gap in words["gaps"])
    return Cloze(words["hint"], tuple(gaps), spaced(words["ending"]), words["afterwards"])


def _judged(gap: Mapping[str, Any], rule: Content, judgement: Judgement) -> Gap:
    id, given = gap["id"], judgement.response[gap["id"]]
    texts = {option["id"]: option["text"] for option in gap["options"]}
    accepted = [texts[right] for right in rule["right"]] if texts else variants(gap["accepted"])
    verdict, said = judgement.parts[id], texts.get(given, given)
    is_misspelt = verdict == Outcome.RIGHT and not texts and _is_misspelt(said, accepted)
    solution = " / ".join(accepted)
    return Gap(
        id, spaced(gap["text"]), _options(gap), given, said, solution, str(verdict), gap["feedback"], is_misspelt
    )


def _is_misspelt(said: str, accepted: Sequence[str]) -> bool:
    """By the words that are read now; what was right in others has nothing to do with these."""
    alike = [variant for variant in accepted if is_alike(said, variant)]
    return bool(alike) and plain(said) not in {plain(variant) for variant in alike}


def everything(content: Content) -> Response:
    """The right options; what is to be typed is not in the definition."""
    return {gap: next(iter(rule["right"]), "") for gap, rule in content["gaps"].items()}


def own_words(form: Form) -> str:
    return " ".join(said for said in form.below(TYPED).values() if said.strip())


def seconds(words: Words) -> int:
    return SECONDS_A_GAP * len(words["gaps"])


KIND = Kind(
    name="gaps",
    split=split,
    read=read,
    judge=judge,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    own_words=own_words,
    seconds=seconds,
    shuffles=True,
)
