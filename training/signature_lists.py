"""The list that people sign on site, as whoever pays for the trainings wants to have it: a PDF for each sitting."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found

from cms import printing
from cms.identity import Identity
from cms.models import Funder
from training import attending, calendars, messages
from training.core import sittings
from training.models import Sitting

LINES_LEFT = 3  # for people who are not on the list
LOGO = "height-160|format-png"  # Typst reads no SVG that was uploaded, and no WebP


def as_pdf(sitting: Sitting, site: Identity) -> bytes:
    training = sitting.training
    planned = calendars.planned(training, sitting)
    title = _("Attendance: %(title)s") % {"title": training.title}
    words: dict[str, Any] = {
        "heading": _("List of attendance"),
        "training": printing.own(training.title),
        "facts": [
            printing.own(value) | {"about": about}
            for about, value in (
                (_("When and where"), messages.told(planned)),
                (_("How long"), _("%(minutes)s minutes") % {"minutes": sittings.minutes(planned)}),
                (_("Trainers"), ", ".join(str(each) for each in training.trainers.order_by("display_name"))),
                (_("Offered by"), ", ".join(line for line in (site.name, *site.operator.splitlines()) if line.strip())),
            )
            if value
        ],
        "columns": [_("No."), _("Name"), _("Organisation"), _("Signature")],
        "people": [_line(person) for person in attending.on_list(sitting)],
        "left": LINES_LEFT,
        "trainer": _("Date and signature of the trainers"),
        "funded": _("Supported by"),
        "funders": funders(),
    }
    running = f"{training.title} · {date_format(sitting.local_start, 'DATE_FORMAT')}"
    return printing.printed("training/signature_list.typ", title, running, words)


def _line(person: Any) -> dict[str, Any]:
    organisation = str(person.organisation or person.get_kind_display() or "")
    return {"name": printing.own(person.name), "organisation": printing.own(organisation)}


def funders() -> list[dict[str, Any]]:
    """Each with its logo, as bytes in numbers since words travel as JSON, or with its name alone."""
    found = Funder.objects.select_related("logo").order_by("identity", "sort_order")
    return [{"name": funder.name, "logo": _logo(funder.logo) if funder.logo else []} for funder in found]


def _logo(image: Any) -> list[int]:
    rendition = get_rendition_or_not_found(image, LOGO)
    try:
        with rendition.file.open("rb") as file:
            return list(file.read())
    except OSError:  # the file of the picture is gone
        return []
