"""What trainers see of the mails of their training, and how people do without those that they need not get."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.models import User
from training import listing
from training import messages as mails
from training.models import Registration


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def messages_of(request: HttpRequest, key: str) -> HttpResponse:
    """Each mail as people get it; a POST sends one of them to oneself."""
    training = get_object_or_404(listing.planned_by(request.user), key=key)
    trainer = cast(User, request.user)
    if request.method == "POST":
        if request.POST.get("kind") in mails.kinds(training):
            mails.send_test(training, trainer, mails.MessageKind(request.POST["kind"]))
            messages.success(request, _("The e-mail is on its way to you: %(address)s") % {"address": trainer.email})
        return redirect("training:messages", training.key)
    context = {
        "training": training,
        "previews": mails.previews(training, trainer),
        "undelivered": mails.undelivered(training),
    }
    return render(request, "training/messages.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, key: str) -> HttpResponse:
    """No more reminders of this training, or again: asked first, since programs that read mails follow links."""
    registration = get_object_or_404(Registration.objects.select_related("training"), key=key)
    if request.method == "POST":
        registration.no_reminders = not registration.no_reminders
        registration.save(update_fields=["no_reminders"])
        messages.success(request, _("Saved."))
        return redirect("training:quiet", key)
    return render(request, "training/quiet.html", {"registration": registration, "training": registration.training})
