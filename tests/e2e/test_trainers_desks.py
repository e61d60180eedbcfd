"""The desk of trainers in a browser: what is missing is mended, groups are planned, everybody is written to."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import axe_finds_nothing_on_a_phone
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

PASSWORD = "zweiklang-demo"
Login = Callable[[Page, str, str], None]

PLANNED = """
import json
from datetime import timedelta
from django.utils import timezone
from community.models import User
from tests.training.planned import announced, registers
from training.models import Sitting
training = announced(User.objects.get(email="daniel@example.org"), TITLE, capacity=8, place="Mayen")
for slug in ("rolf", "samira", "jutta", "tobias"):
    needs = {"food": "keine Nüsse"} if slug == "rolf" else {}
    registers(training, User.objects.get(email=f"{slug}@example.org"), "authority", **needs)
begins = timezone.now() - timedelta(days=2)
over = Sitting.objects.create(training=training, starts_at=begins, ends_at=begins + timedelta(hours=2))
print(json.dumps({"page": training.get_absolute_url()}))
"""


def planned(site: Site, title: str) -> str:
    found: dict[str, str] = json.loads(site.shell(PLANNED.replace("TITLE", repr(title))))
    return found["page"]


@pytest.mark.parametrize("width", [360, 1280])
def test_trainers_do_what_stands_on_their_desk(
    width: int, live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]
):
    training = planned(live_site, f"Übersicht bei {width}")
    page = open_page(width=width)
    login(page, "daniel@example.org", PASSWORD)
    page.goto(f"{training}desk/")
    expect(page.get_by_text("4 von 8 Plätzen sind vergeben.")).to_be_visible()
    page.get_by_role("link", name="Lesen, was 1 Person braucht").click()
    page.get_by_role("button", name="Gelesen").click()
    page.get_by_role("link", name="Übersicht der Trainingsleitung").click()
    expect(page.get_by_text("Lesen, was")).to_have_count(0)

    page.get_by_role("link", name="Gruppen").click()
    page.get_by_label("Personen in einer Gruppe").fill("2")
    page.get_by_role("button", name="Gruppen planen").click()
    expect(page.get_by_role("heading", name="Gruppe 2").first).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Von Hand ändern").first.click()
    page.get_by_label("Rolf Hennemann").select_option(label="in keiner Gruppe")
    assert axe(page) == []
    page.get_by_role("button", name="Speichern").click()
    page.goto(f"{training}desk/")
    expect(page.get_by_role("link", name="1 Person in eine Gruppe nehmen")).to_be_visible()


def test_everybody_is_written_to_after_it_was_read(
    live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]
):
    training = planned(live_site, "Alle anschreiben")
    page = open_page(width=360)
    login(page, "daniel@example.org", PASSWORD)
    page.goto(f"{training}desk/")
    page.get_by_role("link", name="Allen schreiben").click()
    page.get_by_label("Betreff").fill("Parken")
    page.get_by_label("Text").fill("Bitte parken Sie hinter dem Haus.")
    page.get_by_role("button", name="Ansehen, wie es ankommt").click()
    expect(page.get_by_text("Sie geht an 4 Personen.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Absenden").click()
    expect(page.get_by_text("Die E-Mail ist unterwegs zu 4 Personen.")).to_be_visible()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_desk_is_open_to_everybody_who_leads(
    language: str, live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]
):
    training = planned(live_site, f"Für alle, die leiten: {language}")
    page = open_page(width=320, language=language)
    login(page, "daniel@example.org", PASSWORD)
    for address in ("desk/", "groups/", "letter/", "people/"):
        page.goto(f"{training}{address}")
        axe_finds_nothing_on_a_phone(page, axe, 320)
