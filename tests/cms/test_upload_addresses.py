"""Every address to which a file can be sent: what is refused there, and what is left of it when it is stored."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Revision, UploadedFile
from wagtail_localize.models import StringTranslation

from cms.models import Recording
from cms.uploads import CAPTIONS, DOCUMENT, PICTURE, RECORDING, FileKind
from community import translations
from elearning import cohort_forms, importing
from elearning.models import CohortInvitation
from tests import samples
from tests.matrix import routes, uploads
from tests.matrix.furnish import furnish
from tests.matrix.roles import Asker


@dataclass(frozen=True)
class Address:
    """Where a file can be sent, in which field, as what; and where the form is shown, if not there."""

    path: str
    field: str
    kind: FileKind
    shown_at: str = ""

    def __str__(self) -> str:
        return f"{self.path} {self.field}"


def of_recordings(path: str, prefix: str = "", shown_at: str = "") -> list[Address]:
    kinds = {"file": RECORDING, "thumbnail": PICTURE, "captions": CAPTIONS}
    return [Address(path, prefix + field, kind, shown_at) for field, kind in kinds.items()]


ADDRESSES = [
    Address("/admin/account/", "avatar-avatar", PICTURE),
    Address("/admin/images/add/", "file", PICTURE),
    Address("/admin/images/1/", "file", PICTURE),
    Address("/admin/images/multiple/add/", "files[]", PICTURE),
    Address("/admin/images/chooser/create/", "image-chooser-upload-file", PICTURE, "/admin/images/chooser/"),
    Address("/admin/documents/add/", "file", DOCUMENT),
    Address("/admin/documents/edit/1/", "file", DOCUMENT),
    Address("/admin/documents/multiple/add/", "files[]", DOCUMENT),
    Address("/admin/documents/chooser/create/", "document-chooser-upload-file", DOCUMENT, "/admin/documents/chooser/"),
    *of_recordings("/admin/media/video/add/"),
    *of_recordings("/admin/media/edit/1/"),
    *of_recordings("/admin/media/video/chooser/upload/", "media-chooser-upload-", "/admin/media/chooser/video/"),
]
# Pages that show the form of another one once more.
SHOWN_ONCE_MORE = {"wagtailmedia:chooser"}
TRIED_ELSEWHERE = {"training:attendance", "training:add_scan"}  # scans of signed lists, in tests/training/views


@dataclass(frozen=True)
class ReadAtOnce:
    """Where a file is read and not kept: the address by its route, and how large it may be, in bytes."""

    route: str
    field: str
    who: Asker
    largest: int

    def __str__(self) -> str:
        return self.route


READ_AT_ONCE = [
    ReadAtOnce("import_questions", "file", Asker.EDITOR, importing.LARGEST),
    ReadAtOnce("import_course", "file", Asker.EDITOR, 100_000),
    ReadAtOnce("elearning:invite_into_cohort", "table", Asker.TRAINER, cohort_forms.LARGEST),
    ReadAtOnce("upload_words", "file", Asker.EDITOR, translations.LARGEST),
    ReadAtOnce("wagtailredirects:start_import", "import_file", Asker.OPERATOR, 100_000),
]
GOOD = {
    PICTURE: ("photo.jpg", samples.photo()),
    DOCUMENT: ("letter.docx", samples.office()),
    RECORDING: ("film.mp4", samples.film()),
    CAPTIONS: ("film.vtt", samples.CAPTIONS),
}
ANY_NAME = [("esc.js", b"WEBVTT=1;alert(1)"), ("esc.html", samples.PAGE), ("esc.svg", samples.DRAWING)]
CLAIMS = {PICTURE: "image/png", DOCUMENT: "application/pdf", RECORDING: "video/mp4", CAPTIONS: "text/vtt"}
HOSTILE = {
    PICTURE: [
        *((f"huge-{side}.png", samples.claiming(side, side)) for side in (11_000, 14_000, 30_000)),
        ("large.png", samples.picture() + bytes(100_000)),
        ("photo.png", samples.PAGE),
    ],
    DOCUMENT: [
        ("notes.pdf", samples.PAGE),
        ("macro.docx", samples.office(more={"word/vbaProject.bin": b"x"})),
        ("large.txt", b"x" * 100_000),
        ("rules.pdf", samples.PROGRAM),
        ("setup.exe", samples.PROGRAM),
    ],
    RECORDING: [("film.mp4", samples.PAGE), ("large.mp3", samples.MP3 * 250)],
    CAPTIONS: [("film.vtt", b"WEBVTT=1;alert(1)"), ("large.vtt", samples.CAPTIONS * 2500)],
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.UPLOAD_SIZES = dict.fromkeys(settings.UPLOAD_SIZES, 50_000)
    return tmp_path


@pytest.fixture
def stored(db) -> set[Path]:
    """What is there already, and is to be replaced at some addresses."""
    still = ContentFile(samples.picture(), name="still.png")
    Image.objects.create(pk=1, title="Photo", file=ContentFile(samples.picture(), name="photo.png"))
    Document.objects.create(pk=1, title="Rules", file=ContentFile(b"Rules", name="rules.txt"))
    Recording.objects.create(
        pk=1,
        title="Film",
        type="video",
        transcript="Hello",
        file=ContentFile(samples.MP3, name="sound.mp3"),
        thumbnail=still,
        captions=ContentFile(samples.CAPTIONS, name="film.vtt"),
    )
    return set()


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.parts[-2] != "images"}


def filled(client: Client, address: Address) -> dict[str, Any]:
    """The form as somebody fills it in who comes there, without files."""
    shown = client.get(address.shown_at or address.path)
    html = shown.json()["html"] if shown["Content-Type"].startswith("application/json") else shown.content.decode()
    data = {}
    for field in BeautifulSoup(html, "html.parser").select("input[name], textarea[name], select[name]"):
        chosen = field.select_one("option[selected]") if field.name == "select" else field
        if field.get("type") not in {"file", "checkbox", "submit"}:
            data[str(field["name"])] = chosen.get("value", "") if chosen else ""
    words = {"title": "Title", "transcript": "Hello", "duration": "1", "first_name": "Ines", "last_name": "Berg"}
    return data | dict(words_of(data, words))


def words_of(data: dict[str, Any], words: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in data:
        if (last := name.rpartition("-")[2]) in words:
            yield name, words[last]


def send(client: Client, address: Address, form: dict[str, Any], name: str, content: bytes, claimed: str = "") -> Any:
    data = dict(form)
    if "media" in address.path and address.kind is not RECORDING and "edit" not in address.path:
        file_field = re.sub("thumbnail|captions", "file", address.field)
        data[file_field] = SimpleUploadedFile(*GOOD[RECORDING])
    data[address.field] = SimpleUploadedFile(name, content, claimed or "text/html")
    # Nothing but the browser asks to be answered in this way.
    return client.post(address.path, data, headers={"x-requested-with": "XMLHttpRequest"})


def says_what_is_wrong(answer: Any) -> bool:
    """In a form, which may stand in JSON, or in JSON alone."""
    found = answer.json() if answer["Content-Type"].startswith("application/json") else {"html": answer.content}
    form = found.get("html") or found.get("htmlFragment") or ""
    return bool(found.get("error_message") or BeautifulSoup(form, "html.parser").select_one(".error-message"))


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_what_is_stored_tells_nothing_of_who_made_it(address, admin, stored, media):
    before = files(media)
    answer = send(admin, address, filled(admin, address), *GOOD[address.kind])
    assert answer.status_code in {200, 302}
    new = [content for path, content in files(media).items() if path not in before]
    assert new
    assert not any(samples.SECRET.encode() in content for content in new)


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_what_is_hostile_is_refused_with_a_sentence_and_not_stored(address, admin, stored, media):
    before, form = files(media), filled(admin, address)
    for name, content in [*ANY_NAME, *HOSTILE[address.kind]]:
        answer = send(admin, address, form, name, content, claimed=CLAIMS[address.kind])
        assert answer.status_code == 200
        assert says_what_is_wrong(answer), f"{name} is refused without a word"
        assert files(media) == before, f"{name} was stored"
    assert UploadedFile.objects.count() == 0


@pytest.mark.parametrize(("what", "kind"), [("images", PICTURE), ("documents", DOCUMENT)])
def test_one_of_several_uploads_that_waits_for_its_title_is_clean_too(what, kind, admin, stored):
    """It becomes a picture or a document later, by its own address, which takes no file."""
    name, content = GOOD[kind]
    data = {"files[]": SimpleUploadedFile(name, content), "title": "x" * 300}
    assert "create_from_uploaded_" in admin.post(f"/admin/{what}/multiple/add/", data).json()["form"]
    waiting = UploadedFile.objects.get()
    with waiting.file.open() as file:
        assert samples.SECRET.encode() not in file.read()
    assert admin.get(f"/media/{waiting.file.name}").status_code == 404


# --- files that are read at once --------------------------------------------------------------------------------------


@pytest.fixture
def site(db) -> tuple[dict[Asker, Client], dict[str, Any]]:
    """With an example of everything that an address leads to."""
    return furnish()


def hostile_to(place: ReadAtOnce) -> list[tuple[str, bytes]]:
    """By name, by content, by size, and a picture that says where somebody was."""
    return [
        *ANY_NAME,
        ("photo.jpg", samples.photo()),
        ("setup.exe", samples.PROGRAM),
        ("table.csv", samples.photo()),
        ("questions.xml", b'<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'),
        ("course.zip", samples.office(more={"../../course.json": b"{}"})),
        ("words.po", b'msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgid "One"\nmsgstr "Eins"\n'),
        ("large.txt", b"\0x" * place.largest),
    ]


def test_what_is_no_such_file_is_refused_with_a_sentence_and_leaves_nothing(site, media, monkeypatch, tmp_path_factory):
    people, known = site
    spool = tmp_path_factory.mktemp("spool")
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    before, rows = files(media), what_is_written()
    for place in READ_AT_ONCE:
        (path,) = known_places(place.route, known)
        for name, content in hostile_to(place):
            upload = SimpleUploadedFile(name, content, "text/plain")
            answer = people[place.who].post(path, {place.field: upload})
            assert answer.status_code in {200, 302, 422}, f"{place}: {name}"
            assert is_said(people[place.who], answer), f"{place}: {name} is refused without a word"
            assert (files(media), what_is_written()) == (before, rows), f"{place}: {name}"
    assert list(spool.iterdir()) == []


def known_places(route: str, known: dict[str, Any]) -> list[str]:
    return [place.path for found in routes.of_pages() if found.name == route for place in routes.places(found, known)]


def what_is_written() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Revision, Page, CohortInvitation, StringTranslation, Redirect))


def is_said(browser: Client, answer: Any) -> bool:
    """Beside the field or above it, on the page that is led to, or in a table of what would become of each line."""
    page = browser.get(answer.headers["location"]) if answer.status_code == 302 else answer
    found = BeautifulSoup(page.content, "html.parser")
    return bool(found.select(".error-message, .field__error, .error-summary, .messages .error, table.listing, #result"))


# --- all of them ------------------------------------------------------------------------------------------------------


def test_every_page_that_asks_for_a_file_is_tried():
    """The matrix finds them: whoever adds a form for uploads adds its route there and its address above."""
    tried = {resolve(path).view_name for each in ADDRESSES for path in (each.path, each.shown_at) if path}
    tried |= {place.route for place in READ_AT_ONCE}
    assert tried | SHOWN_ONCE_MORE | TRIED_ELSEWHERE == uploads.ROUTES
