"""What editors read when a file is not taken: one sentence, and a true one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.models import Recording
from tests import samples


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(response) -> str:
    """All that the form says against the file."""
    assert set(response.context["form"].errors) == {"file"}
    (sentence,) = response.context["form"].errors["file"]
    return str(sentence)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "logo.svg",
            samples.DRAWING,
            "Files with such a name are not taken here, only: AVIF, GIF, HEIC, HEIF, JPEG, JPG, PNG, WEBP.",
        ),
        (
            "photo.png",
            b"no picture at all",
            "This file is no picture that can be read. Please choose another one, such as JPEG or PNG.",
        ),
        (
            "huge.png",
            samples.claiming(14_000, 14_000),
            "This picture has too many pixels: at most 50 million are possible, all frames of an animation together. "
            "Please make it smaller first.",
        ),
    ],
)
def test_one_sentence_says_why_a_picture_is_refused(name, content, sentence, admin):
    response = admin.post(reverse("wagtailimages:add"), {"title": "Photo", "file": uploaded(name, content)})
    assert refusal(response) == sentence
    assert Image.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "setup.exe",
            samples.PROGRAM,
            "Files with such a name are not taken here, only: CSV, DOCX, ICS, ODS, ODT, PDF, PPTX, TXT, XLSX, ZIP.",
        ),
        (
            "rules.pdf",
            samples.PROGRAM,
            "This file is not a PDF file, although its name says so. Please choose another file.",
        ),
        (
            "macro.docx",
            samples.office(more={"word/vbaProject.bin": b"x"}),
            "This document holds macros, which are small programs. Please save it without macros and try again.",
        ),
    ],
)
def test_one_sentence_says_why_a_document_is_refused(name, content, sentence, admin):
    response = admin.post(reverse("wagtaildocs:add"), {"title": "Rules", "file": uploaded(name, content)})
    assert refusal(response) == sentence
    assert Document.objects.count() == 0


@pytest.mark.parametrize("name", ["film.mp4", "film.js"])
def test_one_sentence_says_why_a_recording_is_refused(name, admin):
    data = {"title": "Film", "file": uploaded(name, b"no film at all"), "duration": "1", "transcript": "Hello."}
    response = admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert refusal(response)
    assert Recording.objects.count() == 0


@pytest.mark.parametrize("side", [11_000, 14_000])
def test_a_profile_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side, admin):
    names = {"name_email-first_name": "Ines", "name_email-last_name": "Berg"}
    file = uploaded("ines.png", samples.claiming(side, side))
    response = admin.post(reverse("wagtailadmin_account"), {**names, "avatar-avatar": file})
    assert "This picture has too many pixels: at most 50 million are possible" in response.content.decode()


def test_a_picture_of_a_phone_is_taken_and_can_be_shown(admin):
    admin.post(reverse("wagtailimages:add"), {"title": "Photo", "file": uploaded("IMG_1.HEIC", samples.HEIC)})
    image = Image.objects.get()
    assert image.file.name.endswith(".jpg")
    assert (image.width, image.height, image.file_size) == (40, 20, image.file.size)
    assert admin.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200


def test_a_real_document_is_taken_and_can_be_renamed_later(admin):
    admin.post(reverse("wagtaildocs:add"), {"title": "Rules", "file": uploaded("rules.pdf", samples.pdf())})
    document = Document.objects.get()
    assert document.file_size == document.file.size
    admin.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Ground rules"})
    document.refresh_from_db()
    assert document.title == "Ground rules"


def test_a_recording_without_a_transcript_is_refused(admin):
    data = {"title": "Film", "file": uploaded("film.mp4", samples.film()), "duration": "1"}
    admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert Recording.objects.count() == 0


def test_captions_in_another_format_are_refused(admin):
    data = {
        "title": "Film",
        "file": uploaded("film.mp4", samples.film()),
        "captions": uploaded("film.srt", b"1\n00:00:00,000 --> 00:00:01,000\n"),
        "duration": "1",
        "transcript": "Hello.",
    }
    response = admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert response.context["form"].errors == {"captions": ["Files with such a name are not taken here, only: VTT."]}
    data["file"].seek(0)
    data["captions"] = uploaded("film.vtt", samples.CAPTIONS)
    admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert Recording.objects.get().captions.name.endswith(".vtt")
