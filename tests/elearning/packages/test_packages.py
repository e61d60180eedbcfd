"""A course as one file: out of one site, into another, and back into the same."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ManyToManyField
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from cms.models import GlossaryTerm
from cms.uploads import files
from elearning.models import (
    CourseListPage,
    CoursePage,
    ItemText,
    ItemVersion,
    LessonPage,
    LessonSnapshot,
    ModulePage,
    ReleasedFile,
    Scale,
)
from elearning.packages import CONTENTS, name_of_page, reading
from elearning.packages.pages import MODELS, STAYS, fields
from elearning.packages.reading import UNREADABLE, Becomes, NoCourse, take
from elearning.packages.references import in_text
from elearning.packages.writing import write
from tests.elearning import content
from tests.elearning.test_dialogues import dialogue
from tests.elearning.test_sources import LAW, sources

Image = get_image_model()
Document = get_document_model()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def boss(django_user_model: Any) -> AbstractUser:
    user: AbstractUser = django_user_model.objects.create_superuser("boss@example.org", "a long password")
    return user


@pytest.fixture
def courses(home: Page) -> CourseListPage:
    found: CourseListPage = content.live(home, CourseListPage(title="Courses"))
    return found


@pytest.fixture
def picture(db: None) -> Any:
    drawn = io.BytesIO()
    Pillow.new("RGB", (4, 3), "teal").save(drawn, "PNG")
    picture = Image(title="A square", file=ContentFile(drawn.getvalue(), "square.png"), description="Teal.")
    picture._set_image_file_metadata()  # as the CMS does it
    picture.save()
    return picture


@pytest.fixture
def term(home: Page) -> GlossaryTerm:
    term: GlossaryTerm = GlossaryTerm.objects.create(
        slug="deuten", term="Deuten", definition="Einen Sinn geben.", locale=home.locale
    )
    return term


@pytest.fixture
def scale(home: Page) -> Scale:
    scale = Scale(title="Asking", low="not at all", high="very much", locale=home.locale)
    scale.statements = [{"type": "statement", "id": "asks", "value": "I ask before I judge."}]
    scale.save()
    return scale


@pytest.fixture
def course(courses: CourseListPage, picture: Any, term: GlossaryTerm, scale: Scale) -> CoursePage:
    """With a picture, a term, a scale, a document and links in its lesson."""
    document = Document(title="Sheet", file=ContentFile(b"Words", "sheet.txt"))
    document._set_document_file_metadata()
    document.save()
    course = content.a_course(courses, "To take along")
    CoursePage.objects.filter(pk=course.pk).update(image=picture)
    module = content.a_module(course)
    links = f'<p><a linktype="document" id="{document.pk}">Sheet</a> <a linktype="page" id="{course.pk}">Course</a>'
    links += "</p>"
    chosen = {"image": picture.pk, "decorative": False, "alt_text": "A square of teal"}
    shown = {"type": "image", "id": "shown", "value": {"image": chosen, "caption": ""}}
    explained = {"type": "glossary_term", "id": "explained", "value": {"term": term.pk, "note": ""}}
    rated = {"type": "scale", "id": "rated", "value": {"question": "And now?", "scale": scale.pk, "moment": "before"}}
    blocks = [content.text(html=links), explained, shown, rated, content.single_choice(), content.reflection()]
    content.a_lesson(module, "A lesson", *blocks)
    found: CoursePage = CoursePage.objects.get(pk=course.pk)
    return found


def contents(file: Any) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        found: dict[str, Any] = json.loads(archive.read(CONTENTS))
    file.seek(0)
    return found


def changed(file: Any, **changes: Any) -> io.BytesIO:
    """The same package with other contents."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            read = source.read(name)
            archive.writestr(name, json.dumps({**json.loads(read), **changes}) if name == CONTENTS else read)
    target.seek(0)
    return target


def without_it() -> None:
    """Another site: neither the course, nor its files and terms."""
    CoursePage.objects.get().delete()
    models: tuple[Any, ...] = (ReleasedFile, Image, Document, GlossaryTerm, Scale)
    for model in models:
        model.objects.all().delete()


