"""What people wrote is read aloud in its own language: wherever it may run in another direction, it names that too."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ROOM = ROOT / "frontend" / "src" / "room"
# A field is what somebody is about to write, in whatever language.
TAG = re.compile(r"<(?!input\b|textarea\b)[a-z]+\b[^<>]*?\bdir=\"auto\"[^<>]*")


def texts(source: str) -> list[str]:
    return TAG.findall(source)


def test_every_text_of_the_room_that_people_wrote_names_its_language():
    found = {path: texts(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.ts")}
    assert sum(map(len, found.values())) > 10
    assert [
        (path.name, tag) for path, tags in found.items() for tag in tags if "lang=${foreign(room)}" not in tag
    ] == []


@pytest.mark.parametrize("tag", ['<p dir="auto">', '<span class="text" dir="auto">'])
def test_a_text_without_it_is_found(tag):
    assert texts(tag) == [tag.removesuffix(">")]


def test_a_field_needs_none():
    assert texts('<input dir="auto" />') == []


# Names a session, a method or a phase in a sentence. The title of a page holds no element.
SENTENCE = re.compile(r"{% blocktranslate [^%]*\btitle=((?:session|place\.session|beside|phase)\.[a-z.|_]*)[^%]*%}")
PLAIN = re.compile(r"{% block (?:title|head_title) %}.*?{% endblock|<title>.*?</title>", re.DOTALL)


def sentences(source: str) -> list[str]:
    return SENTENCE.findall(PLAIN.sub("", source))


def test_what_people_called_something_names_its_language_inside_a_sentence_too():
    found = {path: sentences(path.read_text(encoding="utf-8")) for path in (ROOT / "templates").rglob("*.html")}
    assert sum(map(len, found.values())) > 5
    assert [
        (path.name, words)
        for path, all_of_them in found.items()
        for words in all_of_them
        if "|in_sentence" not in words
    ] == []
