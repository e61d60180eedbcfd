"""Twelve people on phones and a tablet go into three groups and come back with results; who moderates has no mouse."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site
from tests.e2e.test_modes import DESK, PHONE, is_whole, keep

pytestmark = pytest.mark.e2e

SMALL: ViewportSize = {"width": 320, "height": 640}
TABLET: ViewportSize = {"width": 820, "height": 1180}
NAMES = ("Amal", "Petra", "سمير", "Linh", "Jutta", "Rolf", "Yusuf", "Anton", "Hedwig", "Farid", "Krystyna", "Jonas")
LATE = "Jonas"
SIZES = {"سمير": SMALL, "Jutta": TABLET}
UNTIL_BACK = 40_000  # the countdown, and a page that does not sleep

# All but the late one have come in, confirmed the rules and talked.
SCENE = """
import json
from django.utils import timezone
from community.models import User
from deliberation import sessions
from deliberation.cast.rehearsals import browser_of
from deliberation.core.acting import Role
from deliberation.core.agenda import Mode, OpenRoom, Phase, SetAgenda
from deliberation.core.agreement import AddRule, ConfirmRules
from deliberation.core.people import Join
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, Session, unguessable
trainer = User.objects.get(email="daniel@example.org")
template, now = AgendaTemplate.objects.first(), timezone.now()
session = Session(title="In groups", question="Who helps those who have just come?", template=template, starts_at=now)
sessions.plan(session, trainer)
plenary, moderator = sessions.plenary(session).pk, session.participations.get()
def take(person, command):
    assert not deciding.handle(plenary, person.pk, command).refused
phases = (
    Phase("opening", "Arriving", 5, Mode.FREE, "Read the ground rules, and confirm them."),
    Phase("exchange", "Weighing", 10, Mode.FREE, "Weigh up what speaks for it and what against."),
)
for command in (
    Join(moderator.name, Role.MODERATOR, ""), SetAgenda(session.question, phases), AddRule("We listen"), OpenRoom()
):
    take(moderator, command)
kinds = ("culture_club", "authority", "migrant_organisation", "volunteer_initiative")
def come(number, name):
    person = session.participations.create(
        name=name, role=Role.PARTICIPANT, kind=kinds[number % len(kinds)], key=unguessable()
    )
    if name != {late}:
        take(person, sessions.joining(person))
        take(person, ConfirmRules(deciding.load(plenary).room.agreement.version))
    return browser_of(session, person)
