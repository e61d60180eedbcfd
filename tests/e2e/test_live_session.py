"""A live session with several people in real browsers: what one says all see, whatever happens to the connection."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Server, Site

pytestmark = pytest.mark.e2e


def gather(open_page: OpenPage, servers: list[Server], title: str) -> tuple[Moderator, list[Guest]]:
    """A moderator and three guests in an open room, the ground rules confirmed; people are dealt to the servers."""
    moderator = Moderator(open_page(servers[0], language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan(title)
    moderator.enter()
    moderator.open()
    path = invitation.removeprefix(servers[0].url)
    guests = [
        Guest(open_page(servers[i % len(servers)], language="en", width=width), name)
        for i, (name, width) in enumerate([("Amal", 1280), ("Bernd", 320), ("Chiara", 1280)], start=1)
    ]
    for guest in guests:
        guest.accept(path)
        guest.confirm_rules()
    return moderator, guests


def everybody_sees_the_same(people: list[Guest], *texts: str) -> None:
    for person in people:
        person.sees(*texts)
    transcripts = [person.transcript() for person in people]
    assert transcripts == [transcripts[0]] * len(people)


def rounds(people: list[Guest], names: str) -> list[str]:
    """Everybody says something at the same time: nobody waits for anybody else's to arrive."""
    texts = [f"{name} {person.name}" for name in names.split() for person in people]
    for name in names.split():
        for person in people:
            person.say(f"{name} {person.name}")
    return texts


def test_four_people_write_at_once_and_all_see_the_same_across_reload_disconnection_and_restart(
    live_site: Site, open_page: OpenPage
):
    server = live_site.servers[0]
    moderator, guests = gather(open_page, [server], "Four at once")
    amal, bernd, chiara = guests
    people = [moderator, *guests]
    texts = rounds(people, "first second")
    everybody_sees_the_same(people, *texts)

    bernd.page.context.set_offline(True)
    expect(bernd.page.get_by_text("The connection is lost")).to_be_visible(timeout=60_000)
    bernd.say("written offline")
    texts += rounds([moderator, amal, chiara], "third")
    chiara.page.reload()
    bernd.page.context.set_offline(False)
    texts.append("written offline")
    everybody_sees_the_same(people, *texts)

    server.kill()
    amal.page.locator("#contribution").fill("a draft that survives")
    server.start()
    bernd.say("after the restart")
    texts.append("after the restart")
    everybody_sees_the_same(people, *texts)
    expect(amal.page.locator("#contribution")).to_have_value("a draft that survives")
    amal.page.reload()
    expect(amal.page.locator("#contribution")).to_have_value("a draft that survives")
    everybody_sees_the_same(people, *texts)


def test_people_on_two_server_processes_see_the_same(grown_up_site: Site, open_page: OpenPage):
    moderator, guests = gather(open_page, grown_up_site.servers, "Two processes")
    people = [moderator, *guests]
    texts = rounds(people, "first second")
    everybody_sees_the_same(people, *texts)
    guests[0].page.reload()
    grown_up_site.servers[1].kill()
    moderator.say("while one process is down")
    grown_up_site.servers[1].start()
    everybody_sees_the_same(people, *texts, "while one process is down")


def test_a_returned_contribution_is_written_anew_and_read_without_javascript_too(live_site: Site, open_page: OpenPage):
    moderator, (amal, bernd, _chiara) = gather(open_page, live_site.servers, "Returned")
    amal.say("They are all the same")
    bernd.sees("They are all the same")

    moderator.act_on("They are all the same", "Return to the author")
    form = moderator.page.get_by_role("form", name="Return to the author")
    form.get_by_role("radio", name="It judges a whole group").check()
    form.get_by_label("Your words to the author").fill("What did you see yourself?")
    form.get_by_role("button", name="Return to the author").click()

    expect(bernd.page.locator(".said", has_text="It judges a whole group")).to_be_visible()
    expect(bernd.page.locator("body")).not_to_contain_text("They are all the same")
    bernd.does_not_see("What did you see yourself?")
    expect(amal.page.get_by_text("What did you see yourself?")).to_be_visible()
    sent: list[str] = []
    with amal.page.expect_websocket() as opened:
        amal.page.reload()
    opened.value.on("framesent", lambda frame: sent.append(str(frame)))
    amal.page.get_by_role("textbox", name="Write it differently").fill("I was sent away twice")
    amal.page.get_by_role("button", name="Send the new version").dblclick()
    bernd.sees("I was sent away twice")
    assert sum("exchange.Rewrite" in frame for frame in sent) == 1
    reads_without_javascript(open_page, amal, "I was sent away twice")


def reads_without_javascript(open_page: OpenPage, guest: Guest, text: str) -> None:
    """On the transcript page, in another window of the same browser."""
    address = guest.page.url.removesuffix("room/")
    reader = open_page(language="en", javascript=False)
    browser_session = next(each for each in guest.page.context.cookies() if each["name"] == "sessionid")
    reader.context.add_cookies([{"name": "sessionid", "value": browser_session["value"], "url": address}])
    reader.goto(address)
    reader.get_by_role("link", name="What was said so far").click()
    expect(reader.get_by_text(text)).to_be_visible()
