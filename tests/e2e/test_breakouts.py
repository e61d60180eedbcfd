"""The server leads people into another room of their session; their page follows. What they are writing waits where
they began it, or comes along."""

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
    places.Gather(1, (amal.pk,)),
):
    assert deciding.handle(group, moderator.pk, command).refused == ""
assert deciding.handle(plenary.pk, moderator.pk, places.OpenBreakouts((group,))).refused == ""
assert deciding.handle(plenary.pk, moderator.pk, places.MovePeople((amal.pk,), group)).refused == ""
"""
BRING_BACK = """
assert deciding.handle(plenary.pk, moderator.pk, places.BringBack()).refused == ""
"""


def test_what_is_half_written_comes_along_or_waits_where_it_was_begun(live_site: Site, open_page: OpenPage):
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
    expect(amal.page.locator("#contribution")).to_have_value("")
    expect(amal.page.locator(".begun")).to_contain_text("Your unfinished text from the plenary")
    amal.page.get_by_role("button", name="Take it along").click()
    expect(amal.page.locator("#contribution")).to_have_value("half a thought")
    amal.page.get_by_role("button", name="Send", exact=True).click()
    amal.sees("half a thought")
    moderator.does_not_see("half a thought")
    amal.page.locator("#contribution").fill("for the group only")

    live_site.shell(told + BRING_BACK)
    amal.sees("Welcome to the plenary")
    amal.does_not_see("half a thought")
    expect(amal.page.locator(".begun")).to_contain_text("for the group only")
    amal.page.get_by_role("button", name="Leave it there").click()
    expect(amal.page.locator(".begun")).to_have_count(0)
    expect(amal.page.locator("#contribution")).to_have_value("")
