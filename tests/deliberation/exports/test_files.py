"""What stands in the files in which a transcript is taken along, and what never does."""

import json
import re
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone, translation

from deliberation import erasures, privacy, sessions, transcripts
from deliberation.core.acting import Role
from deliberation.core.agenda import CloseRoom, PauseRoom, ReopenRoom, ResumeRoom
from deliberation.core.agreement import GoOnWithout
from deliberation.core.calls import Call
from deliberation.core.exchange import Hold, Reason, Type, Withdraw
from deliberation.core.places import FormGroups, Gather
from deliberation.core.results import BringResult, NameReporter, WriteResult
from deliberation.core.whereabouts import PlannedGroup
from deliberation.exports import data, files, printed, told
from deliberation.models import Session

pytestmark = pytest.mark.django_db
FORMATS = ("pdf", "html", "json")
NAMES = ("Anna", "Ben", "Tina")
HIDDEN = ("Ein grobes Wort", "Ach, doch nicht")


@pytest.fixture
def spoken(rehearsal):
    """Anna of an authority and Ben said something, some of it hidden, with a pause, and in one phase twice."""
    anna = rehearsal.enter("Anna", kind="authority")
    ben = rehearsal.enter("Ben")
    rehearsal.agree(anna, ben)
    thesis = rehearsal.say(anna, "Offene Zeiten helfen.", type=Type.THESIS)
    rehearsal.take(rehearsal.moderator, PauseRoom("Lüften"))
    rehearsal.take(rehearsal.moderator, ResumeRoom())
    rehearsal.say(ben, "مرحبا, nicht allen.", refers_to=thesis, type=Type.OBJECTION)
    rehearsal.take(rehearsal.moderator, Hold(rehearsal.say(ben, HIDDEN[0]), Reason.INSULT))
    rehearsal.take(anna, Withdraw(rehearsal.say(anna, HIDDEN[1])))
    rehearsal.move(3)
    rehearsal.move(0)
    rehearsal.say(rehearsal.moderator, "Danke.")
    rehearsal.anna = anna
    return rehearsal


@pytest.fixture
def example(spoken):
    spoken.take(spoken.moderator, CloseRoom(spoken.state.agenda.moved))
    sessions.set_example(spoken.session, True)
    return spoken.session


def reading(rehearsal):
    return transcripts.reading(rehearsal.session, rehearsal.moderator)


def content(rehearsal, format, names=True):
    return files.content(rehearsal.session, reading(rehearsal), format, names)


def document(rehearsal, names=True):
    """What the PDF is made of, as text: the file itself is compressed."""
    transcript = reading(rehearsal).transcript(transcripts.FOR_ALL if names else transcripts.WITHOUT_NAMES)
    return msgspec.json.encode(printed.as_document(rehearsal.session, transcript, names)).decode()


def written(rehearsal, format, names=True):
    return document(rehearsal, names) if format == "pdf" else content(rehearsal, format, names).decode()


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_has_what_was_said_and_by_whom(spoken, format):
    text = written(spoken, format)
    assert [
        word for word in ("Offene Zeiten helfen.", "nicht allen.", "Danke.", "Lüften", *NAMES) if word not in text
    ] == []


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_hidden_is_in_no_file(spoken, format, names):
    assert [word for word in HIDDEN if word in written(spoken, format, names)] == []


@pytest.mark.parametrize("format", FORMATS)
def test_without_names_no_name_is_in_it(spoken, format):
    text = written(spoken, format, names=False)
    assert [name for name in NAMES if name in text] == []
    assert "Offene Zeiten helfen." in text


@pytest.mark.parametrize("format", ["pdf", "html"])
def test_without_names_people_are_told_apart_and_it_says_that_texts_may_have_names(spoken, format):
    with translation.override("de"):
        text = written(spoken, format, names=False)
    assert "Person 2 (Behörde)" in text
    assert "Zu Person 2 (Behörde)" in text
    assert "können trotzdem Namen vorkommen" in text


@pytest.mark.parametrize("format", FORMATS)
def test_whoever_is_erased_is_in_no_file_from_then_on(spoken, format):
    assert "Anna" in written(spoken, format)
    erasures.erase([spoken.anna])
    text = written(spoken, format)
    assert [word for word in ("Anna", "Offene Zeiten helfen.") if word in text] == []
    assert ("Jemand, der nicht mehr dabei ist" in text) == (format != "json")


@pytest.fixture
def reopened(spoken):
    """Dora did not confirm the rules, and Tina ended the session too early."""
    dora = spoken.enter("Dora")
    spoken.take(spoken.moderator, GoOnWithout((dora.pk,)))
    spoken.move(3)
    spoken.take(spoken.moderator, CloseRoom(spoken.state.agenda.moved))
    spoken.take(spoken.moderator, ReopenRoom("Verklickt"))
    return spoken


@pytest.mark.parametrize("format", ["pdf", "html"])
def test_a_file_says_without_whom_the_opening_ended_and_why_the_session_went_on(reopened, format):
    with translation.override("de"):
        text = written(reopened, format)
    assert "ohne die Bestätigung von: Dora" in text
    assert re.search(r"Die Sitzung war beendet und ging um \d\d:\d\d Uhr weiter: Verklickt", text)


