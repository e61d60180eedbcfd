"""What a calendar program makes of our files, whatever the order in which it reads them."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from tests.training.making import BEGINS, make_sitting, make_training
from training.calendars import Attendee, CalendarMethod, feed_of, file_of, plan, planned
from training.core.sittings import minutes, times

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 5, 1, 9, tzinfo=UTC)
BERLIN = "Europe/Berlin"


class Program:
    """A calendar as RFC 5546 wants it: events are known by their id, and the highest number counts."""

    def __init__(self):
        self.known = {}

    def read(self, file):
        calendar = Calendar.from_ical(file)
        for event in calendar.walk("VEVENT"):
            rank = (int(event["sequence"]), event.decoded("dtstamp"))
            if event["uid"] not in self.known or rank > self.known[event["uid"]][0]:
                self.known[event["uid"]] = (rank, event, calendar["method"])

    @property
    def events(self):
        return {uid: event for uid, (_rank, event, method) in self.known.items() if method != "CANCEL"}


@pytest.fixture
def training():
    return make_training(sittings=1)


@pytest.fixture
def sitting(training):
    return training.sittings.get()


def file(training, sitting, method=CalendarMethod.REQUEST, seq=1, now=NOW):
    return file_of(training, planned(training, sitting), method, Attendee("Amal", "amal@example.org", seq), now)


def only_event(text):
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_a_sitting_is_one_event_of_one_person(training, sitting):
    calendar = Calendar.from_ical(file(training, sitting))
    event = only_event(file(training, sitting))
    assert (calendar["method"], event["status"]) == ("REQUEST", "CONFIRMED")
    assert event["summary"] == training.title
    assert event["location"] == "Bürgerhaus, Saal 2, Musterstadt"
    assert event["attendee"] == "mailto:amal@example.org"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert event["organizer"].startswith("mailto:")
    assert event["categories"].cats == ["Interkulturelle Sensibilisierung"]
    assert training.key in event["url"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (sitting.starts_at, sitting.ends_at)


def test_the_time_is_that_of_the_place_with_the_rules_of_its_clocks(training, sitting):
    text = file(training, sitting)
    assert "DTSTART;TZID=Europe/Berlin:20270601T180000" in text
    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    assert zone["tzid"] == BERLIN
    assert "1970" not in text


def test_the_id_has_no_key_in_it(training, sitting):
    assert only_event(file(training, sitting))["uid"] == f"sitting-{sitting.uid}@testserver"
    assert training.key not in only_event(file(training, sitting))["uid"]


@pytest.mark.parametrize(
    ("day", "begins", "ends", "lasts"),
    [
        (date(2027, 3, 27), time(22), time(4), 300),  # over the hour that is left out
        (date(2027, 10, 30), time(22), time(4), 420),  # over the hour that comes twice
        (date(2027, 10, 31), time(2, 30), time(3, 30), 120),  # from within it
        (date(2027, 6, 1), time(22), time(1), 180),  # over midnight
    ],
)
def test_clock_changes_and_midnight_survive_the_round_trip(training, day, begins, ends, lasts):
    starts_at, ends_at = times(day, begins, ends, BERLIN)
    sitting = make_sitting(training, starts_at, (ends_at - starts_at) / timedelta(hours=1))
    event = only_event(file(training, sitting))
    assert (event.decoded("dtstart").astimezone(UTC), event.decoded("dtend").astimezone(UTC)) == (starts_at, ends_at)
    assert minutes(planned(training, sitting)) == lasts


def test_the_second_of_two_hours_that_look_alike_is_kept(training):
    sitting = make_sitting(training, datetime(2027, 10, 31, 1, 30, tzinfo=UTC), hours=1)  # 2:30 for the second time
    event = only_event(file(training, sitting))
    assert event.decoded("dtstart").astimezone(UTC) == sitting.starts_at


def moved(sitting):
    sitting.starts_at += timedelta(days=1)
    sitting.ends_at += timedelta(days=1)
    sitting.sequence += 1
    sitting.save()
    return sitting


def test_a_change_takes_the_place_of_what_was_and_a_cancellation_takes_it_out(training, sitting):
    first = file(training, sitting)
    change = file(training, moved(sitting))
    sitting.sequence += 1
    gone = file(training, sitting, CalendarMethod.CANCEL)
    for order in itertools.permutations([first, change]):
        program = Program()
        for each in order:
            program.read(each)
        (event,) = program.events.values()
        assert event.decoded("dtstart") == BEGINS + timedelta(days=1)
    for order in itertools.permutations([first, change, gone]):
        program = Program()
        for each in order:
            program.read(each)
        assert program.events == {}


def test_who_cancels_and_registers_again_has_the_event_again(training, sitting):
    """Although nothing about the sitting has changed meanwhile."""
    files = [
        file(training, sitting, seq=1),
        file(training, sitting, CalendarMethod.CANCEL, 5),
        file(training, sitting, seq=9),
    ]
    for order in itertools.permutations(files):
        program = Program()
        for each in order:
            program.read(each)
        assert len(program.events) == 1


# --- feeds ------------------------------------------------------------------------------------------------------------


def test_a_feed_has_all_sittings_that_take_place(training, sitting):
    make_sitting(training, BEGINS + timedelta(weeks=1), cancelled=True)
    online = make_training("Online", sittings=0)
    make_sitting(online, medium="live")
    calendar = Calendar.from_ical(feed_of("Fortbildungen", [training, online]))
    events = list(calendar.walk("VEVENT"))
    assert [event["summary"] for event in events] == [training.title, "Online"]
    assert online.key in events[1]["location"]
    assert (calendar["method"], calendar["x-wr-calname"]) == ("PUBLISH", "Fortbildungen")
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == [BERLIN]


def test_a_feed_names_nobody(training):
    assert "ATTENDEE" not in feed_of("Fortbildungen", [training])


def test_an_empty_feed_is_a_calendar_all_the_same():
    assert list(Calendar.from_ical(feed_of("Fortbildungen", [])).walk("VEVENT")) == []


def test_a_feed_is_the_same_as_long_as_nothing_changes(training, sitting):
    training = type(training).objects.get()
    first = feed_of("Fortbildungen", [training])
    assert feed_of("Fortbildungen", [training]) == first
    moved(sitting)
    assert feed_of("Fortbildungen", [training]) != first


def test_the_plan_says_where(training):
    make_sitting(training, BEGINS + timedelta(weeks=1), place="Bücherei")
    make_sitting(training, BEGINS + timedelta(weeks=2), medium="live")
    assert [each.place for each in plan(training)] == ["Bürgerhaus, Saal 2, Musterstadt", "Bücherei", ""]
