"""A course in the words of another language: what it consists of stays as it is."""

from elearning.core.manifest import Lesson, Manifest, Module, in_words_of, untranslated, without

FIRST, SECOND = Lesson("one", "Eins", 10, snapshot=1, questions=(7, 8)), Lesson("two", "Zwei", 5, snapshot=2)
OWN = Manifest("Kurs", (Module("module", "Teil", "Worum es geht.", (FIRST, SECOND)),))


def english(*lessons: Lesson, key: str = "module") -> Manifest:
    return Manifest("Course", (Module(key, "Part", "What it is about.", lessons),))


def test_titles_and_texts_are_those_of_the_other_language():
    shown = in_words_of(OWN, english(Lesson("one", "One", 12, snapshot=3, questions=(8, 7))))
    assert (shown.title, shown.modules[0].title) == ("Course", "Part")
    assert (shown.by_key["one"].title, shown.by_key["one"].snapshot) == ("One", 3)


def test_what_is_not_there_in_it_stays_and_is_named():
    other = english(Lesson("one", "One", 12, snapshot=3, questions=(7, 8)))
    assert in_words_of(OWN, other).by_key["two"] == SECOND
    assert untranslated(OWN, other) == {"two"}


def test_a_translation_that_asks_other_questions_is_left_aside():
    other = english(Lesson("one", "One", 12, snapshot=3, questions=(7, 9)))
    assert in_words_of(OWN, other).by_key["one"] == FIRST
    assert untranslated(OWN, other) == {"one", "two"}


def test_lessons_that_only_the_other_language_has_are_left_aside():
    assert in_words_of(OWN, english(Lesson("three", "Three", 5, snapshot=4))).by_key.keys() == {"one", "two"}


def test_a_module_that_is_not_translated_keeps_its_title():
    other = english(key="elsewhere")
    assert in_words_of(OWN, other).modules[0].title == "Teil"
    assert untranslated(OWN, other) == {"module", "one", "two"}


def test_lessons_and_modules_that_are_closed_to_somebody_are_left_out():
    other = Module("other", "More", "", (Lesson("three", "Drei", 5, snapshot=3),))
    course = Manifest("Kurs", (*OWN.modules, other))
    assert without(course, {"one", "other"}).by_key.keys() == {"two"}
    assert without(course, {"one", "other"}).modules[0].title == "Teil"
    assert without(course, frozenset()) == course


def test_a_course_takes_as_long_as_its_lessons():
    more = Module("more", "Mehr", "", (Lesson("three", "Drei", 20, snapshot=3),))
    assert OWN.modules[0].minutes == 15
    assert Manifest("Kurs", (*OWN.modules, more)).minutes == 35


def test_a_corrected_question_is_the_same_for_whoever_answered_it_before():
    corrected = english(Lesson("one", "One", 12, snapshot=3, questions=(7, 9), counting=((8, 9),)))
    assert in_words_of(OWN, corrected).by_key["one"].snapshot == 3
    assert untranslated(OWN, corrected) == {"two"}


def test_what_most_lessons_do_not_have_is_not_stored():
    """So that what was released before keeps its hash."""
    [first, _] = OWN.as_json()["modules"][0]["lessons"]
    assert first.keys() == {"key", "title", "minutes", "snapshot", "questions"}
