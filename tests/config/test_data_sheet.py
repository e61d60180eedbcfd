"""The data sheet says what the register says; and what it calls never evaluated is read by no report and no list."""

import io
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu, reports_menu, settings_menu
from wagtail.models import Site

from cms.models import SiteIdentity
from community.models import User
from config.bootstrap import bootstrap
from config.register import PERSONAL
from elearning.models import Answer, Reflection
from tests.training.making import make_training, register
from training.models import Needs

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NEVER = {
    (apps.get_model(entry.model)._meta.db_table, apps.get_model(entry.model)._meta.get_field(field.name).column)
    for entry in PERSONAL
    for field in entry.fields
    if entry.is_never_evaluated(field)
}
LOGIN = "community_browsersession"  # asked by every page, to know who is there
# Where reports and lists are written, in today's apps and in those to come.
REPORTS = ("reports.py", "viewsets.py", "wagtail_hooks.py", "statistics.py", "evaluation.py")


def evaluated(sql):
    """The columns in it that no report may read."""
    read = set(re.findall(r'"(\w+)"\."(\w+)"', sql))
    return {column for column in read & NEVER if column[0] != LOGIN}


def items(menu):
    for item in menu.registered_menu_items:
        yield from items(item.menu) if isinstance(item, SubmenuMenuItem) else [item]


def reports_and_lists() -> list[MenuItem]:
    return [item for menu in (admin_menu, settings_menu, reports_menu) for item in items(menu)]


@pytest.fixture
def operator():
    bootstrap()
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("otto@example.org", "secret", display_name="Otto"))
    client.get("/admin/")  # now all that has a menu is registered
    return client


def test_no_report_and_no_list_of_the_cms_reads_what_is_never_evaluated(operator):
    identity = SiteIdentity.for_site(Site.objects.get())
    # The start page tells people what waits for themselves; of the site's identity there is one, which is edited there;
    # cases are read by whom their authors have given them to.
    elsewhere = {reverse("wagtailadmin_home"), reverse("identity:edit", args=[identity.pk]), reverse("handed_in_cases")}
    addresses = {item.url for item in reports_and_lists() if item.url.startswith("/")}
    assert {reverse("jobs"), reverse("organisations:list"), reverse("wagtailusers_users:index")} <= addresses
    assert len(addresses) > 15
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            answer = operator.get(address, follow=True)
        assert answer.status_code == 200, address
        if answer.request["PATH_INFO"] in elsewhere:
            continue
        assert set().union(*(evaluated(query["sql"]) for query in queries)) == set(), address


def test_the_half_year_of_the_coordination_reads_nothing_of_it_either(operator):
    training = make_training(begins=timezone.now())
    Needs.objects.create(
        registration=register(training, "amal@example.org", name="Amal", kind="authority"), food="Nuts"
    )
    address = reverse("training:desk")
    operator.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert "Zuhören" in operator.get(address).content.decode()
    assert set().union(*(evaluated(query["sql"]) for query in queries)) == set()


def test_a_report_that_reads_it_would_be_found():
    assert evaluated(str(Reflection.objects.filter(enrolment__user=1).query)) >= {("elearning_reflection", "body")}
    assert ("elearning_answer", "response") in evaluated(str(Answer.objects.values("response").query))
    assert evaluated(str(User.objects.values("email").query)) == set()


def test_no_module_of_reports_names_the_models_of_what_is_never_evaluated():
    models = "|".join(entry.model.split(".")[1] for entry in PERSONAL if entry.never_evaluated)
    modules = [path for app in ROOT.iterdir() if (app / "__init__.py").exists() for path in app.rglob("*.py")]
    found = [path for path in modules if path.name in REPORTS and re.search(rf"\b({models})\b", path.read_text())]
    assert found == []
    assert len([path for path in modules if path.name in REPORTS]) > 4


def told(*options):
    out = io.StringIO()
    call_command("privacy_report", *options, stdout=out)
    return out.getvalue()


def test_the_report_says_of_each_field_what_it_is_for_how_long_it_stays_and_what_becomes_of_it():
    report = told()
    assert report.count("\n| `") == sum(len(entry.fields) for entry in PERSONAL)
    assert "| `password` | Password, in a form from which nobody can read it |" in report
    assert "Rows: 0, overdue: 0." in report


def test_everybody_can_read_the_sheet_and_take_it_along():
    client = Client(headers={"accept-language": "en"})
    page = client.get(reverse("data_sheet")).content.decode()
    text = client.get(reverse("data_sheet_markdown")).content.decode()
    for words in ("What you wrote for yourself", "30 days after it was written", "Guests in live sessions"):
        assert words in page
    assert text.startswith("# Data sheet")
    assert "- Courses that you take: Who" in text
    assert told("--data-sheet").strip() == text.strip()


def test_the_sheet_is_there_in_german():
    assert told("--data-sheet", "--language", "de").startswith("# Datenblatt")