def published(course: CoursePage) -> None:
    for page in course.get_descendants(inclusive=True).specific():
        page.get_latest_revision().publish()


def hashes() -> set[str]:
    rows = (ItemVersion, ItemText)
    return {hash for model in rows for hash in model.objects.values_list("hash", flat=True)}


def test_into_a_site_without_it_and_every_question_is_the_same(course, courses, boss):
    file, before = write(course), hashes()
    lesson_key = LessonPage.objects.get().translation_key
    course.delete()
    outcomes = take(file, courses, boss)
    assert [each.outcome for each in outcomes] == [Becomes.NEW] * 3
    assert not CoursePage.objects.live().exists()
    published(CoursePage.objects.get())
    assert hashes() == before
    assert LessonPage.objects.get().translation_key == lesson_key


def test_into_a_site_without_its_files_and_terms(course, courses, boss, term):
    lesson: Any = LessonPage.objects.get()
    elsewhere = content.text("more", f'<p><a linktype="page" id="{courses.pk}">Elsewhere</a></p>')
    content.edited(lesson, body=[*lesson.body.get_prep_value(), elsewhere])
    file = write(course)
    without_it()
    take(file, courses, boss)
    (document, picture, term) = Document.objects.get(), Image.objects.get(), GlossaryTerm.objects.get()
    assert (picture.title, picture.description, document.title) == ("A square", "Teal.", "Sheet")
    with document.file.open() as file:
        assert file.read() == b"Words"
    assert (term.term, term.live) == ("Deuten", False)
    found = CoursePage.objects.get().get_latest_revision_as_object()
    lesson = LessonPage.objects.get().get_latest_revision_as_object()
    text, explained, shown, rated, *_, more = lesson.body.get_prep_value()
    assert found.image == picture
    assert explained["value"]["term"] == term.pk
    assert shown["value"]["image"]["image"] == picture.pk
    assert rated["value"]["scale"] == Scale.objects.get().pk
    assert f'<a linktype="document" id="{document.pk}">Sheet</a>' in text["value"]
    assert f'<a linktype="page" id="{found.pk}">Course</a>' in text["value"]
    assert "<a>Elsewhere</a>" in more["value"]


def test_a_scale_travels_in_all_languages_and_its_statements_keep_their_ids(course, courses, boss, scale):
    english, _ = Locale.objects.get_or_create(language_code="en")
    translated = scale.copy_for_translation(english)
    translated.low = "never"
    translated.save()
    key, file = scale.translation_key, write(course)
    without_it()
    take(file, courses, boss)
    here, there = Scale.objects.get(locale=course.locale), Scale.objects.get(locale=english)
    assert (here.translation_key, there.translation_key) == (key, key)
    assert (here.low, there.low, here.live, there.live) == ("not at all", "never", False, False)
    assert here.as_words()["statements"] == [{"id": "asks", "text": "I ask before I judge."}]
    take(file, courses, boss)
    assert Scale.objects.count() == 2


def test_a_scale_that_is_here_keeps_its_words(course, courses, boss, scale):
    file = write(course)
    Scale.objects.update(low="never")
    take(file, courses, boss)
    assert Scale.objects.get().low == "never"


def test_dialogues_sources_and_the_words_that_a_text_mentions_travel(course, courses, boss, home):
    GlossaryTerm.objects.create(
        locale=home.locale, slug="sheet", term="Sheet", definition="Of paper.", other_forms="Sheets"
    )
    lesson: Any = LessonPage.objects.get()
    more = content.text("more", "<p>All Sheets.</p>")
    content.edited(lesson, body=[*lesson.body.get_prep_value(), more, dialogue(), sources(LAW)])
    before, snapshot = lesson.get_latest_revision_as_object().body.get_prep_value(), LessonSnapshot.objects.latest("pk")
    file = write(course)
    without_it()
    take(file, courses, boss)
    found: Any = LessonPage.objects.get().get_latest_revision_as_object().body.get_prep_value()
    assert found[-3:] == before[-3:]
    sheet = GlossaryTerm.objects.get(slug="sheet")
    assert (sheet.other_forms, sheet.is_explained_in_texts, sheet.live) == ("Sheets", True, False)
    sheet.save_revision().publish()
    published(CoursePage.objects.get())
    assert LessonSnapshot.objects.latest("pk").terms == snapshot.terms != {}


