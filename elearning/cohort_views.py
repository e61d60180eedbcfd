"""Pages of cohorts: for trainers, who look after one, and for people who join or leave one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms import languages, limits
from cms.numbers import as_number
from community.models import User
from elearning import cohort_report, cohorts, courses
from elearning.cohort_forms import CodeForm, CohortForm, InvitationsForm, RenameForm, TrainerForm
from elearning.core.accompanying import STUCK_AFTER, Where
from elearning.core.enlisting import Enlistment
from elearning.models import Cohort, CohortInvitation, CohortMember

TRIES, TRIES_SECONDS = 20, 600  # of codes, from one address: a class room types its code once each

View = Callable[..., HttpResponse]


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _found(request: HttpRequest, pk: int) -> Cohort:
    """Of those that whoever asks looks after; for everybody else it does not exist."""
    return get_object_or_404(Cohort.objects.led_by(_person(request)), pk=pk)


def led(view: View) -> View:
    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        return view(request, _found(request, pk), **more)

    return guarded


# --- trainers: making and looking after -------------------------------------------------------------------------------


@login_required
@permission_required("elearning.add_cohort", raise_exception=True)
def cohort_list(request: HttpRequest) -> HttpResponse:
    found = list(cohorts.led_by(_person(request)))
    titles = cohorts.titles([each.course_key for each in found], languages.language_of(request), request)
    shown = [(each, titles.get(each.course_key, "")) for each in found]
    return render(request, "elearning/cohorts/list.html", {"cohorts": shown})


@login_required
@permission_required("elearning.add_cohort", raise_exception=True)
def make(request: HttpRequest) -> HttpResponse:
    offered = cohorts.courses_to_take(languages.language_of(request), request)
    form = CohortForm(request.POST or None, courses=offered, initial={"course": request.GET.get("course", "")})
    if request.method == "POST" and form.is_valid():
        fields = {"name": form.cleaned_data["name"], "course_key": form.cleaned_data["course"]}
        cohort = cohorts.make(_person(request), **fields)
        messages.success(request, _("The cohort is there. Invite people now, or show them the code."))
        return redirect("elearning:cohort", cohort.pk)
    return render(request, "elearning/cohorts/form.html", {"form": form})


@led
def cohort(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Who may need somebody stands on top."""
    rows = cohort_report.rows(cohort)
    context = _about(request, cohort) | {
        "rows": rows,
        "heads": cohort_report.heads(),
        "counts": [(cohort_report.WORDS[each], sum(row.where is each for row in rows)) for each in Where],
        "stopped": cohort_report.stopped(rows),
        "days": STUCK_AFTER.days,
        "invitations": cohort.invitations.select_related("user").order_by("sent_at"),
        "trainers": cohort.trainers.order_by("display_name"),
        "code_address": request.build_absolute_uri(reverse("elearning:cohort_code")),
        "join_address": request.build_absolute_uri(reverse("elearning:join_cohort", args=[cohort.code])),
    }
    return render(request, "elearning/cohorts/cohort.html", context)


def _about(request: HttpRequest, cohort: Cohort) -> dict[str, Any]:
    locale = languages.language_of(request)
    page = courses.open_course(cohort.course_key, locale, request)
    return {
        "cohort": cohort,
        "is_open": cohort.is_open(),
        "course_title": page.title if page else cohorts.title_of(cohort, locale, request),
        "course_url": page.get_url(request) if page else "",
    }


