"""People without a phone hand in at one device that goes round, each as themselves, and nobody there reads anything."""

from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from deliberation import sessions, urns
from deliberation.core.agenda import CloseRoom, Medium, SetAgenda
from deliberation.core.people import Removal, RemovePerson
from deliberation.core.silent import Reveal
from deliberation.core.vote import BallotForm, CloseBallot, OpenBallot, VoteChoice, WhyNot
from deliberation.models import Entry, Participation, Session
from tests.deliberation.core.scenario import OUTCOME, PHASES, SILENT
from tests.deliberation.rehearsal import Rehearsal

pytestmark = pytest.mark.django_db
SECRET = "Niemand hat mich gefragt"


def address(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def html(response):
    return unescape(response.content.decode())


@pytest.fixture
def room(session):
    """In the opening, with Ben."""
    rehearsal = Rehearsal(session)
    rehearsal.take(rehearsal.moderator, SetAgenda("Wer hilft?", PHASES, Medium.SPOKEN))
    rehearsal.open()
    rehearsal.agree(rehearsal.enter("Ben"))
    return rehearsal


@pytest.fixture
def elif_(session, room):
    return sessions.list_person(session, "Elif", "")


@pytest.fixture
def tablet(browser, session):
    return Tablet(browser(), session.device_key)


class Tablet:
    """A browser in which the link of the device is open."""

    def __init__(self, browser, key):
        self.browser, self.key = browser, key

    def sight(self):
        return html(self.browser.get(address("device", self.key)))

    def page_of(self, person):
        return self.browser.get(address("device_turn", self.key, person.pk))

    def send(self, person, **fields):
        """What stands on the device after that."""
        asked = self.page_of(person)
        occasion = asked.context["who"].occasion if asked.context else "over"
        to = address("device_turn", self.key, person.pk)
        return html(self.browser.post(to, {"occasion": occasion, **fields}, follow=True))


@pytest.fixture
def in_silence(room, elif_, tablet):
    tablet.send(elif_)
    room.move(SILENT)
    return room


@pytest.fixture
def voting(room, elif_, tablet):
    tablet.send(elif_)
    room.move(OUTCOME)
    room.take(room.moderator, OpenBallot(BallotForm.OPINION, ("Wir treffen uns wieder",)))
    return room


# --- one after another ------------------------------------------------------------------------------------------------


def test_whoever_is_listed_is_in_the_room_as_everybody_is(room, elif_):
    person = room.state.people[elif_.pk]
    assert (person.name, person.shares_device, person.guest) == ("Elif", True, True)


def test_they_confirm_the_ground_rules_there(room, elif_, tablet):
    assert "Next person: <bdi>Elif</bdi>" in " ".join(tablet.sight().split())
    assert "Wir hören zu." in html(tablet.page_of(elif_))
    assert "handed in" in tablet.send(elif_)
    assert elif_.pk in room.state.agreement.confirmed


def test_in_a_silent_round_one_after_another_writes(session, in_silence, elif_, tablet):
    rosa = sessions.list_person(session, "Rosa", "")
    tablet.send(rosa)
    assert "Next person: <bdi>Elif</bdi>" in " ".join(tablet.sight().split())
    shown = tablet.send(elif_, text=SECRET)
    assert "Next person: <bdi>Rosa</bdi>" in " ".join(shown.split())
    assert "had a turn" in tablet.send(rosa, text="Mich schon")
    assert in_silence.state.silent.sheets[elif_.pk].text == SECRET
    assert in_silence.state.silent.sheets[rosa.pk].text == "Mich schon"


def test_until_the_reveal_they_can_write_something_else(in_silence, elif_, tablet):
    tablet.send(elif_, text="Zuerst")
    assert "once more" in tablet.sight()
    tablet.send(elif_, text=SECRET)
    assert in_silence.state.silent.sheets[elif_.pk].text == SECRET


def test_they_vote_there(voting, elif_, tablet):
    assert "Wir treffen uns wieder" in html(tablet.page_of(elif_))
    assert "handed in" in tablet.send(elif_, **{"choice-0": "agree"})
    assert voting.state.vote.marked == {elif_.pk}
    voting.take(voting.moderator, CloseBallot(voting.state.vote.ballot.id))
    (result,) = voting.state.vote.results
    assert result.statements[0].counts[VoteChoice.AGREE] == 1


def test_before_the_first_ballot_of_the_group_there_is_a_statement_to_try_it_out(voting, elif_, tablet):
    assert "The weather was good today." in html(tablet.page_of(elif_))
    tablet.send(elif_, **{"choice-0": "agree", "practice": "disagree"})
    voting.take(voting.moderator, CloseBallot(voting.state.vote.ballot.id))
    (result,) = voting.state.vote.results
    assert result.statements[0].counts[VoteChoice.DISAGREE] == 0
    voting.take(voting.moderator, OpenBallot(BallotForm.OPINION, ("Noch etwas",)))
    assert "The weather was good today." not in html(tablet.page_of(elif_))


def test_each_statement_says_how_many_there_are(room, elif_, tablet):
    tablet.send(elif_)
    room.move(OUTCOME)
    room.take(room.moderator, OpenBallot(BallotForm.CONSENT, ("Eins", "Zwei", "Drei")))
    page = html(tablet.page_of(elif_))
    assert [place for place in ("1 of 3", "2 of 3", "3 of 3") if place in page] == ["1 of 3", "2 of 3", "3 of 3"]


def test_concerns_come_with_a_reason(room, elif_, tablet):
    tablet.send(elif_)
    room.move(OUTCOME)
    room.take(room.moderator, OpenBallot(BallotForm.CONSENT, ("Wir treffen uns wieder",)))
    tablet.send(elif_, **{"choice-0": "concerns", "reason-0": SECRET})
    room.take(room.moderator, CloseBallot(room.state.vote.ballot.id))
    (result,) = room.state.vote.results
    assert result.statements[0].reasons == (WhyNot(VoteChoice.CONCERNS, SECRET),)


def test_somebody_writes_their_name_at_the_device(session, room, tablet):
    to = address("device_join", session.device_key)
    assert "Take part" in html(tablet.browser.get(to))
    assert "Next person: <bdi>Rosa</bdi>" in " ".join(
        html(tablet.browser.post(to, {"name": "Rosa"}, follow=True)).split()
    )


def test_the_device_gets_only_what_it_does_not_show_yet(session, room, elif_, client):
    now = address("device_now", session.device_key)
    same = {"headers": {"If-None-Match": client.get(now).headers["ETag"]}}
    assert client.get(now, **same).status_code == 304
    sessions.list_person(session, "Rosa", "")
    assert client.get(now, **same).status_code == 200


def test_before_it_begins_and_after_the_end_the_device_says_so(room, tablet, elif_, make_session, browser):
    room.take(room.moderator, CloseRoom(room.state.agenda.moved))
    assert "The session is over" in tablet.sight()
    assert "not begun yet" in Tablet(browser(), make_session("Noch einmal").device_key).sight()


# --- nobody there reads anything --------------------------------------------------------------------------------------


def without_token(page):
    return "\n".join(line for line in html(page).splitlines() if "csrfmiddlewaretoken" not in line)


def test_the_device_shows_the_same_whether_somebody_has_handed_in_or_not(in_silence, elif_, tablet, browser, session):
    elsewhere = Tablet(browser(), session.device_key)
    before = without_token(elsewhere.page_of(elif_)), elsewhere.sight()
    tablet.send(elif_, text=SECRET)
    assert (without_token(elsewhere.page_of(elif_)), elsewhere.sight()) == before


def test_nothing_that_was_handed_in_is_shown_again(in_silence, elif_, tablet):
    assert SECRET not in tablet.send(elif_, text=SECRET)
    assert SECRET not in html(tablet.page_of(elif_))
    assert tablet.page_of(elif_).headers["Cache-Control"] == "no-store, private"


def test_what_was_refused_is_not_shown_again_either(in_silence, elif_, tablet):
    assert "Something was missing" in tablet.send(elif_, text="")
    too_long = SECRET + "x" * 2000
    assert SECRET not in tablet.send(elif_, text=too_long)
    assert elif_.pk not in in_silence.state.silent.sheets


def test_a_vote_cannot_be_changed_there(voting, elif_, tablet):
    tablet.send(elif_, **{"choice-0": "agree"})
    assert "cannot be changed" in tablet.send(elif_, **{"choice-0": "disagree"})
    assert [sheet["votes"][0]["choice"] for sheet in urns.poured_out([voting.room])[voting.room]] == ["agree"]


def test_a_choice_stands_in_the_urn_and_nowhere_else(voting, elif_, tablet):
    before = Entry.objects.count()
    tablet.send(elif_, **{"choice-0": "agree"})
    (entry,) = Entry.objects.order_by("pk")[before:]
    assert (entry.data, entry.text) == ({"person": elif_.pk}, "")
    assert urns.poured_out([voting.room]) == {voting.room: [{"kind": "", "votes": [{"choice": "agree", "reason": ""}]}]}


def test_the_moderation_reads_no_more_at_the_device_than_anybody(in_silence, elif_, tablet, browser, trainer, session):
    tablet.send(elif_, text=SECRET)
    moderation = Tablet(browser(trainer), session.device_key)
    assert SECRET not in moderation.sight() + html(moderation.page_of(elif_))


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_what_comes_when_the_group_has_gone_on_is_not_handed_in(in_silence, elif_, tablet):
    occasion = tablet.page_of(elif_).context["who"].occasion
    in_silence.move(OUTCOME)
    to = address("device_turn", tablet.key, elif_.pk)
    shown = html(tablet.browser.post(to, {"occasion": occasion, "text": SECRET}, follow=True))
    assert "was not handed in" in shown
    assert SECRET not in shown


def test_what_comes_after_the_reveal_is_not_handed_in(room, elif_, tablet):
    tablet.send(elif_)
    room.move(SILENT)
    for name in ("Kai", "Lea"):
        person = sessions.list_person(room.session, name, "")
        tablet.send(person)
        tablet.send(person, text=name)
    tablet.send(elif_, text=SECRET)
    room.take(room.moderator, Reveal())
    assert "revealed already" in tablet.send(elif_, text="Zu spät")


def test_nobody_with_a_phone_hands_in_there(in_silence, tablet):
    ben = in_silence.session.participations.get(name="Ben")
    assert "was not handed in" in tablet.send(ben, text=SECRET)
    assert ben.pk not in in_silence.state.silent.sheets


def test_a_name_that_is_taken_is_asked_for_again(session, elif_, tablet):
    shown = html(tablet.browser.post(address("device_join", session.device_key), {"name": "Elif"}))
    assert "Elif 2" in shown
    assert Participation.objects.filter(shares_device=True).count() == 1


def test_there_are_no_more_places_than_the_session_has(session, elif_, tablet):
    Session.objects.update(places=2)
    shown = html(tablet.browser.post(address("device_join", session.device_key), {"name": "Rosa"}))
    assert "All places are taken" in shown


def test_nobody_comes_into_a_session_that_is_over(session, room, tablet):
    room.take(room.moderator, CloseRoom(room.state.agenda.moved))
    shown = html(tablet.browser.post(address("device_join", session.device_key), {"name": "Rosa"}))
    assert "The session is over" in shown


def test_the_link_leads_nowhere_but_to_the_device(client, session):
    for name in ("device", "device_now", "device_join"):
        assert client.get(address(name, session.key)).status_code == 404
    assert client.get(address("session", session.device_key)).status_code in (302, 404)


def test_keys_are_not_found_by_trying(client, session, elif_, settings):
    cache.clear()
    settings.PROJECTOR_LOOKS_PER_ADDRESS = 0
    key = session.device_key
    addresses = (
        address("device_turn", key, elif_.pk),
        *(address(f"device{name}", key) for name in ("", "_now", "_join")),
    )
    assert [client.get(each).status_code for each in addresses] == [429] * 4


# --- the moderation ---------------------------------------------------------------------------------------------------


def test_the_moderation_lists_people_by_name(browser, trainer, session, room):
    moderation, page = browser(trainer), address("without_phone", session.key)
    assert address("device", session.device_key) in html(moderation.get(page))
    assert "Elif" in html(moderation.post(page, {"name": "Elif"}, follow=True))
    assert "without a phone" in html(moderation.get(session.get_absolute_url()))


def test_the_moderation_makes_a_new_link(browser, trainer, session, room, client):
    moderation, old = browser(trainer), address("device", session.device_key)
    assert "no longer works" in html(moderation.get(address("renew_device", session.key)))
    moderation.post(address("renew_device", session.key))
    assert client.get(old).status_code == 404
    assert client.get(address("device", Session.objects.get(pk=session.pk).device_key)).status_code == 200


def test_the_moderation_erases_somebody_who_asks_for_it(browser, trainer, session, in_silence, elif_, tablet):
    tablet.send(elif_, text=SECRET)
    moderation, to = browser(trainer), address("erase_without_phone", session.key, elif_.pk)
    assert "for good" in html(moderation.get(to))
    moderation.post(to)
    assert not Entry.objects.filter(text__in=[SECRET, "Elif"]).exists()
    gone = Participation.objects.get(pk=elif_.pk)
    assert (gone.name, gone.removed) == ("", Removal.OWN_WISH)
    assert "Elif" not in tablet.sight()


def test_after_the_end_they_can_be_erased_too(browser, trainer, session, room, elif_):
    room.take(room.moderator, CloseRoom(room.state.agenda.moved))
    moderation = browser(trainer)
    assert "Elif" in html(moderation.get(address("without_phone", session.key)))
    moderation.post(address("erase_without_phone", session.key, elif_.pk))
    assert not Participation.objects.filter(name="Elif").exists()


def test_whoever_has_left_is_asked_nothing(room, elif_, tablet):
    room.take(room.moderator, RemovePerson(elif_.pk, Removal.ABSENT))
    assert "Elif" not in tablet.sight()


def test_nobody_else_lists_or_erases_anybody(browser, anna, session, room, elif_):
    ben = session.participations.get(name="Ben")
    for user in (anna, None):
        for name, *more in (("without_phone",), ("renew_device",), ("erase_without_phone", elif_.pk)):
            assert browser(user).post(address(name, session.key, *more), {"name": "Rosa"}).status_code == 404
    assert browser(room.moderator.user).post(address("erase_without_phone", session.key, ben.pk)).status_code == 404
    assert Participation.objects.filter(name="Elif").exists()
    assert sessions.places_left(session) == session.places - 2
