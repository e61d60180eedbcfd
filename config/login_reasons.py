"""Why a page asks somebody to log in, in one sentence, by what they asked for.

Whoever comes to the login without having wanted to is told what it is good for. The matrix (`tests/matrix`) finds each
address that leads there and has no sentence here. What is open to everybody has a sentence only where a login is good
for something: whoever presses "Log in" on a public page is not told that it is closed.
"""

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms import languages, routing
from cms.restrictions import may_read
from deliberation.models import Session

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE, OPEN = "wagtail_serve", "open"

# The first line that fits counts: the name of the route, of pages with their kind; `*` stands for anything.
REASONS: dict[str, "StrOrPromise"] = {
    "my_page": _("To see what comes next for you, please log in."),
    "erase_account": _("To erase your account, please log in: nobody else can do it."),
    "community:invitation": _("There is an account with this e-mail address. To accept the invitation, please log in."),
    "my_data | my_download | erase_place": _("To see what is stored about you, please log in."),
    "community:profile | community:second_factor | account_* | mfa_*": _(
        "To change your account or how you log in, please log in: it is yours alone."
    ),
    "deliberation:plan": _("To plan a session and invite people, please log in."),
    "deliberation:keep": _(
        "To keep your place and what you wrote, please log in with the account that is to have them."
    ),
    "deliberation:sessions": _("To find your sessions and their transcripts again, please log in."),
    "deliberation:join": _(
        "To take part with your account, please log in. You can also go back and take part without one."
    ),
    "deliberation:cards | deliberation:put_away_card": _(
        "To write cards for your next live session, please log in: only you see them."
    ),
    "deliberation:*": _(
        "To come into this session, please log in: only those who have a place in it see it. If you came by an "
        "invitation, open its link once more; you need no account for it."
    ),
    "training:register": _("To have a place reserved for you, please log in."),
    "training:employer": _("To name people for this training, please log in: they read who asks them."),
    "training:plan": _("To plan a training, please log in."),
    "training:trainings | training:public_calendar | training:mine | training:give_back | training:quiet": _(
        "To find your trainings again, please log in."
    ),
    "training:training | training:calendar": _(
        "To register for this training, or to see it if it is not open to all, please log in."
    ),
    "training:own_calendar": _("To see your trainings in your calendar, please log in."),
    "training:here": _("To note that you are there, please log in: then you need not type your address."),
    "training:desk": _("To see the trainings of the half-year, please log in: only the coordination does."),
    "training:*": _("To change this training, please log in: only those who plan it can."),
    "elearning:shown | elearning:shown_in_cohort": _("To read what people show you, please log in."),
    "elearning:cohort_code | elearning:join_cohort | elearning:cohort_invitation": _(
        "To join the cohort, please log in. Before you join you read who will see what of you."
    ),
    "elearning:leave_cohort": _("To leave the cohort, please log in: nobody else can do it for you."),
    "elearning:*cohort*": _("To look after people in a cohort, please log in: only its trainers see them."),
    "elearning:*case*": _("To write about a case from your work, please log in: only you read it."),
    "elearning:*take_away* | elearning:resolve | elearning:drop_resolution | elearning:reflection": _(
        "To find what you wrote for yourself, please log in: only you see it."
    ),
    "elearning:own_answers | elearning:earlier": _("To see what you answered, please log in: only you see it."),
    "elearning:confirmation": _("To get your confirmation of participation, please log in."),
    "elearning:enrol | open elearning.coursepage": _(
        "To begin the course and find again where you were, please log in."
    ),
    "elearning:* | * elearning.lessonpage": _("To save your answers and to go on later where you were, please log in."),
    "wagtail_serve*": _("To read this page, please log in: it is not open to everybody."),
    "wagtaildocs_* | media": _("To open this file, please log in: it is not open to everybody."),
    "admin/*": _("To edit pages or to administer the site, please log in. For this you need a task here."),
}


def reason(address: str, request: HttpRequest) -> "StrOrPromise":
    """Why they are to log in who wanted to go to this address; nothing if it is none of ours."""
    path = urlsplit(address).path
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    name = page_at(path, match, request) if match.view_name == PAGE else name_of(match)
    return next((words for names, words in REASONS.items() if fits(name, names)), "")


def fits(name: str, names: str) -> bool:
    return any(fnmatchcase(name, each) for each in names.split(" | "))


def name_of(match: ResolverMatch) -> str:
    """All of the CMS is one place; its routes have names of many apps."""
    if match.view_name == "deliberation:example":
        return OPEN
    if match.namespace == "deliberation" and "key" in match.kwargs:
        return session_at(match)
    return match.route if match.route.startswith("admin/") else match.view_name


def session_at(match: ResolverMatch) -> str:
    """An example is open to everybody."""
    is_example = Session.objects.filter(key=match.kwargs["key"], is_example=True).exists()
    return OPEN if is_example else match.view_name


def page_at(path: str, match: ResolverMatch, request: HttpRequest) -> str:
    code, site = languages.named_in(path) or languages.default(), Site.find_for_request(request)
    found = routing.find(request, site, code, match.args[0]) if site else routing.Found()
    if not found.route:
        return PAGE
    page = found.route.page
    return f"{OPEN if may_read(page, request) else PAGE} {page._meta.label_lower}"
