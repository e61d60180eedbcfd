"""Where an agenda template is written in the CMS: the sum of its minutes, and what does not fit."""

import re

import pytest
from django.urls import reverse

from deliberation.models import Method
from tests.deliberation.agendas import TALK, phase_value

pytestmark = pytest.mark.django_db

OPENING = {"code": "opening", "title": "Arriving", "minutes": 5, "mode": "free"}


@pytest.fixture
def operator(make_user, browser):
    return browser(make_user("Root", is_staff=True, is_superuser=True))


def address(name, *args):
    return reverse(f"wagtailsnippets_deliberation_agendatemplate:{name}", args=args)


def shown(page):
    """The misfits that are not hidden."""
    return [misfit for misfit, rest in re.findall(r'data-misfit="(\w+)"([^>]*)>', page) if "hidden" not in rest]


def test_a_new_template_takes_no_time_yet_and_nobody_is_warned(operator):
    page = operator.get(address("add")).content.decode()
    assert "<span data-total>0</span> minutes in all" in page
    assert shown(page) == []


def test_what_is_stored_says_how_long_it_takes_and_what_does_not_fit(operator, make_template):
    method = Method.objects.create(title="Talk", phases=[("phase", phase_value(TALK))])
    template = make_template(phases=[("phase", OPENING), ("method", method)])
    page = operator.get(address("edit", template.pk)).content.decode()
    assert "<span data-total>25</span> minutes in all" in page
    assert shown(page) == []
    assert f'{{"{method.pk}": ["exchange", 20]}}' in page
    type(template).objects.update(planned_minutes=90)
    page = operator.get(address("edit", template.pk)).content.decode()
    assert shown(page) == ["too_short"]


def test_a_draft_in_which_something_is_missing_can_be_opened(operator, make_template):
    template = make_template(phases=[("phase", OPENING), ("phase", {"code": "stake", "title": "", "minutes": None})])
    page = operator.get(address("edit", template.pk)).content.decode()
    assert "<span data-total>5</span> minutes in all" in page
    assert operator.get(address("list")).status_code == 200
    counts = {f"{name}-count": "0" for name in ("phases", "ground_rules", "questions")}
    emptied = operator.post(address("edit", template.pk), {"title": ""} | counts, follow=True).content.decode()
    assert "<span data-total>0</span> minutes in all" in emptied
