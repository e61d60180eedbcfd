"""Eight people go through a shortened standard agenda with all its modes: four on phones, four at desks, in three
languages, and a moderator without a mouse. What one taps for the same thing again and again is counted."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from deliberation.core.agenda import Mode
from tests.e2e.conftest import OpenPage
from tests.e2e.looks import DRAWN, LEAST_TO_READ, OUT_OF_REACH, ROOM_TO_READ
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

PHONE: ViewportSize = {"width": 360, "height": 740}
SMALL: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 800}
ARABIC = "جئت إلى هنا قبل ثلاث سنوات ولم أفهم الرسالة الأولى."
GERMAN = "Ich habe meine Nachbarin zum Amt begleitet."
NAMES = ("Amal", "Petra", "سمير", "Linh", "Jutta", "Rolf", "Yusuf", "Anton")
LANGUAGES = {"سمير": "ar", "Jutta": "de"}

# They have been invited and come in on the devices that know them.
SCENE = """
import json
from django.utils import timezone
from community.models import User
from deliberation import sessions
from deliberation.cast.rehearsals import browser_of
from deliberation.core.acting import Role
from deliberation.core.agenda import Formation, Mode, Phase, SetAgenda
from deliberation.core.people import Join
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, Session, unguessable
trainer = User.objects.get(email="daniel@example.org")
template, now = AgendaTemplate.objects.first(), timezone.now()
question = "Who helps those who have just come?"
session = Session(title="All modes", question=question, template=template, starts_at=now)
sessions.plan(session, trainer)
phases = (
    Phase("opening", "Arriving", 5, Mode.FREE, "Read the ground rules, and confirm them."),
    Phase("stake", "In silence", 5, Mode.SILENT_ROUND, "Write down what this question has to do with you."),
    Phase("pairs", "In pairs", 5, Mode.LISTENING, "Tell each other what you lived through.", Formation.PAIRS),
    Phase(
        "clarify", "Only questions", 5, Mode.QUESTIONS_ONLY, "Ask until all speak of the same thing.",
        asked=("What do we call help?",),
    ),
    Phase("exchange", "By list", 5, Mode.SPEAKING_LIST, "Give a reason for each opinion."),
    Phase("circle", "In a circle", 5, Mode.FREE, "Three sit inside.", Formation.FISHBOWL, size=3),
    Phase("perspective", "In the mirror", 5, Mode.MIRROR, "Before you reply, say what you understood."),
    Phase("focus", "One question", 5, Mode.FOCUS, "We stay with one question.", asked=("Who is missing here?",)),
    Phase("outcome", "To the vote", 5, Mode.VOTE, "Vote on both.", asked=("We meet again", "The town pays")),
    Phase("closing", "Last words", 5, Mode.ROUND, "Say in one sentence what you take with you."),
)
kinds = ("culture_club", "authority", "migrant_organisation", "volunteer_initiative")
moderator = session.participations.get()
for command in (Join(moderator.name, Role.MODERATOR, ""), SetAgenda(session.question, phases)):
    assert not deciding.handle(sessions.plenary(session).pk, moderator.pk, command).refused
def come(number, name):
    kind = kinds[number % len(kinds)]
    person = session.participations.create(name=name, role=Role.PARTICIPANT, kind=kind, key=unguessable())
    return browser_of(session, person)
