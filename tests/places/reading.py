"""What a log of places tells about whether everybody was treated rightly, entry by entry."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from training.core.places import (
    TAKING,
    OfferDeclined,
    OfferLapsed,
    PlaceCancelled,
    PlaceConfirmed,
    PlaceOffered,
    PlaceRequested,
    Places,
    evolve,
    fits,
    taken,
)

FREEING = (PlaceCancelled, OfferDeclined, OfferLapsed)


@dataclass
class Account:
    """`freed` are places that somebody gave back, `owed` those that go to somebody next who waits and fits."""

    oversold: int = 0
    twice: int = 0
    freed: int = 0
    promotions: int = 0
    promotions_missing: int = 0
    promotions_too_many: int = 0
    out_of_order: int = 0
    owed: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> int:
        missing = self.promotions_missing + self.promotions_too_many
        return self.oversold + self.twice + missing + self.out_of_order


def read(events: list[Any]) -> Account:
    account, places = Account(), Places()
    for event in events:
        account.seen[type(event).__name__] += 1
        look_at(account, places, event)
        frees = isinstance(event, FREEING) and places.seats[event.registration].state in TAKING
        places = evolve(places, event)
        if frees:
            account.freed += 1
            account.owed = 1 if fitting(places) else 0
        account.oversold += is_oversold(places)
    account.promotions_missing += account.owed
    return account


def look_at(account: Account, places: Places, event: Any) -> None:
    """Before it happens: whoever is promoted is the first who fits, and nothing else comes between."""
    if is_promotion(event):
        account.promotions += 1
        account.promotions_too_many += account.owed == 0
        account.out_of_order += fitting(places)[:1] != [event.registration]
        account.owed = 0
        return
    account.promotions_missing += account.owed
    account.owed = 0
    if isinstance(event, PlaceRequested) and event.registration in places.seats:
        account.twice += places.seats[event.registration].state in TAKING
    if isinstance(event, PlaceConfirmed):  # at once, past those who wait
        account.out_of_order += bool(fitting(places))


def is_promotion(event: Any) -> bool:
    return isinstance(event, PlaceOffered) or (isinstance(event, PlaceConfirmed) and event.moved_up)


def fitting(places: Places) -> list[int]:
    return [each for each in places.queue if fits(places, places.seats[each].kind)]


def is_oversold(places: Places) -> bool:
    over_quota = any(taken(places, kind) > most for kind, most in places.quotas.items())
    return taken(places) > places.capacity > 0 or over_quota
