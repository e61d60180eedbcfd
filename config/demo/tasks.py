"""What waits in the CMS: a text for somebody's review, a draft, an invitation without an answer."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wagtail.models import Locale, Revision

from cms.models import GlossaryTerm, StandardPage
from community.models import Organisation, OutgoingMail, PersonalInvitation, User
from config.demo import content

Row = dict[str, Any]


def load(everybody: dict[str, User]) -> None:
    rows = content("tasks")
    with without_mail():
        for row in rows["review"]:
            hand_in(row, everybody[row["by"]])
    for row in rows["draft"]:
        draft(row, everybody[row["by"]])
    for row in rows["invitation"]:
        invite(row, everybody[row["by"]])


@contextmanager
def without_mail() -> Iterator[None]:
    """The first start shows mails on the console, and these would stand below whom to log in as."""
    written = set(OutgoingMail.objects.values_list("pk", flat=True))
    yield
    OutgoingMail.objects.exclude(pk__in=written).delete()


def hand_in(row: Row, author: User) -> None:
    term = GlossaryTerm.objects.get(slug=row["term"], locale=Locale.get_default())
    if begin(term, author, definition=row["definition"]):
        workflow: Any = term.get_workflow()
        workflow.start(term, author)


def draft(row: Row, author: User) -> None:
    page = StandardPage.objects.get(slug=row["page"], locale=Locale.get_default())
    begin(page, author, introduction=row["introduction"])


def begin(text: Any, author: User, **words: str) -> Revision | None:
    """A newer text than the one that is published, once: what became of it is left alone."""
    if text.revisions.filter(user=author).exists():
        return None
    for name, value in words.items():
        setattr(text, name, value)
    revision: Revision = text.save_revision(user=author)
    return revision


def invite(row: Row, sender: User) -> None:
    """As if the link had been sent; it stands nowhere."""
    if not User.objects.filter(email=row["email"]).exists():
        organisation = Organisation.objects.get(slug=row["organisation"])
        unknown = {"digest": secrets.token_hex(32), "invited_by": sender, "organisation": organisation}
        PersonalInvitation.objects.get_or_create(email=row["email"], defaults=unknown)
