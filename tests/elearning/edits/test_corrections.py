"""What editors choose is done when their draft is published, and answers stay as they were given."""

import uuid

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Locale

from elearning import edits
from elearning.core.choices import Choice
from elearning.models import Answer, Completion, Correction, ItemText, ItemVersion, JudgedAgain, LessonPage
from tests.elearning import content
from tests.elearning.content import RIGHT, WRONG
from tests.elearning.edits.conftest import answered, drafted, published, send, shown, swapped, words
from tests.elearning.kinds import gaps

ANOTHER = content.single_choice(question="Who helps first?")


@pytest.fixture
def wrong(enrolled, course, lesson, onward) -> Answer:
    send(enrolled, course, lesson, words("single"), {"choice": WRONG})
    return Answer.objects.get()


def test_what_was_noted_is_done_with_its_reason_and_person(enrolled, lesson, wrong, editor):
    page = drafted(lesson, ANOTHER)
    edits.note_choices(page, editor, {"single": Choice.NEW_QUESTION}, " It was about something else. ")
    page.latest_revision.publish()
    correction = Correction.objects.get()
    assert (correction.choice, correction.reason, correction.person) == (
        Choice.NEW_QUESTION,
        "It was about something else.",
        editor,
    )
    assert (correction.from_version, correction.to_version) == (wrong.version, words("single").version)
    assert correction.to_version.content == correction.from_version.content


def test_whoever_answered_what_is_asked_anew_is_not_moved(enrolled, course, lesson, wrong, editor):
    page = drafted(lesson, ANOTHER)
    edits.note_choices(page, editor, {"single": Choice.NEW_QUESTION}, "")
    page.latest_revision.publish()
    found = enrolled.get(lesson.url)
    assert found.context["change"].asked_anew == (str(lesson.translation_key),)
    assert (shown(enrolled, lesson).question, shown(enrolled, lesson).answered) == ("Who helps?", True)
    assert "fragt jetzt etwas anderes" in found.content.decode()


@pytest.mark.parametrize(
    ("block_id", "fields", "said"),
    [("single", {"choice": WRONG}, (f"Option {WRONG}",)), ("gaps", gaps.RIGHT[0], ("I: Listen", "to: you"))],
)
def test_what_was_answered_to_another_question_stays_readable(
    enrolled, course, lesson, onward, editor, block_id, fields, said
):
    send(enrolled, course, lesson, words(block_id), fields)
    block = next(each for each in lesson.body.get_prep_value() if each["id"] == block_id)
    block["value"]["question"] = "And now?"
    page = drafted(lesson, block)
    edits.note_choices(page, editor, {block_id: Choice.NEW_QUESTION}, "")
    page.latest_revision.publish()
    enrolled.post(reverse("elearning:move", args=[course.translation_key]))
    exercise = shown(enrolled, lesson, block_id)
    assert (exercise.answered, exercise.question, exercise.earlier[0].said) == (False, "And now?", said)
    assert exercise.earlier[0].question in enrolled.get(lesson.url).content.decode()


def test_a_choice_holds_for_the_draft_that_it_was_made_for(lesson, wrong, editor):
    edits.note_choices(drafted(lesson, ANOTHER), editor, {"single": Choice.NEW_QUESTION}, "")
    published(lesson, content.single_choice(question="Who helps at first?"))
    assert not Correction.objects.exists()


def test_what_was_chosen_last_counts(lesson, wrong, editor):
    page = drafted(lesson, ANOTHER)
    for choice in (Choice.NEW_QUESTION, Choice.REWORDING):
        edits.note_choices(page, editor, {"single": choice}, "")
    page.latest_revision.publish()
    assert ItemVersion.objects.filter(item__block_id="single").count() == 1


def test_a_mistake_is_judged_again_and_the_answer_is_as_it_was(enrolled, lesson, wrong):
    published(lesson, swapped())
    assert answered(wrong) == [("wrong", "right")]
    assert Answer.objects.filter(pk=wrong.pk).values_list("response", "version")[0] == ([WRONG], wrong.version_id)
    assert shown(enrolled, lesson).outcome == "right"


def test_taking_a_correction_back_judges_as_before(enrolled, lesson, wrong):
    published(lesson, swapped())
    published(lesson, content.single_choice())
    assert answered(wrong) == [("wrong", "right"), ("right", "wrong")]
    assert words("single").version.number == 2
    assert shown(enrolled, lesson).outcome == "wrong"


def test_words_that_were_exchanged_and_exchanged_back_say_what_was_chosen(enrolled, lesson, wrong):
    there = content.single_choice()
    first, second = (option["value"] for option in there["value"]["options"])
    first["text"], second["text"] = second["text"], first["text"]
    published(lesson, there)
    assert shown(enrolled, lesson).outcome == "right"
    published(lesson, content.single_choice())
    exercise = shown(enrolled, lesson)
    assert exercise.outcome == "wrong"
    assert [option.text for option in exercise.shown.options if option.chosen] == [f"Option {WRONG}"]


def test_words_that_were_exchanged_before_versions_told_that_apart_say_what_was_chosen(enrolled, lesson, wrong):
    first, second = wrong.text.content["options"]
    exchanged = [{**first, "text": second["text"]}, {**second, "text": first["text"]}]
    older = wrong.text.content | {"options": exchanged}
    text = ItemText.objects.create(version=wrong.version, locale="de", hash="older", content=older)
    Answer.objects.update(text=text)
    exercise = shown(enrolled, lesson)
    assert [option.text for option in exercise.shown.options if option.chosen] == [first["text"]]


