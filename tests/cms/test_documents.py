"""Uploads through the forms of the CMS: refused with a sentence, nothing stored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.models import Recording

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_svg_is_refused_as_an_image(admin):
    file = SimpleUploadedFile("logo.svg", SVG, "image/svg+xml")
    response = admin.post(reverse("wagtailimages:add"), {"title": "Logo", "file": file})
    assert "Not a supported image format" in text_of(response)
    assert Image.objects.count() == 0


def test_a_text_is_refused_as_an_image(admin):
    file = SimpleUploadedFile("photo.png", b"no picture at all", "image/png")
    response = admin.post(reverse("wagtailimages:add"), {"title": "Photo", "file": file})
    assert "Upload a valid image" in text_of(response)
    assert Image.objects.count() == 0


def test_a_program_is_refused_as_a_document(admin):
    file = SimpleUploadedFile("setup.exe", b"MZ", "application/octet-stream")
    response = admin.post(reverse("wagtaildocs:add"), {"title": "Set-up", "file": file})
    assert "exe" in text_of(response)
    assert Document.objects.count() == 0


def test_a_renamed_program_is_refused_as_a_document(admin):
    file = SimpleUploadedFile("rules.pdf", b"MZ\x90\x00", "application/pdf")
    response = admin.post(reverse("wagtaildocs:add"), {"title": "Rules", "file": file})
    assert "This file is not a PDF file, although its name says so." in text_of(response)
    assert Document.objects.count() == 0


def test_a_real_document_is_taken_and_can_be_renamed_later(admin):
    file = SimpleUploadedFile("rules.pdf", b"%PDF-1.7\n", "application/pdf")
    admin.post(reverse("wagtaildocs:add"), {"title": "Rules", "file": file})
    document = Document.objects.get()
    admin.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Ground rules"})
    document.refresh_from_db()
    assert document.title == "Ground rules"


def test_a_text_is_refused_as_a_recording(admin):
    file = SimpleUploadedFile("film.mp4", b"no film at all", "video/mp4")
    data = {"title": "Film", "file": file, "duration": "1", "transcript": "Hello."}
    response = admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert "neither video nor sound" in text_of(response)
    assert Recording.objects.count() == 0


def test_a_recording_without_a_transcript_is_refused(admin):
    file = SimpleUploadedFile("film.mp4", b"\0\0\0\x18ftypmp42", "video/mp4")
    admin.post(reverse("wagtailmedia:add", args=["video"]), {"title": "Film", "file": file, "duration": "1"})
    assert Recording.objects.count() == 0


def test_captions_in_another_format_are_refused(admin):
    data = {
        "title": "Film",
        "file": SimpleUploadedFile("film.mp4", b"\0\0\0\x18ftypmp42", "video/mp4"),
        "captions": SimpleUploadedFile("film.srt", b"1\n00:00:00,000 --> 00:00:01,000\n", "text/plain"),
        "duration": "1",
        "transcript": "Hello.",
    }
    response = admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert "WebVTT" in text_of(response)
    data["file"].seek(0)
    data["captions"] = SimpleUploadedFile("film.vtt", b"WEBVTT\n", "text/vtt")
    admin.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert Recording.objects.get().captions.name.endswith(".vtt")


def test_a_renamed_program_among_several_uploads_is_refused(admin):
    file = SimpleUploadedFile("rules.pdf", b"MZ\x90\x00", "application/pdf")
    response = admin.post(
        reverse("wagtaildocs:add_multiple"), {"files[]": file}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.json()["success"] is False
    assert "not a PDF file" in response.json()["error_message"]
    assert Document.objects.count() == 0
