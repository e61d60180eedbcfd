"""The page of small groups over all sittings of a training. Those of live sessions are prepared in the session."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.numbers import as_number
from deliberation import reasons
from deliberation.core.forming import USUAL_GROUP
from training import grouping, listing
from training.desk_forms import GroupSizeForm, HandGroupsForm
from training.grouping import GroupedSitting, NobodyToGroup
from training.models import Registration, Training
from training.views.access import number, person, planned

People = dict[int, Registration]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@planned
def groups(request: HttpRequest, training: Training) -> HttpResponse:
    """A POST plans those of all sittings to come, or saves those of one that were changed by hand."""
    now = timezone.now()
    if request.POST.get("do") == "save":
        return saved(request, training, now)
    size = GroupSizeForm(request.POST if request.POST.get("do") == "plan" else None)
    if size.is_valid():
        return planned_anew(request, training, size.cleaned_data["size"], now)
    return page(request, training, now, size if size.is_bound else None)


def planned_anew(request: HttpRequest, training: Training, size: int, now: datetime) -> HttpResponse:
    try:
        grouping.plan(training, size, now)
    except NobodyToGroup:
        messages.error(request, _("There is nobody to put into groups, or no sitting in a room to come."))
    else:
        messages.success(request, _("The groups are planned. You can change each of them by hand."))
    return redirect("training:groups", training.key)


def saved(request: HttpRequest, training: Training, now: datetime) -> HttpResponse:
    people = grouping.people(training)
    sitting = next(
        (each for each in ahead(training, people, now) if each.sitting.pk == number(request, "sitting")), None
    )
    if sitting is None:
        return redirect("training:groups", training.key)
    form = HandGroupsForm(request.POST, sitting.groups, people)
    if not form.is_valid():
        return page(request, training, now, None, sitting.sitting.pk, form)
    grouping.write(sitting.sitting, form.groups)
    messages.success(request, _("Saved."))
    return redirect("training:groups", training.key)


def ahead(training: Training, people: People, now: datetime) -> Sequence[GroupedSitting]:
    return [each for each in grouping.of_training(training, people) if each.sitting.starts_at > now]


def page(
    request: HttpRequest,
    training: Training,
    now: datetime,
    refused: GroupSizeForm | None,
    changed: int = 0,
    form: HandGroupsForm | None = None,
) -> HttpResponse:
    people = grouping.people(training)
    every = grouping.of_training(training, people)
    changed = changed or listed_number(request)
    to_come = [each for each in every if each.sitting.starts_at > now]
    planned = [each for each in to_come if each.is_planned]
    largest = max((len(group) for each in planned for group in each.groups), default=USUAL_GROUP)
    context: dict[str, Any] = {
        "training": training,
        "size": refused or GroupSizeForm(initial={"size": max(2, largest)}),
        "sittings": [shown(each, people, now, changed, form) for each in every],
        "can_plan": bool(people and to_come),
        "is_planned": bool(planned),
        "effects": reasons.effects(grouping.effects(training, planned, now)) if planned else [],
        "live": training.sittings.filter(cancelled=False).exclude(session=None).select_related("session"),
        "moderates": listing.is_trainer(training, person(request)),
    }
    return render(request, "training/groups.html", context, status=422 if refused or form else 200)


def listed_number(request: HttpRequest) -> int:
    return as_number(request.GET.get("change", "")) or 0


def shown(
    each: GroupedSitting, people: People, now: datetime, changed: int, form: HandGroupsForm | None
) -> dict[str, Any]:
    is_ahead = each.sitting.starts_at > now
    by_hand = is_ahead and each.sitting.pk == changed
    return {
        "sitting": each.sitting,
        "groups": [[people[pk] for pk in group] for group in each.groups],
        "left_over": [people[pk] for pk in each.left_over] if each.is_planned else [],
        "is_planned": each.is_planned,
        "is_ahead": is_ahead,
        "form": (form or HandGroupsForm(None, each.groups, people)) if by_hand else None,
    }
