import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cms.uploads import recordings
from tests import samples


def cleaned(content: bytes, name: str) -> bytes:
    stored: bytes = recordings.clean(ContentFile(content, name=name)).read()
    return stored


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mp4", samples.film()),
        ("a.M4A", samples.film()),
        ("a.webm", b"\x1aE\xdf\xa3....webm"),
        ("a.ogg", b"OggS\0\0"),
        ("a.ogv", b"OggS\0\0"),
        ("a.wav", b"RIFF\x24\0\0\0WAVEfmt "),
        ("a.flac", b"fLaC"),
        ("a.mp3", samples.MP3),
        ("a.aac", b"\xff\xf1\x50"),
    ],
)
def test_sound_and_film_are_taken(name, content):
    recordings.clean(ContentFile(content, name=name))


def test_a_film_does_not_say_where_it_was_made():
    before = samples.film()
    after = cleaned(before, "film.mp4")
    assert samples.SECRET.encode() not in after
    assert len(after) == len(before)  # the index says where sound and pictures are
    assert after.index(b"what one sees") == before.index(b"what one sees")


def test_a_box_with_a_long_number_is_cleaned_too():
    place = b"\0\0\0\1udta" + (16 + len(samples.SECRET)).to_bytes(8) + samples.SECRET.encode()
    content = samples.box(b"ftyp", b"mp42") + samples.box(b"moov", place) + b"\0\0\0\0mdat..."
    assert samples.SECRET.encode() not in cleaned(content, "film.mp4")


def test_sound_does_not_say_who_made_it():
    assert cleaned(samples.sound(), "sound.mp3") == samples.MP3


def test_boxes_in_boxes_end_somewhere():
    content = b""
    for _depth in range(2000):
        content = samples.box(b"moov", content)
    assert cleaned(samples.box(b"ftyp") + content, "film.mp4")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", b""),
        ("film.mp4", samples.PAGE),
        ("film.mp4", samples.MP3),
        ("sound.mp3", samples.film()),
        ("sound.mp3", b"\xff"),
        ("sound.mp3", "text".encode("utf-16")),
        ("sound.wav", b"RIFF....AVI "),
        ("film.webm", b"\x1aE\xdf\xa3....matroska"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(ValidationError, match="not the sound or film that its name says"):
        recordings.clean(ContentFile(content, name=name))
