import re

import pytest
from django.template import Context, Template
from django.utils import translation

KEY = "3f2a61f4-0000-4000-8000-000000000007"


def drawn(source):
    with translation.override("de"):
        return Template("{% load covers %}" + source).render(Context({"key": KEY}))


def test_a_cover_is_decoration_for_everybody_who_does_not_see_it():
    assert 'aria-hidden="true"' in drawn("{% cover key %}")


@pytest.mark.parametrize("source", ["{% cover key %}", "{% meeting 1 3 %}"])
def test_numbers_are_written_for_the_browser_in_every_language(source):
    assert not re.search(r"\d,\d", drawn(source))


def test_the_circles_share_a_field_as_soon_as_they_meet():
    assert "meeting__shared" not in drawn("{% meeting 0 3 %}")
    assert "meeting__shared" in drawn("{% meeting 3 3 %}")
