"""Whoever uploads something hostile gets a sentence, wherever they do it; what is stored runs in nobody's browser.

The same is tested without a browser at every address, in `tests/cms/test_upload_addresses.py`. Here it is sent as
browsers send it, through a form for each folder in which something is stored.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import APIResponse, Error, Page, expect

from cms import uploads
from tests import samples
from tests.e2e.conftest import OpenPage
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

OPERATOR = "betrieb@example.org"
ONE_BY_ONE = 30_000  # milliseconds for several files


@dataclass(frozen=True)
class File:
    name: str
    claimed: str
    content: bytes

    def sent(self) -> dict[str, str | bytes]:
        return {"name": self.name, "mimeType": self.claimed, "buffer": self.content}


PHOTO = File("photo.jpg", "image/jpeg", samples.photo())
LOGO = File("logo.png", "image/png", samples.photo("PNG"))
LETTER = File("letter.docx", "application/msword", samples.office())
FILM = File("film.mp4", "video/mp4", samples.film())
CAPTIONS = File("film.vtt", "text/vtt", samples.CAPTIONS)
GOOD = {
    uploads.PICTURE: PHOTO,
    uploads.DOCUMENT: LETTER,
    uploads.RECORDING: FILM,
    uploads.CAPTIONS: CAPTIONS,
    uploads.SCAN: PHOTO,
}

BY_NAME = (
    File("esc.svg", "image/png", samples.DRAWING),
    File("esc.html", "text/vtt", b"WEBVTT <script src=/media/captions/esc.js></script>"),
    File("esc.js", "text/vtt", b"WEBVTT=1;alert(1)"),
)
BY_CONTENT = {
    uploads.PICTURE: (
        File("photo.png", "text/html", samples.PAGE),
        File("wide.png", "image/png", samples.claiming(14_000, 14_000)),
    ),
    uploads.DOCUMENT: (
        File("rules.pdf", "text/html", samples.PAGE),
        File("macro.docx", "text/plain", samples.office(more={"word/vbaProject.bin": b"x"})),
    ),
    uploads.RECORDING: (File("film.mp4", "text/html", samples.PAGE),),
    uploads.CAPTIONS: (File("film.vtt", "text/javascript", b"WEBVTT=1;alert(1)"),),
    uploads.SCAN: (
        File("list.pdf", "text/html", samples.PAGE),
        File("list.jpg", "application/pdf", samples.PROGRAM),
        File("wide.png", "image/png", samples.claiming(14_000, 14_000)),
        File("list.docx", "application/pdf", samples.office()),
    ),
}


def too_large(kind: uploads.FileKind) -> File:
    good = GOOD[kind]
    return File(f"large-{good.name}", good.claimed, good.content + bytes(settings.UPLOAD_SIZES[kind.name]))


def hostile(kind: uploads.FileKind) -> tuple[File, ...]:
    return (*BY_NAME, *BY_CONTENT[kind], too_large(kind))


@dataclass(frozen=True)
class Field:
    """Where a file of one folder is chosen, and what else must be filled in there. `page`: its address, or how the site
    itself is asked for it."""

    page: str
    input: str
    more: tuple[tuple[str, str | File], ...] = ()
    shown_by_script: bool = False


TITLE = (("#id_title", "Title"),)
SPOKEN = (*TITLE, ("#id_duration", "1"), ("#id_transcript", "Hello"))
NAMED = (("#id_name_email-first_name", "Ines"), ("#id_name_email-last_name", "Berg"))
A_SITTING = (
    "from training.models import Sitting\n"
    "from training.views.attendance import address_of\n"
    "print(address_of(Sitting.objects.filter(training__stage='announced').latest('pk')))"
)
FIELDS = {
    "original_images": Field("/admin/images/add/", "#id_file", TITLE),
    "documents": Field("/admin/documents/add/", "#id_file", TITLE),
    "media": Field("/admin/media/video/add/", "#id_file", SPOKEN),
    "media_thumbnails": Field("/admin/media/video/add/", "#id_thumbnail", (*SPOKEN, ("#id_file", FILM))),
    "captions": Field("/admin/media/video/add/", "#id_captions", (*SPOKEN, ("#id_file", FILM))),
    "avatar_images": Field("/admin/account/", "#id_avatar-avatar", NAMED, shown_by_script=True),
    "signed_lists": Field(A_SITTING, "#id_file"),
}
# Renditions are made by the site; everything else is uploaded by somebody.
UPLOADED_TO = sorted(name for name, folder in uploads.FOLDERS.items() if folder.kind is not uploads.RENDITION)
# What is not fetched at the door of uploads, but at one of its own.
OWN_DOORS = ("documents", "signed_lists")
SAVED = (uploads.DOCUMENT, uploads.SCAN)


def stored(site: Site) -> dict[Path, bytes]:
    """What was uploaded; the CMS makes renditions of older pictures meanwhile."""
    files = (path for path in (site.folder / "media").rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if path.parent.name != "images"}


def choose(page: Page, field: Field, file: File) -> None:
    """In the form as it stands, after a refusal too; what was chosen before must be chosen again."""
    for selector, value in (*field.more, (field.input, file)):
        if isinstance(value, File):
            page.locator(selector).set_input_files(value.sent())  # type: ignore[arg-type]  # a payload of Playwright's
        else:
            page.locator(selector).fill(value)
    with page.expect_navigation():
        page.locator(f"form:has({field.input}) [type=submit]").last.click()


@pytest.fixture(scope="module")
def session(live_site: Site) -> dict[str, str]:
    """The cookie of one login for all of these tests."""
    key = live_site.shell(
        "from django.test import Client\n"
        "from community.models import User\n"
        "client = Client()\n"
        f"client.force_login(User.objects.get(email={OPERATOR!r}))\n"
        "print(client.session.session_key)"
    )
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_site.servers[0].url}


@contextmanager
def edited(session: dict[str, str], page: Page) -> Iterator[Page]:
    page.context.add_cookies([session])  # type: ignore[list-item]  # of Playwright's own type
    yield page
    names = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session["value"] = names[session["name"]]  # another one after the form of one's own account


@pytest.fixture
def editor(session: dict[str, str], open_page: OpenPage) -> Iterator[Page]:
    with edited(session, open_page(language="en")) as page:
        yield page


@pytest.fixture
def plain_editor(session: dict[str, str], open_page: OpenPage) -> Iterator[Page]:
    """Without JavaScript, which takes no part where a form sends its file by itself, and makes a page of the CMS take
    several times as long."""
    with edited(session, open_page(language="en", javascript=False)) as page:
        yield page


def served(page: Page, folder: str, name: str) -> APIResponse:
    """What somebody gets who asks for the stored file: at its own door, or at that of uploads, which nothing has beside
    its own one."""
    answer = page.request.get(f"/media/{folder}/{name}")
    if folder not in OWN_DOORS:
        return answer
    assert answer.status == 404
    if folder == "documents":
        page.goto("/admin/documents/?ordering=-created_at")
        return page.request.get(page.locator(f"a[href$='/{name}']").first.get_attribute("href") or "")
    return page.request.get(page.locator("a[href*='/scans/']").last.get_attribute("href") or "")


@pytest.mark.parametrize("folder", UPLOADED_TO)
def test_each_field_refuses_what_is_hostile_and_cleans_and_serves_the_rest(
    folder: str, live_site: Site, request: pytest.FixtureRequest
):
    field, kind = FIELDS[folder], uploads.FOLDERS[folder].kind
    editor: Page = request.getfixturevalue("editor" if field.shown_by_script else "plain_editor")
    before = stored(live_site)
    editor.goto(live_site.shell(field.page) if "\n" in field.page else field.page)
    for file in hostile(kind):
        choose(editor, field, file)
        message = editor.locator(f".w-field:has({field.input}) .error-message, .error-message, .field__error").first
        expect(message, file.name).to_be_visible()
        assert stored(live_site) == before, file.name
    choose(editor, field, GOOD[kind])
    new = {path: content for path, content in stored(live_site).items() if path not in before}
    assert not any(samples.SECRET.encode() in content for content in new.values())
    (name,) = (path.name for path in new if path.parent.name == folder)
    answer = served(editor, folder, name)
    if not uploads.FOLDERS[folder].served and folder not in OWN_DOORS:
        assert answer.status == 404
        return
    assert answer.headers["content-type"] == uploads.served_type(f"{folder}/{name}")
    disposition = "attachment" if kind in SAVED else "inline"
    assert answer.headers["content-disposition"].startswith(disposition)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/admin/images/multiple/add/", uploads.PICTURE), ("/admin/documents/multiple/add/", uploads.DOCUMENT)],
)
def test_several_uploads_at_once_are_judged_each(address: str, kind: uploads.FileKind, live_site: Site, editor: Page):
    before, refused = stored(live_site), hostile(kind)
    editor.goto(address)
    files = [file.sent() for file in (*refused, GOOD[kind])]
    editor.locator("#fileupload").set_input_files(files)  # type: ignore[arg-type]
    expect(editor.locator("#upload-list .upload-failure")).to_have_count(len(refused), timeout=ONE_BY_ONE)
    expect(editor.locator("#upload-list").locator(".upload-success, .upload-duplicate")).to_have_count(1)
    assert not editor.locator("#upload-list .upload-failure .error-message:visible").count()  # of descriptions
    new = [content for path, content in stored(live_site).items() if path not in before]
    assert len(new) == 1
    assert samples.SECRET.encode() not in new[0]


def choose_logo(page: Page, file: File) -> None:
    page.goto("/admin/identity/")
    page.locator("#id_logo-chooser [data-chooser-action-choose]").first.click()
    page.get_by_role("tab", name="Upload").click()
    page.locator("#id_image-chooser-upload-title").fill("Logo")
    page.locator("#id_image-chooser-upload-file").set_input_files(file.sent())  # type: ignore[arg-type]
    page.locator(".modal form:has(#id_image-chooser-upload-file) [type=submit]").click()


def test_a_logo_is_judged_where_it_is_chosen(live_site: Site, editor: Page):
    before = stored(live_site)
    for file in (BY_NAME[0], too_large(uploads.PICTURE)):
        choose_logo(editor, file)
        expect(editor.locator(".modal .error-message").first, file.name).to_be_visible()
        assert stored(live_site) == before, file.name
    choose_logo(editor, LOGO)
    expect(editor.locator("#id_logo-chooser .chooser__title")).to_have_text("Logo")
    new = [content for path, content in stored(live_site).items() if path not in before]
    assert len(new) == 1
    assert samples.SECRET.encode() not in new[0]


# --- files that are read at once, and kept nowhere --------------------------------------------------------------------

READ_AT_ONCE = {
    "questions": ("LessonPage", "/admin/lessons/{}/questions/", "#id_file"),
    "a course": ("CourseListPage", "/admin/courses/{}/take/", "#id_file"),
    "people": ("Cohort", "/cohorts/{}/invite/", "#id_table"),
}
NOTHING_TO_READ = (
    File("questions.xml", "text/xml", b'<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'),
    File("photo.jpg", "text/csv", samples.photo()),
    File("setup.exe", "text/plain", samples.PROGRAM),
    File("course.zip", "application/zip", samples.office(more={"../../course.json": b"{}"})),
    File("large.txt", "text/plain", b"\0x" * 1_100_000),
)


@pytest.mark.parametrize("what", READ_AT_ONCE)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_kept_nowhere(
    what: str, live_site: Site, plain_editor: Page
):
    editor, (model, address, field) = plain_editor, READ_AT_ONCE[what]
    pk = live_site.shell(
        f"from elearning.models import {model}\n"
        "from community.models import User\n"
        f"found = {model}.objects.order_by('pk').first()\n"
        f"if {model!r} == 'Cohort': found.trainers.add(User.objects.get(email={OPERATOR!r}))\n"
        "print(found.pk)"
    )
    before = stored(live_site)
    for file in NOTHING_TO_READ:
        editor.goto(address.format(pk))
        editor.locator(field).set_input_files(file.sent())  # type: ignore[arg-type]
        with editor.expect_navigation():
            editor.locator(f"form:has({field}) [type=submit]").last.click()
        said = editor.locator(".error-message, .messages .error, .error-summary, #result").first
        expect(said, file.name).to_be_visible()
        assert stored(live_site) == before, file.name


def test_what_an_earlier_version_stored_runs_in_nobodys_browser(live_site: Site, open_page: OpenPage):
    captions = live_site.folder / "media" / "captions"
    captions.mkdir(parents=True, exist_ok=True)
    for file in BY_NAME:
        (captions / file.name).write_bytes(file.content)
    live_site.shell(
        "from cms.models import Recording\n"
        f"for name in {json.dumps([file.name for file in BY_NAME])}:\n"
        "    Recording.objects.create(title=name, type='video', file='media/film.mp4', captions=f'captions/{name}')"
    )
    page = open_page()
    for file in BY_NAME:
        with pytest.raises(Error, match="Download is starting"):
            page.goto(f"/media/captions/{file.name}")
        answer = page.request.get(f"/media/captions/{file.name}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
    page.goto("/")
    came = page.evaluate(
        """() => new Promise((tell) => {
            const script = document.createElement("script");
            script.onload = () => tell("ran");
            script.onerror = () => tell("refused");
            script.src = "/media/captions/esc.js";
            document.head.append(script);
        })"""
    )
    assert came == "refused"
