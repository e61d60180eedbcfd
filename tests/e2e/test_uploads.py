"""Whoever uploads something hostile gets a sentence, wherever they do it; what is stored runs in nobody's browser.

Which files are refused at which address is tested without a browser, in `tests/cms/test_upload_addresses.py`. Here each
form shows one refusal, and each kind of file is sent once, as browsers send it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests import samples
from tests.e2e.conftest import OpenPage
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

PASSWORD = "zweiklang-demo"
OPERATOR = "betrieb@example.org"


@dataclass(frozen=True)
class File:
    name: str
    claimed: str
    content: bytes

    def sent(self) -> dict[str, str | bytes]:
        return {"name": self.name, "mimeType": self.claimed, "buffer": self.content}


@dataclass(frozen=True)
class Field:
    """Where a file is chosen; what else must be filled in there; and what is hostile and what is good for it."""

    page: str
    input: str
    hostile: File
    good: File
    more: tuple[tuple[str, str | File], ...] = ()


MEGABYTE = 1024 * 1024
PHOTO = File("photo.jpg", "image/jpeg", samples.photo())
LOGO = File("logo.png", "image/png", samples.photo("PNG"))
LETTER = File("letter.docx", "application/msword", samples.office())
FILM = File("film.mp4", "video/mp4", samples.film())
CAPTIONS = File("film.vtt", "text/vtt", samples.CAPTIONS)

BY_NAME = (
    File("esc.svg", "image/png", samples.DRAWING),
    File("esc.html", "text/vtt", b"WEBVTT <script src=/media/captions/esc.js></script>"),
    File("esc.js", "text/vtt", b"WEBVTT=1;alert(1)"),
)
PICTURES = (
    *BY_NAME,
    File("photo.png", "text/html", samples.PAGE),  # content and type
    File("wide.png", "image/png", samples.claiming(14_000, 14_000)),  # pixels
    File("large.png", "image/png", samples.picture() + bytes(10 * MEGABYTE)),  # bytes
)
DOCUMENTS = (
    *BY_NAME,
    File("rules.pdf", "text/html", samples.PAGE),
    File("macro.docx", "text/plain", samples.office(more={"word/vbaProject.bin": b"x"})),
)
NO_FILM = File("film.mp4", "text/html", samples.PAGE)
LARGE_CAPTIONS = File("large.vtt", "text/vtt", samples.CAPTIONS * 30_000)

TITLE = (("#id_title", "Title"),)
SPOKEN = (*TITLE, ("#id_duration", "1"), ("#id_transcript", "Hello"))
NAMED = (("#id_name_email-first_name", "Ines"), ("#id_name_email-last_name", "Berg"))
FIELDS = [
    Field("/admin/images/add/", "#id_file", PICTURES[0], PHOTO, TITLE),
    Field("/admin/documents/add/", "#id_file", DOCUMENTS[0], LETTER, TITLE),
    Field("/admin/media/video/add/", "#id_file", NO_FILM, FILM, SPOKEN),
    Field("/admin/media/video/add/", "#id_thumbnail", PICTURES[0], PHOTO, (*SPOKEN, ("#id_file", FILM))),
    Field("/admin/media/video/add/", "#id_captions", LARGE_CAPTIONS, CAPTIONS, (*SPOKEN, ("#id_file", FILM))),
    Field("/admin/account/", "#id_avatar-avatar", PICTURES[-1], PHOTO, NAMED),
]


def stored(site: Site) -> dict[Path, bytes]:
    """What was uploaded; the CMS makes renditions of older pictures meanwhile."""
    files = (path for path in (site.folder / "media").rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if path.parent.name != "images"}


def choose(page: Page, field: Field, file: File) -> None:
    page.goto(field.page)
    for selector, value in (*field.more, (field.input, file)):
        if isinstance(value, File):
            page.locator(selector).set_input_files(value.sent())  # type: ignore[arg-type]  # a payload of Playwright's
        else:
            page.locator(selector).fill(value)
    with page.expect_navigation():
        page.locator(f"form:has({field.input}) [type=submit]").last.click()


@pytest.fixture
def editor(live_site: Site, open_page: OpenPage, login: Callable[[Page, str, str], None]) -> Page:
    page = open_page(language="en")
    login(page, OPERATOR, PASSWORD)
    return page


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.page} {field.input}")
def test_each_field_refuses_what_is_hostile_and_cleans_the_rest(field: Field, live_site: Site, editor: Page):
    before = stored(live_site)
    choose(editor, field, field.hostile)
    expect(editor.locator(f".w-field:has({field.input}) .error-message, .error-message").first).to_be_visible()
    assert stored(live_site) == before
    choose(editor, field, field.good)
    new = {path: content for path, content in stored(live_site).items() if path not in before}
    assert new
    assert not any(samples.SECRET.encode() in content for content in new.values())


@pytest.mark.parametrize(
    ("address", "hostile", "good"),
    [("/admin/images/multiple/add/", PICTURES, PHOTO), ("/admin/documents/multiple/add/", DOCUMENTS, LETTER)],
)
def test_several_uploads_at_once_are_judged_each(
    address: str, hostile: Iterable[File], good: File, live_site: Site, editor: Page
):
    before = stored(live_site)
    editor.goto(address)
    editor.locator("#fileupload").set_input_files([file.sent() for file in (*hostile, good)])  # type: ignore[arg-type]
    expect(editor.locator("#upload-list").locator(".upload-success, .upload-duplicate")).to_have_count(1)
    expect(editor.locator("#upload-list .upload-failure")).to_have_count(len(list(hostile)))
    new = [content for path, content in stored(live_site).items() if path not in before]
    assert len(new) == 1
    assert samples.SECRET.encode() not in new[0]


def choose_logo(page: Page, file: File) -> None:
    page.goto("/admin/settings/cms/siteidentity/")
    page.locator("#id_logo-chooser [data-chooser-action-choose]").first.click()
    page.get_by_role("tab", name="Upload").click()
    page.locator("#id_image-chooser-upload-title").fill("Logo")
    page.locator("#id_image-chooser-upload-file").set_input_files(file.sent())  # type: ignore[arg-type]
    page.locator(".modal form:has(#id_image-chooser-upload-file) [type=submit]").click()


def test_a_logo_is_judged_where_it_is_chosen(live_site: Site, editor: Page):
    before = stored(live_site)
    choose_logo(editor, PICTURES[0])
    expect(editor.locator(".modal .error-message").first).to_be_visible()
    assert stored(live_site) == before
    choose_logo(editor, LOGO)
    expect(editor.locator("#id_logo-chooser .chooser__title")).to_have_text("Logo")
    new = [content for path, content in stored(live_site).items() if path not in before]
    assert len(new) == 1
    assert samples.SECRET.encode() not in new[0]


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
