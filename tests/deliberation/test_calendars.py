from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from deliberation import sessions
from deliberation.calendars import calendar_of

TEMPLATES = Path(__file__).parents[2] / "templates"
NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
BEGINS = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
ADDRESS = "https://example.org/sessions/join/abc/"


def event_of(session):
    calendar = Calendar.from_ical(calendar_of(session, ADDRESS, NOW))
    assert calendar["method"] == "PUBLISH"
    (event,) = calendar.walk("VEVENT")
    return event


def test_a_session_is_an_event_with_its_question_its_times_and_the_way_in(make_session):
    event = event_of(make_session("Mieten, Wohnen; Amt", starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=2)))
    assert (event["summary"], event["url"]) == ("Mieten, Wohnen; Amt", ADDRESS)
    assert event["description"] == f"Wer begleitet Menschen zum Amt?\n\n{ADDRESS}"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (BEGINS, BEGINS + timedelta(hours=2))
    assert event.decoded("dtstamp") == NOW


def test_without_an_end_it_lasts_as_long_as_its_agenda(make_session):
    session = make_session(starts_at=BEGINS)
    assert event_of(session).decoded("dtend") == BEGINS + timedelta(minutes=50)


def test_without_an_agenda_it_lasts_as_long_as_most_do(make_session):
    session = make_session(starts_at=BEGINS, template=None)
    assert session.ends == BEGINS + timedelta(minutes=90)


def test_an_event_that_was_changed_takes_the_place_of_the_one_before(make_session):
    session = make_session(starts_at=BEGINS)
    before = event_of(session)
    session.starts_at += timedelta(days=1)
    sessions.replan(session, session.participations.get())
    session.refresh_from_db()
    after = event_of(session)
    assert before["uid"] == after["uid"] == f"session-{session.pk}@testserver"
    assert int(after["sequence"]) == int(before["sequence"]) + 1


def test_the_key_of_a_session_stands_in_no_id(session):
    assert session.key not in event_of(session)["uid"]


def test_every_mail_that_says_when_a_session_begins_brings_the_event():
    """Whoever writes a new one sees here that `with_calendar` is missing, or the sentence that says so."""
    mails = [path for folder in ("deliberation", "config") for path in (TEMPLATES / folder).glob("*.txt")]
    telling = {path.name: path.read_text() for path in mails if "DATETIME_FORMAT" in path.read_text()}
    assert telling.keys() == {"invited.txt", "moved.txt", "way_back.txt", "reminder.txt"}
    assert all("The attached file" in words for words in telling.values())
