"""Sittings as events that calendars take in, by mail or as a feed.

Local times with their time zone, as programs of towns read an event's clock and not its offset. Only an hour that
clocks show twice is written in UTC, since a local time cannot say which of the two is meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum
from itertools import chain
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from training import words
from training.core.sittings import PlannedSitting, SittingMedium, is_shown_twice
from training.models import Sitting, Training

PRODUCT = "-//Zweiklang//Zweiklang//DE"
CONTENT_TYPE = "text/calendar"
FILE_NAME = "zweiklang.ics"
REFRESH = timedelta(hours=6)  # how often a feed is asked for


class CalendarMethod(StrEnum):
    """What whoever gets it does with an event (RFC 5546)."""

    REQUEST = "REQUEST"  # put it in, or change it
    CANCEL = "CANCEL"  # take it out


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    address: str
    seq: int  # of the last thing that happened to their place


def plan(training: Training) -> tuple[PlannedSitting, ...]:
    return tuple(planned(training, sitting) for sitting in training.sittings.all())


def planned(training: Training, sitting: Sitting) -> PlannedSitting:
    return PlannedSitting(
        str(sitting.uid),
        sitting.starts_at,
        sitting.ends_at,
        sitting.time_zone,
        place_of(training, sitting),
        SittingMedium(sitting.medium),
        sitting.cancelled,
        sitting.sequence,
    )


def place_of(training: Training, sitting: Sitting) -> str:
    """Where people meet in a room, empty where they meet in the live room only."""
    if sitting.medium == SittingMedium.LIVE:
        return ""
    return sitting.place or ", ".join(part for part in (training.address, training.place) if part)


def page_of(training: Training) -> str:
    return settings.BASE_URL + training.get_absolute_url()


# --- by mail ----------------------------------------------------------------------------------------------------------


def file_of(
    training: Training, sitting: PlannedSitting, method: CalendarMethod, attendee: Attendee, now: datetime
) -> str:
    """One event: RFC 5546 allows no more in a file that asks for something.

    Its number grows with the plan and with what happens to the place, so that of two files about one sitting, in
    whatever order they are read, the later one counts.
    """
    event = _event(training, sitting, now, sitting.sequence + attendee.seq)
    event.add("status", "CANCELLED" if method is CalendarMethod.CANCEL else "CONFIRMED")
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event.add("organizer", _person(name, address))
    person = _person(attendee.name, attendee.address)
    person.params["PARTSTAT"] = vText("ACCEPTED")  # nobody has to answer: whoever gets it has a place
    person.params["RSVP"] = vText("FALSE")
    event.add("attendee", person)
    return _written([event], ("method", method))


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = vText(name)
    return person


# --- feeds ------------------------------------------------------------------------------------------------------------


def feed_of(title: str, trainings: Sequence[Training]) -> str:
    """All sittings that take place. Whoever subscribes replaces what they had: what is gone from it goes there, too."""
    events = chain.from_iterable(_feed_events(training) for training in trainings)
    calendar = (("name", title), ("x-wr-calname", title), ("refresh-interval", REFRESH), ("x-published-ttl", REFRESH))
    return _written(events, ("method", "PUBLISH"), *calendar)


def sittings_of(training: Training) -> str:
    """Those of one training that take place, once, for whoever puts them into their calendar by hand."""
    return _written(_feed_events(training), ("method", "PUBLISH"))


def _feed_events(training: Training) -> Iterable[Event]:
    for sitting in training.sittings.all():
        if not sitting.cancelled:
            changed = max(training.changed_at, sitting.changed_at)
            event = _event(training, planned(training, sitting), changed, sitting.sequence)
            event.add("status", "CONFIRMED")
            yield event


# --- both -------------------------------------------------------------------------------------------------------------


def _event(training: Training, sitting: PlannedSitting, stamp: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"sitting-{sitting.uid}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", _local(sitting.starts_at, sitting.time_zone))
    event.add("dtend", _local(sitting.ends_at, sitting.time_zone))
    event.add("summary", training.title)
    event.add("description", f"{training.summary}\n\n{page_of(training)}")
    event.add("url", page_of(training))
    event.add("location", sitting.place or page_of(training))
    event.add("categories", [str(words.TOPICS[training.topic])])
    return event


def _local(moment: datetime, time_zone: str) -> datetime:
    if is_shown_twice(moment, time_zone):
        return moment.astimezone(UTC)
    return moment.astimezone(ZoneInfo(time_zone))


def _written(events: Iterable[Event], *properties: tuple[str, object]) -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for name, value in properties:
        calendar.add(name, value)
    for event in events:
        calendar.add_component(event)
    days = [event.decoded(name).date() for event in calendar.events for name in ("dtstart", "dtend")]
    if days:  # rules of time zones for the years that are needed, not for all since 1970
        year = timedelta(days=370)
        calendar.add_missing_timezones(first_date=min(days) - year, last_date=max(days) + year)
    return str(calendar.to_ical(), "utf-8")
