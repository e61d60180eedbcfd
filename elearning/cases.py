"""Cases from people's work: handed in with consent, taken back at any time, and what editors find of them."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from community.models import User
from elearning.models import Case, CaseConsent, CaseDraft

OPEN = CaseConsent.objects.filter(case=OuterRef("pk"), taken_back_at=None)


def of(user: User) -> QuerySet[Case]:
    """Each says whether it is handed in. Those that they deleted have no words any more."""
    own = Case.objects.filter(user=user).exclude(situation="")
    return own.annotate(is_handed_in=Exists(OPEN)).prefetch_related("consents")


def handed_in() -> QuerySet[Case]:
    """The lookup is the permission: without an open consent editors find no word of a case; with it, not its author."""
    return Case.objects.filter(Exists(OPEN)).select_related("draft").defer("user").order_by("pk")


def taken_back() -> QuerySet[CaseDraft]:
    """Drafts of cases of which the consent is gone: without the words of their author, and to be cleared away."""
    consents = Prefetch("case__consents", CaseConsent.objects.order_by("-taken_back_at"))
    closed = CaseDraft.objects.exclude(case__in=Case.objects.filter(Exists(OPEN)))
    return closed.prefetch_related(consents).order_by("pk")


@transaction.atomic
def hand_in(case: Case) -> None:
    """Once, however often it is asked."""
    Case.objects.select_for_update().get(pk=case.pk)
    CaseConsent.objects.get_or_create(case=case, taken_back_at=None)


def take_back(case: Case) -> None:
    CaseConsent.objects.filter(case=case, taken_back_at=None).update(taken_back_at=timezone.now())


@transaction.atomic
def delete(case: Case) -> None:
    """With every word of its author. If editors have made something of it, the row stays, so that they are told."""
    if not CaseDraft.objects.filter(case=case).exists():
        case.delete()
        return
    take_back(case)
    Case.objects.filter(pk=case.pk).update(situation="", who="", thought="", happened="")


@transaction.atomic
def clear_draft(draft: CaseDraft) -> None:
    """The course has nothing of it any more; nor is there a reason left to keep a case without words."""
    draft.delete()
    Case.objects.filter(pk=draft.case_id, situation="").delete()


def write_draft(case: Case, text: str, editor: User, *, in_course: bool) -> None:
    fields = {"text": text, "in_course": in_course, "written_by": editor, "written_at": timezone.now()}
    CaseDraft.objects.update_or_create(case=case, defaults=fields)
