"""The door to uploaded files: who gets them, and how they are sent."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.models import Collection, CollectionViewRestriction

from cms import media, uploads
from cms.models import Recording
from tests import samples

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def private(db) -> Collection:
    collection: Collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def got(client: Client, address: str, **options) -> Any:
    """The answer with all that was sent, which closes the file."""
    answer: Any = client.get(address, **options)
    answer.sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def put(root: Path, path: str, content: bytes = b"x") -> None:
    """As an earlier version stored it, which asked for less."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)


def a_recording(**fields) -> Recording:
    files = {
        "file": ContentFile(samples.film(), name="film.mp4"),
        "captions": ContentFile(samples.CAPTIONS, name="film.vtt"),
        "thumbnail": ContentFile(samples.picture(), name="still.png"),
    }
    recording: Recording = Recording.objects.create(title="Film", type="video", transcript="Hello", **files, **fields)
    return recording


def a_document(**fields) -> Document:
    return Document.objects.create(title="Rules", file=ContentFile(samples.pdf(), name="rules.pdf"), **fields)


def a_rendition(**fields) -> Rendition:
    file = ContentFile(samples.picture(), name="photo.png")
    rendition: Rendition = Image.objects.create(title="Photo", file=file, **fields).get_rendition("original")
    return rendition


def test_a_picture_is_shown_and_can_run_nothing(db, guest):
    answer = got(guest, a_rendition().url)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == media.SANDBOX
    assert answer.sent.startswith(b"\x89PNG")


def test_what_was_not_changed_is_not_sent_again(db, guest):
    address = a_rendition().url
    first = got(guest, address)
    again = got(guest, address, headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 304


def test_sound_film_and_captions_are_shown(db, guest):
    recording = a_recording()
    for file, kind in (
        (recording.file, "video/mp4"),
        (recording.captions, "text/vtt"),
        (recording.thumbnail, "image/png"),
    ):
        answer = got(guest, file.url)
        assert (answer["Content-Type"], answer["Content-Disposition"][:6]) == (kind, "inline")
        assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["esc.js", "esc.html", "esc.svg", "esc"])
def test_captions_that_an_earlier_version_took_are_saved_and_not_run(db, guest, folder, name):
    put(folder, f"captions/{name}", b"WEBVTT <script src=/media/captions/esc.js></script>")
    recording = a_recording()
    Recording.objects.filter(pk=recording.pk).update(captions=f"captions/{name}")
    answer = got(guest, f"/media/captions/{name}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("ending", uploads.DOCUMENT.types)
def test_a_document_is_saved_and_not_shown(db, guest, folder, ending):
    put(folder, f"documents/rules.{ending}")
    document = Document.objects.create(title="Rules", file=f"documents/rules.{ending}")
    answer = got(guest, document.url)
    assert answer["Content-Type"] == uploads.DOCUMENT.types[ending]
    assert answer["Content-Disposition"] == f'attachment; filename="rules.{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == media.SANDBOX
    assert "Content-Encoding" not in answer


def test_documents_and_originals_of_pictures_have_no_second_door(db, admin, folder):
    """Not even for those who may see them: what nobody asks for cannot be asked for."""
    image = Image.objects.create(title="Photo", file=ContentFile(samples.picture(), name="photo.png"))
    put(folder, "wagtail_uploads/photo.png")
    put(folder, "secret.txt")
    for name in (a_document().file.name, image.file.name, "wagtail_uploads/photo.png", "secret.txt", "documents"):
        assert got(admin, f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "images/../documents/rules.txt",
        "images//../documents/rules.txt",
        "./documents/rules.txt",
        "images/../../secret.txt",
        "images/",
        "images",
        "",
        "images/missing.png",
    ],
)
def test_there_is_no_way_round_the_door(db, guest, rf, folder, path):
    put(folder, "documents/rules.txt")
    put(folder, "images/a.png")
    put(folder.parent, "secret.txt")
    assert got(guest, f"/media/{path}").status_code == 404


