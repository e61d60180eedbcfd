"""A scenario: scenes with choices that lead to other scenes; the answer is the path of choices to an end.

Nothing is stored on the way. A path that is not at its end yet is refused with the scene that it has come to.
"""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from elearning.activities import Exercise
from elearning.core.items import Judgement, Kind, Outcome, Unusable
from elearning.exercises.block import ActivityBlock, question_block


@dataclass(frozen=True)
class Walk:
    taken: tuple[Any, ...]
    scene: str
    choices: tuple[Any, ...]
    debrief: str = ""


def split(value):
    scenes = {scene["id"]: scene["value"] for scene in value["scenes"]}
    content = {
        "start": value["scenes"][0]["id"],
        "scenes": {id: {each["id"]: each["value"]["to"] for each in scene["choices"]} for id, scene in scenes.items()},
        "ends": {id: scene["end"] for id, scene in scenes.items() if not scene["choices"]},
    }
    words = {
        "question": value["question"],
        "debrief": value["debrief"],
        "scenes": [
            {
                "id": id,
                "text": scene["text"],
                "choices": [{"id": each["id"], **each["value"]} for each in scene["choices"]],
            }
            for id, scene in scenes.items()
        ],
    }
    return content, words


def end_of(scenes, start, path):
    """The scene that a path leads to; foreign choices lead nowhere."""
    for choice in path:
        start = scenes[start].get(choice)
        if start is None:
            raise Unusable("path.foreign")
    return start


def read(content, form):
    path = list(form.all("path"))
    if content["scenes"][end_of(content["scenes"], content["start"], path)]:
        raise Unusable("path.unfinished")
    return path


def judge(content, words, response):
    end = end_of(content["scenes"], content["start"], response)
    return Judgement(response, Outcome(content["ends"][end]))


def shown(words, path, debrief=""):
    scenes = {scene["id"]: scene for scene in words["scenes"]}
    graph = {id: {each["id"]: each["to"] for each in scene["choices"]} for id, scene in scenes.items()}
    scene = scenes[end_of(graph, words["scenes"][0]["id"], path)]
    choices = tuple((each["id"], each["text"]) for each in scene["choices"])
    return Walk(tuple(path), scene["text"], choices, debrief)


def as_far_as_it_goes(words, form):
    """What arrives may have been made by hand; it is shown up to where it leaves the scenario."""
    path = form.all("path")
    for end in range(len(path), 0, -1):
        try:
            return shown(words, path[:end])
        except Unusable:
            continue
    return shown(words, ())


def first_end(content):
    path, scene = [], content["start"]
    while content["scenes"][scene]:
        choice, scene = next(iter(content["scenes"][scene].items()))
        path.append(choice)
    return path


KIND = Kind(
    name="path",
    split=split,
    read=read,
    judge=judge,
    before=lambda words: shown(words, ()),
    refused=as_far_as_it_goes,
    after=lambda content, words, judgement: shown(words, judgement.response, words["debrief"]),
    everything=first_end,
)


class WayBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300)
    to = blocks.CharBlock(max_length=36)


class SceneBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300)
    choices = blocks.ListBlock(WayBlock())
    end = blocks.CharBlock(max_length=10, required=False)


class PathBlock(ActivityBlock):
    question = question_block()
    scenes = blocks.ListBlock(SceneBlock(), min_num=2)
    debrief = blocks.CharBlock(max_length=300)


EXERCISE = Exercise(
    kind=KIND,
    block=PathBlock,
    call="Find a way through",
    sentences={"path.unfinished": "Please go on.", "path.foreign": "This way is not open here."},
)


def way(id, text, to):
    return {"type": "item", "id": id, "value": {"text": text, "to": to}}


def scene(id, text, *choices, end=""):
    return {"type": "item", "id": id, "value": {"text": text, "choices": list(choices), "end": end}}


def scenes(*, middle):
    return [
        scene("s1", "Somebody sighs.", way("ask", "You ask.", "s2"), way("go", "You go.", "bad")),
        scene("s2", "They tell you why.", way("listen", "You listen.", "good"), way("advise", "You advise.", "so-so")),
        scene("good", "They thank you.", end="right"),
        scene("so-so", "They nod.", end=middle),
        scene("bad", "They stay alone.", end="wrong"),
    ]


VALUE = {"question": "What do you do?", "scenes": scenes(middle="partly"), "debrief": "Asking costs little."}
SECRETS = ["They tell you why.", "They thank you.", "Asking costs little."]
RESCORED = {**VALUE, "scenes": scenes(middle="right")}
RIGHT = ({"path": ["ask", "listen"]}, ["ask", "listen"])
PARTLY = ({"path": ["ask", "advise"]}, ["ask", "advise"])
WRONG = ({"path": ["go"]}, ["go"])
REFUSED = ({"path": ["ask"]}, "path.unfinished", "They tell you why.")
