"""The exercises of lessons by keyboard, by ear, on a phone and without JavaScript; before, refused and answered."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.listening import hears, listen_once_loaded
from tests.e2e.looks import ANSWERED, SAME_ORDER
from tests.e2e.people import PASSWORD

pytestmark = pytest.mark.e2e

LOGIN = Callable[[Page, str, str], None]
COURSE = "/kurse/deliberation-gegen-menschenfeindlichkeit/"
OTHER_COURSE = "/kurse/interkulturelle-sensibilisierung/"
OWN_WAYS = f"{OTHER_COURSE}genau-hinsehen/die-eigene-praegung/"
DIALOGUE = f"{COURSE}in-der-gruppe/kontrollierter-dialog/"
SITTING = f"{COURSE}in-der-gruppe/ihre-live-sitzung/"
QUESTIONS = f"{COURSE}das-handwerk/fragen-die-oeffnen/"
CLAIMS = f"{COURSE}das-handwerk/vier-geltungsansprueche/"
DILEMMA = f"{COURSE}haltung-und-grenze/wann-das-gespraech-endet/"
FORMS = f"{COURSE}worum-es-geht/formen-im-alltag/"
TALK = f"{COURSE}haltung-und-grenze/person-und-aussage/"
LATER = "Bitte geben Sie es ab, wenn Sie wieder verbunden sind."


def begin(page: Page, login: LOGIN, email: str) -> None:
    login(page, email, PASSWORD)
    begin_course(page, COURSE)


def begin_course(page: Page, course: str) -> None:
    page.goto(course)
    if page.get_by_role("button", name="Kurs beginnen").count():
        page.get_by_role("button", name="Kurs beginnen").first.click()


def exercise(page: Page, field: str) -> Locator:
    return page.locator(".activity", has=page.locator(f"[name^={field}]"))


def section(found: Locator) -> str:
    return f"[id='{found.get_attribute('id')}']"


def steps(page: Page) -> list[str]:
    return page.locator("[data-step] [data-words]").all_inner_texts()


def test_steps_are_moved_by_keyboard_kept_on_the_device_and_handed_in(open_page: OpenPage, login: LOGIN):
    page = open_page(width=360)
    begin(page, login, "farid@example.org")
    listen_once_loaded(page)
    page.goto(DIALOGUE)
    before = steps(page)
    page.locator("[data-step]").nth(0).locator("[data-by='1']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    moved = [*before[1:3], before[0], *before[3:]]
    assert steps(page) == moved
    hears(page, f"{before[0]}: jetzt auf Platz 3 von {len(before)}.")
    hears(page, "Auf diesem Gerät gespeichert. Abgegeben ist es noch nicht.")
    expect(page.locator("[data-step]").nth(2).locator("[data-by='1']")).to_be_focused()

    page.reload()
    assert steps(page) == moved
    hears(page, "Das stand hier noch von vorhin. Es ist auf diesem Gerät gespeichert und noch nicht abgegeben.")
    with_no_network(page)
    exercise(page, "place-").locator("form > .button").click()
    expect(page.locator(".feedback")).to_be_focused()
    for place, step in enumerate(moved, start=1):
        judged = page.locator(".options--numbered li", has_text=step).first
        expect(judged).to_contain_text(f"Platz {place}" if "Platz" in judged.inner_text() else "Steht richtig")


def with_no_network(page: Page) -> None:
    """What was handed in too early waits, and whoever listens is told when it can go."""
    hand_in = exercise(page, "place-").locator("form > .button")
    page.context.set_offline(True)
    hand_in.click()
    hears(page, f"Sie sind offline. Es ist auf diesem Gerät gespeichert. {LATER}")
    page.context.set_offline(False)
    hears(page, "Sie sind wieder verbunden. Bitte geben Sie es jetzt ab.")
    expect(hand_in).to_be_focused()


def test_without_javascript_every_step_is_given_a_place(open_page: OpenPage, login: LOGIN):
    page = open_page(width=360, javascript=False)
    begin(page, login, "krystyna@example.org")
    page.goto(DIALOGUE)
    places = page.locator("[name^=place-]")
    expect(places.first).to_be_visible()
    expect(page.locator("[data-by]").first).to_be_hidden()
    places.nth(0).select_option("2")
    exercise(page, "place-").locator("form > .button").click()
    expect(page.get_by_text("Bitte geben Sie jedem Schritt einen eigenen Platz").first).to_be_visible()
    expect(places.nth(0)).to_have_value("2")
    places.nth(1).select_option("1")
    exercise(page, "place-").locator("form > .button").click()
    expect(page.locator(".options--numbered")).to_be_visible()


def say(page: Page, number: int) -> None:
    """By keyboard: the sentence with this number, then the button's own key."""
    page.locator("[name=say]").nth(number).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("javascript", "email"), [(True, "farid@example.org"), (False, "krystyna@example.org")])
def test_a_conversation_is_led_by_keyboard_to_its_end_and_tried_otherwise(
    javascript: bool, email: str, open_page: OpenPage, login: LOGIN
):
    page = open_page(width=360, javascript=javascript)
    begin(page, login, email)
    page.goto(TALK)
    first = page.locator(".incident__other--now").inner_text()
    while page.locator("[name=say]").count():
        step = page.locator(".incident__turn").count()
        say(page, 0)
        expect(page.locator(".incident__turn")).to_have_count(step + 1)
        expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.get_by_role("heading", name="So endet das Gespräch")).to_be_visible()

    page.get_by_role("link", name="Hier etwas anderes sagen").first.click()
    expect(page.locator(".incident__turn")).to_have_count(0)
    assert page.locator(".incident__other--now").inner_text() == first
    say(page, 1)
    expect(page.locator(".incident__turn")).to_have_count(1)
    page.goto(TALK)
    expect(page.get_by_role("heading", name="So endet das Gespräch")).to_be_visible()


