"""Whole ways through a training, walked on a phone and looked at on a desktop, with the mails that were really sent:
who finds a place, waits, moves up and gives it back; who is there; who sends others; who leads it, and who looks after
all."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage, embedded, served
from tests.e2e.letterbox import Letterbox, events_in, link_in
from tests.e2e.looks import axe_finds_nothing_on_phone_and_desktop
from tests.e2e.people import PASSWORD, Tapping, make_person
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

Login = Callable[[Page, str, str], None]
Axe = Callable[..., list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Site]:
    profile = {"DJANGO_SETTINGS_MODULE": "tests.e2e.mailing", "MAIL_FOLDER": str(folder)}
    yield from served(embedded(tmp_path_factory.mktemp("mailing-site"), **profile))


@pytest.fixture
def letters(folder: Path) -> Letterbox:
    return Letterbox(folder)


class Walker:
    """Opens pages of people, each with a browser of their own, and looks whether everybody can use them."""

    def __init__(self, site: Site, open_page: OpenPage, login: Login, axe: Axe) -> None:
        self.site = site
        self._open_page, self._login, self._axe = open_page, login, axe

    def person(self, name: str, email: str = "") -> Page:
        """Somebody new, or who has an account already; logged in."""
        if not email:
            email = self.address(name)
            make_person(self.site, email, name)
        page = self.stranger()
        self._login(page, email, PASSWORD)
        return page

    def stranger(self) -> Page:
        """A browser in which nobody is known."""
        return self._open_page(self.site.servers[0], width=360, height=740)

    def address(self, name: str) -> str:
        return f"{name.lower()}-walks@example.org"

    def looks_at(self, page: Page) -> None:
        axe_finds_nothing_on_phone_and_desktop(page, self._axe)


@pytest.fixture
def walker(site: Site, open_page: OpenPage, login: Login, axe: Axe) -> Walker:
    return Walker(site, open_page, login, axe)


PLANNED = """
import json
from datetime import timedelta
from django.utils import timezone
from community.models import User
from tests.training.planned import announced, registers
from training import live_places, log
from training.core.acting import Who
from training.core.places import Confirm, Request
from training.models import Registration, Sitting
from deliberation import sessions
from deliberation.models import Session
daniel = User.objects.get(email="daniel@example.org")
now = timezone.now()
"""
TOLD = """
print(json.dumps({"page": training.get_absolute_url(), "sittings": [each.pk for each in held]}))
"""


def planned(site: Site, code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.shell(PLANNED + code + TOLD))
    return found


def one_place(title: str, **fields: Any) -> str:
    """Two sittings, a week apart."""
    return f"""
