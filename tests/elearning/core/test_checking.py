"""Each check sees what it is for, and is silent about what is well written."""

import pytest

from elearning.core import checking
from elearning.core.checking import CheckedLesson, CheckedRecording, hints
from tests.elearning import raw_blocks as content
from tests.elearning.kinds import gaps, incident, matching, number, ordering


def block(kind, value, id="b"):
    return {"type": kind, "id": id, "value": value}


def found(check, *blocks, language="en", recordings=None):
    lesson = CheckedLesson(blocks, language, recordings or {})
    return [(hint.block_id, *hint.words) for hint in hints(lesson) if hint.check == check]


def picture(**fields):
    return block("image", {"image": {"image": 1, "alt_text": "", "decorative": False} | fields, "caption": ""})


def options(*given):
    texts = [{"text": text, "correct": right, "feedback": "Because."} for text, right in given]
    return [{"type": "item", "id": str(at), "value": each} for at, each in enumerate(texts)]


def choice(*given, **fields):
    return content.single_choice("b", options=options(*given), **fields)


# --- pictures and recordings ------------------------------------------------------------------------------------------


def test_a_picture_needs_a_description_that_is_no_name_of_a_file():
    assert found("alternative_text", picture()) == [("b",)]
    assert found("alternative_text", picture(alt_text="IMG_2031")) == [("b", "IMG_2031")]
    assert found("alternative_text", picture(alt_text="desk.final.JPG")) == [("b", "desk.final.JPG")]


def test_a_description_or_being_decoration_is_enough_for_a_picture():
    assert found("alternative_text", picture(alt_text="Two people at a desk.")) == []
    assert found("alternative_text", picture(decorative=True)) == []


def test_a_recording_needs_a_transcript_and_a_film_captions():
    blocks = [block("recording", {"recording": pk, "caption": ""}, id) for pk, id in ((1, "sound"), (2, "film"))]
    known = {1: CheckedRecording(False, False, False), 2: CheckedRecording(True, False, True)}
    assert found("transcript", *blocks, recordings=known) == [("sound",)]
    assert found("captions", *blocks, recordings=known) == [("film",)]


def test_a_recording_that_is_gone_or_not_chosen_yet_is_no_hint():
    blocks = [block("recording", {"recording": pk, "caption": ""}) for pk in (None, 3)]
    assert found("transcript", *blocks) == found("captions", *blocks) == []


# --- exercises --------------------------------------------------------------------------------------------------------


def test_each_answer_of_a_choice_needs_feedback_whatever_is_explained_below():
    told, untold = content.option("a", True), content.option("b", False)
    untold["value"]["feedback"] = " "
    assert found("feedback", content.single_choice(options=[told, untold])) == [("single", "Option b")]
    assert found("feedback", content.single_choice()) == []


@pytest.mark.parametrize("sample", [ordering, matching, gaps, incident])
def test_elsewhere_an_explanation_is_enough(sample):
    silent = without_feedback(sample.VALUE)
    assert found("feedback", block(sample.KIND.name, silent | {"explanation": ""}))
    assert found("feedback", block(sample.KIND.name, silent | {"explanation": "<p>Because.</p>"})) == []


def test_a_number_needs_something_said_about_what_is_too_low_or_too_high():
    silent = number.VALUE | {"too_low": "", "too_high": "", "explanation": ""}
    assert found("feedback", block("number", silent)) == [("b",)]
    assert found("feedback", block("number", silent | {"too_high": "Less."})) == []


def without_feedback(stored):
    if isinstance(stored, list):
        return [without_feedback(each) for each in stored]
    if isinstance(stored, dict):
        return {name: "" if name == "feedback" else without_feedback(each) for name, each in stored.items()}
    return stored


def test_a_right_answer_that_is_much_longer_gives_itself_away():
    long = "I ask what happened yesterday, and wait."
    assert found("longest", choice((long, True), ("I shout.", False))) == [("b", long)]
    assert found("longest", choice((long, False), ("I shout.", True))) == []
    assert found("longest", choice(("I ask.", True), ("I go.", False))) == []


