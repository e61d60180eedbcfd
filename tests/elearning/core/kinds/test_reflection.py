import pytest

from elearning.core.items import Form, Unusable
from elearning.core.kinds.reflection import KIND, LONGEST, Sheet

VALUE = {"question": "When?", "hint": "Once.", "thoughts": "<p>We think.</p>"}
CONTENT, WORDS = KIND.split(VALUE)


def form(text):
    return Form({"reflection": (text,)})


def test_a_reflection_has_only_words():
    assert CONTENT == {"options": [], "right": []}
    assert WORDS == {"question": "When?", "hint": "Once.", "afterwards": "<p>We think.</p>", "options": []}


def test_a_reflection_is_kept_without_the_space_around_it():
    assert KIND.read(CONTENT, form("  one\r\ntwo\0 ")) == "one\ntwo"


@pytest.mark.parametrize(("text", "code"), [(" \r\n ", "reflection.empty"), ("x" * 5001, "reflection.too_long")])
def test_a_reflection_is_refused_empty_or_over_the_limit(text, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, form(text))
    assert refusal.value.code == code


def test_a_reflection_at_the_limit_is_kept():
    assert len(KIND.read(CONTENT, form("x" * LONGEST))) == LONGEST


def test_our_thoughts_are_shown_once_something_was_written():
    assert KIND.before(WORDS) == Sheet("Once.")
    assert KIND.refused(WORDS, form(" ")) == Sheet("Once.", " ")
    assert KIND.after(CONTENT, WORDS, KIND.judge(CONTENT, WORDS, "Mine")) == Sheet("Once.", "Mine", "<p>We think.</p>")


def test_the_preview_shows_our_thoughts_beside_an_empty_sheet():
    judgement = KIND.judge(CONTENT, WORDS, KIND.everything(CONTENT))
    assert KIND.after(CONTENT, WORDS, judgement) == Sheet("Once.", "", "<p>We think.</p>")


def test_what_somebody_typed_is_theirs_and_not_lost():
    assert KIND.own_words(form("  as typed ")) == "  as typed "
