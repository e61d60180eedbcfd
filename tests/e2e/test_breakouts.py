"""The server leads people into another room of their session; their page follows, and keeps what they are writing."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

GROUP = """
from deliberation.core import acting, agenda, people, places
from deliberation.log import deciding
from deliberation.models import RoomRecord, Session
session = Session.objects.get(title={title!r})
plenary = session.rooms.get(kind=RoomRecord.Kind.PLENARY)
moderator = session.participations.get(role="moderator")
amal = session.participations.get(name="Amal")
"""
OPEN_GROUP = """
group = session.rooms.create(kind=RoomRecord.Kind.BREAKOUT).pk
phases = deciding.load(plenary.pk).room.agenda.phases
for command in (
    people.Join(moderator.name, acting.Role.MODERATOR, ""),
    agenda.SetAgenda("What do we want?", phases),
    agenda.OpenRoom(),
):
    assert deciding.handle(group, moderator.pk, command).refused == ""
assert deciding.handle(plenary.pk, moderator.pk, places.OpenBreakouts((group,))).refused == ""
assert deciding.handle(plenary.pk, moderator.pk, places.MovePeople((amal.pk,), group)).refused == ""
"""
BRING_BACK = """
assert deciding.handle(plenary.pk, moderator.pk, places.BringBack()).refused == ""
"""


def test_what_is_half_written_comes_along_into_a_group_and_back(live_site: Site, open_page: OpenPage):
    moderator = Moderator(open_page(live_site.servers[0], language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan("Groups")
    moderator.enter()
    moderator.open()
    amal = Guest(open_page(live_site.servers[0], language="en"), "Amal")
    amal.accept(invitation.removeprefix(live_site.servers[0].url))
    amal.confirm_rules()
    moderator.say("Welcome to the plenary")
    amal.sees("Welcome to the plenary")
    amal.page.locator("#contribution").fill("half a thought")

    told = GROUP.format(title="Groups")
    live_site.shell(told + OPEN_GROUP)
    expect(amal.page.get_by_role("heading", name="What do we want?")).to_be_visible()
    amal.does_not_see("Welcome to the plenary")
    expect(moderator.page.locator(".person", has_text="Amal")).to_contain_text("Group 1")
    amal.confirm_rules()
    expect(amal.page.locator("#contribution")).to_have_value("half a thought")
    amal.page.get_by_role("button", name="Send", exact=True).click()
    amal.sees("half a thought")
    moderator.does_not_see("half a thought")

    live_site.shell(told + BRING_BACK)
    amal.sees("Welcome to the plenary")
    amal.does_not_see("half a thought")
    expect(amal.page.locator("#contribution")).to_have_value("")


PAIRS = """
from deliberation.core import agenda
from deliberation.core.agenda import Formation, Mode, Phase
from deliberation.log import deciding
from deliberation.models import Session
session = Session.objects.get(title={title!r})
phases = (
    Phase("opening", "Arriving", 10, Mode.FREE),
    Phase("stake", "What it has to do with me", 10, Mode.LISTENING, formation=Formation.PAIRS),
    Phase("exchange", "Exchange", 10, Mode.SPEAKING_LIST),
)
moderator = session.participations.get(role="moderator")
plan = agenda.SetAgenda("Who may decide?", phases)
assert deciding.handle(session.rooms.get().pk, moderator.pk, plan).refused == ""
"""
FOUR = ("Amal", "Jutta", "Samir", "Petra")
TELLS, LISTENS = "You tell now", "You listen, and ask"


def test_four_people_listen_in_pairs_change_over_come_back_and_tell_one_sentence(live_site: Site, open_page: OpenPage):
    moderator = Moderator(open_page(live_site.servers[0], language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan("Listening").removeprefix(live_site.servers[0].url)
    live_site.shell(PAIRS.format(title="Listening"))
    moderator.enter()
    moderator.open()
    guests = [Guest(open_page(live_site.servers[0], language="en", width=360), name) for name in FOUR]
    for guest in guests:
        guest.accept(invitation)
        guest.confirm_rules()
    moderator.next_phase()

    for guest in guests:
        expect(guest.page.locator(".place")).to_contain_text("Group")
        expect(guest.page.locator(".turn")).to_contain_text(re.compile(f"{TELLS}|{LISTENS}"))
    expect(moderator.page.locator(".group")).to_have_count(2)
    teller = next(guest for guest in guests if TELLS in guest.page.locator(".turn").inner_text())
    partner = next(guest for guest in guests if guest.name in teller.page.locator(".place").inner_text())
    teller.say("When I came to the village")
    partner.sees("When I came to the village")
    partner.say("How was it?")
    teller.sees("How was it?")
    for other in guests:
        if other not in (teller, partner):
            other.does_not_see("When I came to the village")

    teller.page.get_by_role("button", name="We swap").click()
    expect(partner.page.locator(".turn")).to_contain_text(TELLS)
    expect(teller.page.locator(".turn")).to_contain_text(LISTENS)

    moderator.page.get_by_role("button", name="Go into group 1").click()
    expect(moderator.page.locator(".place")).to_contain_text("Group 1")
    moderator.page.get_by_role("button", name="Back to the plenary").click()
    moderator.next_phase()
    partner.does_not_see("When I came to the village")
    partner.page.get_by_label(re.compile("One sentence from group")).fill("We both came by train")
    partner.page.get_by_role("button", name="Tell everybody").click()
    for each in (moderator, *guests):
        each.sees("We both came by train")
    expect(moderator.page.locator(".said", has_text="We both came by train")).to_contain_text("from group")
