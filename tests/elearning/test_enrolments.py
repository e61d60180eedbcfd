"""What follows an enrolment through releases and languages."""

import uuid

import pytest
from wagtail.models import Locale

from elearning.enrolments import enrol, enrolment_in, keep_up, learning
from elearning.models import Answer, CoursePage, CourseRelease, ItemText
from tests.elearning import content


@pytest.fixture
def translated(home, course, module, quiz, reading):
    """The lesson with questions in English, published with its course."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    copies = [page.copy_for_translation(english) for page in (home, course, module, quiz, reading)]
    for page in copies:
        page.save_revision().publish()
    return copies[3]


def test_an_enrolment_is_found_by_its_owner_only(learner, django_user_model, course, quiz):
    stranger = django_user_model.objects.create_user("other@example.org", "secret", display_name="Other")
    enrolment = enrol(learner, course)
    assert enrolment_in(learner, course.translation_key) == enrolment
    assert enrolment_in(stranger, course.translation_key) is None


def test_nobody_enrols_in_a_course_that_was_never_published(learner, home):
    draft = CoursePage(title="Draft", introduction="-", goals="-", audience="-", duration=30, live=False)
    home.add_child(instance=draft)
    with pytest.raises(CourseRelease.DoesNotExist):
        enrol(learner, draft)


def test_an_answer_counts_in_every_language_of_the_course(learner, course, quiz, translated):
    enrolment = enrol(learner, course)
    words = ItemText.objects.get(version__item__block_id="single", locale="de")
    Answer.objects.create(
        enrolment=enrolment, version=words.version, text=words, response=[content.RIGHT], attempt=1, key=uuid.uuid4()
    )
    english, change = keep_up(learning(enrolment_in(learner, course.translation_key, "en")))
    assert change is None
    assert english.enrolment.release.locale == "en"
    assert english.answers.keys() == {words.version_id}
    assert words.version_id in english.manifest.by_key[str(quiz.translation_key)].questions


def test_a_translation_that_asks_something_else_is_offered_not_imposed(learner, course, quiz, translated):
    enrolment = enrol(learner, course)
    for words in ItemText.objects.filter(locale="de").exclude(version__item__kind="reflection"):
        Answer.objects.create(
            enrolment=enrolment, version=words.version, text=words, response=[], attempt=1, key=uuid.uuid4()
        )
    content.edited(translated, body=[content.single_choice("another")])
    german, change = keep_up(learning(enrolment_in(learner, course.translation_key, "en")))
    assert german.enrolment.release.locale == "de"
    assert change.reopened == (str(quiz.translation_key),)