begins = [now + timedelta(days=20), now + timedelta(days=27)]
held = [Sitting(starts_at=each, ends_at=each + timedelta(hours=2)) for each in begins]
training = announced(daniel, {title!r}, held=held, **{{"capacity": 1, "topic": "volunteering"}} | {fields!r})
"""


# --- somebody who wants to take part ----------------------------------------------------------------------------------


def test_somebody_finds_a_training_waits_moves_up_and_another_one_gives_back(walker: Walker, letters: Letterbox):
    title, place = "Begleiten zu zweit", "Oberwesel"
    training = planned(walker.site, one_place(title, place=place))
    anna, ben = walker.person("Anna"), walker.person("Ben")

    phone = Tapping(anna)
    anna.goto("/")
    phone.tap("Alle Trainings")
    anna.get_by_label("Thema").select_option("volunteering")
    anna.get_by_label("Ort").select_option(place)
    walker.looks_at(anna)
    phone.tap("Anzeigen", "button")
    phone.tap(title)
    walker.looks_at(anna)
    phone.tap("Platz reservieren")
    phone.tap("Platz reservieren", "button")
    expect(anna.get_by_text("Ihr Platz ist reserviert.")).to_be_visible()
    assert phone.counted() <= 5
    walker.looks_at(anna)
    confirmation = letters.newest(walker.address("Anna"), f"Ihr Platz ist reserviert: {title}")
    assert [(method, str(event["summary"])) for method, event in events_in(confirmation)] == [("REQUEST", title)] * 2

    ben.goto(training["page"])
    ben.get_by_role("link", name="Auf die Warteliste setzen").click()
    ben.get_by_role("button", name="Auf die Warteliste setzen").click()
    expect(ben.get_by_text("Sie stehen auf der Warteliste, auf Platz 1.")).to_be_visible()
    waiting = letters.newest(walker.address("Ben"), f"Sie stehen auf der Warteliste: {title}")
    assert events_in(waiting) == []

    mailed = walker.stranger()  # as a mail is opened on whatever device, without logging in
    mailed.goto(link_in(confirmation, "/trainings/mine/"))
    mailed.get_by_role("link", name="Ich kann nicht kommen").click()
    mailed.get_by_role("button", name="Zurückgeben").click()
    expect(mailed.get_by_text("Sie haben in diesem Training keinen Platz.")).to_be_visible()
    walker.looks_at(mailed)
    gone = letters.newest(walker.address("Anna"), f"Sie haben keinen Platz mehr: {title}")
    known = {str(event["uid"]): int(event["sequence"]) for _method, event in events_in(confirmation)}
    assert {str(event["uid"]) for _method, event in events_in(gone)} == known.keys()
    for method, event in events_in(gone):
        assert method == "CANCEL"
        assert int(event["sequence"]) > known[str(event["uid"])]

    moved_up = letters.newest(walker.address("Ben"), f"Sie haben einen Platz: {title}")
    assert [method for method, _event in events_in(moved_up)] == ["REQUEST"] * 2
    mailed.goto(link_in(moved_up, "/trainings/mine/"))
    expect(mailed.get_by_text("Sie haben einen Platz.")).to_be_visible()
    ben.reload()
    expect(ben.get_by_text("Sie haben einen Platz.")).to_be_visible()


# --- on the day -------------------------------------------------------------------------------------------------------

SOON = """
begins = now + timedelta(minutes=20)
held = [Sitting(starts_at=begins, ends_at=begins + timedelta(hours=2), medium="both")]
training = announced(daniel, TITLE, held=held, capacity=9)
session = Session(title=TITLE, question="Was hilft am Schalter?", starts_at=begins, ends_at=held[0].ends_at)
live_places.attach(held[0], sessions.plan(session, daniel))
carla = Registration.objects.create(training=training, email=CARLA, name="Carla Thelen")
log.ask(training.pk, Who.EMPLOYER, Request(carla.pk))
log.ask(training.pk, Who.REGISTERED, Confirm(carla.pk))
"""
# Which of the codes of the last minutes it is that stands on the wall: a camera would read its address.
SCANNED = """
import time
from django.core.signing import TimestampSigner, b62_encode
from django.urls import reverse
from deliberation.views.invitations import qr_code
from training import signing
for ago in range(120):
    signed = super(TimestampSigner, signing.CODE).sign(f"SITTING:{b62_encode(int(time.time()) - ago)}")
    address = reverse("training:here", args=[signed])
    if qr_code(f"ORIGIN{address}") == "PICTURE":
        print(address)
        break
