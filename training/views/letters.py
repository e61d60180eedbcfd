"""Writing to everybody in a training: first it is read as they get it, then it is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training import letters
from training.core.places import Stage
from training.desk_forms import LetterForm
from training.models import Training
from training.views.access import person, planned


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@planned
def write(request: HttpRequest, training: Training) -> HttpResponse:
    """To whoever has a place, and to those who wait if that is wanted. A draft has nobody to write to."""
    if training.stage == Stage.DRAFT:
        messages.info(request, _("This is a draft: nobody is registered yet."))
        return redirect("training:trainers_desk", training.key)
    form = LetterForm(request.POST or None)
    context: dict[str, Any] = {"training": training, "form": form, "sent": letters.sent(training)}
    if not form.is_valid():
        return render(request, "training/letter.html", context, status=422 if form.is_bound else 200)
    if request.POST.get("do") == "send":
        return sent(request, training, form)
    if request.POST.get("do") == "test":
        letters.send_test(training, person(request), form.letter)
        messages.success(
            request, _("The e-mail is on its way to you: %(address)s") % {"address": person(request).email}
        )
    context["preview"] = letters.example(training, person(request), form.letter)
    context["people"] = len(letters.readers_of(training, form.letter))
    return render(request, "training/letter.html", context)


def sent(request: HttpRequest, training: Training, form: LetterForm) -> HttpResponse:
    people = letters.send(training, person(request), form.letter)
    sentence = ngettext(
        "The e-mail is on its way to %(count)s person.", "The e-mail is on its way to %(count)s people.", people
    )
    messages.success(request, sentence % {"count": people})
    return redirect("training:trainers_desk", training.key)