def test_the_guide_of_a_course_stays_as_it_is_here(course, courses, boss):
    file = write(course)
    content.edited(course, guide_page=courses)
    take(file, courses, boss)
    assert CoursePage.objects.get().get_latest_revision_as_object().guide_page.pk == courses.pk


def test_a_file_from_before_words_had_other_forms_is_taken(course, courses, boss):
    file = write(course)
    things = contents(file)["things"]
    for thing in things.values():
        thing["fields"].pop("other_forms", None)
    without_it()
    take(changed(file, things=things), courses, boss)
    assert GlossaryTerm.objects.get().other_forms == ""


def test_twice_is_once(course, courses, boss):
    file = write(course)
    outcomes = take(file, courses, boss)
    assert [each.outcome for each in outcomes] == [Becomes.SAME] * 3
    assert (CoursePage.objects.count(), Image.objects.count(), Document.objects.count()) == (1, 1, 1)


def test_what_is_here_becomes_a_new_draft_of_itself(course, courses, boss):
    file = write(course)
    lesson = LessonPage.objects.get()
    content.edited(lesson, title="Renamed here", slug="renamed")
    outcomes = take(file, courses, boss)
    assert [each.outcome for each in outcomes] == [Becomes.SAME, Becomes.SAME, Becomes.CHANGED]
    lesson.refresh_from_db()
    assert (lesson.title, lesson.slug) == ("Renamed here", "renamed")  # what is published stays
    assert lesson.get_latest_revision_as_object().title == "A lesson"


def test_all_languages_travel_and_those_that_a_site_does_not_have_are_left(course, courses, boss):
    english, _ = Locale.objects.get_or_create(language_code="en")
    there = courses.copy_for_translation(english, copy_parents=True)
    for page in (course, ModulePage.objects.get(), LessonPage.objects.get()):
        page.copy_for_translation(english).save_revision()
    file = write(course)
    assert {page["locale"] for page in contents(file)["pages"]} == {"de", "en"}
    there.delete()
    outcomes = take(file, courses, boss)
    assert [each.outcome for each in outcomes if each.locale == "en"] == [Becomes.LEFT] * 3


def test_a_course_that_comes_first_is_named_and_does_not_travel(course, courses, boss):
    first = content.a_course(courses, "Comes first")
    course.required_course = first
    course.save_revision().publish()
    module: Any = ModulePage.objects.get()
    module.required = first.page_ptr
    module.save_revision().publish()
    file = write(course)
    assert [page["elsewhere"] for page in contents(file)["pages"]] == [["Comes first"], ["Comes first"], []]
    course.delete()
    outcomes = take(file, courses, boss)
    assert [each.elsewhere for each in outcomes] == [("Comes first",), ("Comes first",), ()]
    found = CoursePage.objects.get(title="To take along").get_latest_revision_as_object()
    assert found.required_course is None


def test_what_is_chosen_here_as_coming_first_stays(course, courses, boss):
    here, there = (content.a_course(courses, title) for title in ("Here", "There"))
    course.required_course = there
    course.save_revision().publish()
    file = write(course)
    course.required_course = here
    course.save_revision().publish()
    take(file, courses, boss)
    assert CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object().required_course == here


def test_a_module_that_comes_first_travels(course, courses, boss):
    first: Any = ModulePage.objects.get()
    second = content.a_module(course, "Second")
    second.required = first.page_ptr
    second.save_revision().publish()
    file = write(course)
    course.delete()
    take(file, courses, boss)
    first, second = ModulePage.objects.order_by("path")
    assert second.get_latest_revision_as_object().required_id == first.pk


def test_a_page_of_another_course_as_coming_first_is_refused(course, courses, boss):
    file = with_page(course, 0, required_course="page:nowhere:de")
    assert refused(file, courses, boss) == UNREADABLE["package.unfit"]


