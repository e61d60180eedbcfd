"""To whom reflections are shown. Each lookup is the permission: whoever may not read something does not find it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from community.models import User
from elearning.models import Cohort, Reflection, ShownReflection


@dataclass(frozen=True, slots=True)
class ShownTo:
    """Somebody to whom a reflection could be shown; `code` is what a form says."""

    cohort: Cohort
    to: ShownReflection.To

    @property
    def code(self) -> str:
        return f"{self.to.value}-{self.cohort.pk}"


def own(user: User, pk: int) -> Reflection | None:
    found = Reflection.objects.filter(pk=pk, enrolment__user=user)
    return found.select_related("enrolment", "text__version__item", "shown__cohort").first()


def audiences(reflection: Reflection) -> Sequence[ShownTo]:
    """In the cohorts with which its author takes this course."""
    course, author = reflection.enrolment.course_key, reflection.enrolment.user_id
    cohorts = Cohort.objects.filter(course_key=course, members__user=author)
    return [ShownTo(cohort, to) for cohort in cohorts for to in ShownReflection.To]


def show(reflection: Reflection, audience: ShownTo) -> None:
    fields = {"cohort": audience.cohort, "to": audience.to}
    ShownReflection.objects.update_or_create(reflection=reflection, defaults=fields)


def take_back(reflection: Reflection) -> None:
    ShownReflection.objects.filter(reflection=reflection).delete()


def cohort_of(user: User, pk: int) -> Cohort | None:
    """One that they lead or are in."""
    return Cohort.objects.filter(Q(trainers=user) | Q(members__user=user), pk=pk).distinct().first()


def cohorts_of(user: User) -> QuerySet[Cohort]:
    """In which somebody shows something to this person."""
    shown_to_all = Q(members__user=user, shown_reflections__to=ShownReflection.To.COHORT)
    shown_to_trainers = Q(trainers=user, shown_reflections__isnull=False)
    return Cohort.objects.filter(shown_to_all | shown_to_trainers).distinct()


def shown_in(cohort: Cohort, user: User) -> QuerySet[Reflection]:
    """What this person may read there. Whoever has left the cohort shows nothing there any more."""
    found = Reflection.objects.filter(shown__cohort=cohort, enrolment__user__cohorts__cohort=cohort)
    if not cohort.trainers.filter(pk=user.pk).exists():
        found = found.filter(shown__to=ShownReflection.To.COHORT)
    return found.select_related("enrolment__user", "text", "shown").order_by("-shown__shown_at")
