"""A scale is written once and rated twice: a release holds its words, and the end of a course shows both values."""

import uuid
from html import unescape

import pytest
from django.urls import reverse
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.models import Locale, ReferenceIndex

from config.bootstrap import bootstrap
from elearning.core.kinds.scale import AFTER, BEFORE
from elearning.models import Answer, Completion, ItemText, ItemVersion, LessonPage, Scale
from elearning.released import newest_release
from tests.elearning import content

pytestmark = pytest.mark.django_db

STATEMENTS = [("I say something.", "s1"), ("I ask.", "s2")]


def statements(*words):
    return [{"type": "statement", "id": id, "value": text} for text, id in words]


@pytest.fixture
def scale(home):
    scale = Scale(locale=home.locale, title="Saying", low="hard", high="easy", statements=statements(*STATEMENTS))
    scale.save()
    return scale


def block(scale, moment):
    return {"type": "scale", "id": moment, "value": {"question": f"How {moment}?", "scale": scale.pk, "moment": moment}}


@pytest.fixture
def first(module, scale):
    return content.a_lesson(module, "First", block(scale, BEFORE))


@pytest.fixture
def last(module, first, scale):
    return content.a_lesson(module, "Last", block(scale, AFTER))


@pytest.fixture
def enrolled(browser, course, last):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


def rate(browser, course, lesson, *steps):
    moment = lesson.body[0].id
    text = ItemText.objects.filter(version__item__block_id=moment).order_by("pk").last()
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, moment])
    fields = {f"step-{id}": step for (_text, id), step in zip(STATEMENTS, steps, strict=False)}
    return browser.post(address, {"text": text.pk, "key": str(uuid.uuid4())} | fields)


def html(response):
    return unescape(response.content.decode())


def reworded(scale, *words):
    scale.statements = statements(*words)
    scale.save_revision().publish()


# --- what a release holds ---------------------------------------------------------------------------------------------


def test_a_release_holds_the_statements_as_they_were(first, scale):
    reworded(scale, ("Quite another thing.", "s1"), ("I ask.", "s2"))
    assert [each["text"] for each in ItemText.objects.get().content["options"]] == ["I say something.", "I ask."]


def test_a_scale_that_is_published_anew_takes_a_new_release_in_each_of_its_lessons(course, first, last, scale):
    for lesson in (first, last):
        ReferenceIndex.create_or_update_for_object(lesson)
    reworded(scale, ("I speak up.", "s1"), ("I ask.", "s2"))
    newest = [ItemText.objects.filter(version__item__block_id=each).last() for each in (BEFORE, AFTER)]
    assert [each.content["options"][0]["text"] for each in newest] == ["I speak up.", "I speak up."]
    assert ItemVersion.objects.count() == 2  # other words, the same definition


def test_a_draft_is_in_no_release_and_no_lesson_can_be_published_with_it(first, scale):
    blocks = LessonPage.body.field.stream_block
    assert blocks.clean(blocks.to_python([block(scale, BEFORE)]))
    Scale.objects.update(live=False)
    with pytest.raises(StreamBlockValidationError) as refused:
        blocks.clean(blocks.to_python([block(scale, BEFORE)]))
    assert refused.value.block_errors


def test_a_scale_that_was_taken_back_is_asked_no_longer_once_the_course_is_released_anew(course, first, last):
    Scale.objects.update(live=False)
    content.edited(last, title="Renamed")
    assert [lesson.questions for lesson in released(course)] == [(), ()]
    assert "I say something." not in html(first.make_preview_request(preview_mode=""))


def released(course):
    return newest_release(course.translation_key, "de").manifest.lessons


def test_a_lesson_in_another_language_has_the_scale_in_that_language(home, course, module, first, scale):
    english = Locale.objects.get_or_create(language_code="en")[0]
    copy = scale.copy_for_translation(english)
    copy.statements = statements(("Something is said.", "s1"), ("A question is asked.", "s2"))
    copy.live = True
    copy.save()
    for page in (home, course, module, first):
        page.copy_for_translation(english).save_revision().publish()
    text = ItemText.objects.get(locale="en", version__item__block_id=BEFORE)
    assert [each["text"] for each in text.content["options"]] == ["Something is said.", "A question is asked."]
    assert text.version == ItemText.objects.get(locale="de", version__item__block_id=BEFORE).version


def test_the_preview_shows_the_statements_as_they_are_published(first):
    assert "I say something." in html(first.make_preview_request(preview_mode=""))


def test_minutes_count_the_statements(first, scale):
    reworded(scale, *[(f"{'word ' * 40}{number}", f"s{number}") for number in range(6)])
    assert LessonPage.objects.get(pk=first.pk).minutes >= 3


def test_editors_write_scales_and_publish_none(db):
    bootstrap()
    from django.contrib.auth.models import Group

    editors = set(Group.objects.get(name="Editors").permissions.values_list("codename", flat=True))
    assert {"add_scale", "change_scale"} <= editors
    assert not {"delete_scale", "publish_scale"} & editors


# --- what learners see ------------------------------------------------------------------------------------------------


def test_at_the_beginning_it_is_asked_and_promised(enrolled, first):
    page = html(enrolled.get(first.url))
    assert "I say something." in page
    assert "Am Ende des Kurses fragen wir Sie noch einmal" in page


def test_at_the_end_both_values_stand_beside_each_other_after_the_answer_and_not_before(enrolled, course, first, last):
    rate(enrolled, course, first, 2, 4)
    assert "comparison__track" not in html(enrolled.get(last.url))
    rate(enrolled, course, last, 4, 4)
    page = html(enrolled.get(last.url))
    assert "Am Anfang: 2. Jetzt: 4. Das sind 2 Stufen näher an „easy“." in page
    assert "Am Anfang und jetzt: 4." in page
    assert page.count("comparison__step--before comparison__step--now") == 1


def test_whoever_skipped_the_beginning_reads_that_there_is_no_value(enrolled, course, last):
    rate(enrolled, course, last, 4, 4)
    assert "Jetzt: 4. Vom Anfang gibt es keinen Wert." in html(enrolled.get(last.url))


def test_what_is_incomplete_is_asked_for_with_what_was_chosen(enrolled, course, first):
    response = rate(enrolled, course, first, 2)
    assert response.status_code == 422
    assert html(response).count("scale__missing") == 1
    assert not Answer.objects.exists()


def test_both_count_towards_completion(enrolled, course, first, last):
    rate(enrolled, course, first, 2, 4)
    assert not Completion.objects.exists()
    rate(enrolled, course, last, 4, 4)
    assert Completion.objects.exists()


def test_a_reworded_statement_says_what_it_said_at_the_beginning(enrolled, course, first, last, scale):
    rate(enrolled, course, first, 2, 4)
    for lesson in (first, last):
        ReferenceIndex.create_or_update_for_object(lesson)
    reworded(scale, ("I speak up.", "s1"), ("I ask.", "s2"))
    enrolled.get(course.url)  # moves on to the new release: nothing is lost by it
    rate(enrolled, course, last, 3, 4)
    page = html(enrolled.get(last.url))
    assert "I speak up." in page
    assert "Am Anfang hieß es: „I say something.“" in page


def test_nobody_elses_values_are_shown(enrolled, course, first, last, stranger):
    rate(enrolled, course, first, 2, 2)
    stranger.post(reverse("elearning:enrol", args=[course.translation_key]))
    rate(stranger, course, last, 5, 5)
    assert "Am Anfang: 2" not in html(stranger.get(last.url))
