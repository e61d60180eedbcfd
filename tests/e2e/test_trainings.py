"""Planning a training without a script, its pages in every look, and its people in the live session; whole ways through
a training are walked in `test_training_walks.py`."""

import json
from collections.abc import Callable
from typing import Any

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
from community.models import User
from tests.training.planned import announced, registers
from training.models import Registration
trainer = User.objects.get(email="daniel@example.org")
full = announced(trainer, TITLE, capacity=1, place="Mayen", topic="moderation")
place = registers(full, User.objects.get(email="rolf@example.org"))
told = {"page": full.get_absolute_url(), "mine": f"/trainings/mine/{place.key}/", "registration": place.pk}
print(json.dumps(told | {"sitting": full.sittings.earliest("starts_at").pk}))
"""


def planned(site: Site, title: str) -> dict[str, Any]:
    """A training whose one place is taken."""
    found: dict[str, Any] = json.loads(site.shell(PLANNED.replace("TITLE", repr(title))))
    return found


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


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_pages_of_trainings_are_open_to_everybody(
    language: str, live_site: Site, open_page: OpenPage, login: Login, axe: Callable[..., list[str]]
):
    training = planned(live_site, f"Für alle {language}")
    page = open_page(width=360, language=language)
    login(page, "daniel@example.org", PASSWORD)
    sitting, mine = f"{training['page']}attendance/{training['sitting']}/", training["mine"]
    for address in (
        *("/trainings/", "/trainings/?topic=moderation&place=Mayen", "/trainings/?month=2027-01&language=en&online=on"),
        *("/trainings/new/", "/trainings/calendar/", mine, f"{mine}give-back/", f"{mine}reminders/", sitting),
        *(f"{training['page']}{rest}" for rest in ("", "register/", "employer/", "people/", "copy/", "messages/")),
        *(f"{sitting}{rest}" for rest in ("code/", f"{training['registration']}/")),
    ):
        page.goto(address)
        axe_finds_nothing_on_a_phone(page, axe, 360)


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
