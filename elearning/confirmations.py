"""Confirmations of participation: what is stored of a completed course, and a name. Nothing of them is stored."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import printing
from cms.identity import Identity
from community.models import User
from elearning import released
from elearning.models import Completion


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Of a release, which no edit changes and no withdrawal takes away; `locale` is the language of the title."""

    course: str
    locale: str
    minutes: int
    lessons: int
    published_at: dt.datetime
    completed_at: dt.datetime


def confirmation(user: User, course_key: uuid.UUID) -> Confirmation | None:
    """Nothing for whoever has not completed the course."""
    found = Completion.objects.filter(enrolment__user=user, enrolment__course_key=course_key)
    completion = found.select_related("release").order_by("completed_at").first()
    if completion is None:
        return None
    release, manifest = completion.release, released.manifest(completion.release_id)
    return Confirmation(
        manifest.title,
        release.locale,
        manifest.minutes,
        len(manifest.lessons),
        release.created_at,
        completion.completed_at,
    )


def facts(confirmed: Confirmation) -> list[tuple[str, str]]:
    minutes = ngettext("about %(n)s minute", "about %(n)s minutes", confirmed.minutes) % {"n": confirmed.minutes}
    return [
        (_("Completed on"), _day(confirmed.completed_at)),
        (_("How long"), minutes),
        (_("Lessons"), str(confirmed.lessons)),
        (_("Version of the course"), _("published on %(day)s") % {"day": _day(confirmed.published_at)}),
    ]


def _day(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def as_pdf(confirmed: Confirmation, name: str, site: Identity) -> bytes:
    title = _("Confirmation of participation")
    words: dict[str, Any] = {
        "heading": title,
        "name": printing.own(name),
        "sentence": _("took part in this online course and completed it:"),
        "course": printing.own(confirmed.course),
        "facts": [printing.own(value) | {"about": about} for about, value in facts(confirmed)],
        "offered": _("This course is offered by"),
        "site": [printing.own(each) for each in (site.name, *site.operator.splitlines()) if each.strip()],
        "note": _(
            "All exercises of the course were worked on. What was answered in them is confidential and was not "
            "assessed. The name is as the person gave it."
        ),
    }
    return printing.printed("elearning/confirmation.typ", title, site.name, words)