def test_an_address_that_is_taken_gets_a_number(course, courses, boss):
    file = write(course)
    course.delete()
    content.a_course(courses, "To take along")
    take(file, courses, boss)
    assert sorted(CoursePage.objects.values_list("slug", flat=True)) == ["to-take-along", "to-take-along-1"]


def test_every_field_that_editors_write_travels():
    """And those that do not are the tree's and the clock's."""
    for kind, model in MODELS.items():
        written = {field.name for field in fields(kind)}
        own = {field.name for field in model._meta.local_fields if field.editable} - {"page_ptr", STAYS}
        assert own <= written
        assert {"title", "slug"} <= written
        assert all(not isinstance(field, ManyToManyField) for field in model._meta.get_fields())


def refused(file: Any, parent: CourseListPage, user: Any) -> Any:
    with pytest.raises(NoCourse) as refusal:
        take(file, parent, user)
    return refusal.value.sentence


def with_page(course: CoursePage, at: int, **changes: Any) -> io.BytesIO:
    """The package with other fields in one of its pages."""
    file = write(course)
    pages = contents(file)["pages"]
    pages[at]["fields"] |= changes
    return changed(file, pages=pages)


def a_thing(course: CoursePage, kind: str) -> str:
    found: dict[str, Any] = contents(write(course))["things"]
    return next(name for name in found if name.startswith(kind))


def name_of(model: Any) -> str:
    page = model.objects.get()
    return name_of_page(str(page.translation_key), page.locale.language_code)


def having_the_key_of(file: Any, page: Page) -> io.BytesIO:
    """Of a page of another kind that is here already."""
    first, *_others = contents(file)["pages"]
    return changed(file, pages=[{**first, "key": str(page.translation_key)}])


