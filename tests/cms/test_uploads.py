import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.views import static

from cms.models import Recording
from cms.uploads import validate_captions, validate_document, validate_recording

PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 200


def package(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rules.pdf", b"%PDF-1.7\n..."),
        ("rules.PDF", b"%PDF-1.7\n..."),
        ("letter.docx", package("[Content_Types].xml", "word/document.xml")),
        ("table.xlsx", package("xl/workbook.xml")),
        ("slides.pptx", package("ppt/presentation.xml")),
        ("letter.odt", package("mimetype", "content.xml")),
        ("all.zip", package("anything.txt")),
        ("notes.txt", "Grüße".encode()),
        ("table.csv", "a;b\n".encode("utf-16")),
    ],
)
def test_a_document_that_is_what_its_name_says_is_taken(name, content):
    validate_document(ContentFile(content, name=name))


@pytest.mark.parametrize("name", ["rules.pdf", "letter.docx", "table.xlsx", "notes.txt", "all.zip"])
def test_a_renamed_program_is_refused(name):
    with pytest.raises(ValidationError, match="file"):
        validate_document(ContentFile(PROGRAM, name=name))


def test_a_package_of_another_kind_is_refused():
    with pytest.raises(ValidationError):
        validate_document(ContentFile(package("xl/workbook.xml"), name="letter.docx"))


def test_reading_leaves_the_file_at_its_beginning():
    file = ContentFile(package("word/document.xml"), name="letter.docx")
    validate_document(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0\0\x18ftypmp42",
        b"\x1aE\xdf\xa3....",
        b"OggS\0\0",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"ID3\x04",
        b"\xff\xfb\x90\x64",
    ],
)
def test_sound_and_film_are_taken(content):
    validate_recording(ContentFile(content, name="recording"))


@pytest.mark.parametrize("content", [b"", b"\xff", PROGRAM, b"<html>", "text".encode("utf-16"), b"RIFF....AVI "])
def test_what_is_neither_sound_nor_film_is_refused(content):
    with pytest.raises(ValidationError):
        validate_recording(ContentFile(content, name="film.mp4"))


def test_captions_begin_with_webvtt():
    validate_captions(ContentFile(b"\xef\xbb\xbfWEBVTT\n\n00:00.000 --> 00:01.000\nHello", name="film.vtt"))
    for content in (b"1\n00:00:00,000 --> 00:00:01,000\nHello", b"WEBVTT\0\0", b""):
        with pytest.raises(ValidationError):
            validate_captions(ContentFile(content, name="film.vtt"))


@pytest.mark.parametrize("name", ["film.js", "film.html", "film.vtt.svg", "vtt", ""])
def test_captions_whose_name_would_serve_them_as_something_else_are_refused(name):
    with pytest.raises(ValidationError, match=r"\.vtt"):
        validate_captions(ContentFile(b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello", name=name))


def test_a_script_that_begins_like_captions_is_refused():
    with pytest.raises(ValidationError):
        validate_captions(ContentFile(b'WEBVTT=1;document.title="ran"', name="film.vtt"))


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["file", "thumbnail", "captions"])
@pytest.mark.parametrize("ending", ["js", "html", "svg"])
def test_no_file_of_a_recording_may_be_named_like_a_script_or_a_page(field, ending):
    files = {"file": b"ID3\x04", "thumbnail": b"GIF89a", "captions": b"WEBVTT\n"}
    names = {"file": "sound.mp3", "thumbnail": "still.gif", "captions": "film.vtt", field: f"upload.{ending}"}
    uploads = {each: ContentFile(content, name=names[each]) for each, content in files.items()}
    with pytest.raises(ValidationError):
        Recording(title="Sound", type="audio", transcript="Hello", **uploads).full_clean(exclude=["collection"])


@pytest.mark.django_db
def test_captions_are_served_as_captions(tmp_path):
    (tmp_path / "film.vtt").write_bytes(b"WEBVTT\n")
    answer = static.serve(RequestFactory().get("/"), "film.vtt", document_root=tmp_path)
    answer.close()
    assert answer["Content-Type"] == "text/vtt"