"""


def scanned(site: Site, wall: Page, sitting: int) -> str:
    picture = wall.locator("img.qr-code").get_attribute("src")
    parts = urlsplit(wall.url)
    code = SCANNED.replace("SITTING", str(sitting)).replace("ORIGIN", f"{parts.scheme}://{parts.netloc}")
    return site.shell(code.replace("PICTURE", str(picture)))


def test_somebody_without_an_account_is_there_by_the_code_and_in_the_live_session(walker: Walker, letters: Letterbox):
    title, carla = "Am Schalter", walker.address("carla")
    training = planned(walker.site, SOON.replace("TITLE", repr(title)).replace("CARLA", repr(carla)))
    trainer = walker.person("Daniel", "daniel@example.org")
    trainer.goto(training["page"])
    trainer.get_by_role("link", name="Wer da ist").click()
    walker.looks_at(trainer)
    trainer.get_by_role("link", name="Code für Handys zeigen").click()
    walker.looks_at(trainer)

    phone = walker.stranger()
    phone.goto(scanned(walker.site, trainer, training["sittings"][0]))
    phone.get_by_label("Ihre E-Mail-Adresse").fill("niemand@example.net")
    phone.get_by_role("button", name="Ich bin da").click()
    expect(phone.get_by_role("link", name="Diese Adresse finden wir nicht.")).to_be_visible()
    walker.looks_at(phone)
    phone.get_by_label("Ihre E-Mail-Adresse").fill(carla)
    phone.get_by_role("button", name="Ich bin da").click()
    expect(phone.get_by_role("heading", name="Schön, dass Sie da sind")).to_be_visible()
    walker.looks_at(phone)

    trainer.get_by_role("link", name="Zurück zur Liste").click()
    noted = trainer.get_by_role("button", name=re.compile("war da . Carla Thelen"))
    expect(noted).to_have_attribute("aria-pressed", "true")
    expect(trainer.get_by_text("der Code vor Ort")).to_be_visible()

    mail = letters.newest(carla, f"Ihr Platz ist reserviert: {title}")
    phone.goto(link_in(mail, "/trainings/mine/"))
    phone.get_by_role("button", name="Zur Live-Sitzung").click()
    phone.get_by_role("button", name="Zurück zur Sitzung").click()
    phone.get_by_role("link", name="Raum betreten").click()
    expect(phone.locator("#doing")).to_be_visible()
    expect(phone.locator("#room")).to_contain_text(title)


def test_a_calendar_has_the_sittings_as_long_as_one_has_the_place(walker: Walker):
    title = "Im Kalender"
    training = planned(walker.site, one_place(title, capacity=3))
    dora = walker.person("Dora")
    dora.goto(training["page"])
    dora.get_by_role("link", name="Platz reservieren").click()
    dora.get_by_role("button", name="Platz reservieren").click()
    dora.goto("/trainings/")
    dora.get_by_role("link", name="Meine Trainings als Kalender").click()
    dora.get_by_role("button", name="Adresse anlegen").click()
    address = dora.get_by_label("Geheime Adresse").input_value()
    walker.looks_at(dora)

    def events() -> list[Any]:
        program = walker.stranger().request.get(address)  # which knows the address and nothing else
        assert program.headers["content-type"].startswith("text/calendar")
        return list(Calendar.from_ical(program.body()).walk("VEVENT"))

    first, second = events()
    assert str(first["summary"]) == title
    assert second.decoded("dtstart") > first.decoded("dtstart") > datetime.now(UTC)
    assert training["page"] in str(first["url"])

    public = walker.stranger().request.get("/trainings/calendar.ics?topic=volunteering&place=Nirgends")
    assert list(Calendar.from_ical(public.body()).walk("VEVENT")) == []

    dora.goto(training["page"])
    dora.get_by_role("link", name="Ihre Anmeldung").click()
    dora.get_by_role("link", name="Ich kann nicht kommen").click()
    dora.get_by_role("button", name="Zurückgeben").click()
    expect(dora.get_by_text("Sie haben in diesem Training keinen Platz.")).to_be_visible()
    assert events() == []


# --- an employer ------------------------------------------------------------------------------------------------------


def test_an_employer_names_three_and_sees_only_who_has_confirmed(walker: Walker, letters: Letterbox):
    title = "Mit dem Team"
    training = planned(walker.site, one_place(title, capacity=9))
    named = [walker.address(name) for name in ("nadja", "omar", "pia")]
    samira = walker.person("Samira", "samira@example.org")
    samira.goto(training["page"])
    samira.get_by_role("link", name="Menschen nennen").click()
    for number, address in enumerate(named, start=1):
        row = samira.get_by_role("group", name=f"Person {number}")
        row.get_by_label("E-Mail-Adresse").fill(address)
        row.get_by_label("Name").fill(address.partition("-")[0].title())
    samira.get_by_role("button", name="Per E-Mail fragen").click()
    expect(samira.get_by_text("nicht bestätigt")).to_have_count(3)
    walker.looks_at(samira)

    asked = [letters.newest(address, f"Bitte bestätigen: {title}") for address in named]
    for mail, answer, told in (
        (asked[0], "Ja, ich möchte dabei sein", "Sie haben einen Platz."),
        (asked[1], "Nein, danke", "Sie haben in diesem Training keinen Platz."),
    ):
        page = walker.stranger()
        page.goto(link_in(mail, "/trainings/mine/"))
        walker.looks_at(page)
        page.get_by_role("button", name=answer).click()
        expect(page.get_by_text(told)).to_be_visible()

    samira.reload()
    expect(samira.get_by_text("hat einen Platz")).to_have_count(1)
    expect(samira.get_by_text("nicht bestätigt")).to_have_count(2)
    expect(samira.get_by_role("main")).not_to_contain_text(re.compile("abgelehnt|abgesagt|Warteliste"))
    assert letters.newest(named[0], f"Ihr Platz ist reserviert: {title}")


# --- a trainer --------------------------------------------------------------------------------------------------------


def test_a_trainer_raises_the_places_and_lets_somebody_in_by_hand(walker: Walker, letters: Letterbox):
    title = "Mehr Plätze"
    people = [walker.address(name) for name in ("eva", "finn", "gül", "hans")]
    training = planned(
        walker.site,
        one_place(title)
        + f"""
