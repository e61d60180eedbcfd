"""Finding a training, waiting, moving up, cancelling by a link; naming others; planning without a script."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

PASSWORD = "zweiklang-demo"
Login = Callable[[Page, str, str], None]

PLANNED = """
import json
from community.models import User
from tests.training.planned import announced, registers
from training.models import Registration
trainer = User.objects.get(email="daniel@example.org")
full = announced(trainer, TITLE, capacity=1, place="Mayen", topic="moderation")
place = registers(full, User.objects.get(email="rolf@example.org"))
print(json.dumps({"page": full.get_absolute_url(), "mine": f"/trainings/mine/{place.key}/"}))
"""


def planned(site: Site, title: str) -> dict[str, str]:
    """A training whose one place is taken."""
    found: dict[str, str] = json.loads(site.shell(PLANNED.replace("TITLE", repr(title))))
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_somebody_waits_moves_up_and_cancels_by_a_link(
    width: int, live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]
):
    training = planned(live_site, f"Zuhören bei {width}")
    samira, rolf = open_page(width=width), open_page(width=width)
    login(samira, "samira@example.org", PASSWORD)
    samira.goto("/trainings/?place=Mayen")
    samira.get_by_role("link", name=f"Zuhören bei {width}").click()
    samira.wait_for_url(f"**{training['page']}")
    assert axe(samira) == []
    samira.get_by_role("link", name="Auf die Warteliste setzen").click()
    samira.get_by_role("button", name="Auf die Warteliste setzen").click()
    expect(samira.get_by_text("Sie stehen auf der Warteliste, auf Platz 1.")).to_be_visible()
    assert axe(samira) == []

    rolf.goto(f"{training['mine']}give-back/")  # without a login, as from the mail
    assert axe(rolf) == []
    rolf.get_by_role("button", name="Zurückgeben").click()
    expect(rolf.get_by_text("Sie haben in diesem Training keinen Platz.")).to_be_visible()

    samira.reload()
    expect(samira.get_by_text("Sie haben einen Platz.")).to_be_visible()
    assert samira.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_home_page_it_takes_no_more_than_five_taps(live_site: Site, open_page: OpenPage, login: Login):
    live_site.shell(PLANNED.replace("TITLE", "'Von vorn'").replace("capacity=1", "capacity=9"))
    page = open_page(width=360)
    login(page, "linh@example.org", PASSWORD)
    page.goto("/")
    taps: list[Any] = [
        page.get_by_role("link", name="Alle Trainings"),
        page.get_by_role("link", name="Von vorn"),
        page.get_by_role("link", name="Platz reservieren"),
        page.get_by_role("button", name="Platz reservieren"),
    ]
    for tap in taps:
        tap.click()
    expect(page.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    assert len(taps) <= 5


def test_an_employer_names_people(live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]):
    training = planned(live_site, "Mit Kolleginnen")
    page = open_page(width=360, colour_scheme="dark")
    login(page, "samira@example.org", PASSWORD)
    page.goto(training["page"])
    page.get_by_role("link", name="Menschen nennen").click()
    first = page.get_by_role("group", name="Person 1")
    first.get_by_label("E-Mail-Adresse").fill("neu@example.net")
    first.get_by_label("Name").fill("Nadja")
    page.get_by_role("button", name="Per E-Mail fragen").click()
    expect(page.get_by_text("nicht bestätigt")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_trainer_plans_a_series_also_without_a_script(javascript: bool, open_page: OpenPage, login: Login):
    title = f"Reihe {'mit' if javascript else 'ohne'} Skript"
    page = open_page(width=360, javascript=javascript)
    login(page, "daniel@example.org", PASSWORD)
    page.goto("/trainings/")
    page.get_by_role("link", name="Training planen").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("In einem Satz").fill("Drei Abende.")
    page.locator("[name=sittings-0-starts_at]").fill("2027-06-01T18:00")
    page.locator("[name=sittings-0-ends_at]").fill("2027-06-01T20:00")
    for _more in range(2):
        page.get_by_role("button", name="Noch ein Termin, eine Woche später").click()
    page.get_by_role("button", name="Als Entwurf speichern").click()
    expect(page.get_by_role("heading", name="3 Termine")).to_be_visible()
    page.get_by_role("button", name="Ankündigen").click()
    expect(page.get_by_text("Das Training ist angekündigt.")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_planning_and_people_are_open_to_everybody_who_plans(
    language: str,
    colours: str,
    live_site: Site,
    open_page: OpenPage,
    login: Login,
    axe: Callable[..., list[str]],
):
    training = planned(live_site, f"Für alle {language} {colours}")
    page = open_page(width=360, language=language, colour_scheme=colours)
    login(page, "daniel@example.org", PASSWORD)
    for address in (
        "/trainings/",
        "/trainings/new/",
        *(f"{training['page']}{rest}" for rest in ("", "people/", "copy/")),
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


LIVE = """
import json
from django.utils import timezone
from datetime import timedelta
from community.models import User
from tests.training.planned import announced, registers
from training import log
from training.core.acting import Who
from training.core.places import Confirm, Request
from training.models import Registration, Sitting
begins = timezone.now() + timedelta(minutes=5)
held = [Sitting(starts_at=begins, ends_at=begins + timedelta(hours=1), medium="live")]
training = announced(User.objects.get(email="daniel@example.org"), "Im Live-Raum", capacity=9, held=held)
registers(training, User.objects.get(email="rolf@example.org"))
gerda = Registration.objects.create(training=training, email="gerda@example.com", name="Gerda Thelen")
log.ask(training.pk, Who.EMPLOYER, Request(gerda.pk))
log.ask(training.pk, Who.REGISTERED, Confirm(gerda.pk))
print(json.dumps({"page": training.get_absolute_url(), "mine": f"/trainings/mine/{gerda.key}/"}))
"""


def test_the_people_of_a_training_come_into_its_live_session(
    live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]
):
    training = json.loads(live_site.shell(LIVE))
    daniel, rolf, gerda = open_page(width=1280), open_page(width=360), open_page(width=360)
    login(daniel, "daniel@example.org", PASSWORD)
    daniel.goto(training["page"])
    daniel.get_by_role("link", name="Live-Sitzung planen").click()
    assert axe(daniel) == []
    daniel.get_by_label("Frage").fill("Was tun wir, wenn jemand schweigt?")
    daniel.locator("[name=template]").select_option(index=1)
    daniel.get_by_role("button", name="Sitzung planen").click()
    people = daniel.get_by_role("region", name="Wer dabei ist")
    expect(people.get_by_text("Rolf Hennemann", exact=True)).to_be_visible()
    expect(people.get_by_text("Gerda Thelen", exact=True)).to_be_visible()

    login(rolf, "rolf@example.org", PASSWORD)
    rolf.goto(training["page"])
    rolf.get_by_role("button", name="Zur Live-Sitzung").click()
    rolf.get_by_role("link", name="Raum betreten").click()
    expect(rolf.locator("main")).to_contain_text("Was tun wir, wenn jemand schweigt?")

    gerda.goto(training["mine"])  # without an account, as from the mail
    assert axe(gerda) == []
    gerda.get_by_role("button", name="Zur Live-Sitzung").click()
    gerda.get_by_role("button", name="Zurück zur Sitzung").click()
    gerda.get_by_role("link", name="Raum betreten").click()
    expect(gerda.locator("main")).to_contain_text("Was tun wir, wenn jemand schweigt?")


def test_the_coordination_sees_the_half_year(
    live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., Any]
):
    page = open_page(width=360)
    login(page, "meryem@example.org", PASSWORD)
    page.goto("/trainings/")
    page.get_by_role("link", name="Trainings of the half-year").click()
    expect(page.get_by_role("heading", name="From where people come")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
