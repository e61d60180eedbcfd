"""How long a lesson takes: its words, what its exercises take beyond reading them, its recordings."""

import pytest

from elearning.core.duration import WORDS_A_MINUTE, minutes, words_in
from elearning.core.kinds import incident, likert, reflection, single_choice


def test_a_lesson_is_read_at_the_pace_of_a_second_language():
    assert WORDS_A_MINUTE == 120
    assert minutes(1200) == 10


def test_exercises_and_recordings_take_their_time_beside_the_words():
    assert minutes(600, [60, 240, 90]) == 12  # 5 of reading, 6½ of doing, and no minute is left out


@pytest.mark.parametrize(("words", "expected"), [(0, 1), (1, 1), (120, 1), (121, 2)])
def test_minutes_are_whole_and_never_none(words, expected):
    assert minutes(words) == expected


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("", 0),
        ("Wer fragt, hört.", 3),
        ("<p>Wer <b>fragt</b>,</p><p>hört.</p>", 4),
        (
            {"type": "callout", "id": "0f3a one", "value": {"kind": "tip", "title": "Kurz", "body": "<p>Ein Satz</p>"}},
            3,
        ),
        ([{"question": "Was nun?", "options": [{"id": "a", "value": {"text": "Fragen", "correct": True}}]}], 3),
        ({"recording": 7, "term": None}, 0),
    ],
)
def test_what_counts_as_a_word_of_a_stored_block(stored, expected):
    assert words_in(stored) == expected


def test_each_kind_says_what_it_takes_beyond_reading():
    words = {"question": "", "options": [{"id": "a", "text": ""}, {"id": "b", "text": ""}, {"id": "c", "text": ""}]}
    taken = [kind.seconds(words) for kind in (single_choice.KIND, likert.KIND, reflection.KIND)]
    assert taken == [60, 30, 240]


def test_of_a_conversation_only_the_way_through_it_is_counted():
    assert incident.KIND.read_share == 0.5
    assert {kind.read_share for kind in (single_choice.KIND, likert.KIND, reflection.KIND)} == {1.0}
