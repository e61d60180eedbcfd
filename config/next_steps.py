"""What comes next for a person, over all apps: a course knows nothing of live sessions, nor they of it.

The person's own page, the home page, the ends of lessons, courses and sessions, and reminders all ask here.
"""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone

from cms import languages
from community.models import User
from community.next_steps import NextStep, in_order, leaving_out
from deliberation import next_steps as in_sessions
from elearning import enrolments
from elearning import next_steps as in_courses
from elearning.next_steps import Standing
from training import deadlines
from training import next_steps as in_trainings


def next_steps(request: HttpRequest, *, after: str = "", standings: Sequence[Standing] | None = None) -> list[NextStep]:
    """Of whoever asks, the first one first; nothing for a guest. `after` is the course or session that they just had.

    What they could begin is named if nothing else waits for them. `standings` are theirs, if the page has them already.
    """
    if not isinstance(request.user, User):
        return []
    person, locale = request.user, languages.language_of(request)
    if standings is None:
        standings = enrolments.standings(person, request, locale)
    now = timezone.now()
    waiting = [*in_sessions.of_person(person, now), *in_trainings.of_person(person, now)]
    waiting += in_trainings.of_trainer(person, now)
    before = deadlines.courses_before(person, now)
    waiting += in_courses.of_standings(standings, before)
    waiting += in_courses.wanted(before, standings, locale, request)
    if found := leaving_out(in_order(waiting), after):
        return found
    # A course prepares for talking: who has begun one talks next, who has not learns first.
    courses, trainings = in_courses.offered(standings, locale, request), in_trainings.offered(person)
    offered = [*trainings, *courses] if standings else [*courses, *trainings]
    return leaving_out(in_order(offered), after)
