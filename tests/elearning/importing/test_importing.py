"""Questions of other platforms in the draft of a lesson: through the page that editors have."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from community.models import User
from elearning import importing
from elearning.importing import NoQuestions, QuestionStanding
from elearning.models import LessonPage

HERE = Path(__file__).resolve().parent
GIFT = (HERE / "every_type.gift").read_bytes()
MOODLE = (HERE / "every_type.xml").read_bytes()
BOTH = pytest.mark.parametrize("content", [GIFT, MOODLE], ids=["gift", "moodle"])


@pytest.fixture
def editor(client: Client, django_user_model: type[User]) -> Client:
    client.force_login(django_user_model.objects.create_superuser("editor@example.org", "a long password"))
    return client


def rows_of(page: LessonPage, content: bytes) -> Sequence[importing.QuestionRow]:
    return importing.report(page, importing.read(importing.decoded(content)))


def address(page: Page) -> str:
    return reverse("import_questions", args=[page.pk])


def draft(page: LessonPage) -> LessonPage:
    found: LessonPage = LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return found


@BOTH
def test_every_question_of_every_type_is_taken_or_refused_with_a_reason(reading, content):
    rows = rows_of(reading, content)
    assert {row.standing for row in rows} == {QuestionStanding.NEW, QuestionStanding.REFUSED}
    assert all(row.reason for row in rows if row.standing is QuestionStanding.REFUSED)
    assert all(row.label for row in rows)
    assert len([row for row in rows if row.standing is QuestionStanding.NEW]) >= 8


@BOTH
def test_what_is_taken_is_what_editors_may_publish(reading, content):
    taken = [row.taken for row in rows_of(reading, content) if row.taken]
    importing.append(reading, taken, None)
    page = draft(reading)
    page.body.stream_block.clean(page.body)
    page.get_latest_revision().publish()
    kinds = [block.block_type for block in LessonPage.objects.get(pk=reading.pk).body]
    assert kinds[1:] == [each.kind for each in taken]


@BOTH
def test_the_same_file_twice_makes_no_duplicates(editor, reading, content):
    first = editor.post(address(reading), {"file": SimpleUploadedFile("questions", content)})
    ticked = [row.taken.id for row in first.context["rows"] if row.standing is QuestionStanding.NEW]
    sent = {"text": first.context["text"], "take": "yes", "question": ticked}
    assert editor.post(address(reading), sent).status_code == 302
    had = len(draft(reading).body)
    again = editor.post(address(reading), {"file": SimpleUploadedFile("questions", content)})
    assert {row.standing for row in again.context["rows"]} == {QuestionStanding.THERE, QuestionStanding.REFUSED}
    editor.post(address(reading), sent)
    assert len(draft(reading).body) == had == 1 + len(ticked)
    assert len(LessonPage.objects.get(pk=reading.pk).body) == 1  # nothing was published


def test_a_question_that_stands_twice_in_a_file_is_taken_once(reading):
    rows = rows_of(reading, b"Wer? {=Ich ~Du}\n\nWer? {=Ich ~Du}")
    assert [row.standing for row in rows] == [QuestionStanding.NEW, QuestionStanding.THERE]


def test_only_what_is_ticked_is_taken(editor, reading):
    text = "Wer? {=Ich ~Du}\n\nWann? {=Jetzt ~Nie}"
    rows = editor.post(address(reading), {"text": text}).context["rows"]
    editor.post(address(reading), {"text": text, "take": "yes", "question": [rows[1].taken.id]})
    assert [str(block.value["question"]) for block in list(draft(reading).body)[1:]] == ["Wann?"]


def test_right_and_not_right_are_said_in_the_language_of_the_lesson(reading):
    (row,) = rows_of(reading, b"Stimmt das? {T}")
    assert [option["value"]["text"] for option in row.taken.value["options"]] == ["Richtig", "Nicht richtig"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (importing.LARGEST + 1), "file.large"),
        (b"Wer? {=Ich}\n\n" * 501, "file.many"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file.text"),
        (b"\xff\xfe\x00", "file.text"),
        (b"\x81\x8d", "file.text"),
        (b"<quiz><question></quiz>", "file.xml"),
        (b'<!DOCTYPE q [<!ENTITY a "aaa">]><quiz><question type="essay">&a;</question></quiz>', "file.xml"),
        (b"<quiz></quiz>", "file.empty"),
        (b"  \n", "file.empty"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(content, code):
    with pytest.raises(NoQuestions) as refused:
        importing.read(importing.decoded(content))
    assert refused.value.sentence == importing.UNREADABLE[code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_editors_of_text_have_encodings_of_their_own(encoding):
    (source,) = importing.read(importing.decoded("Größe? {=groß ~klein}".encode(encoding)))
    assert source.text == "Größe?"


def test_a_refused_file_keeps_what_was_pasted(editor, reading):
    answer = editor.post(address(reading), {"text": "<quiz>"})
    assert answer.status_code == 422
    assert "&lt;quiz&gt;" in answer.content.decode()
    assert str(importing.UNREADABLE["file.xml"]) in answer.content.decode()
    assert editor.post(address(reading), {}).status_code == 422


def test_the_largest_file_goes_through_both_steps(editor, reading):
    """In the second, its text is a field of a form, and forms have a limit of their own."""
    filled = b"// filled up\r\n" * (importing.LARGEST // 14)
    file = SimpleUploadedFile("questions", b"Wer? {=Ich ~Du}\r\n\r\n" + filled[:-30])
    first = editor.post(address(reading), {"file": file})
    sent = {"text": first.context["text"], "take": "yes", "question": [first.context["rows"][0].taken.id]}
    assert editor.post(address(reading), sent).status_code == 302
    assert len(draft(reading).body) == 2


def test_whoever_may_not_edit_the_lesson_takes_nothing_over(client, reading, django_user_model):
    client.force_login(django_user_model.objects.create_user("anna@example.org", "a long password"))
    assert client.get(address(reading)).status_code in (302, 403)
    assert len(draft(reading).body) == 1


def test_a_lesson_that_is_locked_stays_as_it_is(editor, reading, django_user_model):
    LessonPage.objects.filter(pk=reading.pk).update(
        locked=True, locked_by=django_user_model.objects.create_user("boss@example.org", "a long password")
    )
    sent = {"text": "Wer? {=Ich ~Du}", "take": "yes"}
    assert editor.post(address(reading), sent).url == reverse("wagtailadmin_pages:edit", args=[reading.pk])
    assert len(draft(reading).body) == 1


def test_the_editor_has_a_button_for_it(editor, reading, module):
    assert address(reading) in editor.get(reverse("wagtailadmin_pages:edit", args=[reading.pk])).content.decode()
    assert "questions/" not in editor.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()