def test_whoever_had_completed_the_course_reads_corrections_and_keeps_their_completion(enrolled, course, lesson):
    send(enrolled, course, lesson, words("single"), {"choice": WRONG})
    send(enrolled, course, lesson, words("gaps"), gaps.WRONG[0])
    completion = Completion.objects.values().get()
    published(lesson, swapped(), content.text(html="<p>Call 0800 222.</p>"))
    page = enrolled.get(lesson.url)
    assert "Call 0800 222." in page.content.decode()
    assert shown(enrolled, lesson).outcome == "right"
    assert Completion.objects.values().get() == completion


def test_corrections_reach_a_lesson_of_somebody_who_stays_with_an_earlier_release(enrolled, module, lesson, wrong):
    content.a_lesson(module, "More to do", content.text())
    published(lesson, swapped())
    page = enrolled.get(lesson.url)
    assert page.context["change"].added
    assert shown(enrolled, lesson).outcome == "right"


def test_an_option_that_somebody_chose_stays_in_their_answer(enrolled, lesson, wrong):
    options = [content.option(RIGHT, True), content.option("new", False)]
    published(lesson, content.single_choice(options=options))
    exercise = shown(enrolled, lesson)
    assert (exercise.answered, exercise.is_as_answered) == (True, True)
    assert [option.text for option in exercise.shown.options if option.chosen] == [f"Option {WRONG}"]
    assert "Diese Frage wurde seither geändert" in enrolled.get(lesson.url).content.decode()
    again = enrolled.get(f"{lesson.url}?again=single").context["lesson"].activities[0]
    assert {option.id for option in again.shown.options} == {RIGHT, "new"}


def test_one_more_accepted_word_makes_those_right_who_typed_it(enrolled, course, lesson, onward):
    send(enrolled, course, lesson, words("gaps"), {"gap-g1": "talk", **_chosen()})
    more = {"type": "gaps", "id": "gaps", "value": {**gaps.VALUE, "gaps": [_accepting("talk"), gaps.CHOSEN]}}
    published(lesson, more)
    assert answered(Answer.objects.get()) == [("partly", "right")]
    assert shown(enrolled, lesson, "gaps").outcome == "right"
    assert ItemVersion.objects.filter(item__block_id="gaps").count() == 1


def _accepting(word):
    first = gaps.VALUE["gaps"][0]
    return {**first, "value": {**first["value"], "accepted": f"{first['value']['accepted']}\n{word}"}}


def _chosen():
    return {name: value for name, value in gaps.RIGHT[0].items() if name.startswith("pick-")}


def test_what_arrives_late_is_judged_as_if_it_had_been_there_and_again_changes_nothing(
    enrolled, course, lesson, onward
):
    """From a queue of a device that was offline while the question was corrected."""
    read, key = words("single"), str(uuid.uuid4())
    published(lesson, swapped())
    enrolled.get(lesson.url)
    for _ in range(3):
        assert send(enrolled, course, lesson, read, {"choice": WRONG}, key).status_code == 302
    assert answered(Answer.objects.get()) == [("wrong", "right")]
    assert shown(enrolled, lesson).outcome == "right"


def test_a_queue_that_is_sent_again_after_a_correction_changes_nothing(enrolled, course, lesson, onward):
    queue = [(words("single"), {"choice": each}, str(uuid.uuid4())) for each in (WRONG, RIGHT)]
    for form in queue:
        send(enrolled, course, lesson, *form)
    published(lesson, swapped())
    before = _stored()
    for form in [*queue, *reversed(queue), *queue]:
        send(enrolled, course, lesson, *form)
    assert _stored() == before
    assert shown(enrolled, lesson).outcome == "wrong"


def _stored():
    return [list(model.objects.order_by("pk").values()) for model in (Answer, JudgedAgain, Correction, Completion)]


def test_a_translation_means_what_was_said_of_its_source(home, course, module, lesson, onward, enrolled, wrong, editor):
    english = Locale.objects.get_or_create(language_code="en")[0]
    copies = [page.copy_for_translation(english) for page in (home, course, module, lesson, onward)]
    for page in copies:
        page.save_revision().publish()
    source = drafted(lesson, ANOTHER)
    edits.note_choices(source, editor, {"single": Choice.NEW_QUESTION}, "Another matter")
    source.latest_revision.publish()
    published(LessonPage.objects.get(pk=copies[3].pk), ANOTHER)
    texts = [words("single", locale) for locale in ("de", "en")]
    assert texts[0].version == texts[1].version != wrong.version
    assert {row.choice for row in Correction.objects.all()} == {Choice.NEW_QUESTION}


def test_what_one_language_corrects_is_judged_once(home, course, module, lesson, onward, enrolled, wrong):
    english = Locale.objects.get_or_create(language_code="en")[0]
    copies = [page.copy_for_translation(english) for page in (home, course, module, lesson, onward)]
    for page in copies:
        page.save_revision().publish()
    published(lesson, swapped())
    published(LessonPage.objects.get(pk=copies[3].pk), swapped())
    assert answered(wrong) == [("wrong", "right")]
    assert len(edits.told_to(wrong.enrolment)) == 1


def test_a_reflection_is_never_judged_and_stays(enrolled, course, lesson):
    send(enrolled, course, lesson, words("reflection"), {"reflection": "Mine"})
    changed = content.reflection()
    changed["value"]["question"] = "When was it easy?"
    published(lesson, changed)
    assert not Correction.objects.exists()
    assert "Mine" in enrolled.get(lesson.url).content.decode()


def test_corrections_and_judgements_are_never_changed_or_lost(lesson, wrong):
    published(lesson, swapped())
    for row in (Correction.objects.get(), JudgedAgain.objects.get()):
        with pytest.raises(TypeError, match="never changed"):
            row.save()
    with pytest.raises(ProtectedError):
        Correction.objects.get().delete()
