"""The page on which a trainer prepares groups: each button changes what stands on it, and nothing is kept before it is
saved."""

import re

import pytest
from django.urls import reverse

from community.models import Organisation
from deliberation import sessions
from deliberation.core.agenda import CloseRoom, Formation, Mode, Phase
from deliberation.core.groups import PreparedRule, RuleKind
from deliberation.preparations import wanted
from tests.deliberation.rehearsal import Rehearsal

NAMES = ("Anna", "Ben", "Cem", "Dora", "Emil", "Fatma")
WANTED = {"rounds": "2", "count": "3", "by": "number"}


def address(session):
    return reverse("deliberation:groups", args=[session.key])


@pytest.fixture
def places(session):
    return [session.participations.create(name=name).pk for name in NAMES]


@pytest.fixture
def page(session, browser, trainer):
    """What a button leads to; the page brings along what stood on it, as a browser does."""

    class Page:
        def __init__(self):
            self.browser = browser(trainer)
            self.response = self.browser.get(address(session))

        def press(self, do, **more):
            said = self.response.context
            sent = {"do": do, **WANTED, **more}
            if "written" in said:
                draft = said["written"]
                sent |= {"round": draft["rounds"], "rule": draft["rules"], "preset": draft["preset"]}
                sent |= {"chance": said["page"].chance}
                if said["page"].picked:
                    sent["picked"] = "-".join(map(str, said["page"].picked))
            self.response = self.browser.post(address(session), sent, follow=True)
            assert self.response.status_code == 200
            return self

        @property
        def rounds(self):
            return self.response.context["page"].draft.rounds

        @property
        def text(self):
            return re.sub(r"\s+", " ", self.response.content.decode())

    return Page


@pytest.fixture
def saved(session):
    return lambda: Rehearsal(session).state.groups


def test_without_people_the_page_says_how_to_begin(page):
    assert "Nobody has a place yet" in page().text


def test_groups_are_formed_for_all_rounds_and_nothing_is_kept_yet(page, places, saved):
    found = page().press("plan").rounds
    assert [[len(group) for group in groups] for groups in found] == [[2, 2, 2], [2, 2, 2]]
    assert all({person for group in groups for person in group} == set(places) for groups in found)
    assert saved().rounds == ()


def test_only_those_are_planned_for_who_can_be_in_groups(page, places, session):
    session.participations.create(name="Olga", role="observer")
    session.participations.create(name="Weg", removed="absent")
    found = page().press("plan").rounds
    assert {person for groups in found for group in groups for person in group} == set(places)


def test_three_ways_stand_beside_each_other_and_one_is_taken(page, places):
    planned = page().press("plan")
    assert [plan["title"] for plan in planned.response.context["plans"]] == ["Getting to know", "Balanced", "Mirror"]
    assert [plan["is_taken"] for plan in planned.response.context["plans"]] == [False, True, False]
    taken = planned.press("take-0")
    assert [plan["is_taken"] for plan in taken.response.context["plans"]] == [True, False, False]
    again = taken.rounds
    assert taken.press("take-0").rounds == again  # the same lot gives the same plan


def test_saved_groups_are_in_the_room_for_its_phases(page, places, saved):
    found = page().press("plan").press("take-2")
    rounds = found.rounds
    after = found.press("save")
    assert "Saved. The room forms these groups" in after.text
    assert after.rounds == rounds
    assert [[group.people for group in each.groups] for each in saved().rounds] == [list(groups) for groups in rounds]
    assert saved().preset == "mirror"


# --- rules ------------------------------------------------------------------------------------------------------------


def test_two_stay_together_in_all_rounds(page, places, saved):
    anna, ben, *_others = places
    pair = {"pair-how": "together", "pair-one": anna, "pair-two": ben}
    found = page().press("bind", **pair).press("plan")
    assert "Anna and Ben stay together" in found.text
    assert all(any({anna, ben} <= set(group) for group in groups) for groups in found.rounds)
    found.press("save")
    assert saved().rules == (PreparedRule(RuleKind.TOGETHER, (anna, ben)),)


def test_a_host_stays_and_nobody_of_their_organisation_is_with_them(page, session, make_user, saved):
    club = Organisation.objects.create(name="Club", slug="club", kind="culture_club")
    users = [make_user(name, organisation=club if name in ("Anna", "Ben") else None) for name in NAMES]
    anna, ben, *_others = (sessions.take_part(session, user, "participant").pk for user in users)
    found = page().press("stay", **{"host-host": anna, "host-group": "2", "host-own_staff": "on"}).press("plan")
    assert all(anna in groups[1] and ben not in groups[1] for groups in found.rounds)
    found.press("save")
    assert [each.groups[1].host for each in saved().rounds] == [anna, anna]


