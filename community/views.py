"""The directory of organisations, and the pages where people keep their own account."""

from http import HTTPStatus
from typing import cast

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from cms import languages, limits
from cms.identity import home_address
from community import directory as entries
from community import invitations, rules, second_factor
from community.accounts import remember_language
from community.forms import AcceptForm, DirectoryFilter, ProfileForm
from community.models import Organisation, PersonalInvitation, User

PER_PAGE = 30


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    places = entries.places(request.GET.get("place", ""))
    form = DirectoryFilter(request.GET, places.names, places.all_named)
    if form.chosen.get("search") and not limits.may_search(request):
        return limits.too_many_searches(request)
    page = Paginator(entries.organisations(**form.chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "filtered": bool(form.chosen)}
    return render(request, "community/directory.html", context)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Organisation.objects.live(), slug=slug)
    person = request.user.person if isinstance(request.user, User) else rules.GUEST
    trail = [(_("Home"), home_address(request)), (_("Organisations"), resolve_url("community:directory"))]
    context = {"organisation": entry, "trail": trail, "may_edit": rules.may_edit_organisation(person)}
    return render(request, "community/organisation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = ProfileForm(request.POST or None, instance=user)
    if not form.is_valid():
        if request.method == "POST":
            user.refresh_from_db()  # so that the page's head does not show the name that was refused
        return render(request, "community/profile.html", {"form": form})
    form.save()
    with translation.override(languages.interface(user.language or languages.language_of(request))):
        messages.success(request, _("Your profile is saved."))
    response = redirect("community:profile")
    if not user.language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return remember_language(response, user.language)


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Switches the language, and keeps the choice in the account, so that e-mails follow it."""
    response = django_set_language(request)
    chosen = request.POST.get("language")
    if isinstance(request.user, User) and chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Only sending the form accepts it: programs that look into mails open links, too."""
    invited = invitations.open_invitation(token)
    try:
        return _invited(request, invited) if invited else _invitation_over(request)
    except invitations.InvitationOver:
        return _invitation_over(request)


def _invitation_over(request: HttpRequest) -> HttpResponse:
    return render(request, "community/invitation_over.html", status=HTTPStatus.GONE)


def _invited(request: HttpRequest, invited: PersonalInvitation) -> HttpResponse:
    if isinstance(request.user, User):
        return _join_with_account(request, invited, request.user)
    if User.objects.filter(email__iexact=invited.email).exists():
        return redirect_to_login(request.path, resolve_url("account_login"))
    form = AcceptForm(User(email=invited.email), request.POST or None)
    if not form.is_valid():
        return render(request, "community/invitation.html", {"invited": invited, "form": form})
    person = invitations.set_up_account(invited, form)
    return cast(HttpResponse, perform_login(request, person))


def _join_with_account(request: HttpRequest, invited: PersonalInvitation, person: User) -> HttpResponse:
    is_theirs = person.email.lower() == invited.email
    if request.method != "POST" or not is_theirs:
        return render(request, "community/invitation.html", {"invited": invited, "is_theirs": is_theirs})
    invitations.accept(invited, person)
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_required
@require_safe
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Says why staff need a second factor, and leads back once they have one."""
    if second_factor.has_one(cast(User, request.user)):
        return redirect(second_factor.way_back(request))
    return render(request, "community/second_factor.html")


@require_safe
def cms_login(request: HttpRequest) -> HttpResponse:
    """Where the CMS sends everybody whom it does not let in."""
    target = request.GET.get("next") or resolve_url("wagtailadmin_home")
    if request.user.is_anonymous:
        return redirect_to_login(target, resolve_url("account_login"))
    if request.user.may_enter_cms:
        is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        return redirect(target if is_ours else "wagtailadmin_home")
    return _refused(request)


@require_safe
def page_login(request: HttpRequest) -> HttpResponse:
    """Where the CMS sends everybody who may not read a page."""
    if request.user.is_anonymous:
        return redirect_to_login(request.GET.get("next") or "/", resolve_url("account_login"))
    return _refused(request)


def _refused(request: HttpRequest) -> HttpResponse:
    # Not back to the login: it would send a person who is signed in straight back here, for ever.
    list(messages.get_messages(request))  # the CMS has left a sentence of its own; one is enough
    messages.error(request, _("Your account does not open this page. If you need it, please ask the coordination."))
    return redirect(settings.LOGIN_REDIRECT_URL)
