"""The last door before the disk: forms, commands and other packages all store here."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images.models import Image

from cms.models import Recording
from cms.uploads import FOLDERS
from tests import samples


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_document_keeps_its_name():
    assert default_storage.save("documents/Rules.PDF", ContentFile(samples.pdf())) == "documents/Rules.pdf"


def test_nobody_can_guess_where_a_picture_is():
    for folder, rule in FOLDERS.items():
        if rule.unguessable:
            name = default_storage.save(f"{folder}/photo.png", ContentFile(samples.picture()))
            assert re.fullmatch(rf"{folder}/[0-9a-f]{{32}}\.png", name)


@pytest.mark.django_db
def test_one_rendition_does_not_tell_where_another_is():
    image = Image.objects.create(title="Photo", file=ContentFile(samples.picture(), name="photo.png"))
    names = {image.get_rendition(spec).file.name for spec in ("max-20x20", "original")}
    assert len({Path(name).stem for name in [*names, image.file.name]}) == 3


@pytest.mark.django_db
def test_neither_a_picture_nor_its_renditions_say_where_it_was_taken(media):
    image = Image.objects.create(title="Photo", file=ContentFile(samples.photo(), name="photo.jpg"))
    image = Image.objects.get(pk=image.pk)
    for spec in ("max-20x20", "original", "max-20x20|format-webp"):
        image.get_rendition(spec)
    stored = [path.read_bytes() for path in media.rglob("*") if path.is_file()]
    assert len(stored) == 4
    assert not any(samples.SECRET.encode() in content for content in stored)


def test_what_comes_round_the_forms_is_judged_too(media):
    with pytest.raises(SuspiciousFileOperation, match="Not stored: This file is no picture"):
        default_storage.save("original_images/photo.png", ContentFile(samples.PAGE))
    with pytest.raises(SuspiciousFileOperation, match="Not stored: No files are kept here"):
        default_storage.save("photo.png", ContentFile(samples.picture()))
    assert list(media.rglob("*")) == []


@pytest.mark.django_db
def test_a_model_that_is_saved_without_a_form_stores_nothing_that_runs():
    with pytest.raises(SuspiciousFileOperation):
        Recording.objects.create(title="Film", captions=ContentFile(b"WEBVTT=1;alert(1)", name="esc.js"))
