"""What a lesson is read with: dialogues speech by speech, words that open where they stand, sources."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import both_find_nothing_where_nothing_moves
from tests.e2e.test_lessons import COURSE, LOGIN, open_lesson

pytestmark = pytest.mark.e2e

TALK = f"{COURSE}das-handwerk/fragen-die-oeffnen/"
WORDS = f"{COURSE}in-der-gruppe/ihre-live-sitzung/"
SPEECHES = 7

# A browser of a test machine has no voices. The real one is asked nothing else than what stands here.
VOICES = """(() => {
    window.spoken = [];
    const speech = new EventTarget();
    let now = null;
    speech.getVoices = () => VOICES_HERE;
    speech.speak = (utterance) => { now = utterance; window.spoken.push(utterance.text); };
    speech.cancel = () => { now = null; };
    window.finishSpeaking = () => { const said = now; now = null; said?.onend(); };
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
})()"""
OF_THE_DEVICE = '[{ lang: "de_DE", localService: true }]'
OVER_THE_NET = '[{ lang: "de-DE", localService: false }, { lang: "ar-SA", localService: true }]'


def dialogue(page: Page) -> Locator:
    return page.locator("[data-dialogue]")


def shown(page: Page) -> Locator:
    return dialogue(page).locator("li:visible")


def learner(open_page: OpenPage, login: LOGIN, **options: object) -> Page:
    page = open_page(**options)  # type: ignore[arg-type]
    open_lesson(page, login, "farid@example.org")
    return page


def test_a_dialogue_goes_on_by_keyboard_and_its_end_takes_the_focus(
    open_page: OpenPage, login: LOGIN, axe: Callable[..., list[str]]
):
    page = learner(open_page, login)
    page.goto(TALK)
    expect(shown(page)).to_have_count(1)
    further = dialogue(page).get_by_role("button", name="Weiter")
    further.focus()
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_count(2)
    expect(further).to_be_focused()
    both_find_nothing_where_nothing_moves(page, axe)
    dialogue(page).get_by_role("button", name="Alle anzeigen").click()
    expect(shown(page)).to_have_count(SPEECHES)
    expect(shown(page).nth(2)).to_be_focused()
    expect(further).to_be_hidden()
    expect(dialogue(page).get_by_role("button", name="Vorlesen")).to_be_hidden()  # no voice here
    page.reload()
    expect(shown(page)).to_have_count(1)
    page.emulate_media(media="print")
    expect(shown(page)).to_have_count(SPEECHES)


def test_whoever_comes_back_behind_a_dialogue_and_whoever_has_no_script_finds_all_of_it(
    open_page: OpenPage, login: LOGIN
):
    page = learner(open_page, login)
    page.goto(TALK)
    last = page.locator(".activity").last.get_attribute("id")
    page.goto(f"{TALK}#{last}")
    page.reload()
    expect(shown(page)).to_have_count(SPEECHES)
    plain = learner(open_page, login, javascript=False)
    plain.goto(TALK)
    expect(shown(plain)).to_have_count(SPEECHES)
    expect(dialogue(plain).get_by_role("button")).to_have_count(0)


def test_a_voice_of_the_device_reads_speech_by_speech_until_it_is_stopped(open_page: OpenPage, login: LOGIN):
    page = learner(open_page, login)
    page.add_init_script(VOICES.replace("VOICES_HERE", OF_THE_DEVICE))
    page.goto(TALK)
    read, stop = (
        dialogue(page).get_by_role("button", name=name, exact=True) for name in ("Vorlesen", "Vorlesen beenden")
    )
    read.click()
    expect(stop).to_be_focused()
    page.evaluate("finishSpeaking()")
    expect(shown(page)).to_have_count(2)
    assert [said.split(":")[0] for said in page.evaluate("spoken")] == ["Der Nachbar", "Die Nachbarin"]
    stop.click()
    expect(read).to_be_focused()
    read.click()
    for _ in range(SPEECHES):
        page.evaluate("finishSpeaking()")
    expect(read).to_be_visible()
    assert len(page.evaluate("spoken")) == 2 + SPEECHES


def test_no_voice_that_would_be_asked_over_the_net_is_offered(open_page: OpenPage, login: LOGIN):
    page = learner(open_page, login)
    page.add_init_script(VOICES.replace("VOICES_HERE", OVER_THE_NET))
    page.goto(TALK)
    expect(dialogue(page).get_by_role("button", name="Weiter")).to_be_visible()
    expect(dialogue(page).get_by_role("button", name="Vorlesen")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_word_opens_where_it_stands_and_gives_the_focus_back(
    open_page: OpenPage, login: LOGIN, axe: Callable[..., list[str]], width: int
):
    page = learner(open_page, login, width=width)
    page.goto(WORDS)
    word = page.locator("a.mention").first
    for key in ("Enter", " "):
        word.focus()
        page.keyboard.press(key)
        explanation = page.get_by_role("dialog", name="Grundregeln")
        expect(explanation).to_contain_text("Sätze, auf die sich eine Gruppe einigt")
        expect(explanation.get_by_role("button", name="Schließen")).to_be_focused()
        assert axe(page) == []
        page.keyboard.press("Escape")
        expect(explanation).to_be_hidden()
        expect(word).to_be_focused()
    word.click()
    box = page.locator("[data-explanation]").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.mouse.click(2, 2)
    expect(page.locator("[data-explanation]")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Wörter in dieser Lektion")).to_be_visible()


def test_without_a_script_a_word_leads_to_the_glossary(open_page: OpenPage, login: LOGIN):
    page = learner(open_page, login, javascript=False)
    page.goto(WORDS)
    page.locator("a.mention").first.click()
    page.wait_for_url("**/search/glossary/?letter=G#grundregeln")
    expect(page.locator("#grundregeln")).to_be_in_viewport()
