"""Files that an earlier version stored lose what one does not see of them, and nothing else changes."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import ExifTags
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition

from tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def told(path: Path) -> set[int]:
    """The tags of a photo, without how it is to be turned."""
    with Picture.open(path) as picture:
        return set(picture.getexif()) - {ExifTags.Base.Orientation}


@pytest.fixture
def image(media) -> Image:
    """With a rendition; both say who took the photo where, as those of an earlier version do."""
    image: Image = Image.objects.create(title="Photo", file=ContentFile(samples.photo(), name="photo.jpg"))
    rendition: Rendition = image.get_rendition("max-20x20")
    for file in (image.file, rendition.file):
        (media / file.name).write_bytes(samples.photo())
    assert ExifTags.IFD.GPSInfo in told(media / image.file.name)
    return image


@pytest.fixture
def document(media) -> Document:
    document: Document = Document.objects.create(
        title="Rules", file=ContentFile(samples.office(), name="rules.docx"), file_size=1, file_hash="old"
    )
    (media / document.file.name).write_bytes(samples.office())
    return document


def run() -> str:
    out = io.StringIO()
    call_command("clean_uploads", stdout=out, stderr=out)
    return out.getvalue()


def test_a_photo_no_longer_says_where_it_was_taken_in_no_size(image, media):
    rendition = image.renditions.get()
    run()
    for name in (image.file.name, rendition.file.name):
        assert told(media / name) == set()
        assert samples.SECRET.encode() not in (media / name).read_bytes()
    image.refresh_from_db()
    assert image.get_rendition("max-20x20").file.name == rendition.file.name


def test_it_lies_as_before_and_is_known_by_its_new_checksum(image, media):
    run()
    with Picture.open(media / image.file.name) as picture:
        assert (picture.size, picture.getexif()[ExifTags.Base.Orientation]) == ((40, 20), samples.ROTATED)
    stored = Image.objects.get(pk=image.pk)
    assert stored.file_size == (media / image.file.name).stat().st_size
    assert stored.file_hash != image.file_hash


def test_a_document_does_not_say_who_wrote_it_and_keeps_its_address(document, media):
    address = document.url
    run()
    stored = Document.objects.get(pk=document.pk)
    assert stored.url == address
    assert stored.file_size == (media / document.file.name).stat().st_size
    assert samples.SECRET.encode() not in (media / document.file.name).read_bytes()


def test_it_says_what_it_did_and_a_second_time_there_is_nothing_to_do(image, document, media):
    first = run()
    names = {path: path.read_bytes() for path in media.rglob("*") if path.is_file()}
    assert f"Cleaned: {image.file.name}\n" in first
    assert first.endswith("3 files: 3 cleaned, 0 told nothing, 0 left as they are.\n")
    assert run() == "3 files: 0 cleaned, 3 told nothing, 0 left as they are.\n"
    assert {path: path.read_bytes() for path in media.rglob("*") if path.is_file()} == names


def test_what_tells_nothing_is_not_written_anew(media):
    image = Image.objects.create(title="Photo", file=ContentFile(samples.picture("JPEG"), name="photo.jpg"))
    before = (media / image.file.name).stat()
    assert "1 told nothing" in run()
    assert (media / image.file.name).stat().st_ino == before.st_ino


def test_what_cannot_be_read_is_named_and_stays_as_it_is(image, media):
    (media / "documents").mkdir()
    (media / "documents" / "letter.docx").write_bytes(samples.office(more={"word/vbaProject.bin": b"x"}))
    said = run()
    assert "Left as it is, please replace or delete it: documents/letter.docx. This document holds macros" in said
    assert "2 cleaned, 0 told nothing, 1 left as they are." in said
    assert "vbaProject" in (media / "documents" / "letter.docx").read_bytes().decode(errors="replace")


def test_what_was_half_done_when_it_was_stopped_is_done_again(image, media):
    half = (media / image.file.name).with_name(f".{Path(image.file.name).name}")
    half.write_bytes(b"half")
    run()
    assert not half.exists()
    assert told(media / image.file.name) == set()