print(json.dumps([session.key, [come(*each) for each in enumerate({names})]]))
"""


@dataclass
class Company:
    site: Site
    open_page: Callable[..., Page]
    key: str
    browsers: dict[str, str]  # the browser that took the invitation, by name
    moderator: Moderator
    people: dict[str, Guest]

    @property
    def room(self) -> str:
        return f"/sessions/{self.key}/room/"

    def come(self, name: str, **size: Any) -> Guest:
        """On a device that knows them."""
        language = "ar" if name == "سمير" else "en"
        page = self.open_page(language=language, **(size or SIZES.get(name, PHONE)))
        keep(page.context, self.site.servers[0].url, self.browsers[name])
        page.goto(self.room)
        guest = self.people[name] = Guest(page, name)
        expect(page.locator("#doing")).to_be_visible()
        return guest

    def groups(self) -> dict[int, list[Guest]]:
        """Who is where, by what their own pages say."""
        found = defaultdict(list)
        for guest in self.people.values():
            expect(place(guest)).to_be_visible()
            found[group_of(guest)].append(guest)
        return dict(found)

    def is_whole(self) -> None:
        for each in (self.moderator, *self.people.values()):
            is_whole(each.page)


def place(guest: Guest) -> Locator:
    return guest.page.locator(".place__words").first


def group_of(guest: Guest) -> int:
    found = re.search(r"\d+", place(guest).locator("strong").inner_text())
    assert found
    return int(found[0])


def is_in(guest: Guest, number: int) -> None:
    expect(place(guest).locator("strong")).to_have_text(re.compile(rf"\b{number}\b"))


def row(company: Company, number: int) -> Locator:
    return company.moderator.page.get_by_role("listitem", name=f"Group {number}", exact=True)


def button(guest: Guest, name: str) -> Locator:
    return guest.page.get_by_role("button", name=name, exact=True)


def choose(moderator: Moderator, label: str, option: str) -> None:
    moderator.go_to(label)
    type_into(moderator, option)


def type_into(moderator: Moderator, option: str) -> None:
    """By the first letters of what one wants, once the page has led to the list."""
    expect(moderator.page.locator("select:focus")).to_be_visible()
    moderator.page.keyboard.type(option)


def go_into(moderator: Moderator, part: Locator) -> None:
    while not part.evaluate("(each) => each.contains(document.activeElement)"):
        moderator.page.keyboard.press("Tab")


def act_on(moderator: Moderator, number: int, entry: str) -> None:
    moderator.press(f"What can be done with group {number}$")
    moderator.press(f"{entry}$")


def test_twelve_people_go_into_groups_and_come_back_with_results(live_site: Site, open_page: OpenPage) -> None:
    company = gather(live_site, open_page)
    for step in STEPS:
        step(company)


def test_one_group_is_closed_and_its_people_come_back_and_read_why(live_site: Site, open_page: OpenPage) -> None:
    company = gather(live_site, open_page, ("Amal", "Petra", "Linh", "Rolf"))
    send_in_twos(company)
    groups = company.groups()
    begun, other = groups[1]
    begun.page.locator("#contribution").fill("half a thought")
    act_on(company.moderator, 1, "Close the group")
    expect(company.moderator.page.locator("form.act")).to_contain_text("Its people come back to the plenary")
    company.moderator.go_to("A word to the group")
    company.moderator.page.keyboard.type("You are done early: help us here")
    company.moderator.press("Close it$")

    for guest in (begun, other):
        expect(guest.page.locator(".place")).to_have_count(0)
        expect(guest.page.locator(".notice")).to_contain_text("You are done early: help us here")
        expect(guest.page.locator("[role=log] p", has_text="You are back in the plenary.")).to_have_count(1)
        is_whole(guest.page)
    expect(begun.page.locator(".begun")).to_contain_text("half a thought")
    for guest in groups[2]:
        is_in(guest, 2)
        guest.does_not_see("You are done early")
    expect(row(company, 1)).to_have_count(0)
    expect(row(company, 2)).to_be_visible()

    other.page.reload()  # nobody is put there any more, nor into the group that goes on
    other.sees("You are done early: help us here")
    expect(other.page.locator("#contribution")).to_be_visible()
    expect(other.page.locator(".place")).to_have_count(0)
    other.say("What can we do?")
    company.moderator.sees("What can we do?")


def send_in_twos(company: Company) -> None:
    moderator = company.moderator
    moderator.press("Form groups")
    moderator.go_to("People in each group")
    moderator.page.keyboard.press("Control+A")
    moderator.page.keyboard.type("2")
    moderator.press("Propose groups")
    moderator.press("Send 4 people into 2 groups")
    assert sorted(company.groups()) == [1, 2]


def gather(site: Site, open_page: Callable[..., Page], names: tuple[str, ...] = NAMES) -> Company:
    key, browsers = json.loads(site.shell(SCENE.replace("{names}", repr(names)).replace("{late}", repr(LATE))))
    moderator = Moderator(open_page(language="en", **DESK), "Daniel Okafor")
    moderator.log_in()
    company = Company(site, open_page, key, dict(zip(names, browsers, strict=True)), moderator, {})
    moderator.page.goto(company.room)
    for name in names:
        if name != LATE:
            company.come(name)
    here = len(company.people) + 1
    expect(moderator.page.get_by_text(f"{here} people are here").first).to_be_visible()
    moderator.next_phase()
    return company


# --- the way there ----------------------------------------------------------------------------------------------------


def form_and_change_by_hand(company: Company) -> None:
    moderator = company.moderator
    moderator.press("Form groups")
    moderator.go_to("People in each group")
    moderator.page.keyboard.press("Control+A")
    moderator.page.keyboard.type("4")
    moderator.press("Propose groups")
    first, second = (moderator.page.get_by_role("region", name=re.compile(f"^Group {number}")) for number in (1, 2))
    expect(moderator.page.locator(".seats .seat")).to_have_count(11)
    assert_says(moderator, "No colleagues are in one group.", "as mixed as can be")
    name = first.locator(".seat bdi").first.inner_text()
    go_into(moderator, first)
    moderator.page.keyboard.press("Enter")
    type_into(moderator, "Group 2")
    moderator.press("Put them there")
    expect(second.locator(".seat bdi", has_text=name)).to_be_visible()
    company.is_whole()


def assert_says(moderator: Moderator, *sentences: str) -> None:
    for sentence in sentences:
        expect(moderator.page.locator(".judged")).to_contain_text(sentence)


def send(company: Company) -> None:
    company.moderator.press("Send 11 people into 3 groups")
    groups = company.groups()
    assert sorted(groups) == [1, 2, 3]
    for guest in company.people.values():
        expect(place(guest)).to_contain_text(" ")
    amal = company.people["Amal"]
    heard = amal.page.locator("[role=log] p", has_text=f"You are now in group {group_of(amal)}, with")
    expect(heard).to_have_count(1)
    company.is_whole()


def come_late(company: Company) -> None:
    """Where the fewest are."""
    sizes = {number: len(people) for number, people in company.groups().items()}
    jonas = company.come(LATE)
    jonas.confirm_rules()
    expect(place(jonas)).to_be_visible()
    number = group_of(jonas)
    assert sizes[number] == min(sizes.values())
    expect(row(company, number)).to_contain_text(LATE)


# --- in the groups ----------------------------------------------------------------------------------------------------


def call(company: Company) -> None:
    amal, moderator = company.people["Amal"], company.moderator
    amal.counted()
    amal.touch(button(amal, "Call the moderation"))
    assert amal.counted() == 1
    amal.page.get_by_label("What for?").fill("Where is the key?")
    button(amal, "Add").click()
    expect(calls_on(moderator)).to_contain_text("Where is the key?")
    is_whole(moderator.page)


def calls_on(moderator: Moderator) -> Locator:
    return moderator.page.get_by_role("region", name="Calls from groups")


def visit(company: Company) -> None:
    """Whoever goes in has answered."""
    amal, moderator = company.people["Amal"], company.moderator
    moderator.counted()
    moderator.press(f"Group {group_of(amal)}: Go in")
    assert moderator.counted() == 1
    expect(amal.page.locator(".place--state")).to_contain_text("Daniel Okafor")
    expect(calls_on(moderator)).to_have_count(0)
    moderator.say("It lies under the mat")
    amal.sees("It lies under the mat")


def walk(company: Company) -> None:
    """From group to group, and then home; what one writes to all is read in each."""
    moderator, there = company.moderator, group_of(company.people["Amal"])
    next_one = there % 3 + 1
    moderator.press(f"Group {next_one}: Go in")
    is_in(moderator, next_one)
    expect(company.people["Amal"].page.locator(".place--state")).to_have_count(0)
    moderator.press("Write to all groups")
    moderator.go_to("Your message")
    moderator.page.keyboard.type("Five more minutes")
    moderator.press("Send$")
    for guest in company.people.values():
        guest.sees("Five more minutes")
    moderator.press("Back to the plenary")
    expect(place(moderator)).to_have_count(0)


def move_one_with_a_word(company: Company) -> None:
    moderator, amal = company.moderator, company.people["Amal"]
    there = group_of(amal)
    to = 1 if there == 2 else 2
    act_on(moderator, there, "Move somebody")
    choose(moderator, "Whom", "Amal")
    choose(moderator, "Where to", f"Group {to}")
    moderator.go_to("A word to both groups")
    moderator.page.keyboard.type("Amal knows the way there")
    moderator.press("Move them")
    is_in(amal, to)
    for number, people in company.groups().items():
        for guest in people:
            guest.sees("Amal knows the way there") if number in (there, to) else guest.does_not_see("knows the way")


def lose_the_connection(company: Company) -> None:
    """Offline and back, loaded anew, and on another device: in the same group, with what was said meanwhile."""
    petra = company.people["Petra"]
    number = group_of(petra)
    other = next(each for each in company.groups()[number] if each is not petra)
    petra.page.context.set_offline(True)
    other.say("Said while Petra was away")
    petra.page.context.set_offline(False)
    petra.sees("Said while Petra was away")
    is_in(petra, number)
    petra.page.reload()
    is_in(petra, number)
    elsewhere = company.come("Petra", **SMALL)
    is_in(elsewhere, number)
    elsewhere.say("From my other phone")
    other.sees("From my other phone")


def extend_one(company: Company) -> None:
    """The others' time stays."""
    act_on(company.moderator, 1, "More time")
    company.moderator.press("5 more minutes")
    for number in (1, 2, 3):
        longer = re.compile(r"1[345] minutes left")
        found = expect(row(company, number))
        found.to_contain_text(longer) if number == 1 else found.not_to_contain_text(longer)


