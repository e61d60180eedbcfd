"""Cohorts: who may make one, who is invited, who joins. Nobody is put into a cohort without saying so themselves."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Lower
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import languages
from cms.restrictions import closed_keys, readable
from community.erasures import Elsewhere, addresses_of
from community.groups import Group
from community.models import User
from community.names import as_seen
from community.outbox import EVENT
from elearning import courses, enrolments
from elearning.core import enlisting
from elearning.core.enlisting import Enlisted, Enlistment, KnownPeople, PersonLine
from elearning.models import Cohort, CohortInvitation, CohortMember, CoursePage
from elearning.models.cohorts import NAME_LENGTH, new_code

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What became of a line, for whoever sent it; what has to be done, where something has.
SENTENCES: Mapping[Enlistment, "StrOrPromise"] = {
    Enlistment.INVITED: gettext_lazy("Invited. They get a mail, and join if they want to."),
    Enlistment.MEMBER: gettext_lazy("Is in the cohort already."),
    Enlistment.WAITING: gettext_lazy("Was invited before, and has not answered yet. There is no second mail."),
    Enlistment.DECLINED: gettext_lazy("Has declined. Please talk with them; the cohort stays open to them."),
    Enlistment.TWICE: gettext_lazy("Stands in the list a second time."),
    Enlistment.NO_ADDRESS: gettext_lazy("This is no e-mail address. Please look for typing errors."),
    Enlistment.UNKNOWN: gettext_lazy("Nobody here has this name. Please use their e-mail address."),
    Enlistment.SEVERAL: gettext_lazy("Several people here have this name. Please use the e-mail address."),
    Enlistment.HEADING: gettext_lazy("The heading of the table: nobody is meant."),
    Enlistment.TOO_MANY: gettext_lazy("Too many at once. Please send these in another step."),
}


class CohortClosed(Exception):
    """Nobody joins a cohort that is closed."""


# --- whose, and of which course ---------------------------------------------------------------------------------------


def led_by(user: User) -> QuerySet[Cohort]:
    """With how many are in each; those that are open come first, the newest of them above."""
    found = Cohort.objects.led_by(user).annotate(size=Count("members", distinct=True))
    return found.order_by(F("closes_at").desc(nulls_first=True), "-created_at")


def courses_to_take(locale: str, request: HttpRequest) -> list[CoursePage]:
    """Each course once, in this language where it is there, of those that whoever asks may read."""
    found: dict[uuid.UUID, CoursePage] = {}
    for page in readable(CoursePage.objects.all(), request).select_related("locale").order_by("title"):
        if page.translation_key not in found or page.locale.language_code == locale:
            found[page.translation_key] = page
    return sorted(found.values(), key=lambda page: page.title)


def titles(keys: Iterable[uuid.UUID], locale: str, request: HttpRequest | None) -> dict[uuid.UUID, str]:
    """Of courses, published or not: a cohort keeps the name of what it takes. Of those that are closed to whoever asks,
    without a request to anybody, there is none."""
    found: dict[uuid.UUID, str] = {}
    pages = CoursePage.objects.filter(translation_key__in=set(keys) - closed_keys(request))
    for key, title, code in pages.order_by("path").values_list("translation_key", "title", "locale__language_code"):
        if key not in found or code == locale:
            found[key] = title
    return found


def title_of(cohort: Cohort, locale: str, request: HttpRequest | None) -> str:
    return titles([cohort.course_key], locale, request).get(cohort.course_key, "")


def around(user: User) -> list[Any]:
    """The cohorts that somebody is in or invited into, in one query; `token` leads to the invitation."""
    invited = CohortInvitation.objects.filter(cohort=OuterRef("pk"), user=user, declined_at=None)
    found = Cohort.objects.annotate(
        is_mine=Exists(CohortMember.objects.filter(cohort=OuterRef("pk"), user=user)),
        token=Subquery(invited.values("token")[:1]),
    )
    is_asked = Q(token__isnull=False) & (Q(closes_at=None) | Q(closes_at__gt=timezone.now()))
    return list(found.filter(Q(is_mine=True) | is_asked).prefetch_related("trainers").order_by("created_at"))


# --- inviting ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(cohort: Cohort, text: str, by: User) -> tuple[Enlisted, ...]:
    """Everybody in this list who can be found and was not asked before; what became of each line."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)  # or a form sent twice would write everybody two mails
    lines = enlisting.lines(text)
    found = enlisting.entries(lines, _known(cohort, lines), _is_address)
    people = User.objects.in_bulk([entry.user for entry in found if entry.user])
    for entry in found:
        if entry.outcome is Enlistment.INVITED:
            _invite(cohort, entry, people.get(entry.user or 0), by)
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _known(cohort: Cohort, lines: Sequence[PersonLine]) -> KnownPeople:
    """In a few queries, however long the list is."""
    emails = {line.email for line in lines if line.email}
    verified = EmailAddress.objects.filter(verified=True).annotate(small=Lower("email")).filter(small__in=emails)
    asked: dict[int | str, bool] = {}
    for user, email, declined in cohort.invitations.values_list("user", "email", "declined_at"):
        asked |= {mark: declined is not None for mark in (user, email) if mark}
    return KnownPeople(
        by_email=dict(verified.values_list("small", "user")),
        by_name=_by_name({line.name.lower() for line in lines if line.name and not line.email}),
        members=set(cohort.members.values_list("user", flat=True)),
        asked=asked,
    )


