"""Whatever holds sound and film loses what describes it, in place, cut off or broken as it may be."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from cms.uploads import recordings
from cms.uploads.containers import patches
from tests import samples
from tests.hypotheses import at_most

FIRST_NAME = samples.SECRET.split()[0].encode()
SEEN = samples.SEEN
FILES = {
    "film.webm": samples.webm(),
    "live.webm": samples.webm(live=True),
    "vorbis.ogg": samples.ogg("vorbis"),
    "opus.ogg": samples.ogg("opus"),
    "theora.ogv": samples.ogg("theora"),
    "flac.ogg": samples.ogg("flac"),
    "both.ogv": samples.ogg("theora", 1, False) + samples.ogg("vorbis", 2, False),
    "sound.flac": samples.flac(),
    "sound.wav": samples.wav(),
    "film.mp4": samples.film(),
}


def cleaned(content: bytes, name: str) -> bytes:
    stored: bytes = recordings.clean(ContentFile(content, name=name)).read()
    return stored


def tells(content: bytes, name: str) -> bool:
    return recordings.tells(ContentFile(content, name=name))


def places(content: bytes, seen: bytes = SEEN) -> list[int]:
    return [at for at in range(len(content)) if content.startswith(seen, at)]


@pytest.mark.parametrize("name", FILES)
def test_nothing_says_who_made_it_and_what_one_sees_stays_where_it_was(name):
    before = FILES[name]
    assert (FIRST_NAME in before, tells(before, name)) == (True, True)
    after = cleaned(before, name)
    assert FIRST_NAME not in after
    assert (len(after), places(after)) == (len(before), places(before))
    assert not tells(after, name)
    assert cleaned(after, name) == after


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_anywhere_says_nothing_either(name):
    whole = FILES[name]
    for length in range(len(whole) - 1, 0, -1):
        before = whole[:length]
        try:
            after = cleaned(before, name)
        except ValidationError:
            continue  # not even its beginning is there
        assert (len(after), places(after)) == (length, places(before))
        assert FIRST_NAME not in after
        assert not tells(after, name)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@at_most(100)
def test_whatever_stands_in_a_file_it_is_cleaned_or_refused(name, data):
    """Bytes anywhere in it, and the end of it, are whatever they are."""
    content = bytearray(FILES[name])
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
        content = content or bytearray(b"\0")
    try:
        after = cleaned(bytes(content), name)
    except ValidationError:
        return
    assert len(after) <= len(content)
    assert not tells(after, name)


def test_pages_of_ogg_have_their_checksum():
    after = cleaned(FILES["vorbis.ogg"], "a.ogg")
    starts = places(after, b"OggS")
    for start, end in zip(starts, [*starts[1:], len(after)], strict=True):
        page = after[start:end]
        assert page[22:26] == samples.checksum(page[:22] + b"\0\0\0\0" + page[26:]).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("vorbis.ogg", b"\3vorbis" + bytes(8) + b"\1" + bytes(200)),
        ("opus.ogg", b"OpusTags" + bytes(200)),
        ("theora.ogv", b"\x81theora" + bytes(200)),
        ("film.webm", b"\3vorbis" + bytes(8) + b"\1\0"),
    ],
)
def test_comments_are_still_there_and_say_that_there_are_none(name, empty):
    """A player that finds none refuses the file."""
    assert empty in cleaned(FILES[name], name)


def test_what_stands_between_two_pages_of_ogg_hides_nothing():
    between = samples.ogg(again=False) + b"Og" * 50_000 + samples.ogg(again=False)
    assert FIRST_NAME not in cleaned(between, "a.ogg")


def test_a_stream_that_nobody_knows_is_left_as_it_is():
    unknown = samples.page(3, 0, b"fishead" + SEEN, samples.lengths(7 + len(SEEN)), 2)
    assert cleaned(unknown, "a.ogg") == unknown


@pytest.mark.parametrize("size", range(9))
def test_a_short_element_of_webm_becomes_free_space_of_its_size(size):
    head = samples.element("1A45DFA3", samples.element("4282", b"webm"))
    title = bytes.fromhex("7BA9") + bytes([0x80 | size]) + b"x" * size
    after = cleaned(head + title + samples.element("A3", SEEN), "a.webm")
    assert after[len(head)] == 0xEC
    assert after.endswith(samples.element("A3", SEEN))
    assert not tells(after, "a.webm")


def test_sound_of_which_nobody_noted_the_length_is_left_as_it_is():
    live = b"RIFF\0\0\0\0WAVEdata\0\0\0\0" + b"LIST\4\0\0\0" + SEEN
    assert cleaned(live, "a.wav") == live


def test_tags_of_ape_stand_behind_a_sound_and_go():
    size = (32 + len(samples.SECRET)).to_bytes(4, "little")
    head = b"APETAGEX" + (2000).to_bytes(4, "little") + size + b"\1\0\0\0"
    tag = head + b"\0\0\0\xa0" + bytes(8) + samples.SECRET.encode() + head + b"\0\0\0\x80" + bytes(8)
    old = b"TAG" + b"\0" * 125
    assert cleaned(samples.MP3 + tag, "a.mp3") == samples.MP3
    assert cleaned(samples.MP3 + tag + old, "a.mp3") == samples.MP3


def test_a_film_does_not_say_when_it_was_made():
    assert samples.WHEN not in cleaned(samples.film(), "film.mp4")


@pytest.mark.parametrize("name", ["live.webm", "vorbis.ogg", "sound.flac", "sound.wav", "film.mp4"])
def test_a_file_that_was_made_to_keep_us_busy_is_refused(monkeypatch, name):
    clean = cleaned(FILES[name], name)
    monkeypatch.setattr(patches, "MOST_PARTS", 2)
    with pytest.raises(ValidationError):
        cleaned(FILES[name], name)
    with pytest.raises(ValidationError):
        tells(clean, name)


def test_large_descriptions_are_emptied_in_pieces(monkeypatch):
    monkeypatch.setattr(patches, "PIECE", 10)
    for name, content in FILES.items():
        assert FIRST_NAME not in cleaned(content, name)
