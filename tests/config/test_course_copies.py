"""Questions copied between lessons, and pages of courses copied in the CMS: each copy is a thing of its own."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from community.groups import Group
from config.bootstrap import home_page
from elearning.care import copies
from elearning.care.copies import Twin
from elearning.models import CoursePage, CourseRelease, Item, LessonPage, ModulePage
from tests.community.conftest import as_person, bootstrapped, make_person
from tests.elearning import content

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]


@pytest.fixture
def edith(make_person):
    return make_person("Edith", Group.EDITORS)


@pytest.fixture
def desk(edith, as_person):
    return as_person(edith)


@pytest.fixture
def source(bootstrapped):
    module = content.a_module(content.a_course(home_page(), "Fair teams"), "First")
    return content.a_lesson(module, "One", content.text(), content.single_choice(), content.multiple_choice())


@pytest.fixture
def target(bootstrapped):
    module = content.a_module(content.a_course(home_page(), "Open doors"), "First")
    return content.a_lesson(module, "Two", content.reflection())


@pytest.fixture
def english(bootstrapped):
    return Locale.objects.get_or_create(language_code="en")[0]


def drafted(page):
    return LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object().body.get_prep_value()


def address(source):
    return reverse("course_copy", args=[source.parent_course().pk, source.pk])


def send(desk, source, target, *questions):
    return desk.post(address(source), {"questions": questions, "into": target.pk}, follow=True)


def translated(page, locale):
    """As a page of its own, and not one that follows its source; with the pages above it."""
    for each in page.get_ancestors(inclusive=True).specific().filter(depth__gt=1):
        if not each.has_translation(locale):
            each.copy_for_translation(locale).save_revision().publish()
    return page.get_translation(locale)


def follow(page, locale):
    """What is said of the page in the other language follows it."""
    for each in page.get_ancestors(inclusive=True).specific().filter(depth__gt=1):
        begun, _ = TranslationSource.get_or_create_from_instance(each)
        begun.update_from_db()
        found, _ = Translation.objects.get_or_create(source=begun, target_locale=locale)
        found.save_target(publish=True)
    return found


# --- questions --------------------------------------------------------------------------------------------------------


def test_what_was_ticked_stands_at_the_end_of_the_other_draft_and_nothing_is_published(desk, source, target):
    answer = send(desk, source, target, "multiple", "single").content.decode()
    blocks = drafted(target)
    assert [block["type"] for block in blocks] == ["reflection", "single_choice", "multiple_choice"]
    assert "2 questions stand at the end of the draft of “Two”" in answer
    assert reverse("wagtailadmin_pages:history", args=[target.pk]) in answer
    assert len(LessonPage.objects.get(pk=target.pk).body) == 1


def test_a_copy_says_the_same_and_has_ids_of_its_own(desk, source, target):
    send(desk, source, target, "single")
    copied, options = drafted(target)[1], content.single_choice()["value"]["options"]
    assert copied["id"] != "single"
    assert copied["value"]["question"] == "Who helps?"
    assert [each["value"] for each in copied["value"]["options"]] == [each["value"] for each in options]
    assert {each["id"] for each in copied["value"]["options"]}.isdisjoint(each["id"] for each in options)


def test_once_published_it_is_a_question_of_its_own(desk, source, target):
    before = Item.objects.count()
    send(desk, source, target, "single")
    LessonPage.objects.get(pk=target.pk).get_latest_revision().publish()
    assert Item.objects.count() == before + 1
    assert Item.objects.filter(lesson_key=target.translation_key, kind="single_choice").count() == 1


def test_the_same_again_is_one_more_and_within_a_lesson_nothing_is_copied(desk, source, target):
    for _ in range(2):
        send(desk, source, target, "single")
    assert len({block["id"] for block in drafted(target)}) == 3
    assert desk.post(address(source), {"questions": ["single"], "into": source.pk}).status_code == 422


def test_without_a_tick_nothing_is_copied_and_it_says_so(desk, source, target):
    answer = desk.post(address(source), {"into": target.pk})
    assert answer.status_code == 422
    assert "Please tick at least one question." in answer.content.decode()
    assert len(drafted(target)) == 1


def test_texts_are_no_questions(desk, source, target):
    assert [id for id, _kind, _asked in copies.questions_of(source)] == ["single", "multiple"]
    assert desk.post(address(source), {"questions": ["text"], "into": target.pk}).status_code == 422


def test_into_a_locked_lesson_nothing_is_copied(desk, source, target, make_person):
    LessonPage.objects.filter(pk=target.pk).update(locked=True, locked_by=make_person("Erwin", Group.EDITORS))
    answer = desk.post(address(source), {"questions": ["single"], "into": target.pk})
    assert answer.status_code == 422
    assert "locked" in answer.content.decode()
    assert len(drafted(target)) == 1


def test_the_lesson_says_where_there_is_nothing_to_copy_or_nowhere_to_copy_to(desk, source, target):
    assert "that you may write" not in desk.get(address(source)).content.decode()
    target.delete()
    assert "no other lesson in this language" in desk.get(address(source)).content.decode()


# --- their languages --------------------------------------------------------------------------------------------------


def test_a_page_in_another_language_gets_them_in_its_words_with_the_same_new_ids(edith, source, target, english):
    there, into = translated(source, english), translated(target, english)
    there.body = there.body.stream_block.to_python([content.single_choice(question="In English?")])
    there.save_revision()
    copied = copies.copy(source, ["single"], target, edith)
    assert copied.twins == {"en": Twin.COPIED}
    here, twin = drafted(target)[-1], drafted(into)[-1]
    assert twin["id"] == here["id"]
    assert twin["value"]["question"] == "In English?"


def test_what_nobody_has_translated_is_said_to_be_missing(edith, source, target, english):
    into = translated(target, english)
    assert copies.copy(source, ["single"], target, edith).twins == {"en": Twin.MISSING}
    assert len(drafted(into)) == 1


def test_a_translation_that_follows_finds_the_words_when_it_is_updated(
    edith, source, target, english, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        there, into = follow(source, english), follow(target, english)
        for segment in there.source.stringsegment_set.filter(string__data="Who helps?"):
            words = {"translation_of": segment.string, "context": segment.context, "data": "Who is of help?"}
            StringTranslation.objects.create(locale=english, **words)
        assert copies.copy(source, ["single"], target, edith).twins == {"en": Twin.TRANSLATED}
        LessonPage.objects.get(pk=target.pk).get_latest_revision().publish()
        into.source.update_from_db()
        into.save_target(publish=True)
    page = LessonPage.objects.get(translation_key=target.translation_key, locale=english)
    assert page.body[1].id == drafted(target)[1]["id"]
    assert page.body[1].value["question"] == "Who is of help?"


def test_into_a_page_that_follows_its_source_nothing_is_offered_to_be_copied(
    edith, source, target, english, django_capture_on_commit_callbacks
):
    there = translated(source, english)
    with django_capture_on_commit_callbacks(execute=True):
        follow(target, english)
    assert copies.targets(there, edith) == []
    assert [title for title, _lessons in copies.targets(source, edith)] == ["Open doors"]


# --- whole pages ------------------------------------------------------------------------------------------------------


def copied_in_the_cms(desk, page, **fields):
    sent = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "copy_subpages": "on"}
    desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent | fields)
    return Page.objects.get(slug="copy").specific


@pytest.fixture
def course(source):
    """Its second module comes after the first, and has a lesson that links to the one before."""
    course = source.parent_course()
    second = content.a_module(course, "Second")
    linked = f'<p>See <a linktype="page" id="{source.pk}">lesson one</a>.</p>'
    content.a_lesson(second, "Later", content.text(html=linked), content.single_choice())
    second.required = ModulePage.objects.get(pk=source.get_parent().pk).page_ptr
    second.save_revision().publish()
    return CoursePage.objects.get(pk=course.pk)


@pytest.fixture
def boss(make_person, as_person):
    root = make_person("Root")
    root.is_superuser = root.is_staff = True
    root.save()
    return as_person(root)


@pytest.mark.parametrize("live", [True, False])
def test_in_a_copied_course_modules_wait_for_each_other_and_links_stay_inside(boss, course, source, live):
    copy = copied_in_the_cms(boss, course, **({"publish_copies": "on"} if live else {}))
    first, second = ModulePage.objects.child_of(copy).order_by("path")
    assert (first.live, second.live) == (live, live)
    assert second.get_latest_revision_as_object().required_id == first.pk
    one, later = LessonPage.objects.descendant_of(copy).order_by("path")
    assert f'id="{one.pk}"' in drafted(later)[0]["value"]
    if live:
        newest = CourseRelease.objects.filter(course_key=copy.translation_key).order_by("number").last()
        assert newest.rule["first"] == {str(second.translation_key): str(first.translation_key)}
    assert ModulePage.objects.get(pk=course.get_children().last().pk).required_id == source.get_parent().pk


def test_a_draft_of_a_page_that_is_copied_live_stays_a_draft(boss, course, source):
    module = course.get_children().last().specific
    draft = module.get_latest_revision_as_object()
    draft.title = "Second, anew"
    draft.save_revision()
    copy = copied_in_the_cms(boss, course, publish_copies="on")
    second = ModulePage.objects.child_of(copy).order_by("path").last()
    assert (second.title, second.get_latest_revision_as_object().title) == ("Second", "Second, anew")
    first = ModulePage.objects.child_of(copy).order_by("path").first()
    assert second.required_id == second.get_latest_revision_as_object().required_id == first.pk


def test_questions_of_a_copied_lesson_are_questions_of_their_own(boss, source):
    copy = copied_in_the_cms(boss, source, publish_copies="on")
    assert [block["id"] for block in drafted(copy)] == [block["id"] for block in drafted(source)]
    assert Item.objects.filter(block_id="single").count() == 2


def test_nothing_else_of_a_copied_lesson_is_touched(boss, source):
    copy = copied_in_the_cms(boss, source)
    assert copy.revisions.count() == source.revisions.count() + 1
