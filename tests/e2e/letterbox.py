"""The mails that a site has sent into a folder (`mailing.py`), as the people read them to whom they went."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from icalendar import Calendar

BETWEEN = b"\n" + b"-" * 79 + b"\n"  # of two mails in one file


class Letterbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mails(self) -> list[EmailMessage]:
        """The first one first."""
        files = sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        texts = (text for file in files for text in file.read_bytes().split(BETWEEN) if text.strip())
        return [email.message_from_bytes(text, policy=default) for text in texts]

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails() if mail["To"] == address]

    def newest(self, address: str, subject: str) -> EmailMessage:
        """Of which the subject begins so."""
        return next(mail for mail in reversed(self.to(address)) if str(mail["Subject"]).startswith(subject))


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_in(mail: EmailMessage, beginning: str) -> str:
    """The address on this site that begins so, as somebody opens it from the mail."""
    found = re.search(rf"https?://[^/\s]+({beginning}\S*)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


def events_in(mail: EmailMessage) -> list[tuple[str, Any]]:
    """Of each calendar file that came with it: what to do with its event, and the event."""
    files = [each for each in mail.iter_attachments() if each.get_content_type() == "text/calendar"]
    calendars = [Calendar.from_ical(each.get_payload(decode=True)) for each in files]  # type: ignore[arg-type]  # bytes
    return [(str(calendar["method"]), event) for calendar in calendars for event in calendar.walk("VEVENT")]
