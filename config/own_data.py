"""What is stored about one person, read from the database as the register says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FileField, ForeignKey, ManyToManyField
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.register import Area, DataSubject, Erasure, Export, PersonalData, PersonalField
from community.models import User
from config.register import PERSONAL
from deliberation.models import Participation

ON_A_PAGE = 30  # rows of one kind; the download has all


@dataclass(frozen=True)
class Stored:
    """What one model has of the person."""

    entry: PersonalData
    rows: list[Any]
    whose: DataSubject

    @property
    def shown(self) -> list[PersonalField]:
        return [field for field in self.entry.fields if field.export == Export.SHOWN]

    @property
    def withheld(self) -> list[PersonalField]:
        return [field for field in self.entry.fields if field.export != Export.SHOWN]

    @property
    def first(self) -> list[list[tuple[Any, str]]]:
        return [self.lines(row) for row in self.rows[:ON_A_PAGE]]

    @property
    def every(self) -> list[list[tuple[Any, str]]]:
        return [self.lines(row) for row in self.rows]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - ON_A_PAGE)

    def lines(self, row: Any) -> list[tuple[Any, str]]:
        """Label and words, without what was never filled in, and without whose it is: that is why it stands here."""
        told = [field for field in self.shown if field.says or getattr(row, field.name) != self.whose.account]
        found = [(field.label, value(row, field)) for field in told]
        return [(label, in_words(each)) for label, each in found if each not in (None, "", [], {})]

    def as_json(self) -> list[dict[str, Any]]:
        return [{field.name: value(row, field) for field in self.shown} for row in self.rows]

    def files(self) -> Iterator[FieldFile]:
        for row in self.rows:
            for field in self.shown:
                if isinstance(row._meta.get_field(field.name), FileField) and getattr(row, field.name):
                    yield getattr(row, field.name)

    @property
    def erasures(self) -> list[tuple[Erasure, list[PersonalField]]]:
        """What becomes of what the person sees when they are erased."""
        of = self.entry.erasure_of
        found = [(each, [field for field in self.shown if of(field) == each]) for each in Erasure]
        return [(each, fields) for each, fields in found if fields]

    @property
    def goes(self) -> bool:
        return not self.entry.stays_because


@dataclass(frozen=True)
class AreaOfData:
    area: Area
    stored: list[Stored]
    absent: list[str]  # titles of what could be there and is not


def subject_of(account: User) -> DataSubject:
    participations = Participation.objects.filter(user=account).values_list("pk", flat=True)
    return DataSubject(account, tuple(participations))


def about(subject: DataSubject) -> list[AreaOfData]:
    """By area. Of a guest nothing else is asked than their live sessions."""
    areas = list(Area) if subject.account else [Area.SESSIONS]
    return [area_of(area, subject) for area in areas]


def area_of(area: Area, subject: DataSubject) -> AreaOfData:
    every = [Stored(entry, rows(entry, subject), subject) for entry in PERSONAL if entry.area == area]
    titles = dict.fromkeys(str(each.entry.title) for each in every if not each.rows)
    return AreaOfData(area, [each for each in every if each.rows], list(titles))


def rows(entry: PersonalData, subject: DataSubject) -> list[Any]:
    """With what they refer to, since its name is told: not asked for row by row."""
    found = entry.rows_about(subject)
    fields = [found.model._meta.get_field(field.name) for field in entry.fields if not field.says]
    single = [field.name for field in fields if isinstance(field, ForeignKey)]
    several = [field.name for field in fields if isinstance(field, ManyToManyField)]
    return list(found.select_related(*single).prefetch_related(*several))


def value(row: Any, field: PersonalField) -> Any:
    if field.says:
        return field.says(row)
    stored = row._meta.get_field(field.name)
    found = getattr(row, field.name)
    if isinstance(stored, ManyToManyField):
        return [str(each) for each in found.all()]
    if isinstance(stored, ForeignKey | FileField):
        return str(found) if found else None
    return getattr(row, f"get_{field.name}_display")() if getattr(stored, "choices", None) else found


def in_words(said: Any) -> str:
    match said:
        case bool():
            return _("yes") if said else _("no")
        case datetime():
            return date_format(timezone.localtime(said), "DATETIME_FORMAT")
        case dict():
            return "; ".join(f"{key}: {in_words(each)}" for key, each in said.items())
        case list() | tuple():
            return ", ".join(in_words(each) for each in said)
    return str(said)
