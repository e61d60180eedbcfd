"""Whether a course takes new people, and whether it is there at all: decided for a course as one thing, in every
language, and taken back by one press. Who did it stands in the history of its page.
"""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms import languages
from community.models import User
from elearning.models import Availability, CoursePage

CLOSE, REOPEN = "elearning.close", "elearning.reopen"
WITHDRAW, RESTORE = "elearning.withdraw", "elearning.restore"


def of(course_key: uuid.UUID) -> Availability:
    return Availability.objects.filter(course_key=course_key).first() or Availability(course_key=course_key)


def sentence(sentences: Mapping[str, str], reading: str) -> tuple[str, str]:
    """What was written for whoever reads in this language, or the nearest, and its language."""
    for code in (reading, *languages.nearest(reading, sentences)):
        if sentences.get(code):
            return sentences[code], code
    return "", reading


# --- acts -------------------------------------------------------------------------------------------------------------


def close(course: CoursePage, user: User) -> None:
    """Nobody begins it any more by themselves; whoever is in it goes on."""
    _let_in(course, user, takes_nobody_new=True, act=CLOSE)


def reopen(course: CoursePage, user: User) -> None:
    _let_in(course, user, takes_nobody_new=False, act=REOPEN)


@transaction.atomic
def _let_in(course: CoursePage, user: User, *, takes_nobody_new: bool, act: str) -> None:
    row = _locked(course)
    if row.takes_nobody_new != takes_nobody_new:
        row.takes_nobody_new = takes_nobody_new
        row.save(update_fields=["takes_nobody_new"])
        log(instance=course, action=act, user=user)


@transaction.atomic
def withdraw(course: CoursePage, user: User, sentences: Mapping[str, str]) -> None:
    """Takes all its pages offline. The course goes first, so that no release is written for what is left of it."""
    row = _locked(course)
    if row.withdrawn_at:
        return
    pages = _published(course)
    row.withdrawn_at, row.sentences = timezone.now(), dict(sentences)
    row.pages = [[page.pk, page.live_revision_id or page.specific.save_revision(user=user).pk] for page in pages]
    row.save()
    for page in pages:
        UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)
    log(instance=course, action=WITHDRAW, user=user)


@transaction.atomic
def restore(course: CoursePage, user: User) -> None:
    """As it was, drafts written since left alone. The course comes last, so that one release finds all of it."""
    row = _locked(course)
    if not row.withdrawn_at:
        return
    pages, revisions = Page.objects.in_bulk([pk for pk, _ in row.pages]), dict(row.pages)
    row.withdrawn_at, row.sentences, row.pages = None, {}, []
    row.save()
    for page in sorted(pages.values(), key=lambda page: page.depth, reverse=True):
        revision = Revision.objects.filter(pk=revisions[page.pk]).first()
        if revision and not page.live:
            revision.publish(user=user, skip_permission_checks=True)
    log(instance=course, action=RESTORE, user=user)


def _locked(course: CoursePage) -> Availability:
    """Two people press at the same moment: the second waits here, and then finds it done."""
    Availability.objects.get_or_create(course_key=course.translation_key)
    return Availability.objects.select_for_update().get(course_key=course.translation_key)


def _published(course: CoursePage) -> list[Page]:
    """In every language, courses first. What only repeats another page follows that page by itself."""
    courses = CoursePage.objects.filter(translation_key=course.translation_key)
    within = Q(pk__in=[])
    for path in courses.values_list("path", flat=True):
        within |= Q(path__startswith=path)
    return list(Page.objects.live().filter(within, alias_of=None).order_by("depth", "path"))
