"""One rule for all fields: the folder decides what is taken, and nothing is stored that was not taken."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import FileField

from cms import uploads
from tests import samples

FIELDS = [
    (model, field) for model in apps.get_models() for field in model._meta.local_fields if isinstance(field, FileField)
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), FIELDS, ids=str)
def test_every_field_of_the_site_stores_where_it_is_known_what_is_taken(model, field):
    """Whoever adds a field for uploads says in `FOLDERS` what it takes."""
    path = field.generate_filename(model(), "name.png")
    assert uploads.kind_at(path)
    assert uploads.validate in field.validators


TAKEN = [
    ("original_images", "photo.JPG", samples.photo()),
    ("images", "photo.jpg", samples.photo()),
    ("avatar_images", "amal.webp", samples.photo("WEBP")),
    ("media_thumbnails", "still.png", samples.photo("PNG")),
    ("media", "film.mp4", samples.film()),
    ("captions", "film.vtt", samples.CAPTIONS),
    ("documents", "rules.pdf", samples.pdf()),
    ("signed_lists", "list.pdf", samples.pdf()),
    ("signed_lists", "list.jpg", samples.photo()),
    ("wagtail_uploads", "rules.pdf", samples.pdf()),
    ("wagtail_uploads", "photo.jpg", samples.photo()),
]


def test_something_is_taken_into_each_folder_below():
    assert {folder for folder, _name, _content in TAKEN} == {*uploads.FOLDERS, uploads.UNFINISHED}


@pytest.mark.parametrize(("folder", "name", "content"), TAKEN)
def test_what_is_taken_has_a_name_of_its_kind_tells_nothing_and_is_taken_again(folder, name, content):
    file = uploads.admit(f"{folder}/{name}", ContentFile(content, name=name))
    assert file.name == name.lower()
    file.seek(0)
    assert samples.SECRET.encode() not in file.read()
    assert uploads.admit(f"{folder}/{name}", file) is file


@pytest.mark.parametrize("folder", [*uploads.FOLDERS, uploads.UNFINISHED])
@pytest.mark.parametrize("ending", ["js", "html", "svg", "exe", "vtt.svg", "xml", ""])
def test_no_file_may_be_named_like_something_that_runs(folder, ending):
    with pytest.raises(ValidationError, match="Files with such a name are not taken here"):
        uploads.admit(f"{folder}/name.{ending}", ContentFile(samples.CAPTIONS, name=f"name.{ending}"))


@pytest.mark.parametrize(("folder", "rule"), uploads.FOLDERS.items())
def test_no_content_passes_under_another_name(folder, rule):
    """A script, a page and a program under each name that is taken; only a text may look like one."""
    for ending in rule.kind.types:
        for content in (b"WEBVTT=1;alert(1)", samples.PAGE, samples.DRAWING, samples.PROGRAM):
            if ending in {"txt", "csv", "ics"} and content != samples.PROGRAM:
                continue
            with pytest.raises(ValidationError):
                uploads.admit(f"{folder}/name.{ending}", ContentFile(content, name=f"name.{ending}"))


@pytest.mark.parametrize(("folder", "rule"), uploads.FOLDERS.items())
def test_each_kind_of_file_has_a_size_in_bytes(folder, rule, settings):
    settings.UPLOAD_SIZES = {**settings.UPLOAD_SIZES, rule.kind.name: 1024}
    ending = next(iter(rule.kind.types))
    with pytest.raises(ValidationError) as refused:
        uploads.admit(f"{folder}/name.{ending}", ContentFile(b"x" * 2048, name=f"name.{ending}"))
    sentence = refused.value.messages[0].replace("\xa0", " ")
    assert sentence == "This file is too large: it has 2.0 KB, and at most 1.0 KB are possible."


def test_a_folder_that_nobody_knows_takes_nothing():
    with pytest.raises(ValidationError, match="No files are kept here"):
        uploads.admit("elsewhere/a.png", ContentFile(samples.picture(), name="a.png"))


def test_what_was_taken_as_one_kind_is_judged_again_as_another():
    file = uploads.admit("documents/rules.txt", ContentFile(b"WEBVTT=1", name="rules.txt"))
    with pytest.raises(ValidationError):
        uploads.admit("captions/rules.vtt", file)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("captions/film.vtt", "text/vtt"),
        ("captions/film.js", ""),
        ("captions/film.html", ""),
        ("images/a.svg", ""),
        ("images/a.JPG", "image/jpeg"),
        ("documents/a.pdf", "application/pdf"),
        ("elsewhere/a.png", ""),
    ],
)
def test_what_is_stored_is_served_as_what_was_taken_or_as_nothing_known(path, expected):
    assert uploads.served_type(path) == expected


# --- files that were stored before there was this rule ----------------------------------------------------------------

TELLING = {
    "a.mp4": samples.film(),
    "a.mp3": samples.sound(),
    "a.pdf": samples.pdf(),
    **{f"a.{kind.lower()}": samples.photo(kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF")},
    **{f"a.{kind}": samples.office(kind) for kind in ("docx", "xlsx", "pptx", "odt", "ods")},
}
SILENT = {
    "a.vtt": samples.CAPTIONS,
    "a.txt": b"Rules",
    "a.zip": samples.office(),  # whatever is in it is taken as it is
    "a.mp3": samples.MP3,
    "a.wav": b"RIFF....WAVE",
    **{f"a.{kind.lower()}": samples.picture(kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")},
    **{f"moves.{kind.lower()}": samples.animation(3, kind=kind) for kind in ("GIF", "PNG", "WEBP", "AVIF")},
}


def stored_as(name: str) -> str:
    return f"{next(folder for folder, rule in uploads.FOLDERS.items() if name[-3:] in ENDINGS[folder])}/{name}"


ENDINGS = {folder: {ending[-3:] for ending in rule.kind.types} for folder, rule in uploads.FOLDERS.items()}


@pytest.mark.parametrize("name", TELLING)
def test_what_tells_of_people_is_cleaned_once_and_tells_nothing_then(name):
    cleaned = uploads.cleaned(stored_as(name), ContentFile(TELLING[name], name=name))
    assert cleaned is not None
    content = cleaned.read()
    assert samples.SECRET.encode() not in content
    assert uploads.cleaned(stored_as(name), ContentFile(content, name=name)) is None


@pytest.mark.parametrize("name", SILENT)
def test_what_tells_nothing_stays_as_it_is(name):
    assert uploads.cleaned(stored_as(name), ContentFile(SILENT[name], name=name)) is None


@pytest.mark.parametrize("folder", uploads.FOLDERS)
def test_what_could_not_be_stored_today_is_named(folder):
    with pytest.raises(ValidationError, match="Files with such a name are not taken here"):
        uploads.cleaned(f"{folder}/esc.js", ContentFile(samples.PAGE, name="esc.js"))
