"""Whatever way content is published, learners get a release; whatever happens to pages, releases stay."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from wagtail.models import Page, Revision

from cms.models import Recording
from elearning.core.completion import Rule
from elearning.models import CoursePage, CourseRelease, Item, ItemText, ItemVersion, LessonPage, LessonSnapshot
from elearning.publishing import release
from elearning.released import newest_release
from tests.elearning import content


def newest(course):
    return newest_release(course.translation_key, "de")


def titles(course):
    return [lesson.title for lesson in newest(course).manifest.lessons]


def test_publishing_a_lesson_writes_items_versions_texts_and_a_release(course, module):
    body = [content.single_choice(), content.multiple_choice(), content.likert(), content.reflection()]
    quiz = content.published(module, LessonPage(title="The quiz", body=body))
    assert Item.objects.count() == ItemVersion.objects.count() == ItemText.objects.count() == 4
    manifest = newest(course).manifest
    assert manifest.title == "A course"
    assert [module.title for module in manifest.modules] == ["A module"]
    assert [(lesson.key, lesson.title, lesson.minutes) for lesson in manifest.lessons] == [
        (str(quiz.translation_key), "The quiz", quiz.minutes)
    ]


def test_minutes_are_counted_from_what_a_lesson_says_asks_and_plays(course, module):
    words = content.text(html=f"<p>{'word ' * 480}</p>")
    lesson = content.a_lesson(module, "Long", words, content.reflection())
    recording = Recording.objects.create(title="Talk", type="audio", file="talk.mp3", duration=180)
    assert lesson.minutes == 9  # 4 to read, 4 to write, and the words of the question
    content.edited(lesson, body=[words, {"type": "recording", "id": "r", "value": {"recording": recording.pk}}])
    content.a_lesson(module, "Short", content.text())
    assert [each.minutes for each in newest(course).manifest.lessons] == [7, 1]
    assert newest(course).manifest.modules[0].minutes == newest(course).manifest.minutes == 8
    assert CoursePage.objects.get(pk=course.pk).duration == 8


@pytest.mark.parametrize(
    ("minutes", "in_words"),
    [
        (0, ""),
        (3, "etwa 5 Minuten"),
        (24, "etwa 25 Minuten"),
        (30, "etwa eine halbe Stunde"),
        (58, "etwa 1 Stunde"),
        (100, "etwa 1½ Stunden"),
        (115, "etwa 2 Stunden"),
    ],
)
def test_a_course_says_how_long_it_takes_as_people_do(minutes, in_words):
    with translation.override("de"):
        assert CoursePage(duration=minutes).duration_in_words == in_words


def test_reflections_do_not_count_as_questions(course, quiz):
    versions = ItemVersion.objects.exclude(item__kind="reflection").values_list("pk", flat=True)
    assert set(newest(course).manifest.lessons[0].questions) == set(versions)


def test_a_snapshot_holds_no_answer_key(quiz):
    stored = LessonSnapshot.objects.get()
    assert "correct" not in str(stored.body)
    assert [block["id"] for block in stored.body] == ["text", "single", "multiple", "likert", "reflection"]


def test_publishing_the_same_again_makes_no_new_release(course, quiz):
    number = newest(course).number
    quiz.save_revision().publish()
    assert (newest(course).number, release(course).number) == (number, number)


def test_saving_a_draft_changes_nothing_for_learners(course, quiz):
    number = newest(course).number
    draft = quiz.get_latest_revision_as_object()
    draft.title = "Not yet"
    draft.save_revision()
    assert (newest(course).number, titles(course)) == (number, ["The quiz"])


def test_rewording_keeps_the_version_and_adds_a_text(quiz):
    content.edited(quiz, body=[content.single_choice(question="Who helps first?")])
    item = Item.objects.get(block_id="single")
    assert (item.versions.count(), ItemText.objects.filter(version__item=item).count()) == (1, 2)


def test_rescoring_adds_a_version_and_going_back_finds_the_old_one(quiz):
    item = Item.objects.get(block_id="single")
    swapped = [content.option(content.RIGHT, False), content.option(content.WRONG, True)]
    content.edited(quiz, body=[content.single_choice(options=swapped)])
    content.edited(quiz, body=[content.single_choice()])
    assert list(item.versions.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_releases_are_never_changed(course, quiz):
    stored = newest(course)
    stored.number = 99
    with pytest.raises(TypeError, match="never changed"):
        stored.save()


def test_unpublishing_a_lesson_takes_it_out_of_the_next_release(course, quiz, reading):
    quiz.unpublish()
    assert titles(course) == ["To read"]


def test_unpublishing_through_a_plain_page_counts_as_well(course, quiz, reading):
    Page.objects.get(pk=quiz.pk).unpublish()
    assert titles(course) == ["To read"]


def test_an_unpublished_module_takes_its_lessons_along(course, module, quiz):
    module.unpublish()
    assert titles(course) == []


def test_deleting_a_lesson_takes_it_out_and_deletes_no_record(
    course, quiz, reading, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=quiz.pk).delete()
    assert titles(course) == ["To read"]
    assert (Item.objects.count(), LessonSnapshot.objects.count()) == (4, 2)


def test_deleting_a_course_leaves_its_releases_and_writes_none(course, quiz, django_capture_on_commit_callbacks):
    before = CourseRelease.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        course.delete()
    assert (CourseRelease.objects.count(), CoursePage.objects.count()) == (before, 0)


def test_reordering_lessons_makes_a_new_release(course, quiz, reading):
    Page.objects.get(pk=reading.pk).move(Page.objects.get(pk=quiz.pk), pos="left")
    assert titles(course) == ["To read", "The quiz"]


def test_moving_a_lesson_releases_the_course_it_left_and_the_one_it_came_to(home, course, quiz, reading):
    other = content.a_course(home, "Another course")
    target = content.a_module(other)
    Page.objects.get(pk=reading.pk).move(target, pos="last-child")
    assert (titles(course), titles(other)) == (["The quiz"], ["To read"])


def test_a_scheduled_lesson_is_released_when_its_time_comes(course, quiz):
    quiz.save_revision().publish()
    quiz.refresh_from_db()
    draft = quiz.get_latest_revision_as_object()
    draft.title = "Renamed"
    draft.go_live_at = timezone.now() + dt.timedelta(hours=1)
    scheduled = draft.save_revision()
    scheduled.publish()
    assert titles(course) == ["The quiz"]
    # An hour later: the clock cannot be turned forward, so the date is turned back.
    passed = timezone.now() - dt.timedelta(minutes=1)
    Revision.objects.filter(pk=scheduled.pk).update(
        approved_go_live_at=passed, content=scheduled.content | {"go_live_at": passed.isoformat()}
    )
    call_command("publish_scheduled")
    assert titles(course) == ["Renamed"]


def test_a_copied_course_has_a_release_and_items_of_its_own(home, course, quiz):
    copy = course.copy(recursive=True, to=home, update_attrs={"title": "Copy", "slug": "copy"})
    assert titles(copy) == ["The quiz"]
    assert newest(copy).manifest.lessons[0].key != newest(course).manifest.lessons[0].key
    assert Item.objects.count() == 8


def test_a_course_that_is_not_published_has_no_release(home):
    draft = CoursePage(title="Draft", introduction="-", goals="-", audience="-", live=False)
    home.add_child(instance=draft)
    module = content.a_module(draft)
    content.a_lesson(module, "Early", content.single_choice())
    assert newest(draft) is None
    draft.save_revision().publish()
    assert titles(draft) == ["Early"]


def test_pages_elsewhere_do_not_concern_courses(home):
    home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    Page.objects.get(slug="elsewhere").move(home, pos="first-child")
    assert not CourseRelease.objects.exists()


def test_if_the_release_cannot_be_written_nothing_is_published(course, module, monkeypatch):
    draft = LessonPage(title="Draft", live=False)
    module.add_child(instance=draft)
    revision = draft.save_revision()
    monkeypatch.setattr(Rule, "as_json", lambda rule: {"cannot be stored"})
    with pytest.raises(TypeError):
        revision.publish()
    assert not LessonPage.objects.get(pk=draft.pk).live
