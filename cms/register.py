"""The register of personal data: the form in which every app declares, field by field, what it stores of people.

Whatever a person can read, take along or have erased, and what the clock forgets, follows from these entries
(`config/register.py` puts them together). A field that could hold something of a person and has no entry fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """Where in their life on the site a person would look for it."""

    ACCOUNT = "account", _("Your account")
    LOGIN = "login", _("Logging in")
    COURSES = "courses", _("Courses")
    TRAININGS = "trainings", _("Trainings")
    SESSIONS = "sessions", _("Live sessions")
    MAIL = "mail", _("E-mails to you")
    EDITING = "editing", _("Editing and administration")


class LegalBasis(models.TextChoices):
    USE = "use", _("You use what this site offers, and it does not work without (Article 6 (1) b GDPR).")
    CHOICE = "choice", _("You chose to tell it, and can take it back at any time (Article 6 (1) a GDPR).")
    ORDER = (
        "order",
        _(
            "The site has to be safe and its contents in order "
            "(Article 6 (1) f GDPR, for public bodies Article 6 (1) e)."
        ),
    )


class Export(models.TextChoices):
    SHOWN = "shown", _("You see it, and it is in your download.")
    SECRET = "secret", _("It opens your account or a door, so it is never shown, not even to you.")
    OTHERS = "others", _("It belongs to all, names others or says nothing to people, so it is not shown.")


class Erasure(models.TextChoices):
    DELETED = "deleted", _("is deleted")
    EMPTIED = "emptied", _("is emptied")
    UNLINKED = "unlinked", _("stays, without you")
    STAYS = "stays", _("stays as it is")


@dataclass(frozen=True)
class DataSubject:
    """Somebody who asks: a person with an account, or a guest who has no more than places in live sessions."""

    account: Any = None
    participations: tuple[int, ...] = ()


@dataclass(frozen=True)
class Retention:
    """For how long. `past` finds what is past its time; without it, something goes when what it belongs to goes."""

    words: Any
    past: Callable[[datetime], Q] | None = None
    forget: Callable[[QuerySet[Any]], Any] = QuerySet.delete

    def overdue(self, rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
        return rows.filter(self.past(now)) if self.past else rows.none()


def days_after(name: str, days: int, words: Any, **further: Any) -> Retention:
    """So many days after the moment in this field, for the rows that `further` names."""
    return Retention(
        format_lazy(words, days=days), lambda now: Q(**{f"{name}__lte": now - timedelta(days=days)}, **further)
    )


@dataclass(frozen=True)
class PersonalField:
    """What one field stores. What is left open here is as the entry of its model says."""

    name: str
    label: Any
    says: Callable[[Any], Any] | None = None  # what a row has there, where the bare value says nothing to people
    export: Export = Export.SHOWN
    erasure: Erasure | None = None
    purpose: Any = ""
    basis: LegalBasis | None = None
    retention: Retention | None = None
    never_evaluated: bool = False


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What one model stores of people: every field of it is named here, once."""

    model: str
    area: Area
    title: Any
    purpose: Any
    basis: LegalBasis
    seen_by: Any
    retention: Retention
    theirs: Callable[[DataSubject], Q]
    fields: tuple[PersonalField, ...]
    erasure: Erasure = Erasure.DELETED
    stays_because: Any = ""
    never_evaluated: bool = False
    impersonal: str = ""  # the names of the fields that say nothing of anybody
    is_a_person: bool = False  # a row stands for somebody, so whatever points at it is about somebody
    related: tuple[str, ...] = field(default=())  # to be fetched along

    @property
    def rows(self) -> QuerySet[Any]:
        return rows_of(self.model).select_related(*self.related)

    def rows_about(self, subject: DataSubject) -> QuerySet[Any]:
        return self.rows.filter(self.theirs(subject)).order_by("pk")

    def erasure_of(self, each: PersonalField) -> Erasure:
        return each.erasure or self.erasure

    def is_never_evaluated(self, each: PersonalField) -> bool:
        return self.never_evaluated or each.never_evaluated

    @property
    def unevaluated(self) -> list[str]:
        """Labels of the single fields that are never evaluated, where others may be counted."""
        return [] if self.never_evaluated else [str(each.label) for each in self.fields if each.never_evaluated]


@dataclass(frozen=True)
class NoPersonalData:
    """Fields in which words could stand, and why none of them is about anybody."""

    model: str
    names: str
    why: Any


def rows_of(model: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(model)._base_manager.all()
    return rows


def theirs(*lookups: str) -> Callable[[DataSubject], Q]:
    """Rows in which one of these leads to the account of the person."""

    def found(subject: DataSubject) -> Q:
        if subject.account is None:
            return nobodys(subject)
        return Q(*((lookup, subject.account.pk) for lookup in lookups), _connector=Q.OR)

    return found


def nobodys(subject: DataSubject) -> Q:
    return Q(pk__in=())


WHILE_YOU_HAVE_AN_ACCOUNT = Retention(_("until you erase your account"))
WITH_THE_TEXT = Retention(_("as long as the text, picture or page is there; without you once you erase your account"))