print(json.dumps([session.key, session.projector_key, [come(*each) for each in enumerate({names})]]))
"""


@dataclass
class Company:
    """Whoever sits together, in the order in which they came in."""

    moderator: Moderator
    people: list[Guest]
    wall: str  # the address that a projector shows

    def everybody(self) -> Iterator[Guest]:
        yield self.moderator
        yield from self.people

    def named(self, *names: str) -> list[Guest]:
        return [guest for name in names for guest in self.people if guest.name == name]

    def stand_in(self, phase: str, *asked: Guest) -> None:
        """Nobody was left behind, and nothing is cut off on any screen; whoever moderates may have a phone, too.

        Those of whom something is `asked` have that before the conversation. Whoever only listens at a desk has on a
        phone what others have who listen on theirs.
        """
        listening = self.named("Rolf", "Anton")
        for each in self.everybody():
            expect(each.page.locator(".top__name")).to_have_text(phase)
            is_whole(each.page)
            if each not in asked and each not in listening:
                leaves_room_to_read(each.page)

    def go_on(self, *still_open: str) -> None:
        """One tap; a second one where something is open, beside which all of that stands."""
        self.moderator.counted()
        self.moderator.press("Go on to")
        for sentence in still_open:
            expect(self.moderator.page.locator("#asking")).to_contain_text(re.compile(sentence))
        if still_open:
            self.moderator.press("Go on all the same")
        assert self.moderator.counted() == (2 if still_open else 1)


def is_whole(page: Page) -> None:
    page.evaluate(DRAWN)
    assert page.evaluate(OUT_OF_REACH) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def leaves_room_to_read(page: Page) -> None:
    """On the smallest phone, also to whoever has another screen."""
    before = page.viewport_size or DESK
    if before != SMALL:
        page.set_viewport_size(SMALL)
        is_whole(page)
    assert page.evaluate(ROOM_TO_READ) >= LEAST_TO_READ, page.locator("#doing").inner_text()
    if before != SMALL:
        page.set_viewport_size(before)


@pytest.mark.parametrize("mode", Mode)
def test_no_mode_is_left_out(mode: Mode) -> None:
    assert f"Mode.{mode.name}" in SCENE


def test_eight_people_go_through_all_modes_and_their_moderator_has_no_mouse(
    live_site: Site, open_page: OpenPage
) -> None:
    company = gather(live_site, open_page)
    for guest in company.people:
        if guest.page.viewport_size == PHONE:
            guest.page.set_viewport_size(SMALL)
    for step in STEPS:
        step(company)


def gather(live_site: Site, open_page: Callable[..., Page]) -> Company:
    key, projector_key, browsers = json.loads(live_site.shell(SCENE.replace("{names}", repr(NAMES))))
    moderator = Moderator(open_page(language="en", **DESK), "Daniel Okafor")
    moderator.log_in()
    people = []
    for number, name in enumerate(NAMES):
        page = open_page(language=LANGUAGES.get(name, "en"), **(DESK if number % 2 else PHONE))
        keep(page.context, live_site.servers[0].url, browsers[number])
        people.append(Guest(page, name))
    company = Company(moderator, people, f"/sessions/projector/{projector_key}/")
    for each in company.everybody():
        each.page.goto(f"/sessions/{key}/room/")
        expect(each.page.locator("#doing")).to_be_visible()
    return company


def keep(context: BrowserContext, url: str, browser: str) -> None:
    """It is the browser that took the invitation."""
    context.add_cookies([{"name": "sessionid", "value": browser, "url": url}])


def button(guest: Guest, name: str) -> Locator:
    return guest.page.get_by_role("button", name=name, exact=True)


# --- each mode --------------------------------------------------------------------------------------------------------


def arrive(company: Company) -> None:
    company.moderator.press("Open the session")
    for guest in company.people:
        guest.page.locator("#doing").get_by_role("button", name=re.compile("I confirm|Ich bestätige")).click()
    company.stand_in("Arriving")
    company.go_on()


def write_in_silence(company: Company) -> None:
    company.stand_in("In silence")
    amal, arab, german = company.named("Amal", "سمير", "Jutta")
    for guest, text in ((amal, "I waited for a letter"), (arab, ARABIC), (german, GERMAN)):
        guest.page.locator("#sheet").fill(text)
        guest.touch(guest.page.locator("#doing form .button").first)
        expect(guest.page.locator(".sheet__text")).to_have_text(text)
        assert guest.counted() == 1
    assert arab.page.locator(".sheet__text").evaluate("each => getComputedStyle(each).direction") == "rtl"
    expect(company.moderator.page.locator(".turn")).to_have_text("3 of 8 have handed in")
    for each in (german, company.moderator):
        each.does_not_see(ARABIC)

    company.moderator.press("Reveal 3 texts")
    for each in company.everybody():
        each.sees(ARABIC, GERMAN, "I waited for a letter")
        assert each.transcript() == company.moderator.transcript()
    expect(german.page.locator("[role=log] p", has_text="3 Texte der stillen Runde sind aufgedeckt")).to_have_count(1)
    company.go_on("5 people have not handed in")


def listen_in_pairs(company: Company) -> None:
    for guest in company.people:
        expect(guest.page.locator(".place")).to_be_visible()
    company.stand_in("In pairs")
    names_stand_below_their_group(company)
    amal, *others = company.people
    companion = next(each for each in others if each.name in amal.page.locator(".place").inner_text())
    pair = [amal, companion]
    teller = next(each for each in pair if each.page.locator(".turn[data-mine=true]").count())
    listener = next(each for each in pair if each is not teller)
    teller.say("When I came to the village")
    listener.sees("When I came to the village")
    next(each for each in others if each not in pair).does_not_see("When I came to the village")
    teller.touch(teller.page.locator("#doing > .button--secondary"))
    expect(listener.page.locator(".turn[data-mine=true]")).to_be_visible()

    company.go_on("4 breakout rooms are still at work")
    listener.does_not_see("When I came to the village")
    listener.page.locator("#report").fill("We both came by train")
    listener.touch(listener.page.locator(".report .button").first)
    for each in company.everybody():
        each.sees("We both came by train")


FROM_THE_START = """(groups) => groups.flatMap((group) => {
    const lefts = [...group.children].map((each) => {
        const text = document.createRange();
        text.selectNodeContents(each);
        return text.getBoundingClientRect().left;
    });
    return lefts.map((left) => Math.abs(left - lefts[0]));
})"""


def names_stand_below_their_group(company: Company) -> None:
    """On the wall, in whatever direction they are written."""
    wall = company.moderator.page.context.new_page()
    wall.goto(company.wall)
    expect(wall.locator(".wall__group")).to_have_count(4)
    assert max(wall.locator(".wall__group").evaluate_all(FROM_THE_START)) <= 1
    wall.close()


def ask_only_questions(company: Company) -> None:
    company.stand_in("Only questions")
    (amal,) = company.named("Amal")
    expect(amal.page.get_by_label("Your question")).to_be_visible()
    amal.say("Who has been there?")
    company.moderator.sees("Who has been there?")
    take_from_the_bank(company, "What do we call help?")
    composer = company.moderator.page.locator("#contribution")
    expect(composer).to_have_value("What do we call help?")
    company.moderator.press("Undo")
    expect(composer).to_have_value("")
    expect(company.moderator.page.locator(".questions__one").first).to_be_focused()
    company.go_on()


def take_from_the_bank(company: Company, question: str) -> None:
    """One tap, in the row of the questions of the phase."""
    company.moderator.counted()
    company.moderator.press(re.escape(question))
    assert company.moderator.counted() == 1


def speak_by_the_list(company: Company) -> None:
    company.stand_in("By list")
    amal, petra = company.named("Amal", "Petra")
    amal.counted()
    amal.touch(button(amal, "Ask for the floor"))
    expect(button(amal, "Take back my request")).to_be_visible()
    assert amal.counted() == 1
    petra.press("Ask for the floor")
    expect(button(amal, "Send")).to_have_count(0)
    company.moderator.counted()
    company.moderator.press("Give the floor to Amal")
    amal.say("I have the floor")
    petra.sees("I have the floor")
    assert company.moderator.counted() == 1
    button(amal, "Hand back the floor").first.click()
    expect(button(amal, "Ask for the floor")).to_be_visible()
    company.moderator.press("Give the floor to Petra")
    button(amal, "Ask for the floor").click()
    company.stand_in("By list")
    company.go_on("Petra.* has the floor", "1 person waits for the floor")


def sit_in_a_fishbowl(company: Company) -> None:
    company.stand_in("In a circle")
    amal, petra, yusuf, linh = company.named("Amal", "Petra", "Yusuf", "Linh")
    for guest in (amal, petra, yusuf):
        guest.counted()
        guest.touch(button(guest, "Sit down in the inner circle"))
        expect(guest.page.locator("#contribution")).to_be_visible()
        assert guest.counted() == 1
    expect(linh.page.locator("#doing")).to_contain_text("All chairs are taken")
    amal.say("From the inside")
    linh.sees("From the inside")

    company.moderator.press("Ask Amal to make room")
    expect(amal.page.locator("#doing")).to_contain_text("The moderation asks you to make room")
    company.stand_in("In a circle")
    amal.touch(button(amal, "I make room"))
    linh.touch(button(linh, "Sit down in the inner circle"))
    linh.say("Now I am inside")
    amal.sees("Now I am inside")
    company.go_on()


def mirror_before_replying(company: Company) -> None:
    company.stand_in("In the mirror")
    amal, yusuf = company.named("Amal", "Yusuf")
    amal.say("The hour is the barrier")
    yusuf.sees("The hour is the barrier")
    contribution = yusuf.page.locator(".said", has_text="The hour is the barrier")
    contribution.locator("summary").click()
    expect(contribution.get_by_role("button", name="Reply", exact=True)).to_have_count(0)
    button(yusuf, "Say what you understood").click()
    restate(yusuf, amal, "You mean that it is too late")

    button(amal, "Not quite yet").click()
    amal.page.get_by_label("What is missing, or is it different?").fill("Too early, I mean")
    button(amal, "Send what is missing").click()
    expect(yusuf.page.get_by_text("Too early, I mean")).to_be_visible()
    button(yusuf, "Try it once more").click()
    restate(yusuf, amal, "You mean that seven is too early")
    company.stand_in("In the mirror", amal)
    button(amal, "That is right").click()

    yusuf.page.locator("#doing").get_by_role("button", name="Reply now").click()
    yusuf.say("And the tram comes at nine")
    amal.sees("And the tram comes at nine")
    measure = "Confirmed at once: 0. At the second attempt: 1. Later: 0."
    expect(company.moderator.page.get_by_text(measure)).to_be_visible()
    company.go_on()


def restate(guest: Guest, author: Guest, text: str) -> None:
    guest.page.get_by_label("As I understand you …").fill(text)
    button(guest, "Send it to the author").click()
    author.sees(text)


def answer_one_question(company: Company) -> None:
    company.stand_in("One question")
    company.moderator.go_to("A question to everybody")
    company.moderator.page.keyboard.type("What would help?")
    company.moderator.press("Ask it")
    for guest in company.people:
        expect(guest.page.locator(".pinned")).to_have_text("What would help?")
    (amal,) = company.named("Amal")
    amal.say("Somebody whom I know")
    company.moderator.sees("Somebody whom I know")
    take_from_the_bank(company, "Who is missing here?")
    company.moderator.press("Do not ask it")
    expect(company.moderator.page.locator(".questions__one").first).to_be_focused()
    take_from_the_bank(company, "Who is missing here?")
    expect(amal.page.locator(".pinned")).to_have_text("Who is missing here?")
    company.stand_in("One question")
    company.go_on()


def vote(company: Company) -> None:
    company.stand_in("To the vote", *company.people)
    amal, petra = company.named("Amal", "Petra")
    company.moderator.press("Open the ballot")
    for _ in range(3):  # to try it out, and one tap for each statement
        amal.counted()
        amal.touch(amal.page.locator("#vote").get_by_role("button", name="I agree", exact=True))
        assert amal.counted() == 1
        petra.press("I disagree")
    expect(amal.page.locator("#vote")).to_contain_text("Nobody can know how you voted")
    company.stand_in("To the vote", *company.people)
    amal.counted()
    amal.touch(amal.page.locator("#vote").get_by_role("button", name="Hand in"))
    assert amal.counted() == 1
    petra.press("Hand in")
    for each in (amal, petra):
        expect(each.page.locator("#vote")).to_contain_text("You have voted.")
    expect(company.moderator.page.locator(".turn")).to_have_text("2 of 8 have voted")
    change(amal)
    count(company, amal, petra)


def change(guest: Guest) -> None:
    """The sheet of this device is replaced, also after the page was loaded again."""
    guest.page.reload()
    button(guest, "Change my vote").click()
    for _ in range(2):
        guest.page.locator("#vote").get_by_role("button", name="I abstain").click()
    guest.page.locator("#vote").get_by_role("button", name="Hand in").click()
    expect(guest.page.locator("#vote")).to_contain_text("You have voted.")


def count(company: Company, amal: Guest, petra: Guest) -> None:
    """Whoever goes on reads that the ballot is open, and closes it first."""
    moderator = company.moderator
    moderator.press("Go on to")
    expect(moderator.page.locator("#asking")).to_contain_text("The ballot is open: 2 of 8 have voted.")
    moderator.press("Close it and show the results")
    button(amal, "Results").click()
    for each in (amal, petra, moderator):
        figures = each.page.locator(".result__figures").first
        expect(figures).to_have_text("I agree: 0 · I disagree: 1 · I abstain: 1")
    expect(petra.page.locator("[role=log] p", has_text="The result of 2 ballots")).to_have_count(1)
    amal.page.locator(".tab").first.click()
    company.go_on()


def say_last_words(company: Company) -> None:
    company.stand_in("Last words")
    amal, petra = company.named("Amal", "Petra")
    expect(amal.page.locator(".turn[data-mine=true]")).to_be_visible()
    amal.say("I take a name with me")
    petra.sees("I take a name with me")
    company.moderator.press("Pause$")
    expect(company.moderator.page.locator("#pause-reason")).to_be_focused()
    company.moderator.page.keyboard.type("Fresh air")
    company.moderator.press("Begin the pause")
    expect(amal.page.locator(".pause__reason")).to_have_text("Fresh air")
    expect(amal.page.locator("#contribution")).to_have_count(0)
    company.stand_in("Last words")
    company.moderator.press("Go on$")
    petra.press("I pass$")
    expect(petra.page.locator("#doing")).to_contain_text("You have passed in this round")

    company.moderator.press("End the session")
    expect(company.moderator.page.locator("#asking")).to_contain_text("have not had a turn")
    company.moderator.press("Yes, end it")
    amal.page.get_by_role("link", name="Read the transcript").first.click()
    expect(amal.page.get_by_role("heading", name="All modes")).to_be_visible()
    expect(amal.page.get_by_text("And the tram comes at nine")).to_be_visible()


STEPS: tuple[Callable[[Company], None], ...] = (
    arrive,
    write_in_silence,
    listen_in_pairs,
    ask_only_questions,
    speak_by_the_list,
    sit_in_a_fishbowl,
    mirror_before_replying,
    answer_one_question,
    vote,
    say_last_words,
)
