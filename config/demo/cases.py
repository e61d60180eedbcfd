"""Cases from people's work: one that waits for the editors, and one of which they made a conversation of the course."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.models import User
from config.demo import content
from elearning import cases
from elearning.models import Case, CaseConsent, CaseDraft

Row = dict[str, Any]
PARTS = ("situation", "who", "thought", "happened")


def load(people: dict[str, User]) -> None:
    """Of whoever has written none: a case that somebody has taken back since stays with them."""
    for row in content("cases")["case"]:
        author = people[row["by"]]
        if not Case.objects.filter(user=author).exists():
            write(row, author, people)


@transaction.atomic
def write(row: Row, author: User, people: dict[str, User]) -> None:
    case = Case.objects.create(user=author, written_at=ago(row["written"]), **{part: row[part] for part in PARTS})
    for given, *back in row["consents"]:
        times = {"given_at": ago(given), "taken_back_at": ago(*back) if back else None}
        CaseConsent.objects.create(case=case, **times)
    if "draft" in row:
        cases.write_draft(case, row["draft"].strip(), people[row["editor"]], in_course=True)
        CaseDraft.objects.filter(case=case).update(written_at=ago(row["drafted"]))


def ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)
