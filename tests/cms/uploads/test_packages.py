import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import ExifTags, Image

from cms.uploads import files, packages
from tests import samples

KINDS = ["docx", "xlsx", "pptx", "odt", "ods"]


def cleaned(content: bytes, name: str = "letter.docx") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packages.clean(ContentFile(content, name=name)).read()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_does_not_say_who_wrote_it_and_keeps_its_title(kind):
    with cleaned(samples.office(kind), f"letter.{kind}") as package:
        parts = b"".join(package.read(name) for name in package.namelist())
    assert samples.SECRET.encode() not in parts
    assert b"title>Rules<" in parts


@pytest.mark.parametrize("kind", KINDS)
def test_all_parts_stay_in_their_order(kind):
    before = samples.office(kind)
    with zipfile.ZipFile(io.BytesIO(before)) as old, cleaned(before, f"letter.{kind}") as package:
        assert package.namelist() == old.namelist()


def test_the_type_of_an_opendocument_stays_unpacked():
    with cleaned(samples.office("odt"), "letter.odt") as package:
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert b'version="1.3"' in package.read("meta.xml")


def test_nothing_tells_when_it_was_written():
    with cleaned(samples.office()) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}


def test_photos_inside_lose_where_they_were_taken():
    with cleaned(samples.office()) as package, Image.open(package.open("media/image1.jpeg")) as photo:
        assert list(photo.getexif()) == [ExifTags.Base.Orientation]


def test_what_is_called_a_photo_and_is_none_stays():
    with cleaned(samples.office(more={"word/media/a.jpg": b"?"})) as package:
        assert package.read("word/media/a.jpg") == b"?"


@pytest.mark.parametrize("kind", [*KINDS, "zip"])
@pytest.mark.parametrize(
    "program",
    ["word/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "ppt/activeX/activeX1.bin"],
)
def test_macros_are_refused_whatever_the_file_is_called(kind, program):
    content = samples.office(kind if kind in KINDS else "docx", {program: b"x"})
    judge = packages.clean if kind in KINDS else packages.check
    with pytest.raises(ValidationError, match="macros"):
        judge(ContentFile(content, name=f"letter.{kind}"))


@pytest.mark.parametrize("program", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_macros_of_opendocument_are_refused(program):
    with pytest.raises(ValidationError, match="macros"):
        packages.clean(ContentFile(samples.office("odt", {program: "x"}), name="letter.odt"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("word", ["macroEnabled", "macro&#69;nabled"])
def test_a_document_that_says_that_it_has_macros_is_refused(word, encoding):
    types = f'<?xml version="1.0" encoding="{encoding}"?><Override ContentType="ms-word.document.{word}"/>'.encode(
        encoding
    )
    with pytest.raises(ValidationError, match="macros"):
        packages.clean(ContentFile(samples.office(more={"[Content_Types].xml": types}), name="letter.docx"))


@pytest.mark.parametrize("name", ["letter.docx", "table.xlsx", "letter.odt", "all.zip"])
def test_what_is_no_package_is_refused(name):
    judge = packages.check if name.endswith("zip") else packages.clean
    with pytest.raises(ValidationError, match="although its name says so"):
        judge(ContentFile(samples.PROGRAM, name=name))


def test_a_package_of_another_kind_is_refused():
    with pytest.raises(ValidationError, match="not a DOCX file"):
        packages.clean(ContentFile(samples.office("xlsx"), name="letter.docx"))


def test_what_is_huge_when_unpacked_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_BYTES", 1000)
    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        packages.clean(ContentFile(samples.office(more={"word/a.xml": b" " * 1001}), name="letter.docx"))


@pytest.mark.parametrize("part", ["[Content_Types].xml", "docProps/core.xml", "word/media/a.jpg"])
def test_what_is_read_at_once_is_smaller(part, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_READ", 100_000)
    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        packages.clean(ContentFile(samples.office(more={part: b" " * 100_001}), name="letter.docx"))
    packages.clean(ContentFile(samples.office(more={"word/embedded.bin": b" " * 100_001}), name="letter.docx"))


@pytest.mark.parametrize("before", [b"", b"x" * 1_048_574])
def test_a_list_that_is_too_long_is_not_even_read(before, monkeypatch):
    """It is counted where it stands, also across two chunks."""
    monkeypatch.setattr(files, "MOST_ENTRIES", 99)
    long = ContentFile(before + files.ENTRY * 100, name="letter.docx")
    assert files.has_too_many_entries(long)
    assert not files.has_too_many_entries(ContentFile(before + files.ENTRY * 99))
    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        packages.clean(long)


def test_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_PARTS", 3)
    with pytest.raises(ValidationError, match="too large when it is unpacked"):
        packages.clean(ContentFile(samples.office(), name="letter.docx"))


@pytest.mark.parametrize(
    "properties", ["no XML", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff\xfe\x00"], ids=["text", "bomb", "bytes"]
)
def test_properties_that_cannot_be_read_are_refused(properties):
    with pytest.raises(ValidationError, match="cannot be read"):
        packages.clean(ContentFile(samples.office(more={"docProps/core.xml": properties}), name="letter.docx"))


def test_a_part_that_is_there_twice_is_refused():
    stream = io.BytesIO(samples.office())
    with zipfile.ZipFile(stream, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/document.xml", "<other/>")
    with pytest.raises(ValidationError, match="cannot be read"):
        packages.clean(ContentFile(stream.getvalue(), name="letter.docx"))
