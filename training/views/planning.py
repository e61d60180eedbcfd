"""Planning a training: writing, announcing, closing, copying and cancelling it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from training import planning, words
from training.core.acting import Refused
from training.core.places import Stage
from training.forms import CopyForm, TrainingForm, sitting_forms, with_another
from training.models import Training
from training.views.access import person, planned

ADD = "add"


@login_required
@permission_required("training.add_training", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    return written(request, Training())


@require_http_methods(["GET", "HEAD", "POST"])
@planned
def edit(request: HttpRequest, training: Training) -> HttpResponse:
    if training.stage == Stage.CANCELLED:
        messages.error(request, words.REFUSALS["places.cancelled"])
        return redirect(training)
    return written(request, training)


def written(request: HttpRequest, training: Training) -> HttpResponse:
    """The form as it was sent, with one sitting more where that was asked for; or saved."""
    is_adding = request.POST.get("do") == ADD
    data = with_another(request.POST) if is_adding else request.POST or None
    form, sittings = TrainingForm(data, instance=training, planner=person(request)), sitting_forms(training, data)
    is_new = training.pk is None
    if request.method == "POST" and not is_adding and all([form.is_valid(), sittings.is_valid()]):
        save = planning.plan if is_new else planning.replan
        plan = form.save(commit=False)
        save(plan, sittings.sittings, form.quotas, person(request), form.cleaned_data["led_by"])
        if is_new:
            messages.success(request, _("Saved as a draft. Look at it as others will see it, and announce it then."))
        else:
            messages.success(request, _("Saved."))
        return redirect(training)
    context = {"form": form, "sittings": sittings, "training": None if is_new else training, "is_adding": is_adding}
    return render(request, "training/training_form.html", context)


@require_POST
@planned
def set_stage(request: HttpRequest, training: Training) -> HttpResponse:
    what = request.POST.get("do", "")
    if what in words.DONE:
        try:
            planning.set_stage(training, what, person(request))
        except Refused as refused:
            messages.error(request, words.REFUSALS[refused.code])
        else:
            messages.success(request, words.DONE[what])
    return redirect(training)


@require_http_methods(["GET", "HEAD", "POST"])
@planned
def cancel(request: HttpRequest, training: Training) -> HttpResponse:
    """A draft is deleted; what was announced stays, and says that it does not take place."""
    if request.method != "POST":
        return render(
            request, "training/cancel.html", {"training": training, "is_draft": training.stage == Stage.DRAFT}
        )
    if training.stage == Stage.DRAFT:
        training.delete()
        messages.success(request, _("The draft is deleted."))
        return redirect("training:trainings")
    try:
        planning.set_stage(training, "cancel", person(request))
    except Refused as refused:
        messages.error(request, words.REFUSALS[refused.code])
    else:
        messages.success(request, _("The training is cancelled."))
    return redirect(training)


@require_http_methods(["GET", "HEAD", "POST"])
@planned
def copy(request: HttpRequest, training: Training) -> HttpResponse:
    """In one step to another date; what else is different can be changed in the draft."""
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = planning.copy(training, form.cleaned_data["first"], person(request))
        messages.success(request, _("This is the copy, as a draft. Check its dates, and announce it."))
        return redirect(draft)
    return render(request, "training/copy.html", {"training": training, "form": form})