for email in {people!r}:
    registers(training, User.objects.create_user(email, display_name=email.partition("-")[0].title()))
""",
    )
    trainer = walker.person("Daniel", "daniel@example.org")

    def change(capacity: int, waiting: str) -> None:
        trainer.goto(training["page"])
        trainer.get_by_role("link", name="Ändern").click()
        trainer.locator("[name=capacity]").fill(str(capacity))
        trainer.locator("[name=waiting]").select_option(waiting)
        trainer.get_by_role("button", name="Speichern").last.click()
        expect(trainer.locator("h1")).to_have_text(title)

    change(2, "automatic")
    assert letters.newest(people[1], f"Sie haben einen Platz: {title}")
    change(3, "by_hand")
    assert [str(mail["Subject"]) for mail in letters.to(people[2])] == [f"Sie stehen auf der Warteliste: {title}"]

    trainer.get_by_role("link", name="Wer dabei ist").click()
    walker.looks_at(trainer)
    waiting = trainer.get_by_role("region", name="Auf der Warteliste, in dieser Reihenfolge")
    expect(waiting.get_by_role("listitem")).to_have_count(2)
    waiting.get_by_role("button", name="Platz geben Hans").click()
    expect(waiting.get_by_role("listitem")).to_have_count(1)
    expect(trainer.get_by_role("region", name="Mit Platz")).to_contain_text("Hans")
    assert letters.newest(people[3], f"Sie haben einen Platz: {title}")


GOING_ON = """
before, begins = now - timedelta(days=3), now - timedelta(minutes=30)
held = [Sitting(starts_at=each, ends_at=each + timedelta(hours=2)) for each in (before, begins)]
training = announced(daniel, TITLE, held=held, capacity=9, registration_closes_at=now + timedelta(days=1))
for name in ("Irma", "Jan"):
    registers(training, User.objects.create_user(f"{name.lower()}-walks@example.org", display_name=name))
"""


def test_a_trainer_notes_who_is_there_corrects_it_and_prints_the_list(walker: Walker):
    title = "Anwesend"
    code = GOING_ON.replace("TITLE", repr(title))
    training = planned(walker.site, code)
    past, now = (f"{training['page']}attendance/{sitting}/" for sitting in training["sittings"])
    trainer = walker.person("Daniel", "daniel@example.org")

    trainer.goto(now)
    trainer.get_by_role("button", name=re.compile("war da . Irma")).click()
    expect(trainer.get_by_role("button", name=re.compile("war da . Irma"))).to_have_attribute("aria-pressed", "true")
    trainer.get_by_role("button", name=re.compile("kam später . Jan")).click()
    expect(trainer.get_by_text(re.compile(r"\d+ Minuten"))).to_have_count(2)
    walker.looks_at(trainer)

    trainer.goto(past)  # the day is over: what is noted for the first time needs no reason, and a change does
    trainer.get_by_role("button", name=re.compile("war nicht da . Irma")).click()
    trainer.get_by_role("link", name="Korrigieren, was zu Irma eingetragen ist").click()
    trainer.get_by_label("Was stimmt").select_option("present")
    trainer.get_by_role("button", name="Speichern").click()
    expect(trainer.get_by_label("Warum")).to_be_focused()  # the browser asks for it
    trainer.get_by_label("Warum").fill("Sie steht auf der Liste.")
    trainer.get_by_label("Was stimmt").select_option("present")
    trainer.get_by_role("button", name="Speichern").click()
    expect(trainer.get_by_text("Gespeichert. Was vorher eingetragen war, bleibt daneben stehen.")).to_be_visible()
    expect(trainer.locator("main")).to_contain_text("korrigiert")
    walker.looks_at(trainer)

    with trainer.expect_download() as download:
        trainer.get_by_role("link", name="Liste als PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


# --- the coordination -------------------------------------------------------------------------------------------------


def test_the_coordination_sees_the_half_year(walker: Walker):
    title = "Im Halbjahr"
    planned(walker.site, one_place(title))
    meryem = walker.person("Meryem", "meryem@example.org")
    meryem.goto("/trainings/")
    meryem.get_by_role("link", name="Trainings of the half-year").click()
    while not meryem.get_by_role("link", name=title).count():  # it begins in twenty days
        meryem.get_by_role("link", name="The half-year after").click()
    expect(meryem.get_by_role("heading", name="From where people come")).to_be_visible()
    row = meryem.get_by_role("row", name=re.compile(title))
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(meryem.get_by_role("main")).not_to_contain_text("Samira")
    walker.looks_at(meryem)