def test_a_group_has_a_moderator_who_is_never_with_people_of_their_own_organisation(page, session, make_user, saved):
    club = Organisation.objects.create(name="Club", slug="club", kind="culture_club")
    users = [make_user(name, organisation=club if name in ("Anna", "Ben") else None) for name in NAMES]
    anna, ben, *_others = (sessions.take_part(session, user, "participant").pk for user in users)
    karim = sessions.take_part(session, make_user("Karim", organisation=club), "co_moderator").pk
    found = page().press("lead", **{"led-moderator": karim, "led-group": "2"}).press("plan")
    assert "Karim moderates group 2, without people of their own organisation" in found.text
    assert found.text.count("Moderated by <bdi>Karim</bdi>") == 2
    assert all(not {anna, ben, karim} & set(groups[1]) for groups in found.rounds)
    found.press("save")
    assert [[group.moderator for group in each.groups] for each in saved().rounds] == [[None, karim, None]] * 2
    other = found.press("lead", **{"led-moderator": karim, "led-group": "1"})
    assert other.response.context["page"].draft.rules == (PreparedRule(RuleKind.MODERATED_BY, (karim,), 0),)


def test_a_moderator_and_their_group_have_to_be_named(page, places):
    found = page().press("lead")
    assert "Choose who moderates the group." in found.text
    assert "Write which group, as a number." in found.text
    assert found.response.context["rules"] == []


def test_a_rule_says_what_is_missing_and_is_not_added(page, places):
    found = page().press("bind", **{"pair-how": "apart", "pair-one": places[0], "pair-two": places[0]})
    assert "Choose two people at least." in found.text
    assert found.response.context["rules"] == []
    stays = found.press("stay")
    assert "Choose who stays." in stays.text
    assert "Write in which group, as a number." in stays.text


def test_a_rule_is_taken_away_and_a_host_has_one_group(page, places):
    first = page().press("stay", **{"host-host": places[0], "host-group": "1"})
    moved = first.press("stay", **{"host-host": places[0], "host-group": "3"})
    assert [sentence for _number, sentence in moved.response.context["rules"]] == ["Anna stays in group 3"]
    assert moved.press("drop-0").response.context["rules"] == []
    assert moved.press("drop-7").response.context["rules"] == []


def test_rules_that_cannot_hold_are_named_and_the_groups_stay(page, places):
    anna, ben, *_others = places
    planned = page().press("plan")
    before = planned.rounds
    for how in ("together", "apart"):
        planned.press("bind", **{"pair-how": how, "pair-one": anna, "pair-two": ben})
    assert (
        "These rules cannot all be met in groups of this size: Anna and Ben stay together" in planned.press("plan").text
    )
    assert planned.rounds == before


def test_more_groups_than_people_are_named(page, places):
    assert "There are more groups than people." in page().press("plan", count="7").text


def test_what_is_no_number_is_said_at_its_field(page, places):
    found = page().press("plan", rounds="0")
    assert found.response.context["page"].wanted.errors
    assert found.rounds == ()


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def planned(page, places):
    return page().press("plan")


def test_somebody_is_chosen_and_goes_to_another_group(planned):
    person = planned.rounds[0][0][0]
    chosen = planned.press(f"pick-0-{person}")
    assert 'aria-pressed="true"' in chosen.text
    after = chosen.press("put-0-1")
    assert [len(group) for group in after.rounds[0]] == [1, 3, 2]
    assert person in after.rounds[0][1]
    assert "is in group 2 now." in after.text


def test_two_change_places_and_the_other_round_stays(planned):
    (one, _), (other, _), _third = planned.rounds[0]
    second = planned.rounds[1]
    after = planned.press(f"pick-0-{one}").press(f"swap-0-{other}")
    assert other in after.rounds[0][0]
    assert one in after.rounds[0][1]
    assert after.rounds[1] == second


def test_somebody_is_taken_out_and_put_back(planned):
    person = planned.rounds[0][0][0]
    out = planned.press(f"pick-0-{person}").press("out-0")
    assert person not in {each for group in out.rounds[0] for each in group}
    assert "In no group" in out.text
    assert person in out.press(f"pick-0-{person}").press("put-0-2").rounds[0][2]


def test_whoever_is_chosen_once_more_is_let_go(planned):
    person = planned.rounds[0][0][0]
    assert planned.press(f"pick-0-{person}").press(f"pick-0-{person}").response.context["page"].picked is None


def test_what_no_longer_holds_is_said_at_once(page, places):
    anna, ben, *_others = places
    found = page().press("bind", **{"pair-how": "together", "pair-one": anna, "pair-two": ben}).press("plan")
    assert "This no longer holds" not in found.text
    group = next(number for number, group in enumerate(found.rounds[0]) if anna not in group)
    moved = found.press(f"pick-0-{anna}").press(f"put-0-{group}")
    assert "This no longer holds" in moved.text
    assert [each["broken"] for each in moved.response.context["rounds"]] == [["Anna and Ben stay together"], []]


def test_each_person_is_told_why_they_are_there(planned):
    assert "All others are met for the first time." in planned.text


@pytest.mark.parametrize(
    "do",
    [
        "put-0-1",
        "out-0",
        "swap-0-1",
        "put-0-99",
        "pick-0-999999",
        "pick-9-1",
        "take-9",
        "drop-x",
        "put-0",
        "x",
        "-",
        "pick-0-1-2",
    ],
)
def test_what_means_nothing_changes_nothing(planned, do):
    before = planned.rounds
    assert planned.press(do).rounds == before