@led
def sheet(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The same rows as on the page."""
    answer = HttpResponse(cohort_report.sheet(cohort_report.rows(cohort)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slugify(cohort.name) or "cohort"}.csv"'
    return answer


@led
def rename(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    form = RenameForm(request.POST or None, instance=cohort)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("elearning:cohort", cohort.pk)
    return render(request, "elearning/cohorts/form.html", {"form": form, "cohort": cohort})


@led
def close(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Asks first, and says what comes of it; open again, everything is as before."""
    if request.method != "POST":
        return render(request, "elearning/cohorts/close.html", _about(request, cohort))
    if cohort.is_open():
        cohorts.close(cohort)
        messages.success(request, _("The cohort is closed: nobody joins any more."))
    else:
        cohorts.reopen(cohort)
        messages.success(request, _("The cohort is open again."))
    return redirect("elearning:cohort", cohort.pk)


@led
def renew_code(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    if request.method != "POST":
        return render(request, "elearning/cohorts/renew_code.html", _about(request, cohort))
    cohorts.renew_code(cohort)
    messages.success(request, _("There is a new code. The old one no longer works."))
    return redirect("elearning:cohort", cohort.pk)


@led
def trainers(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Who looks after it: one more, or one fewer."""
    form = TrainerForm(request.POST or None, people=cohorts.trainers_to_name(cohort))
    if request.method == "POST" and "release" in request.POST:
        return _release(request, cohort, request.POST["release"])
    if request.method == "POST" and form.is_valid():
        cohort.trainers.add(form.cleaned_data["trainer"])
        messages.success(request, _("They look after the cohort now, too."))
        return redirect("elearning:cohort_trainers", cohort.pk)
    named = cohort.trainers.order_by("display_name")
    context = _about(request, cohort) | {"form": form, "trainers": named}
    return render(request, "elearning/cohorts/trainers.html", context)


def _release(request: HttpRequest, cohort: Cohort, pk: str) -> HttpResponse:
    trainer = get_object_or_404(cohort.trainers, pk=as_number(pk))
    if not cohorts.release_trainer(cohort, trainer):
        messages.error(request, _("Somebody has to look after the cohort. Please name another trainer first."))
    elif trainer == request.user:
        messages.success(request, _("You no longer look after this cohort."))
        return redirect("elearning:cohorts")
    return redirect("elearning:cohort_trainers", cohort.pk)


# --- trainers: inviting -----------------------------------------------------------------------------------------------


@led
def invite(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Afterwards the page says of each line what became of it; what could not be taken can be corrected there."""
    if not cohort.is_open():
        return redirect("elearning:cohort", cohort.pk)
    form = InvitationsForm(request.POST, request.FILES) if request.method == "POST" else InvitationsForm()
    context = _about(request, cohort) | {"form": form}
    if request.method == "POST" and form.is_valid():
        entries = cohorts.invite(cohort, form.text, _person(request))
        left = [entry.line.text for entry in entries if not entry.is_settled]
        context |= {
            "entries": [(entry, cohorts.SENTENCES[entry.outcome]) for entry in entries],
            "taken": sum(entry.outcome is Enlistment.INVITED for entry in entries),
            "left": len(left),
            "form": InvitationsForm(initial={"people": "\n".join(left)}),
        }
    return render(request, "elearning/cohorts/invite.html", context)


@led
@require_POST
def withdraw(request: HttpRequest, cohort: Cohort, invitation: int) -> HttpResponse:
    """The link in the mail leads nowhere any more; they can be invited again. Whoever has declined stays on the list:
    they were told that nobody writes to them again."""
    cohort.invitations.filter(pk=invitation, declined_at=None).delete()
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("elearning:cohort", cohort.pk)


@led
def remove(request: HttpRequest, cohort: Cohort, member: int) -> HttpResponse:
    """Somebody who came by mistake. They stay in the course."""
    found = get_object_or_404(cohort.members.select_related("user"), pk=member)
    if request.method != "POST":
        return render(request, "elearning/cohorts/remove.html", _about(request, cohort) | {"member": found})
    cohorts.leave(found.user, cohort)
    messages.success(request, _("They are no longer in the cohort. The course stays open to them."))
    return redirect("elearning:cohort", cohort.pk)


# --- people who join --------------------------------------------------------------------------------------------------


def enter_code(request: HttpRequest) -> HttpResponse:
    """For whoever has read the code somewhere."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if not _may_try(request):
            form.add_error(None, _("These were many tries. Please wait ten minutes, or ask for the link."))
        elif Cohort.objects.filter(code=code).exists():
            return redirect("elearning:join_cohort", code)
        else:
            form.add_error("code", _("There is no cohort with this code. Please look once more, or ask for the link."))
    return render(request, "elearning/cohorts/code.html", {"form": form})


def _may_try(request: HttpRequest) -> bool:
    return limits.count(f"cohort-codes:{limits.address(request)}", TRIES_SECONDS) <= TRIES


def join(request: HttpRequest, code: str) -> HttpResponse:
    """By the link that everybody in a room gets."""
    cohort = Cohort.objects.filter(code=code).first() if _may_try_link(request) else None
    if cohort is None:
        raise Http404
    return _joining(request, cohort)


def _may_try_link(request: HttpRequest) -> bool:
    """A class room opens it at once from one address, each a few times; who guesses needs more tries than that."""
    return limits.count(f"cohort-links:{limits.address(request)}", TRIES_SECONDS) <= 50 * TRIES


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in a mail, which is for one person."""
    found = cohorts.open_invitation(token)
    if found is None or (found.user_id and request.user.is_authenticated and found.user_id != _person(request).pk):
        return render(request, "elearning/cohorts/over.html", status=404)
    if request.method == "POST" and "decline" in request.POST:
        cohorts.decline(found)
        messages.success(request, _("You have declined. Nobody writes to you about it again."))
        return redirect("my_page" if request.user.is_authenticated else "/")
    return _joining(request, found.cohort, found)


def _joining(request: HttpRequest, cohort: Cohort, invited: CohortInvitation | None = None) -> HttpResponse:
    """Before anybody joins they know who will see what of them."""
    member = _member_of(request, cohort)
    if member is None and not cohort.is_open():
        return render(request, "elearning/cohorts/over.html", _about(request, cohort), status=410)
    if member is None and request.method == "POST" and request.user.is_authenticated:
        try:
            member = cohorts.join(cohort, _person(request), invited)
        except cohorts.CohortClosed:
            return render(request, "elearning/cohorts/over.html", _about(request, cohort), status=410)
        messages.success(request, _("You are in the cohort %(name)s.") % {"name": cohort.name})
        return _into_the_course(request, member)
    context = _about(request, cohort) | {"member": member, "invited": invited}
    context["trainers"] = cohort.trainers.order_by("display_name")
    return render(request, "elearning/cohorts/join.html", context)


def _member_of(request: HttpRequest, cohort: Cohort) -> CohortMember | None:
    if not request.user.is_authenticated:
        return None
    return cohort.members.filter(user=_person(request)).first()


def _into_the_course(request: HttpRequest, member: CohortMember) -> HttpResponse:
    cohorts.begin(request, member)
    address = _about(request, member.cohort)["course_url"]
    return redirect(address or "my_page")


@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; who is not in it is told that it does not exist."""
    member = get_object_or_404(CohortMember.objects.select_related("cohort"), cohort=pk, user=_person(request))
    context = _about(request, member.cohort)
    if request.method != "POST":
        return render(request, "elearning/cohorts/leave.html", context)
    cohorts.leave(_person(request), member.cohort)
    messages.success(request, _("You have left the cohort. The course stays open to you."))
    return redirect(context["course_url"] or "my_page")
