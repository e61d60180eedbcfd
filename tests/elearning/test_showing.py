"""Nobody reviews into which collection a file is moved, so that takes nothing from learners."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Bitmap
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import Recording
from elearning import enrolments
from elearning.models import CoursePage, LessonPage, ModulePage
from elearning.publishing import release
from tests.elearning import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def private(settings, tmp_path) -> Collection:
    settings.MEDIA_ROOT = tmp_path
    collection: Collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    return collection


@pytest.fixture
def files(private) -> dict[str, Any]:
    stored = BytesIO()
    Bitmap.new("RGB", (4, 4)).save(stored, "PNG")
    wave, captions = ContentFile(b"RIFF\0\0\0\0WAVE", "sound.wav"), ContentFile(b"WEBVTT\n", "words.vtt")
    recording = {"title": "Ton", "type": "audio", "duration": 1, "transcript": "Gesagt"}
    documents = get_document_model().objects
    return {
        "picture": get_image_model().objects.create(title="Bild", file=ContentFile(stored.getvalue(), "picture.png")),
        "recording": Recording.objects.create(file=wave, captions=captions, **recording),
        "document": documents.create(title="Blatt", file=ContentFile(b"Text", "blatt.txt")),
        "linked": documents.create(title="Link", file=ContentFile(b"Text", "link.txt")),
    }


@pytest.fixture
def lesson(module: ModulePage, files, private) -> LessonPage:
    """Released with all the files, which then go to where nobody may see them."""
    picture = {"image": files["picture"].pk, "alt_text": "Zwei", "decorative": False}
    lesson = content.a_lesson(
        module,
        "Mit allem",
        {"type": "image", "id": "i", "value": {"image": picture, "caption": ""}},
        {"type": "recording", "id": "r", "value": {"recording": files["recording"].pk, "caption": ""}},
        {"type": "download", "id": "d", "value": {"document": files["document"].pk, "label": "Zum Mitnehmen"}},
        content.text("t", f'<p><a linktype="document" id="{files["linked"].pk}">Link</a></p>'),
    )
    for file in files.values():
        type(file).objects.filter(pk=file.pk).update(collection=private)
    return lesson


@pytest.fixture
def addresses(lesson, files) -> dict[str, str]:
    return {
        "picture": files["picture"].get_rendition("max-2x2").url,
        "recording": files["recording"].file.url,
        "captions": files["recording"].captions.url,
        "document": files["document"].url,
        "linked": files["linked"].url,
    }


def asked(client: Client, address: str) -> Any:
    """The answer, read to its end, which closes the file."""
    answer: Any = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def got(client: Client, addresses: dict[str, str]) -> set[int]:
    return {asked(client, address).status_code for address in addresses.values()}


@pytest.fixture
def learning(learner, course: CoursePage, lesson) -> None:
    release(course)
    enrolments.enrol(learner, course)


def test_learners_have_the_files_of_their_lesson_and_nobody_keeps_them_on_the_way(browser, learning, addresses):
    assert got(browser, addresses) == {200}
    assert asked(browser, addresses["picture"])["Cache-Control"] == "no-store, private"


def test_a_lesson_still_has_the_address_of_a_document_that_was_moved(browser, learning, lesson, files):
    assert files["linked"].url in browser.get(lesson.url).content.decode()


def test_who_did_not_begin_the_course_gets_none_of_them(stranger, learning, addresses):
    assert 200 not in got(stranger, addresses)


def test_a_sample_is_shown_with_its_files_to_everybody(guest, course, lesson, addresses):
    release(course)
    assert got(guest, addresses) == {200}


def test_a_lesson_that_is_no_sample_shows_guests_nothing(guest, course, reading, lesson, addresses):
    release(course)
    assert 200 not in got(guest, addresses)


def test_a_course_that_was_closed_shows_nothing_more(browser, learning, course, addresses):
    PageViewRestriction.objects.create(page=course, restriction_type="groups")
    assert 200 not in got(browser, addresses)


def test_a_lesson_that_was_taken_back_shows_nothing_more(browser, learning, lesson, addresses):
    lesson.unpublish()
    assert 200 not in got(browser, addresses)


def test_a_file_that_no_lesson_shows_stays_private(browser, learning, private):
    other = get_document_model().objects.create(
        title="Intern", file=ContentFile(b"x", "intern.txt"), collection=private
    )
    assert 200 not in got(browser, {"document": other.url})
