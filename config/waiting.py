"""What waits for a person in the CMS, by kind of work, and within it by course.

Each kind asks a number of questions that does not grow with what waits, and shows the first few.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

from cms.reviewed import reviewed_models
from community import invitations
from community.models import PersonalInvitation, User
from community.translations import OrderedTranslationsReport
from deliberation.core.acting import MODERATION
from deliberation.models import Session
from elearning import cases
from elearning.models import CoursePage

SHOWN = 8
MOST = 100


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do; `part_of` is the course that it belongs to, if it does."""

    title: str
    url: str
    note: str
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first few of a kind, and the page that has all of them; where there is none, `more` of them."""

    heading: str
    items: tuple[WorkItem, ...]
    count: int
    all_url: str = ""
    more: tuple[WorkItem, ...] = ()


def waiting_for(user: User) -> list[Waiting]:
    kinds = (_reviews, _drafts, _cases, _translations, _sessions, _invitations)
    return [waiting for kind in kinds if (waiting := kind(user)).items]


def _reviews(user: User) -> Waiting:
    states = list(TaskState.objects.reviewable_by(user).select_related("revision").order_by("started_at"))
    revisions = [state.revision for state in states]
    texts = list(filter(None, _objects([(each.base_content_type_id, each.object_id) for each in revisions[:SHOWN]])))
    return Waiting(
        _("Waits for your review"), _items(texts, user), len(revisions), reverse("wagtailadmin_reports:workflow")
    )


def _objects(references: Iterable[tuple[int, str]]) -> list[Any]:
    """What these pairs of type and key stand for, in this order, with one query for each type."""
    references = list(references)
    keys: dict[int, list[str]] = defaultdict(list)
    for type_id, key in references:
        keys[type_id].append(key)
    found = {(type_id, str(obj.pk)): obj for type_id, wanted in keys.items() for obj in _of_type(type_id, wanted)}
    return [found.get((type_id, str(key))) for type_id, key in references]


def _of_type(type_id: int, keys: list[str]) -> Iterable[Any]:
    """Nothing of a model that the code no longer has."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    return model._default_manager.filter(pk__in=keys) if model else ()


def _items(texts: list[Any], user: User) -> tuple[WorkItem, ...]:
    courses, finder = courses_of(text for text in texts if isinstance(text, Page)), AdminURLFinder(user)
    items = (
        WorkItem(str(text), finder.get_edit_url(text) or "", _kind(text), courses.get(text.pk, "")) for text in texts
    )
    return _by_course(items)


def _kind(text: Any) -> str:
    model = text.specific_class if isinstance(text, Page) else type(text)
    return str((model or type(text))._meta.verbose_name)


def _by_course(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """What belongs to no course comes last."""
    return tuple(sorted(items, key=lambda item: (not item.part_of, item.part_of)))


def courses_of(pages: Iterable[Page]) -> dict[int, str]:
    """The title of the course that each of these pages is or lies below."""
    above = {page.pk: _paths_to(page) for page in pages}
    courses = CoursePage.objects.filter(path__in={path for paths in above.values() for path in paths})
    titles = dict(courses.values_list("path", "title"))
    found = ((pk, next((titles[path] for path in paths if path in titles), "")) for pk, paths in above.items())
    return {pk: title for pk, title in found if title}


def _paths_to(page: Page) -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]


def _drafts(user: User) -> Waiting:
    """What this person wrote last and did not hand in: what is in review waits for somebody else."""
    drafts = [_own_drafts(model, user) for model in (Page, *reviewed_models())]
    texts = [text for found in drafts for text in found[:MOST]][:MOST]
    more = _items(texts[SHOWN:], user) if len(texts) > SHOWN else ()
    count = sum(found.count() for found in drafts)
    return Waiting(_("Your drafts"), _items(texts[:SHOWN], user), count, more=more)


def _own_drafts(model: type[Any], user: User) -> QuerySet[Any]:
    reviewed = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(model)
    )
    drafts = model._default_manager.filter(has_unpublished_changes=True, latest_revision__user=user)
    # Keys of texts are stored as words there, and the database compares no words with numbers.
    in_review = [int(key) for key in reviewed.values_list("object_id", flat=True)]
    found: QuerySet[Any] = drafts.exclude(pk__in=in_review).order_by("-latest_revision__created_at")
    return found


def _cases(user: User) -> Waiting:
    """From people's work, for whoever writes pages: what was made of a case whose consent is gone comes first."""
    heading, address = _("Cases from people's work"), reverse("handed_in_cases")
    if not user_has_any_page_permission(user):
        return Waiting(heading, (), 0)
    gone, new = cases.taken_back(), cases.handed_in().filter(draft=None)
    items = [
        *(WorkItem(_begin(draft.text), address, _("the consent was taken back")) for draft in gone[:SHOWN]),
        *(WorkItem(_begin(case.situation), reverse("case_draft", args=[case.pk]), _("new")) for case in new[:SHOWN]),
    ]
    return Waiting(heading, tuple(items[:SHOWN]), gone.count() + new.count() if items else 0, address)


def _begin(words: str) -> str:
    return Truncator(words).chars(80)


def _translations(user: User) -> Waiting:
    """Begun, and a sentence or more is missing; for whoever may translate."""
    may_translate = user.has_perm("wagtail_localize.submit_translation")
    open_ones = OrderedTranslationsReport().get_queryset().filter(enabled=True, waiting_for_translation=True)
    begun = open_ones.select_related("source", "target_locale")
    first = list(begun[:SHOWN]) if may_translate else []
    count = open_ones.count() if first else 0
    return Waiting(_("Translations to be finished"), _translated(first), count, _report_of_translations())


def _report_of_translations() -> str:
    return reverse("wagtail_localize:translations_report")


def _translated(translations: list[Translation]) -> tuple[WorkItem, ...]:
    keys = [translation.source.object_id for translation in translations]
    pages = {(page.translation_key, page.locale_id): page for page in Page.objects.filter(translation_key__in=keys)}
    courses = courses_of(pages.values())
    items = []
    for translation in translations:
        page = pages.get((translation.source.object_id, translation.target_locale_id))
        url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else _report_of_translations()
        language, course = str(translation.target_locale), courses.get(page.pk, "") if page else ""
        items.append(WorkItem(translation.source.object_repr, url, language, course))
    return _by_course(items)


def _sessions(user: User) -> Waiting:
    # In one filter: the place that leads is the person's own.
    led = Session.objects.filter(
        participations__user=user, participations__removed="", participations__role__in=MODERATION
    )
    ahead = led.ahead().order_by("starts_at")
    items = tuple(
        WorkItem(session.title, session.get_absolute_url(), _moment(session.starts_at)) for session in ahead[:SHOWN]
    )
    return Waiting(_("Sessions that you lead"), items, ahead.count() if items else 0, reverse("deliberation:sessions"))


def _moment(at: Any) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


def _invitations(user: User) -> Waiting:
    """Sent, still valid and not accepted; for whoever may invite."""
    may_invite = user.has_perm("community.add_personalinvitation")
    unanswered = invitations.unanswered() if may_invite else PersonalInvitation.objects.none()
    address = reverse("invitations:index") if may_invite else ""
    items = tuple(WorkItem(invited.email, address, _until(invited)) for invited in unanswered[:SHOWN])
    return Waiting(_("Invitations without an answer"), items, unanswered.count(), address)


def _until(invited: PersonalInvitation) -> str:
    day = date_format(localtime(invitations.expires_at(invited)), "SHORT_DATE_FORMAT")
    return _("valid until %(day)s") % {"day": day}
