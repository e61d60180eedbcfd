"""What is printed for a sitting: who comes, and a badge for each of them. The list to be signed stands elsewhere."""

from collections.abc import Iterable
from typing import Any

from anyascii import anyascii
from django.utils.translation import gettext as _

from cms import printing
from cms.identity import Identity
from training.core.places import State
from training.models import Registration, Training


def people(training: Training) -> list[Registration]:
    """Who has a place, by name."""
    found = training.registrations.filter(state=State.CONFIRMED).select_related("organisation")
    return sorted(found, key=lambda person: (anyascii(person.name).casefold(), person.pk))


def list_as_pdf(training: Training, site: Identity) -> bytes:
    title = _("Who takes part: %(title)s") % {"title": training.title}
    words: dict[str, Any] = {
        "heading": _("Who takes part"),
        "training": printing.own(training.title),
        "columns": [_("No."), _("Name"), _("Organisation"), _("Kind")],
        "people": [
            {
                "name": printing.own(_name(person)),
                "organisation": printing.own(_organisation(person)),
                "kind": _kind(person),
            }
            for person in people(training)
        ],
        "trainers": {"about": _("Trainers"), **printing.own(", ".join(_trainers(training)))},
    }
    return printing.printed("training/people.typ", title, f"{training.title} · {site.name}", words)


def badges_as_pdf(training: Training, site: Identity) -> bytes:
    """First those of the trainers."""
    title = _("Badges: %(title)s") % {"title": training.title}
    leading = [_badge(name, _("Trainers"), "") for name in _trainers(training)]
    coming = [_badge(_name(person), _organisation(person) or _kind(person), person.kind) for person in people(training)]
    words = {"training": printing.own(training.title), "badges": [*leading, *coming]}
    return printing.printed("training/badges.typ", title, site.name, words)


def _badge(name: str, below: str, kind: str) -> dict[str, Any]:
    return {"name": printing.own(name), "length": len(name), "below": printing.own(below), "kind": kind}


def _trainers(training: Training) -> Iterable[str]:
    return training.trainers.order_by("display_name").values_list("display_name", flat=True)


def _name(person: Registration) -> str:
    return person.name or person.email


def _organisation(person: Registration) -> str:
    return str(person.organisation or "")


def _kind(person: Registration) -> str:
    return str(person.get_kind_display()) if person.kind else ""