def _by_name(names: set[str]) -> dict[str, list[int]]:
    """By the name that others read, or by first and last name."""
    found: dict[str, list[int]] = defaultdict(list)
    if not names:
        return found
    people = User.objects.filter(is_active=True).annotate(both=Concat("first_name", Value(" "), "last_name"))
    for pk, shown, both in people.values_list("pk", "display_name", "both"):
        for name in {shown.lower(), both.lower()} & names:
            found[name].append(pk)
    return found


def _invite(cohort: Cohort, entry: Enlisted, person: User | None, by: User) -> None:
    line = entry.line
    name = as_seen(line.name)[:NAME_LENGTH]
    invitation = CohortInvitation.objects.create(cohort=cohort, user=person, email=line.email, name=name, invited_by=by)
    with languages.writing_to(person.language if person else ""):
        _mail(invitation, by, line.email or (person.email if person else ""))


def _mail(invitation: CohortInvitation, by: User, recipient: str) -> None:
    cohort = invitation.cohort
    address = settings.BASE_URL + reverse("elearning:cohort_invitation", args=[invitation.token])
    course = title_of(cohort, languages.default(), None)  # nobody is logged in where a mail is read
    context = {"invitation": invitation, "cohort": cohort, "course": course, "by": by, "address": address}
    body = render_to_string("elearning/cohorts/invitation.txt", context)
    subject = _("You are invited: %(title)s") % {"title": course or cohort.name}
    EmailMessage(subject, body, to=[recipient], headers={EVENT: f"cohort invitation {invitation.pk}"}).send()


def open_invitation(token: str) -> CohortInvitation | None:
    found = CohortInvitation.objects.select_related("cohort", "invited_by").filter(token=token)
    return found.first()


# --- joining ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def join(cohort: Cohort, user: User, invitation: CohortInvitation | None = None) -> CohortMember:
    """Asking twice changes nothing. Raises `CohortClosed`, also if it was closed while somebody read the page."""
    current = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not current.is_open():
        raise CohortClosed
    member, _made = CohortMember.objects.get_or_create(cohort=current, user=user)
    current.invitations.filter(user=user).delete()
    if invitation:
        invitation.delete()
    return member


def begin(request: HttpRequest, member: CohortMember) -> None:
    """Whoever joins takes the course, if it is open to them now; else they find it on their page later."""
    course = courses.open_course(member.cohort.course_key, languages.language_of(request), request)
    if course and not enrolments.needed_first(member.user, course.translation_key):
        enrolments.enrol(member.user, course)


def decline(invitation: CohortInvitation) -> None:
    invitation.declined_at = timezone.now()
    invitation.save(update_fields=["declined_at"])


def leave(user: User, cohort: Cohort) -> None:
    """They stay in the course: what they learn is theirs."""
    cohort.members.filter(user=user).delete()


# --- looking after it -------------------------------------------------------------------------------------------------


def make(user: User, **fields: Any) -> Cohort:
    cohort = Cohort.objects.create(**fields)
    cohort.trainers.add(user)
    return cohort


def close(cohort: Cohort) -> None:
    """From now on nobody joins. Invitations that wait end with it; who has declined is not asked again later on."""
    cohort.closes_at = timezone.now()
    cohort.save(update_fields=["closes_at"])
    cohort.invitations.filter(declined_at=None).delete()


def reopen(cohort: Cohort) -> None:
    cohort.closes_at = None
    cohort.save(update_fields=["closes_at"])


def renew_code(cohort: Cohort) -> None:
    """The old one, and whatever it was printed on, leads nowhere any more."""
    cohort.code = new_code()
    cohort.save(update_fields=["code"])


def trainers_to_name(cohort: Cohort) -> QuerySet[User]:
    """People with the task of trainers who do not look after it yet."""
    trainers = User.objects.filter(is_active=True, groups__name=Group.TRAINERS).exclude(cohorts_led=cohort)
    return trainers.order_by("display_name").distinct()


@transaction.atomic
def release_trainer(cohort: Cohort, user: User) -> bool:
    """Unless nobody would be left who looks after it."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.trainers.count() < 2:
        return False
    cohort.trainers.remove(user)
    return True


# --- whoever goes -----------------------------------------------------------------------------------------------------


def forget(user: User) -> None:
    """Invitations to their address go with them. A cohort that nobody else looks after is closed."""
    CohortInvitation.objects.filter(email__in={address.lower() for address in addresses_of(user)}).delete()
    for cohort in Cohort.objects.led_by(user).open():
        if cohort.trainers.count() == 1:
            close(cohort)


ELSEWHERE = Elsewhere("cohorts", lambda user: (), forget)  # the ledger knows the person by their account