def test_the_data_says_so_in_numbers(reopened):
    found = json.loads(content(reopened, "json"))
    assert found["without"] == [{"person": 4, "confirmed_later": False}]
    assert [(each["by"], each["reason"]) for each in found["reopened"]] == [(1, "Verklickt")]


@pytest.mark.parametrize("format", FORMATS)
def test_why_a_session_went_on_is_erased_with_whoever_wrote_it(reopened, format):
    erasures.erase([reopened.moderator])
    assert "Verklickt" not in written(reopened, format)


# --- breakout rooms ---------------------------------------------------------------------------------------------------


@pytest.fixture
def apart(spoken):
    """Anna and Ben were in the first of two groups, Ben left it, and Anna wrote its result, which Ben reports."""
    anna, ben = spoken.session.participations.get(name="Anna"), spoken.session.participations.get(name="Ben")
    first, second = spoken.open_breakouts(2)
    planned = (PlannedGroup(first, (anna.pk, ben.pk)), PlannedGroup(second, ()))
    spoken.take(spoken.moderator, FormGroups(planned, each_reports=False))
    for person in (anna, ben):
        spoken.agree_in(first, person)
    spoken.take_in(first, spoken.moderator, Gather(1, (anna.pk, ben.pk)))
    spoken.say_in(first, "Noch fünf Minuten.")
    spoken.take_in(first, anna, Call("Wir brauchen Hilfe."))
    spoken.take_in(first, anna, NameReporter(ben.pk))
    spoken.take_in(first, anna, WriteResult("Ein Schalter für alle.", 0))
    spoken.take_in(first, spoken.moderator, Gather(1, (anna.pk,)))
    spoken.take(spoken.moderator, BringResult(1, ben.pk, anna.pk, "Ein Schalter für alle."))
    return spoken


@pytest.mark.parametrize("format", ["pdf", "html"])
def test_a_file_says_who_was_in_which_group_and_what_it_brought(apart, format):
    with translation.override("de"):
        text = re.sub(r"\s+", " ", written(apart, format))
    assert "Ein Schalter für alle." in text
    assert "Ergebnis der Kleingruppe 1" in text
    assert "Noch fünf Minuten." in text
    assert re.search(r"In 2 Kleingruppen, seit \d\d:\d\d Uhr", text)
    assert re.search(r"Gegangen um \d\d:\d\d Uhr: Ben", text)
    assert "In dieser Phase wurde nichts gesagt." in text


@pytest.mark.parametrize("format", FORMATS)
def test_calls_are_in_no_file_and_a_result_goes_with_whoever_wrote_it(apart, format):
    assert "Wir brauchen Hilfe." not in written(apart, format)
    assert "Anna" not in written(apart, format, names=False)
    erasures.erase([apart.anna])
    assert "Ein Schalter für alle." not in written(apart, format)


def test_the_data_has_groups_by_the_numbers_of_their_people(apart):
    plenary, first, *_ = json.loads(content(apart, "json"))["rooms"]
    entries = plenary["phases"][-1]["entries"]
    assert [each["groups"] for each in entries if each["is"] == "groups"] == [2]
    (brought,) = (each for each in entries if each["is"] == "contribution" and each["result"])
    assert (brought["by"], brought["reporter"], brought["group"]) == (2, 3, 1)
    (moved,) = (each for each in first["phases"][-1]["entries"] if each["is"] == "moved")
    assert (moved["came"], moved["left"], first["phases"][-1]["people"]) == ([], [3], [2, 3])


@pytest.mark.parametrize("format", ["pdf", "html"])
def test_a_file_calls_a_group_as_its_people_did_with_its_phase(apart, format):
    """It was the second room of the session, and the first group of those who went apart."""
    ben, (_, second) = apart.session.participations.get(name="Ben"), apart.state.places.rooms
    apart.agree_in(second, ben)
    apart.take_in(second, apart.moderator, Gather(1, (ben.pk,)))
    with translation.override("de"):
        text = re.sub(r"\s+|&nbsp;|<[^>]*>", " ", written(apart, format))
    title = apart.state.agenda.phases[0].title
    assert len(re.findall(rf"Kleingruppe 1\s+·\s+{title}", text)) >= 2
    assert "Kleingruppe 2" not in text


def test_the_data_has_both_the_place_of_a_room_and_its_number(apart):
    ben, (_, second) = apart.session.participations.get(name="Ben"), apart.state.places.rooms
    apart.agree_in(second, ben)
    apart.take_in(second, apart.moderator, Gather(1, (ben.pk,)))
    rooms = json.loads(content(apart, "json"))["rooms"]
    assert [(room["number"], room["called"]) for room in rooms] == [(0, None), (1, 1), (2, 1)]


# --- PDF --------------------------------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_for_screen_readers_with_fonts_of_its_own(spoken):
    pdf = content(spoken, "pdf")
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert b"/Lang" in pdf
    assert b"/Author" not in pdf