def packed(file: Any, compression: int, contents: Any = None) -> io.BytesIO:
    """The same package packed in another way, and perhaps with other contents."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", compression) as archive:
        for name in source.namelist():
            archive.writestr(name, contents if contents and name == CONTENTS else source.read(name))
    target.seek(0)
    return target


def nested(file: Any) -> io.BytesIO:
    """Lists in lists, deeper than anything can be read."""
    with zipfile.ZipFile(file) as archive:
        read = archive.read(CONTENTS).decode()
    return packed(file, zipfile.ZIP_DEFLATED, read.replace('"here"', "[" * 100_000 + "]" * 100_000))


def encrypted(file: Any) -> io.BytesIO:
    """A flag says so, in the head of each part and in the list at the end."""
    content = bytearray(file.read())
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(head)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(head, at + 4)
    return io.BytesIO(bytes(content))


def block(kind: str, value: Any) -> list[dict[str, Any]]:
    return [{"type": kind, "id": "a", "value": value}]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda course: io.BytesIO(b"PK or not"), "none"),
        (lambda course: changed(write(course), format="another"), "none"),
        (lambda course: changed(write(course), pages=[]), "none"),
        (lambda course: changed(write(course), pages=[{"kind": "quiz"}]), "none"),
        (lambda course: changed(write(course), version=99), "newer"),
        (lambda course: with_page(course, 2, body=block("quiz_of_tomorrow", {})), "unfit"),
        (lambda course: with_page(course, 2, body=block("glossary_term", {"term": "nowhere", "note": ""})), "unfit"),
        (lambda course: with_page(course, 2, body=block("single_choice", {"tomorrow": 1})), "unfit"),
        (lambda course: with_page(course, 2, body=7), "unfit"),
        (lambda course: with_page(course, 2, body=block("glossary_term", {"term": a_thing(course, "image")})), "unfit"),
        (lambda course: with_page(course, 0, image=f"page:{course.translation_key}:de"), "unfit"),
        (lambda course: with_page(course, 0, required_course=name_of(LessonPage)), "unfit"),
        (lambda course: nested(with_page(course, 2, body="here")), "unfit"),
        (lambda course: packed(write(course), zipfile.ZIP_BZIP2), "none"),
        (lambda course: packed(write(course), zipfile.ZIP_LZMA), "none"),
        (lambda course: encrypted(write(course)), "none"),
        (lambda course: having_the_key_of(write(course), course.get_parent()), "unfit"),
    ],
)
def test_a_file_of_something_else_is_refused_in_words(course, courses, boss, spoil, code):
    assert refused(spoil(course), courses, boss) == UNREADABLE[f"package.{code}"]


def test_a_lesson_lies_below_a_module_only(course, courses, boss):
    file = write(course)
    pages = contents(file)["pages"]
    pages[2]["above"] = pages[0]["key"]
    course.delete()
    assert refused(changed(file, pages=pages), courses, boss) == UNREADABLE["package.unfit"]


def test_a_package_without_contents_is_none(courses, boss):
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert refused(empty, courses, boss) == UNREADABLE["package.none"]


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(course, courses, boss, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    assert refused(write(course), courses, boss) == UNREADABLE["package.large"]


def test_a_list_that_is_too_long_is_not_even_read(courses, boss):
    file = io.BytesIO(files.ENTRY * (files.MOST_ENTRIES + 1))
    assert refused(file, courses, boss) == UNREADABLE["package.large"]


def test_what_is_read_into_the_memory_is_smaller(course, courses, boss, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_CONTENTS", 100)
    assert refused(write(course), courses, boss) == UNREADABLE["package.large"]


@pytest.mark.parametrize(("limit", "most"), [("MOST_BYTES", 10_000_000), ("MOST_PARTS", 50)])
def test_one_part_that_a_thousand_things_name_counts_as_often(course, courses, boss, media, monkeypatch, limit, most):
    """Or a few kilobytes fill the disk with films."""
    file = write(course)
    things = contents(file)["things"]
    stored = {path for path in media.rglob("*") if path.is_file()}
    monkeypatch.setattr(reading, limit, most)
    many = {f"image-{number}": {"kind": "image", "fields": {}, "parts": {"file": CONTENTS}} for number in range(1000)}
    assert refused(changed(file, things=things | many), courses, boss) == UNREADABLE["package.large"]
    assert {path for path in media.rglob("*") if path.is_file()} == stored


def test_a_refused_package_leaves_nothing(course, courses, boss, media):
    file = with_page(course, 2, title="x" * 300)
    without_it()
    stored = {path for path in media.rglob("*") if path.is_file()}
    assert "255" in str(refused(file, courses, boss))
    assert not CoursePage.objects.exists()
    assert not GlossaryTerm.objects.exists()
    assert {path for path in media.rglob("*") if path.is_file()} == stored


def test_a_file_that_the_site_does_not_store_is_refused(course, courses, boss):
    file = write(course)
    things = contents(file)["things"]
    name = next(name for name, thing in things.items() if thing["kind"] == "image")
    things[name]["parts"] = {"file": CONTENTS}  # JSON is no picture
    without_it()
    assert "JPG" in str(refused(changed(file, things=things), courses, boss))


def with_thing(course: CoursePage, kind: str, **changes: Any) -> io.BytesIO:
    """The package with other fields of the thing of this kind."""
    file = write(course)
    things = contents(file)["things"]
    next(thing for thing in things.values() if thing["kind"] == kind)["fields"].update(changes)
    return changed(file, things=things)


@pytest.mark.parametrize("changes", [{"id": "mine"}, {"collection_id": 1}, {"file": "original_images/other.png"}])
@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_package_says_only_what_packages_say(course, courses, boss, kind, changes):
    """A number would take the place of something that is here, a collection would open it to everybody."""
    here = {"image": Image, "document": Document}[kind].objects.get()
    changes = {name: here.pk if value == "mine" else value for name, value in changes.items()}
    file = with_thing(course, kind, title="Replaced", **changes)
    assert refused(file, courses, boss) == UNREADABLE["package.unfit"]
    here.refresh_from_db()
    assert here.title != "Replaced"


def test_a_title_that_is_too_long_for_its_field_is_refused_in_words(course, courses, boss):
    file = with_thing(course, "image", title="x" * 300)
    without_it()
    assert "255" in str(refused(file, courses, boss))


@pytest.mark.parametrize("changes", [{"slug": "elsewhere"}, {"term": "Elsewhere"}])
def test_a_term_that_this_site_has_by_its_word_or_its_address_is_taken(course, courses, boss, term, changes):
    take(with_thing(course, "glossaryterm", **changes), courses, boss)
    assert GlossaryTerm.objects.get() == term


HOSTILE = (
    '<p onclick="alert(1)">One <script src="/media/captions/esc.js"></script><a href="javascript:alert(1)">two</a></p>'
    '<form action="https://example.net"><input name="password"></form><iframe src="//example.net"></iframe>'
    '<style>p { display: none }</style><img src="https://example.net/pixel.png"><!-- three -->'
)


def test_formatted_text_is_what_the_editor_of_the_cms_can_write(course, courses, boss):
    lesson: Any = LessonPage.objects.get()
    choice = {**content.single_choice(), "id": "hostile"}
    choice["value"] = {**choice["value"], "explanation": HOSTILE}
    blocks = [content.text("hostile-text", HOSTILE), choice]
    take(with_page(course, 2, body=blocks), courses, boss)
    lesson.refresh_from_db()
    text, asked = lesson.get_latest_revision_as_object().body.get_prep_value()
    for stored in (text["value"], asked["value"]["explanation"]):
        assert "One" in stored
        assert "<a>two</a>" in stored
        for word in ("onclick", "script", "form", "input", "iframe", "style", "<img", "three", "example.net"):
            assert word not in stored


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>"]
)
def test_a_link_that_runs_something_is_refused(course, courses, boss, address):
    """The preview of the CMS would run it: there, pages have no policy that stops it."""
    hostile = sources({**LAW, "address": address})
    with pytest.raises(NoCourse):
        take(with_page(course, 2, body=[hostile]), courses, boss)


def test_what_is_longer_than_its_field_takes_is_refused(course, courses, boss):
    long = {**content.single_choice(), "id": "long"}
    long["value"] = {**long["value"], "question": "x" * 500}
    assert "400" in str(refused(with_page(course, 2, body=[long]), courses, boss))


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="a1b2c">Fünf &amp; „sechs“ – &lt;sieben&gt;<br/>acht</p>',
        '<h3 data-block-key="x">Eins</h3><ul><li data-block-key="y"><b>zwei</b> <i>drei</i></li></ul><hr/>',
        '<p>Ohne Namen, <a href="https://example.org/?a=1&amp;b=2">verlinkt</a></p>',
    ],
)
def test_what_was_written_in_the_cms_stays_letter_by_letter(html):
    assert in_text(html, lambda model, pk: pk) == html


def test_a_page_that_is_locked_is_left_alone(course, courses, boss, django_user_model):
    other = django_user_model.objects.create_user("other@example.org", "a long password")
    LessonPage.objects.update(locked=True, locked_by=other)
    assert refused(write(course), courses, boss) == UNREADABLE["package.closed"]


# --- the pages of the CMS ---------------------------------------------------------------------------------------------


def test_editors_save_a_course_and_take_it_in(client: Client, course, courses, boss):
    client.force_login(boss)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert reverse("export_course", args=[course.pk]) in edit
    saved: Any = client.get(reverse("export_course", args=[course.pk]))
    assert saved["Content-Disposition"] == 'attachment; filename="to-take-along.zip"'
    file = SimpleUploadedFile("course.zip", b"".join(saved.streaming_content))
    title = course.title
    course.delete()
    listed = client.get(reverse("wagtailadmin_explore", args=[courses.pk])).content.decode()
    assert reverse("import_course", args=[courses.pk]) in listed
    answer = client.post(reverse("import_course", args=[courses.pk]), {"file": file})
    assert answer.status_code == 200
    assert title in answer.content.decode()
    assert "comes first" not in answer.content.decode()
    assert not CoursePage.objects.get().live


def test_what_is_wrong_with_a_file_is_said_beside_it(client: Client, courses, boss):
    client.force_login(boss)
    answer = client.post(reverse("import_course", args=[courses.pk]), {"file": SimpleUploadedFile("a.zip", b"no")})
    assert answer.status_code == 422
    assert str(UNREADABLE["package.none"]) in answer.content.decode()
    assert client.post(reverse("import_course", args=[courses.pk]), {}).status_code == 422
