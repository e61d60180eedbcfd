"""What Django writes in its own way, as people write it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

ROOT = Path(__file__).resolve().parents[2]
OWN_DASHES = re.compile(r"""\("", _?\(?"[-–—]+"|<option value="">\s*[-–—]+\s*<""")
EVENING = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "written"),
    [("DATETIME_FORMAT", "4. Mai 2026, 18:30 Uhr"), ("SHORT_DATETIME_FORMAT", "04.05.2026, 18:30 Uhr")],
)
def test_a_time_in_german_says_so(name, written):
    with translation.override("de"):
        assert date_format(EVENING, name) == written


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "ar"])
@pytest.mark.parametrize("name", ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "DATE_FORMAT", "SHORT_DATE_FORMAT"])
def test_no_date_can_be_read_as_another_day(language, name):
    """The month is a word, or stands behind the day as in all countries that write it so, but one."""
    with translation.override(language):
        written = date_format(EVENING, name)
    assert not re.search(r"\b0?5\W{1,2}0?4\b", written)


def test_a_list_with_nothing_chosen_asks_to_choose_and_reads_no_dashes():
    class Form(forms.Form):
        kind = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "Behörde")])

    with translation.override("de"):
        drawn = str(Form()["kind"])
    assert re.findall(r'<option value="(.*?)"\s*(selected)?>(.*?)</option>', drawn) == [
        ("", "selected", "Bitte wählen"),
        ("a", "", "Behörde"),
    ]


def test_no_list_brings_dashes_of_its_own():
    """Where nothing is chosen, the one rule above says what to do."""
    apps = (ROOT / app for app in ("cms", "community", "config", "deliberation", "elearning", "training", "templates"))
    texts = {path: path.read_text() for app in apps for path in app.rglob("*.*") if path.suffix in (".py", ".html")}
    assert [path.name for path, text in texts.items() if OWN_DASHES.search(text)] == []
    assert len(texts) > 400
    assert OWN_DASHES.search('[("", "—"), *names]')
    assert OWN_DASHES.search('<option value="">---</option>')


def test_an_organisation_of_no_known_kind_has_a_shape_of_its_own():
    shapes = {
        kind: render_to_string("includes/organisation_kind.html", {"kind": kind})
        .split("<path")[-1]
        .split("<circle")[-1]
        for kind in ("authority", "migrant_organisation", "volunteer_initiative", "culture_club", "education_provider")
    }
    unknown = render_to_string("includes/organisation_kind.html", {"kind": ""})
    assert "kind--none" in unknown
    assert not [kind for kind, shape in shapes.items() if shape in unknown]