def merge(company: Company) -> None:
    moderator, groups = company.moderator, company.groups()
    act_on(moderator, 3, "Merge with another group")
    choose(moderator, "Where to", "Group 2")
    moderator.press("Merge$")
    for guest in (*groups[2], *groups[3]):
        is_in(guest, 2)
    expect(row(company, 3)).to_have_count(0)
    company.is_whole()


# --- the way back -----------------------------------------------------------------------------------------------------


def write_results(company: Company) -> None:
    """One card in time, the other while the countdown runs: that is what its writer does first."""
    moderator, (first, second) = company.moderator, writers(company)
    first.page.locator(".tab", has_text="Our result").click()
    first.page.get_by_label("I do").check()
    save(first, "We need a place")
    company.is_whole()
    moderator.press("Everybody back in 30 seconds")
    second.touch(button(second, "Write the sentence"))
    save(second, "We need time")
    expect(moderator.page.locator(".recall")).to_contain_text("Everybody comes back in")
    for each in (moderator, first, second):
        is_whole(each.page)


def writers(company: Company) -> list[Guest]:
    """One of each group who reads English."""
    groups = company.groups()
    return [next(each for each in groups[number] if each.name not in SIZES) for number in (1, 2)]


def save(guest: Guest, text: str) -> None:
    guest.page.locator(".panel--result textarea").fill(text)
    guest.touch(button(guest, "Save for the group"))


