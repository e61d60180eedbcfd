"""Critical incident: a conversation with somebody whose mood follows from what one says. No way through it is wrong.

The answer is the path of choices from the first scene to an end. Until then nothing is stored of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearning.core.items import Content, Form, Judgement, Kind, Response, Underway, Unusable, Value, Words

SAID, SAYING = "path", "say"
MOODS = range(1, 6)  # from closed to open; what they are called, templates say
STRATEGIES = ("ask", "i_message", "boundary", "facts", "humour", "silence")
SECONDS_A_SCENE = 10
# One way through is about two fifths of the words of a conversation; most people try something else somewhere.
READ_SHARE = 0.5

Graph = Mapping[str, Sequence[str]]  # scene to those that its choices lead to


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that one can say, with what editors know about it; learners see that once it is said."""

    id: str
    text: str
    chosen: bool = False
    feedback: str = ""
    strategy: str = ""
    move: int = 0
    to: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the other says, in which mood, and what one answered; `number` counts what was said before."""

    number: int
    says: str
    mood: int
    line: Sentence
    mood_after: int


@dataclass(frozen=True, slots=True)
class ScriptedScene:
    """A scene as editors see it in the preview."""

    code: str
    says: str
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """So far: the turns, and where they led to. Without lines to choose from it is over."""

    hint: str
    other: str
    turns: tuple[Turn, ...]
    says: str
    mood: int
    lines: tuple[Sentence, ...]
    untried: tuple[str, ...] = ()
    afterwards: str = ""
    script: tuple[ScriptedScene, ...] = ()

    @property
    def tried(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.line.strategy)


# --- what editors write -----------------------------------------------------------------------------------------------


def mistake(scenes: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, str] | None:
    """Why these scenes are no conversation, and at which one: then somebody would be stuck, or never come there."""
    graph = dict(scenes)
    codes = [code for code, _ in scenes]
    if twice := [code for code in codes if codes.count(code) > 1]:
        return "twice", twice[0]
    if nowhere := [code for code, to in scenes if not graph.keys() >= set(to)]:
        return "nowhere", nowhere[0]
    reached = _reached(graph, codes[:1])
    if unreached := [code for code in codes if code not in reached]:
        return "unreached", unreached[0]
    # Whatever never comes back to itself comes to an end, from everywhere.
    if circles := [code for code in codes if code in _reached(graph, graph[code])]:
        return "circle", circles[0]
    return None


def _reached(graph: Graph, starts: Sequence[str]) -> set[str]:
    ahead, found = list(starts), set[str]()
    while ahead:
        code = ahead.pop()
        if code not in found:
            found.add(code)
            ahead.extend(graph[code])
    return found


def split(value: Value) -> tuple[Content, Words]:
    """Editors name scenes by codes, which they may change; stored are ids."""
    scenes = value["scenes"]
    ids = {scene["value"]["code"]: scene["id"] for scene in reversed(scenes)}
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "other": value["other"],
        "mood": int(value["mood"]),
        "afterwards": value["explanation"],
        "scenes": [_scene(scene, ids) for scene in scenes],
    }
    graph = {scene["id"]: {option["id"]: option["to"] for option in scene["options"]} for scene in words["scenes"]}
    return {"start": next(iter(graph), ""), "scenes": graph}, words


def _scene(scene: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    value = scene["value"]
    options = [{"id": line["id"], **_option(line["value"], ids)} for line in value["lines"]]
    return {"id": scene["id"], "code": value["code"], "text": value["says"], "options": options}


def _option(line: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": line["text"],
        "to": ids.get(line["to"], ""),
        "move": int(line["move"]),
        "strategy": line["strategy"] or "",
        "feedback": line["feedback"],
    }


# --- what learners do -------------------------------------------------------------------------------------------------


def read(content: Content, form: Form) -> Response:
    """The path, once it has come to an end."""
    saying = form.last(SAYING)
    if not saying:
        raise Unusable("incident.empty")
    path = [*form.all(SAID), saying]
    if content["scenes"][_end(content, path)]:
        raise Underway(path)
    return path


def _end(content: Content, path: Iterable[str]) -> str:
    """The scene that a path leads to."""
    here: str = content["start"]
    for choice in path:
        if choice not in content["scenes"][here]:
            raise Unusable("choice.foreign")
        here = content["scenes"][here][choice]
    return here


def before(words: Words) -> Talk:
    return continued(words, ())


def continued(words: Words, path: Sequence[str], chosen: str = "") -> Talk:
    """After these steps, as far as they can be gone: the page may be old, or made by somebody themselves."""
    scenes = {scene["id"]: scene for scene in words["scenes"]}
    here: Mapping[str, Any] = next(iter(words["scenes"]), {"text": "", "options": []})
    mood: int = words["mood"]
    turns: list[Turn] = []
    for choice in path:
        option = next((option for option in here["options"] if option["id"] == choice), None)
        if option is None or option["to"] not in scenes:
            break
        after = moved(mood, option["move"])
        turns.append(Turn(len(turns), here["text"], mood, _told(option), after))
        here, mood = scenes[option["to"]], after
    lines = tuple(Sentence(option["id"], option["text"], option["id"] == chosen) for option in here["options"])
    return Talk(words["hint"], words["other"], tuple(turns), here["text"], mood, lines)


def moved(mood: int, move: int) -> int:
    return min(max(mood + move, MOODS[0]), MOODS[-1])


def _told(option: Mapping[str, Any], to: str = "") -> Sentence:
    return Sentence(option["id"], option["text"], True, option["feedback"], option["strategy"], option["move"], to)


def refused(words: Words, form: Form) -> Talk:
    return continued(words, form.all(SAID), form.last(SAYING))


def after(content: Content, words: Words, judgement: Judgement) -> Talk:
    """With all scenes, if there is no path: that is how editors look at it."""
    so_far = continued(words, judgement.response)
    used = {turn.line.strategy for turn in so_far.turns}
    known = {option["strategy"] for scene in words["scenes"] for option in scene["options"]}
    return Talk(
        hint=so_far.hint,
        other=so_far.other,
        turns=so_far.turns,
        says=so_far.says,
        mood=so_far.mood,
        lines=so_far.lines,
        untried=tuple(strategy for strategy in STRATEGIES if strategy in known - used),
        afterwards=words["afterwards"],
        script=() if judgement.response else _script(words),
    )


def _script(words: Words) -> tuple[ScriptedScene, ...]:
    codes = {scene["id"]: scene["code"] for scene in words["scenes"]}
    return tuple(
        ScriptedScene(
            scene["code"],
            scene["text"],
            tuple(_told(option, codes.get(option["to"], "")) for option in scene["options"]),
        )
        for scene in words["scenes"]
    )


def everything(content: Content) -> Response:
    return []


def seconds(words: Words) -> int:
    return SECONDS_A_SCENE * len(words["scenes"])


KIND = Kind(
    name="incident",
    split=split,
    read=read,
    before=before,
    continued=continued,
    refused=refused,
    after=after,
    everything=everything,
    seconds=seconds,
    read_share=READ_SHARE,
    shuffles=True,
)
