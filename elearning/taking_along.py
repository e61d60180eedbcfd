"""What learners take along of a course, as pages and files. All of it is there when the course is long gone.

Each view finds what is theirs first; whoever has none gets a 404. Only the three buttons behind the link of a mail ask
nobody who they are.
"""

import uuid
from http import HTTPStatus

from anyascii import anyascii
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import identity, languages
from community.models import User
from elearning import confirmations, enrolments, resolutions
from elearning.forms import ConfirmationForm, ResolutionForm
from elearning.logged_out import login_asked
from elearning.models import Resolution, ResolutionOutcome
from elearning.takeaways import Takeaway, as_pdf, dates, takeaway

ASK_NO_MORE = "no_more"


@never_cache
@login_required
@require_safe
def take_away(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    theirs = _theirs(request, course_key)
    return _page(request, theirs, ResolutionForm(instance=theirs.resolution or resolutions.new_for(theirs.enrolment)))


@never_cache
@login_required
@require_safe
def take_away_file(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    theirs = _theirs(request, course_key)
    return _file(as_pdf(theirs, identity.of(request).name), _("What I take along"), theirs.title)


@never_cache
@login_asked
def resolve(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """Writes the resolution, or shows again what was typed with what is missing."""
    theirs = _theirs(request, course_key)
    if request.method != "POST":
        return redirect("elearning:take_away", course_key)
    form = ResolutionForm(request.POST, instance=theirs.resolution)
    if not form.is_valid():
        return _page(request, theirs, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    in_other_words = not {"situation", "deed"}.isdisjoint(form.changed_data)
    resolutions.written(theirs.enrolment, form.save(commit=False), in_other_words=in_other_words)
    messages.success(request, _("Your resolution is saved. Only you can see it."), extra_tags=kept_as(theirs))
    return redirect("elearning:take_away", course_key)


@never_cache
@login_required
def drop_resolution(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    theirs = _theirs(request, course_key)
    if request.method == "POST" and theirs.resolution:
        theirs.resolution.delete()
        messages.success(
            request, _("Your resolution is deleted. No mail will ask about it."), extra_tags=kept_as(theirs)
        )
    return redirect("elearning:take_away", course_key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolution(request: HttpRequest, key: str) -> HttpResponse:
    """Programs that look at mails follow links, so nothing is answered before a button is pressed."""
    found = resolutions.by_key(key)
    if found is None:
        return render(request, "elearning/resolution_gone.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "POST" and _told(found, request.POST.get("answer", "")):
        return redirect("elearning:resolution", key)
    context = {
        "resolution": found,
        "course_title": found.enrolment.release.content["title"],
        "is_theirs": found.enrolment.user == request.user,
        "outcomes": ResolutionOutcome.choices,
    }
    return render(request, "elearning/resolution.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, course_key: uuid.UUID) -> HttpResponse:
    """A form with the name as it is now, then the file."""
    person = _person(request)
    confirmed = confirmations.confirmation(person, course_key)
    if confirmed is None:
        raise Http404
    form = ConfirmationForm(request.POST if request.method == "POST" else None, initial={"name": str(person)})
    if request.method == "POST" and form.is_valid():
        made = confirmations.as_pdf(confirmed, form.cleaned_data["name"], identity.of(request))
        return _file(made, _("Confirmation of participation"), confirmed.course)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "confirmation": confirmed, "facts": confirmations.facts(confirmed)}
    return render(request, "elearning/confirmation.html", context, status=status)


# --- parts of the above -----------------------------------------------------------------------------------------------


def kept_as(theirs: Takeaway) -> str:
    """The name under which a device keeps the words of a resolution until they are stored."""
    return f"form/resolution/{theirs.enrolment.course_key}"


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # after login_required there is somebody
    return request.user


def _theirs(request: HttpRequest, course_key: uuid.UUID) -> Takeaway:
    found = takeaway(_person(request), course_key, languages.language_of(request))
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, theirs: Takeaway, form: ResolutionForm, status: int = HTTPStatus.OK) -> HttpResponse:
    course_url = enrolments.page_address(theirs.enrolment, request)
    is_settled = theirs.resolution and not form.is_bound and "change" not in request.GET
    context = {"takeaway": theirs, "dates": dates(theirs), "course_url": course_url}
    context |= {"form": form, "is_settled": is_settled, "kept_as": kept_as(theirs)}
    return render(request, "elearning/take_away.html", context, status=status)


def _told(resolution: Resolution, said: str) -> bool:
    """Whether this is something that one can say here."""
    if said == ASK_NO_MORE:
        resolutions.ask_no_more(resolution)
    elif said in ResolutionOutcome.values:
        resolutions.answer(resolution, ResolutionOutcome(said))
    return said == ASK_NO_MORE or said in ResolutionOutcome.values


def _file(content: bytes, kind: str, course: str) -> HttpResponse:
    """Named in letters that every system can store."""
    name = slugify(anyascii(f"{kind} {course}"))[:80].strip("-")
    disposition = f'attachment; filename="{name}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})
