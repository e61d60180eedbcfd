"""A person's own page joins what the apps know of them: a course knows nothing of live sessions, nor they of it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms import languages
from community.models import User
from config.next_steps import next_steps
from deliberation.forms import SessionSearch
from deliberation.models import Session
from elearning import cohorts, courses, enrolments
from training import listing

SESSIONS = PAST_SESSIONS = 6  # the next and the newest; the list of sessions has all
TRAININGS = 12  # of each kind: nobody is in more at once, and what is over for long is in their records
COURSES = 12  # on each page
OFFERED = 6  # the course list has all


@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What is next, large; then live sessions and all courses. The course opened last comes first."""
    person, locale = request.user, languages.language_of(request)
    assert isinstance(person, User)  # noqa: S101  # after login_required there is somebody
    standings = enrolments.standings(person, request, locale)
    taken = [each["enrolment"].course_key for each in standings]
    mine = Session.objects.entered_by(person)
    around = cohorts.around(person)
    context = {
        "steps": next_steps(request, standings=standings),
        "standings": standings,
        "page_obj": Paginator(standings, COURSES).get_page(request.GET.get("page")),
        "cohorts": [each for each in around if each.is_mine],
        "invitations": [each for each in around if not each.is_mine],
        "sessions": Paginator(mine.ahead(), SESSIONS).get_page(1),
        "trainings": listing.registered(person)[:TRAININGS],
        "past_trainings": listing.past(person)[:TRAININGS],
        "reads_on": any(not each["is_closed"] and not each["is_gone"] for each in standings),
        "past_sessions": Paginator(mine.ended(), PAST_SESSIONS).get_page(1),
        "form": SessionSearch(),
        "offered": courses.others(taken, locale, request, OFFERED),
    }
    return render(request, "config/my_page.html", context)