@pytest.mark.parametrize(
    "sent",
    [
        {"round": ["1,2;x;;;", "999999"]},
        {"rule": ["together:", "fixed_place:1@", "x:1@1", f"together:{'9' * 30}@"]},
        {"preset": "loud", "chance": "x", "picked": "9-9"},
    ],
)
def test_what_a_browser_never_sends_does_no_harm(session, places, browser, trainer, sent):
    assert browser(trainer).post(address(session), {"do": "repair", **WANTED, **sent}).status_code == 200


# --- people come and leave --------------------------------------------------------------------------------------------


def test_the_page_says_who_came_or_left_and_adapts_the_groups(page, planned, places, session):
    planned.press("save")
    session.participations.filter(pk=places[0]).delete()
    session.participations.create(name="Gül")
    again = page()
    assert "1 person has left." in again.text
    assert "New here, and in no group yet: Gül." in again.text
    adapted = again.press("repair")
    assert {person for group in adapted.rounds[0] for person in group} == set(
        session.participations.filter(role="participant").values_list("pk", flat=True)
    )
    assert "Nobody has to go to another group." in adapted.text


def test_nothing_is_said_where_nobody_came_or_left(page, planned):
    planned.press("save")
    assert page().response.context["page"].notes == []


# --- who may, and what it costs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["groups", "groups_known"])
def test_nobody_but_the_moderation_comes_here(session, browser, anna, stranger, name):
    session.participations.create(user=anna, name="Anna")
    for user in (anna, stranger, None):
        assert browser(user).get(reverse(f"deliberation:{name}", args=[session.key])).status_code == 404


def test_once_the_session_is_over_nothing_changes(rehearsal, browser, trainer):
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    answer = browser(trainer).get(address(rehearsal.session), follow=True)
    assert "The session is over, so nothing of it changes any more." in answer.content.decode()


def test_thirty_people_cost_as_many_queries_as_three(session, browser, trainer, django_assert_max_num_queries):
    client = browser(trainer)
    for name in NAMES[:3]:
        session.participations.create(name=name)
    client.get(address(session))  # what is remembered afterwards
    with django_assert_max_num_queries(20) as few:
        client.get(address(session))
    for number in range(27):
        session.participations.create(name=f"P{number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address(session))


def test_the_session_and_phases_with_groups_lead_here(session, browser, trainer):
    client, apart = browser(trainer), Phase("exchange", "Apart", 10, Mode.FREE, formation=Formation.GROUPS)
    assert address(session) in client.get(session.get_absolute_url()).content.decode()
    agenda = reverse("deliberation:agenda", args=[session.key])
    assert address(session) not in client.get(agenda).content.decode()
    sessions.rearrange(session, session.participations.get(), (*sessions.phases_of(session), apart))
    assert client.get(agenda).content.decode().count(address(session)) == 1


def test_rounds_are_those_of_the_agenda():
    def phase(formation, size=0):
        return Phase("exchange", "", 10, Mode.FREE, formation=formation, size=size)

    phases = [phase(Formation.PLENARY), phase(Formation.GROUPS, 5), phase(Formation.PAIRS), phase(Formation.GROUPS, 3)]
    found = wanted(phases)
    assert (found.rounds, found.count, found.by_size) == (2, 5, True)
    assert wanted([]).rounds == 1


# --- what is known of people ------------------------------------------------------------------------------------------


def test_languages_and_experience_are_written_down_for_groups_only(session, places, browser, trainer, page):
    known = reverse("deliberation:groups_known", args=[session.key])
    anna, ben, *_others = places
    sent = {"person": [anna, ben], f"{anna}-language": "ar", f"{anna}-needs_language": "on", f"{ben}-language": "ar"}
    sent |= {f"{ben}-language": "fr", f"{ben}-third_language": "ar"}
    answer = browser(trainer).post(known, sent, follow=True)
    assert "Anna sits beside somebody who speaks their language: Ben" in answer.content.decode()
    assert all(any({anna, ben} <= set(group) for group in groups) for groups in page().press("plan").rounds)


def test_whoever_stood_not_on_the_page_keeps_what_is_known(session, places, browser, trainer):
    session.participations.filter(pk=places[1]).update(language="tr")
    known = reverse("deliberation:groups_known", args=[session.key])
    browser(trainer).post(known, {"person": [places[0]], f"{places[0]}-experience": "new"})
    stored = session.participations.filter(pk__in=places[:2]).order_by("pk").values_list("language", "experience")
    assert list(stored) == [("", "new"), ("tr", "")]


def test_a_need_without_a_language_is_said_at_its_field(session, places, browser, trainer):
    known = reverse("deliberation:groups_known", args=[session.key])
    answer = browser(trainer).post(known, {"person": places[:1], f"{places[0]}-needs_language": "on"})
    assert "Choose the language that somebody beside them shall speak." in answer.content.decode()


def test_it_stands_on_no_page_of_the_others(session, places, browser, anna):
    session.participations.filter(pk=places[0]).update(user=anna, language="ti", experience="new")
    text = browser(anna).get(session.get_absolute_url()).content.decode()
    assert "Tigrinya" not in text
    assert "new to them" not in text
