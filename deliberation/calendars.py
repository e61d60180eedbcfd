"""A session as an event that calendars take in, by mail or as a file."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from deliberation.models import Session

FILE_NAME = "zweiklang.ics"
CONTENT_TYPE = "text/calendar"
PRODUCT = "-//Zweiklang//Zweiklang//DE"


def calendar_of(session: Session, address: str, now: datetime) -> str:
    """With the same id each time and a higher number after each change, so that the event moves in the calendars that
    have it. `address` is where whoever gets it comes in."""
    event = Event()
    event.add("uid", f"session-{session.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", session.calendar_sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends.astimezone(UTC))
    event.add("summary", session.title)
    event.add("description", f"{session.question}\n\n{address}")
    event.add("url", address)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
