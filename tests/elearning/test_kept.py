"""A lesson that was released keeps the words and the files it was released with."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from PIL import Image as Bitmap
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from cms.models import GlossaryTerm, Recording
from community.models import User
from elearning import kept
from elearning.kept import HELD
from elearning.models import LessonSnapshot
from elearning.publishing import release
from tests.elearning import content

pytestmark = pytest.mark.django_db


def png(name: str = "picture.png") -> Any:
    stored = BytesIO()
    Bitmap.new("RGB", (4, 4)).save(stored, "PNG")
    return ContentFile(stored.getvalue(), name)


@pytest.fixture
def files(settings, tmp_path) -> dict[str, Any]:
    settings.MEDIA_ROOT = tmp_path
    wave = ContentFile(b"RIFF\0\0\0\0WAVE", "sound.wav")
    captions = ContentFile(b"WEBVTT\n", "words.vtt")
    return {
        "picture": get_image_model().objects.create(title="Bild", file=png()),
        "recording": Recording.objects.create(
            title="Ton", file=wave, captions=captions, type="audio", duration=1, transcript="Gesagt"
        ),
        "document": get_document_model().objects.create(title="Blatt", file=ContentFile(b"Text", "blatt.txt")),
        "linked": get_document_model().objects.create(title="Link", file=ContentFile(b"Text", "link.txt")),
    }


@pytest.fixture
def term(home) -> GlossaryTerm:
    return GlossaryTerm.objects.create(locale=home.locale, term="Rat", slug="rat", definition="Eine Empfehlung.")


@pytest.fixture
def lesson(module, files, term) -> Any:
    picture = {"image": files["picture"].pk, "alt_text": "Zwei", "decorative": False}
    return content.a_lesson(
        module,
        "Mit allem",
        {"type": "image", "id": "i", "value": {"image": picture, "caption": "Bildtext"}},
        {"type": "recording", "id": "r", "value": {"recording": files["recording"].pk, "caption": "Tontext"}},
        {"type": "download", "id": "d", "value": {"document": files["document"].pk, "label": "Zum Mitnehmen"}},
        content.text("t", f'<p><a linktype="document" id="{files["linked"].pk}">Link</a></p>'),
        {"type": "glossary_term", "id": "g", "value": {"term": term.pk, "note": "Hier"}},
    )


def held() -> list[tuple[str, int]]:
    rows = LessonSnapshot.objects.get().files.all()
    return sorted((name, pk) for row in rows for name in HELD if (pk := getattr(row, f"{name}_id")))


def words() -> str:
    snapshot = LessonSnapshot.objects.order_by("pk").last()
    assert snapshot
    return str(kept.read_body(snapshot).render_as_block())


def test_a_release_holds_every_file_that_it_shows(lesson, files):
    documents = [("document", files[name].pk) for name in ("document", "linked")]
    assert held() == [*documents, ("picture", files["picture"].pk), ("recording", files["recording"].pk)]
    assert "Eine Empfehlung." in words()


@pytest.mark.parametrize("change", ["changed", "deleted", "taken back"])
def test_a_term_stays_in_lessons_as_it_was_released(lesson, term, change):
    if change == "changed":
        GlossaryTerm.objects.update(definition="Ganz anders.")
    elif change == "taken back":
        term.unpublish()
    else:
        term.delete()
    assert "Eine Empfehlung." in words()


def test_a_term_that_is_published_anew_takes_a_new_release(course, lesson, term):
    ReferenceIndex.create_or_update_for_object(lesson)
    term.definition = "Besser gesagt."
    term.save_revision().publish()
    assert "Besser gesagt." in words()


def test_a_term_that_is_a_draft_is_in_no_release(course, lesson, term):
    GlossaryTerm.objects.update(live=False)
    release(course)
    assert "Eine Empfehlung." not in words()


@pytest.mark.parametrize("kind", ["picture", "recording", "document", "linked"])
def test_a_file_in_a_release_is_not_deleted(lesson, files, kind):
    with pytest.raises(ProtectedError):
        files[kind].delete()


@pytest.mark.parametrize(("kind", "field"), [("picture", "file"), ("recording", "captions"), ("document", "file")])
def test_a_file_in_a_release_is_not_exchanged_and_its_title_may_be_corrected(lesson, files, kind, field):
    file = type(files[kind]).objects.get(pk=files[kind].pk)
    file.title = "Richtig geschrieben"
    file.save()
    setattr(file, field, png("other.png"))
    with pytest.raises(ProtectedError):
        file.save()


def test_a_file_in_no_release_may_go(files):
    for file in files.values():
        file.delete()


def test_the_cms_says_where_a_file_is_used_that_somebody_wants_to_exchange(lesson, files):
    browser = Client()
    browser.force_login(User.objects.create_superuser("root@example.org", "x", display_name="Root"))
    form = {"title": "Blatt", "file": ContentFile(b"Other", "other.txt"), "collection": 1, "tags": ""}
    response = browser.post(reverse("wagtaildocs:edit", args=[files["document"].pk]), form)
    assert "(Mit allem)" in response.content.decode()
    assert files["document"].file.storage.size(files["document"].file.name) == len(b"Text")


def test_the_cms_says_where_a_recording_is_used_that_somebody_wants_to_delete(lesson, files):
    browser = Client()
    browser.force_login(User.objects.create_superuser("root@example.org", "x", display_name="Root"))
    response = browser.post(reverse("wagtailmedia:delete", args=[files["recording"].pk]))
    assert ["Mit allem" in str(message) for message in get_messages(response.wsgi_request)] == [True]
    assert Recording.objects.exists()


def test_captions_in_a_release_are_not_emptied(lesson, files):
    files["recording"].captions = ""
    with pytest.raises(ProtectedError):
        files["recording"].save()


@pytest.mark.parametrize("kind", ["picture", "recording", "document"])
def test_a_file_can_be_withdrawn_for_somebody_who_asks_for_it(lesson, files, kind, capsys):
    call_command("withdraw", kind, str(files[kind].pk))
    assert "Mit allem" in capsys.readouterr().out
    assert not type(files[kind]).objects.filter(pk=files[kind].pk).exists()
    assert {"picture": "Bildtext", "recording": "Tontext", "document": "Zum Mitnehmen"}[kind] not in words()
