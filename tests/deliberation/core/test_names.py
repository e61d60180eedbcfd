import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.acting import Refused
from deliberation.core.names import LONGEST, cleaned_name, free_name, likeness, means_role

FIFTY_MARKS = "A" + "\u0301\u0302" * 25 + "nna"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("Anna", "Anna"),
        ("  Anna\n\tB. ", "Anna B."),
        ("An\u200bna", "Anna"),  # a space of no width
        ("\u202eannA", "annA"),  # turns round what follows
        ("A\u0000n\u0007na", "Anna"),
        ("\u2068Anna\u2069", "Anna"),
        ("Anna\u3164", "Anna"),  # a letter that is not seen
        ("Anna\ufe0f", "Anna"),
        ("\uff21\uff4e\uff4e\uff41", "Anna"),
        ("A\u20ddnna", "Anna"),  # a circle round a letter
        ("\u0645\u06cc\u200c\u0646\u0627", "\u0645\u06cc\u200c\u0646\u0627"),  # Persian joins letters with it
        ("Anna\u200d", "Anna"),
        ("Jose\u0301", "José"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("محمد", "محمد"),
        ("Оксана", "Оксана"),
        ("A.", "A."),
    ],
)
def test_a_name_is_stored_as_it_is_seen(written, stored):
    assert cleaned_name(written) == stored


@pytest.mark.parametrize(
    "written", ["", " ", "\u200b\u200d", "\u202e", "\u3164", "\u2800", "\u0301", "123", "...", "🙂", "\ue000"]
)
def test_a_name_has_a_letter_that_is_seen(written):
    with pytest.raises(Refused, match=r"names\.no_letter"):
        cleaned_name(written)


def test_a_letter_has_few_marks():
    name = cleaned_name(FIFTY_MARKS)
    assert sum(unicodedata.category(c) == "Mn" for c in name) == 3
    assert name.endswith("nna")


def test_a_name_is_short_once_it_is_composed():
    assert cleaned_name("x" * LONGEST) == "x" * LONGEST
    for long in ("x" * (LONGEST + 1), "\ufdfa" * 4):  # one character that stands for eighteen
        with pytest.raises(Refused, match=r"names\.too_long"):
            cleaned_name(long)


@given(st.text(max_size=80))
def test_whatever_is_written_is_cleaned_once(text):
    try:
        name = cleaned_name(text)
    except Refused:
        return
    assert cleaned_name(name) == name
    assert name.isprintable() or set(name) & {"\u200c", "\u200d"}
    assert unicodedata.bidirectional(name[0]) not in {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI"}


@pytest.mark.parametrize(
    "other",
    [
        "tina",
        "TINA",
        " Tina ",
        "T i n a",
        "T-i-n-a",
        "Tına",
        "Tínà",
        "Тina",
        "Τιna",
        "T1na",
        "Tlna",
        "TIna",
        "\uff34ina",
    ],
)
def test_names_that_are_hardly_told_apart_are_alike(other):
    assert likeness(other) == likeness("Tina")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tina", "Tino"), ("Anna", "Anna 2"), ("Anna B.", "Anna C."), ("محمد", "محمود"), ("Ömer", "Amer")],
)
def test_other_names_are_others(one, other):
    assert likeness(one) != likeness(other)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Moderation",
            "MODERATOR",
            "Moderatorin",
            "Tina (Moderation)",
            "Ko-Moderation",
            "moderierend",
            "Team-Moderation",
        ),
        *("M o d e r a t i o n", "Mode-ration", "M0derati0n", "Мoderation", "Modérateur", "модератор", "المشرف"),
        *("Protokoll", "Protokollantin", "Schriftführung", "Admin", "A d m i n", "Administrator", "The Admin", "админ"),
        *("Beobachter", "Observer", "System", "Operator", "Zweiklang-Team", "Somebody", "Support person"),
    ],
)
def test_a_name_never_means_a_role(name):
    assert means_role(cleaned_name(name))


@pytest.mark.parametrize(
    "name", ["Anna", "Amin", "Adam Minder", "Simone", "Modersohn", "Ali", "محمد", "Оксана", "Ruth"]
)
def test_names_of_people_mean_no_role(name):
    assert not means_role(name)


def test_a_name_that_is_taken_gets_a_number():
    assert free_name("Anna", []) == "Anna"
    assert free_name("Anna", ["", "Ben"]) == "Anna"
    assert free_name("Anna", ["ANNA"]) == "Anna 2"
    assert free_name("Anna", ["Аnna", "Anna 2", "anna3"]) == "Anna 4"
    long = "x" * LONGEST
    assert free_name(long, [long]) == "x" * (LONGEST - 2) + " 2"