def test_there_is_a_pdf_also_with_letters_that_no_font_of_ours_has(spoken):
    spoken.say(spoken.moderator, "日本語 #emph[x] \\ $y$")
    assert content(spoken, "pdf").startswith(b"%PDF-")


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_the_data_has_phases_as_they_were_visited_and_who_answers_whom(spoken):
    found = json.loads(content(spoken, "json"))
    assert (found["format"], found["version"], found["names"]) == ("zweiklang-transcript", data.VERSION, True)
    phases = found["rooms"][0]["phases"]
    assert [(each["code"], each["again"]) for each in phases] == [
        ("opening", False),
        ("closing", False),
        ("opening", True),
    ]
    first, pause, answer, *_ = phases[0]["entries"]
    assert (pause["is"], pause["reason"], first["answers"], answer["refers_to"]) == (
        "pause",
        "Lüften",
        [answer["id"]],
        first["id"],
    )
    assert found["people"][1] == {
        "id": 2,
        "name": "Anna",
        "erased": False,
        "role": "participant",
        "kind": "authority",
        "guest": True,
    }
    assert found["kinds"] == [{"kind": "authority", "participants": 1}, {"kind": None, "participants": 1}]


def test_the_data_can_be_read_by_whoever_knows_the_schema(spoken):
    found = msgspec.json.decode(content(spoken, "json"), type=data.TranscriptFile)
    began = found.began
    assert began is not None
    assert datetime.now(UTC) - began < timedelta(minutes=5)
    assert found.ended is None


# --- words around it --------------------------------------------------------------------------------------------------


def test_it_says_in_words_when_it_was_who_was_there_and_who_moderated(spoken):
    spoken.enter("Otto", Role.OBSERVER)
    with translation.override("de"):
        facts = dict(told.facts(reading(spoken).transcript(transcripts.FOR_ALL)))
    assert re.fullmatch(r"\d+\. \w+ \d{4}, seit \d\d:\d\d Uhr", facts["Wann"])
    assert facts["Wer dabei war"] == (
        "2 Personen haben teilgenommen · Behörde: 1 · ohne Organisation: 1 · Beobachtende: 1"
    )
    assert facts["Moderation"] == "Tina"


def test_of_a_session_that_has_not_begun_it_says_who_moderates(session):
    facts = told.facts(transcripts.reading(session, None).transcript(transcripts.FOR_ALL))
    assert [about for about, _ in facts] == ["Wer dabei war", "Moderation"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Termine im Amt: offen?", "mitschrift-termine-im-amt-offen"),
        ("Größe & Maß", "mitschrift-grosse-mass"),
        ("مرحبا", "mitschrift-mrhb"),
        ("???", "mitschrift-zweiklang"),
    ],
)
def test_files_have_names_that_every_system_can_store(title, name):
    session = Session(title=title, starts_at=timezone.now())
    assert files.file_name(session, 1_700_000_000_000, "pdf") == f"{name}-2023-11-14.pdf"


def test_a_file_of_a_session_that_never_began_has_its_day(session):
    assert files.file_name(session, 0, "pdf").endswith(f"{session.starts_at.date().isoformat()}.pdf")


# --- examples ---------------------------------------------------------------------------------------------------------


def test_everybody_can_read_and_take_along_an_example(example, browser):
    key = example.key
    pages = [
        reverse("deliberation:transcript", args=[key]),
        *(reverse("deliberation:export", args=[key, each]) for each in FORMATS),
    ]
    assert [browser().get(page).status_code for page in pages] == [200] * 4
    assert "An example to read" in browser().get(pages[0]).content.decode()


@pytest.mark.parametrize("name", ["example", "session"])
def test_its_addresses_lead_to_the_transcript(example, browser, name):
    address = reverse(f"deliberation:{name}", args=[] if name == "example" else [example.key])
    assert browser().get(address).url == reverse("deliberation:transcript", args=[example.key])


def test_without_an_example_there_is_none(spoken, browser):
    assert browser().get(reverse("deliberation:example")).status_code == 404


def test_operators_make_an_example_and_take_it_back(spoken, browser, capsys):
    key = spoken.session.key
    address = reverse("deliberation:transcript", args=[key])
    with pytest.raises(CommandError, match="over"):
        call_command("example", key)
    spoken.take(spoken.moderator, CloseRoom(spoken.state.agenda.moved))
    call_command("example", key)
    assert browser().get(address).status_code == 200
    call_command("example", key, "--withdraw")
    assert browser().get(address).status_code == 404
    with pytest.raises(CommandError, match="no session"):
        call_command("example", "nothing")


def test_nobody_reads_groups_or_hidden_things_by_asking_for_another_format(spoken, browser, stranger):
    addresses = [reverse("deliberation:export", args=[spoken.session.key, each]) for each in (*FORMATS, "docx")]
    assert [browser(stranger).get(each).status_code for each in addresses] == [404] * 4


@pytest.mark.parametrize("is_example", [True, False])
def test_the_invented_people_of_an_example_are_not_forgotten_after_a_while(example, is_example, settings):
    Session.objects.update(is_example=is_example)
    later = example.starts_at + timedelta(days=settings.LIVE_SESSION_DAYS)
    assert example.participations.filter(privacy.forgotten(later)).exists() is not is_example