def choose(page: Page, number: int) -> None:
    """By keyboard, as above."""
    page.locator("[name=choose]").nth(number).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


def find_prices(page: Page) -> None:
    """One for each way, by keyboard."""
    ways = page.locator(".dilemma__price").first.locator("[type=checkbox]")
    for number in range(ways.count()):
        ways.nth(number).focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("javascript", "email"), [(True, "farid@example.org"), (False, "krystyna@example.org")])
def test_a_dilemma_is_chosen_priced_and_chosen_again_by_keyboard(
    javascript: bool, email: str, open_page: OpenPage, login: LOGIN
):
    page = open_page(width=360, javascript=javascript)
    begin(page, login, email)
    page.goto(DILEMMA)
    choose(page, 0)
    expect(page.get_by_text("Schritt 2 von 3")).to_be_visible()
    find_prices(page)
    expect(page.get_by_text("Beide Bedürfnisse sind berechtigt:")).to_be_visible()
    page.reload()
    choose(page, 2)
    expect(
        page.get_by_role("heading", name="Mit beiden Bedürfnissen vor Augen haben Sie anders gewählt.")
    ).to_be_visible()
    page.get_by_role("link", name="Noch einmal durchdenken").click()
    expect(page.get_by_text("Schritt 1 von 3")).to_be_visible()


def test_a_bridge_is_written_and_compared_with_how_a_group_voted(open_page: OpenPage, login: LOGIN):
    page = open_page(width=360, javascript=False)
    begin(page, login, "farid@example.org")
    page.goto(SITTING)
    bridge = exercise(page, "bridge")
    bridge.locator("[value=own]").check()
    bridge.locator("form > .button").click()
    expect(page.get_by_text("Bitte schreiben Sie Ihren Satz").first).to_be_visible()
    bridge.locator("textarea").fill("Wer fragt, bekommt am selben Tag eine Antwort.")
    bridge.locator("form > .button").click()
    expect(page.get_by_text("10 von 12 stimmten zu, 2 nicht")).to_be_visible()
    expect(page.get_by_text("Wer fragt, bekommt am selben Tag eine Antwort.")).to_be_visible()


@pytest.mark.parametrize("language", SAME_ORDER)
def test_in_every_look_before_when_it_is_refused_and_answered(
    language: str, open_page: OpenPage, login: LOGIN, axe: Callable[..., list[str]]
):
    page = open_page(language=language)
    begin(page, login, {"de": "daniel@example.org", "ar": "meryem@example.org"}[language])
    page.goto(DIALOGUE)
    SAME_ORDER[language](page, axe)
    exercise(page, "place-").locator("form > .button").click()
    ANSWERED[language](page, axe, "main")
    page.goto(TALK)
    SAME_ORDER[language](page, axe)
    while page.locator("[name=say]").count():
        step = page.locator(".incident__turn").count()
        say(page, 0)
        expect(page.locator(".incident__turn")).to_have_count(step + 1)
    ANSWERED[language](page, axe, "main")
    page.goto(DILEMMA)
    SAME_ORDER[language](page, axe)
    for go_on in (lambda: choose(page, 0), lambda: find_prices(page), lambda: choose(page, 1)):
        dilemma = exercise(page, "taken").or_(exercise(page, "choose"))
        dilemma.locator("form > .button").click()
        expect(page.locator(".error-summary")).to_be_focused()
        ANSWERED[language](page, axe, section(dilemma))
        go_on()
        expect(page.locator(".error-summary")).to_have_count(0)
    ANSWERED[language](page, axe, "main")
    begin_course(page, OTHER_COURSE)
    for address, exercises in (
        (CLAIMS, {"match-": choose_all}),
        (FORMS, {"choice": pick, "step-": rate_all}),
        (QUESTIONS, {"choice": pick, "gap-": fill_all, "reflection": write}),
        (SITTING, {"number": fill_all, "bridge": write, "step-": rate_all}),
        (OWN_WAYS, {"step-": rate_all}),
    ):
        page.goto(address)
        SAME_ORDER[language](page, axe)
        for answered, (field, fill) in enumerate(exercises.items()):
            exercise(page, field).locator("form > .button").click()
            is_told_what_is_wrong(page, field)
            expect(page.locator(".activity", has=page.locator(".feedback"))).to_have_count(answered)
            ANSWERED[language](page, axe, section(exercise(page, field)))
            fill(exercise(page, field))
            exercise(page, field).locator("form > .button").click()
            is_told_what_came_of_it(page)
        ANSWERED[language](page, axe, "main")


def is_told_what_is_wrong(page: Page, field: str) -> None:
    """The reason has the focus, and leads into the exercise."""
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_have_accessible_name(re.compile(re.escape(summary.locator("li").inner_text())))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(exercise(page, field).locator("input, select, textarea").and_(page.locator(":focus"))).to_be_visible()


def is_told_what_came_of_it(page: Page) -> None:
    result = page.locator(".feedback:focus")
    expect(result).to_be_visible()
    expect(result).to_have_accessible_name(re.compile(r"\w"))
    expect(result).to_have_accessible_description(re.compile(r"\w"))


def pick(found: Locator) -> None:
    found.locator("[name=choice]").first.check()


def choose_all(found: Locator) -> None:
    for each in found.locator("select").all():
        each.select_option(index=1)


def write(found: Locator) -> None:
    found.locator("textarea").fill("Ein Satz für alle.")


def rate_all(found: Locator) -> None:
    for each in found.locator("fieldset").all():
        each.locator("input[type=radio]").nth(3).check()


def fill_all(found: Locator) -> None:
    choose_all(found)
    for each in found.locator("input[type=text]").all():
        each.fill("5")