def fetched_by_name(collection: Collection) -> list[str]:
    """An address for each folder that has a door, those of later fields included."""
    recording = a_recording(collection=collection)
    files = (recording.file, recording.captions, recording.thumbnail, a_rendition(collection=collection).file)
    return [file.url for file in files]


def test_whatever_is_fetched_by_its_name_is_tried_below():
    addresses = {"media", "captions", "media_thumbnails", "images"}
    assert addresses | {"avatar_images"} == {name for name, folder in uploads.FOLDERS.items() if folder.served}


def test_what_is_in_a_private_collection_is_for_those_who_may_see_it(private, guest, member):
    for address in fetched_by_name(private):
        refused = got(guest, address)
        assert refused.status_code == 302
        assert "no-store" in refused["Cache-Control"]
        answer = got(member, address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store, private"


def test_what_is_in_a_collection_inside_a_private_one_is_private_too(private, guest):
    inside = private.add_child(name="Inside")
    assert {got(guest, address).status_code for address in fetched_by_name(inside)} == {302}


def test_a_picture_that_moves_to_a_private_collection_is_private_at_once(private, guest):
    rendition = a_rendition()
    assert got(guest, rendition.url).status_code == 200
    Image.objects.filter(pk=rendition.image_id).update(collection=private)
    assert got(guest, rendition.url).status_code == 302


def test_a_picture_costs_two_short_questions_however_many_there_are(db, guest, django_assert_num_queries):
    addresses = [a_rendition().url for _ in range(20)]
    for address in addresses:
        got(guest, address)
    with django_assert_num_queries(40):
        for address in addresses:
            assert got(guest, address).status_code == 200


def test_a_document_of_a_private_collection_is_for_those_who_may_see_it(private, guest, member):
    document = a_document(collection=private)
    assert got(guest, document.url).status_code == 302
    answer = got(member, document.url)
    assert answer.status_code == 200


def test_a_password_lets_in_as_with_documents(private, guest):
    private.view_restrictions.update(restriction_type="password", password="secret")
    recording = a_recording(collection=private)
    restriction = private.view_restrictions.get()
    assert b"password" in got(guest, recording.file.url).sent
    guest.post(f"/documents/authenticate_with_password/{restriction.pk}/", {"password": "secret", "return_url": "/"})
    answer = got(guest, recording.file.url)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["media/film.mp4", "captions/film.vtt", "media_thumbnails/a.png", "images/a.png"])
def test_what_belongs_to_nothing_any_more_is_for_nobody(db, admin, folder, path):
    put(folder, path)
    assert got(admin, f"/media/{path}").status_code == 404


def test_a_document_whose_file_is_gone_is_not_found(db, guest):
    assert got(guest, Document.objects.create(title="Rules", file="documents/gone.pdf").url).status_code == 404


def test_the_web_server_in_front_sends_what_the_door_lets_through(private, settings, guest, member):
    settings.SERVE_MEDIA = False
    recording, document = a_recording(collection=private), a_document(collection=private)
    for address, name in ((recording.file.url, recording.file.name), (document.url, document.file.name)):
        assert "X-Accel-Redirect" not in got(guest, address)
        answer = got(member, address)
        assert answer["X-Accel-Redirect"] == f"/stored/{name}"
        assert answer.sent == b""
        assert answer["Content-Security-Policy"] == media.SANDBOX
    assert got(Client(), f"/media/{document.file.name}").status_code == 404


def test_the_web_server_of_the_book_has_no_door_of_its_own():
    """Whatever it sends from the disk, it sends on our word, and with the headers that we chose."""
    book = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (nginx,) = re.findall(r"```nginx\n(.*?)```", book, re.DOTALL)
    from_disk = re.findall(r"location (\S+) \{([^}]*(?:alias|root) [^}]*)\}", nginx)
    assert [where for where, _rules in from_disk] == [media.INSIDE]
    assert "internal;" in from_disk[0][1]
    for header in ("Content-Security-Policy", "X-Content-Type-Options"):
        assert f"add_header {header} $upstream_http_{header.lower().replace('-', '_')};" in from_disk[0][1]