def come_back(company: Company) -> None:
    """Nobody has to do anything for it."""
    for guest in (company.moderator, *company.people.values()):
        cards = guest.page.locator(".brought__card")
        expect(cards).to_have_count(2, timeout=UNTIL_BACK)
        expect(cards.filter(has_text="We need a place")).to_contain_text(re.compile("reports|berichtet"))
        expect(cards.filter(has_text="We need time")).to_have_count(1)
        expect(guest.page.locator(".place")).to_have_count(0)
    company.is_whole()


def read_it_again(company: Company) -> None:
    """Each reads the rooms in which they were, whoever moderates all of them; what groups called stands in none."""
    told = company.people["Amal"], company.moderator
    for guest, rooms in zip(told, (2, 3), strict=True):
        guest.page.goto(f"/sessions/{company.key}/transcript/")
        transcript = guest.page.locator(".transcript")
        expect(transcript.locator(".transcript__group")).to_have_count(rooms)
        expect(transcript).to_contain_text("Result of breakout room 1")
        expect(transcript).to_contain_text("In 3 breakout rooms")
        expect(transcript.get_by_text(re.compile("^Joined at .*Amal"))).to_have_count(1)
        expect(transcript).not_to_contain_text("Where is the key?")
        is_whole(guest.page)


STEPS: tuple[Callable[[Company], None], ...] = (
    form_and_change_by_hand,
    send,
    come_late,
    call,
    visit,
    walk,
    move_one_with_a_word,
    lose_the_connection,
    extend_one,
    merge,
    write_results,
    come_back,
    read_it_again,
)
