"""What the coordination sees of a half-year: its trainings, who came from where, and who has sent nobody. Kinds of
organisations are counted, and nobody is named."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.models import Organisation, OrganisationKind
from training import listing
from training.core.places import Stage, State
from training.models import Entry, Registration, Sitting, Training

MOST_ORGANISATIONS = 200
YEAR = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True)
class HalfYear:
    """`half` is 1 from January to June, else 2."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "HalfYear":
        return cls(day.year, 1 if day.month <= 6 else 2)

    @classmethod
    def read(cls, text: str) -> "HalfYear | None":
        """From an address, where it stands as 2027-1."""
        year, _, half = text.partition("-")
        return cls(int(year), int(half)) if YEAR.fullmatch(year) and half in ("1", "2") else None

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def next(self) -> "HalfYear":
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def previous(self) -> "HalfYear":
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    @property
    def begins(self) -> datetime:
        return listing.start_of(date(self.year, 1 if self.half == 1 else 7, 1))


@dataclass(frozen=True)
class CoordinatorsDesk:
    """`kinds` has how many people have a place, by the words for their kind of organisation; `cancelled` how many gave
    theirs back, `cancelled_late` how many of them after the day on which that was asked for."""

    half: HalfYear
    trainings: tuple[Training, ...]
    kinds: tuple[tuple[Any, int], ...]
    silent: tuple[Organisation, ...]
    cancelled: int
    cancelled_late: int

    @property
    def taking_place(self) -> list[Training]:
        return [each for each in self.trainings if each.stage == Stage.ANNOUNCED]

    @property
    def places(self) -> int:
        return sum(each.capacity for each in self.taking_place)

    @property
    def free(self) -> int:
        """Where people can still register."""
        found: list[Any] = self.taking_place
        return sum(each.free for each in found if each.is_open)

    @property
    def people(self) -> int:
        return sum(number for _label, number in self.kinds)


def of_half_year(half: HalfYear) -> CoordinatorsDesk:
    """In five queries, however many trainings there were."""
    trainings = in_half_year(half)
    registered = Registration.objects.filter(training__in=trainings, training__stage=Stage.ANNOUNCED)
    confirmed = registered.filter(state=State.CONFIRMED)
    gone = Entry.objects.filter(training__in=trainings, kind="PlaceCancelled")
    return CoordinatorsDesk(
        half=half,
        trainings=tuple(with_numbers(trainings)),
        kinds=by_kind(confirmed),
        silent=tuple(sent_nobody(confirmed)),
        cancelled=gone.count(),
        cancelled_late=gone.filter(data__late=True).count(),
    )


def in_half_year(half: HalfYear) -> QuerySet[Training]:
    """Those in which people meet in it; no drafts. Who planned them counts for nothing."""
    held = Sitting.objects.filter(training=OuterRef("pk"), starts_at__gte=half.begins, starts_at__lt=half.next.begins)
    return Training.objects.exclude(stage=Stage.DRAFT).filter(Exists(held)).defer("created_by")


def with_numbers(trainings: QuerySet[Training]) -> QuerySet[Training]:
    """Each with its facts, and how many have a place, wait, and gave theirs back."""
    numbers = {
        name: Count("registrations", filter=Q(registrations__state=state))
        for name, state in (("confirmed", State.CONFIRMED), ("waits", State.WAITING), ("gone", State.CANCELLED))
    }
    found: Any = listing.with_facts(trainings, timezone.now()).annotate(**numbers)
    return found.order_by("begins", "pk")  # type: ignore[no-any-return]


def by_kind(confirmed: QuerySet[Registration]) -> tuple[tuple[Any, int], ...]:
    """The largest first; people of no organisation have no word here, which the page has."""
    found = confirmed.order_by().values_list("kind").annotate(number=Count("pk")).order_by("-number", "kind")
    return tuple((OrganisationKind(kind).label if kind else "", number) for kind, number in found)


def sent_nobody(confirmed: QuerySet[Registration]) -> QuerySet[Organisation]:
    there = confirmed.exclude(organisation=None).values("organisation")
    return Organisation.objects.filter(live=True).exclude(pk__in=there).order_by("name")[:MOST_ORGANISATIONS]
