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
