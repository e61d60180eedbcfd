"""Every page of the matrix that visitors, trainees and trainers may read asks the database as often when there is more
of everything: whatever loops over rows and asks for each one is found here."""

from collections import Counter
from pprint import pformat

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from cms.models import GlossaryTerm
from community.models import Organisation, User
from config.bootstrap import home_page
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import AgendaTemplate, Participation, Session
from elearning import enrolments
from elearning.models import CourseListPage
from tests.elearning import content
from tests.matrix import asking, furnish, routes, rows
from tests.matrix.roles import Asker
from tests.training.planned import announced, registers
from training.models import Training

ASKERS = (Asker.ANONYMOUS, Asker.TRAINEE, Asker.TRAINER)
FEW, MANY = 2, 4
SEARCHES = ("/search/?q=Gespräch", "/organisations/?search=Gespräch")
# What is made anew each time it is asked for, and keeps what it made.
NOT_COMPARED = ("/health/", "/jsi18n/", "/media/", "/documents/", "/admin/", "/accounts/")


def grow(known, number):
    """Of everything so many more, in which those who ask take part."""
    home, guests = home_page(), User.objects.filter(display_name__in=("Lernende", "Tina Hier"))
    template, above = AgendaTemplate.objects.get(), CourseListPage.objects.get()
    for index in range(Organisation.objects.count(), Organisation.objects.count() + number):
        name = f"Gespräch {index}"
        Organisation.objects.create(name=name, slug=f"o{index}", kind="authority", place=f"Ort {index}")
        GlossaryTerm.objects.create(slug=f"t{index}", term=name, definition=name, locale=home.locale)
        furnish.a_page(home, name)
        session = furnish.a_session(name, template)
        course = content.a_course(above, name)
        content.a_lesson(content.a_module(course), name, content.reflection())
        here = Session.objects.get(key=known["key"])
        Participation.objects.create(session=here, name=f"Gast {index}")
        training = announced(User.objects.get(display_name="Tina Hier"), name, place=f"Ort {index}")
        for key in (training.key, known["training:key"]):
            registers(Training.objects.get(key=key), furnish.account(f"{name} {key}"), food=name)
        for guest in guests:
            sessions.take_part(session, guest, Role.PARTICIPANT)
            enrolments.enrol(guest, course)


def addresses(known, asker):
    for route in routes.of_pages():
        for place in routes.places(route, known):
            row = rows.row_for(str(place))
            if row and row.lets_in(asker, "GET") and not place.path.startswith(NOT_COMPARED) and "<" not in place.path:
                yield place.path
    yield from SEARCHES


def counted(people, known, before=None):
    """What each page asks, once what stays with a process has been read: whoever asks more than before asks again."""
    found = {}
    for asker in ASKERS:
        for path in addresses(known, asker):
            name = f"{asker} {path}"
            cache.clear()
            with asking.nothing_stays(people[asker]):  # some pages give guests a cookie, with which all others ask more
                answer, asked = read(people[asker], path)
                if answer.status_code != 200:
                    continue
                if before is None or len(asked) > len(before[name]):
                    _, asked = read(people[asker], path)
            found[name] = asked
    return found


def read(client, path):
    """To its end: a file is closed then. The answer, and what the database was asked for it."""
    reset_queries()  # a log of all that was ever asked would be full
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        if answer.streaming:
            answer.getvalue()
    return answer, [query["sql"] for query in asked]


def more(few, many):
    """What is asked more often, by tables: the beginning of each statement that is new or came again."""
    few, many = (Counter(sql.partition(" WHERE ")[0][-150:] for sql in asked) for asked in (few, many))
    return list((many - few).elements())[:3]


@pytest.mark.django_db
def test_no_page_asks_more_often_when_there_is_more(settings):
    people, known = furnish.furnish()
    grow(known, FEW)
    few = counted(people, known)
    grow(known, MANY)
    many = counted(people, known, few)
    found = {name: more(few[name], many[name]) for name in few if len(many[name]) > len(few[name])}
    assert not found, pformat(found)
    assert len(few) > 40
