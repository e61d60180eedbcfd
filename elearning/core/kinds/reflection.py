"""Reflection: a question to write about, for nobody but oneself."""

from dataclasses import dataclass, replace

from elearning.core.items import Content, Form, Judgement, Kind, Response, Unusable, Value, Words

LONGEST = 5000
FIELD = "reflection"


@dataclass(frozen=True, slots=True)
class Sheet:
    hint: str
    written: str = ""
    afterwards: str = ""
    longest: int = LONGEST


def split(value: Value) -> tuple[Content, Words]:
    words = {"question": value["question"], "hint": value["hint"], "afterwards": value["thoughts"], "options": []}
    return {"options": [], "right": []}, words


def read(content: Content, form: Form) -> Response:
    """Without the space around it; line ends counted once, as the browser's own limit does."""
    text = form.last(FIELD).replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Unusable("reflection.empty")
    if len(text) > LONGEST:
        raise Unusable("reflection.too_long")
    return text


def before(words: Words) -> Sheet:
    return Sheet(words["hint"])


def refused(words: Words, form: Form) -> Sheet:
    return Sheet(words["hint"], own_words(form))


def after(content: Content, words: Words, judgement: Judgement) -> Sheet:
    return replace(before(words), written=judgement.response, afterwards=words["afterwards"])


def everything(content: Content) -> Response:
    return ""


def seconds(words: Words) -> int:
    """Time to think and to write a few sentences."""
    return 240


def own_words(form: Form) -> str:
    return form.last(FIELD)


KIND = Kind(
    name="reflection",
    split=split,
    read=read,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    own_words=own_words,
    seconds=seconds,
    private=True,
)