def test_of_several_right_answers_all_have_to_be_longer():
    long, longer = "I ask what happened.", "I ask what happened, and wait."
    assert found("longest", choice((long, True), (longer, True), ("I go.", False)))
    assert found("longest", choice((long, True), ("I ask.", True), ("I shout.", False))) == []


# --- text -------------------------------------------------------------------------------------------------------------


def words(number):
    return " ".join(["Word"] * number) + "."


@pytest.mark.parametrize(("language", "most"), [("de", 25), ("en", 25), ("ar", 20), ("de-simple", 12)])
def test_each_language_has_its_measure_of_a_long_sentence(language, most):
    assert found("sentences", content.text("b", f"<p>{words(most)}</p>"), language=language) == []
    long = words(most + 1)
    assert found("sentences", content.text("b", f"<p>Short. {long}</p>"), language=language) == [("b", long)]


def test_sentences_of_exercises_count_as_well_and_ids_do_not():
    assert found("sentences", content.single_choice("b", question=words(30))) == [("b", words(30))]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("<p>One. Two!</p><p>Three</p>", ["One.", "Two!", "Three"]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
        ("„Ja.“ Er geht.", ["„Ja.“", "Er geht."]),
        ("Das gilt z. B. hier und am 3. März.", ["Das gilt z. B. hier und am 3. März."]),
        ("Nach § 66 Abs. 1 SGB I. Wer fehlt?", ["Nach § 66 Abs. 1 SGB I. Wer fehlt?"]),
        ("ماذا قلت؟ لا شيء.", ["ماذا قلت؟", "لا شيء."]),
        ("a &lt; b", ["a < b"]),
    ],
)
def test_what_a_sentence_is(text, sentences):
    assert list(checking.sentences_of(text)) == sentences


def test_a_small_heading_needs_a_larger_one_above_it():
    small = content.text("b", "<h3>Small</h3><p>Words</p>")
    assert found("headings", small) == [("b",)]
    assert found("headings", block("heading", "Large", "a"), small) == []


@pytest.mark.parametrize("bad", ["hier", "Klicken Sie hier", "mehr …", "https://example.org", "هنا", ""])
def test_a_link_says_where_it_leads(bad):
    assert found("links", content.text("b", f'<p>Read <a href="/x/">{bad}</a>.</p>')) == [("b", bad)]
    assert found("links", content.text("b", '<p><a id="3" linktype="page">The law on equal treatment</a></p>')) == []


# --- sources ----------------------------------------------------------------------------------------------------------


def test_a_quotation_names_who_said_it():
    assert found("quotation", block("quote", {"text": "No.", "source": ""})) == [("b",)]
    assert found("quotation", block("quote", {"text": "No.", "source": "A participant"})) == []


def test_what_looks_like_a_fact_asks_for_a_source_once_a_lesson():
    first, second = content.text("a", "<p>In 2021 it was 34 %.</p>"), content.text("b", "<p>See § 66 SGB I.</p>")
    assert found("sources", first, second) == [("a", "2021", "34 %", "§ 66 SGB")]


@pytest.mark.parametrize(
    "source",
    [
        block("sources", [], "s"),
        block("quote", {"text": "No.", "source": "Report 2021"}, "s"),
        content.text("s", '<p><a href="https://example.org/">The report</a></p>'),
    ],
)
def test_a_source_anywhere_in_the_lesson_is_enough(source):
    assert found("sources", content.text("a", "<p>In 2021 it was 34 %.</p>"), source) == []


def test_what_exercises_ask_and_what_states_no_figures_needs_none():
    asked = content.single_choice("b", question="Was it 34 % in 2021?")
    assert found("sources", asked, content.text("c", "<p>At 5 o'clock 12 people wait.</p>")) == []


# --- all of them ------------------------------------------------------------------------------------------------------


def test_hints_stand_in_the_order_of_the_blocks():
    lesson = CheckedLesson([block("quote", {"text": words(30), "source": ""}, "a"), picture()], "en")
    assert [hint.check for hint in hints(lesson)] == ["sentences", "quotation", "alternative_text"]


def test_a_lesson_without_content_has_none():
    assert hints(CheckedLesson([], "de")) == ()
