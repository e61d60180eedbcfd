"""The code that is shown on site: whoever scans it was there, for it holds for minutes only.

Scanning it leads to a ticket, an address that holds long enough to log in or to type an address on a phone.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from training.models import Sitting

SHOWN = timedelta(minutes=3)
RENEWED = timedelta(minutes=1)  # the page that shows it fetches a new one
FILLING = timedelta(minutes=15)

CODE, TICKET = TimestampSigner(salt="training.code"), TimestampSigner(salt="training.ticket")


def code(sitting: Sitting) -> str:
    return CODE.sign(str(sitting.pk))


def ticket(sitting: int) -> str:
    return TICKET.sign(str(sitting))


def coded(signed: str) -> int | None:
    """The sitting of a code that still holds."""
    return _sitting(CODE, signed, SHOWN)


def ticketed(signed: str) -> int | None:
    return _sitting(TICKET, signed, FILLING)


def _sitting(signer: TimestampSigner, signed: str, holds: timedelta) -> int | None:
    try:
        return int(signer.unsign(signed, max_age=holds))
    except BadSignature:
        return None
