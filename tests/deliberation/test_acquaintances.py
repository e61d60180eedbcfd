"""What is known of people before they are put into groups."""

import pytest

from community.models import Organisation
from deliberation import acquaintances, sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Formation, Mode, MovePhase, Phase, SetAgenda
from deliberation.core.grouping.wishes import Trait
from deliberation.core.places import FormGroups
from deliberation.core.whereabouts import PlannedGroup
from deliberation.log import deciding, entries
from tests.deliberation.rehearsal import Rehearsal


@pytest.fixture
def known():
    def of(session):
        return acquaintances.of_session(session.pk, entries.read_kinds)

    return of


def test_people_are_known_by_what_stands_on_their_place_and_their_account(session, make_user, known):
    club = Organisation.objects.create(name="Club", slug="club", kind="culture_club")
    anna = sessions.take_part(session, make_user("Anna", organisation=club), Role.PARTICIPANT)
    guest = session.participations.create(
        name="Gast", kind="authority", role=Role.RECORDER, language="ar", experience="new"
    )
    found = known(session)
    assert found.traits[anna.pk] == {
        Trait.ORGANISATION: str(club.pk),
        Trait.KIND: "culture_club",
        Trait.LANGUAGE: "",
        Trait.ROLE: "participant",
        Trait.EXPERIENCE: "",
    }
    assert found.traits[guest.pk] == {
        Trait.ORGANISATION: "",
        Trait.KIND: "authority",
        Trait.LANGUAGE: "ar",
        Trait.ROLE: "recorder",
        Trait.EXPERIENCE: "new",
    }


def test_whoever_was_removed_is_not_known(session, known):
    gone = session.participations.create(name="Weg", removed="absent")
    assert gone.pk not in known(session).traits


def test_who_needs_a_language_is_told_from_who_speaks_it(session, known):
    needs = session.participations.create(name="A", language="ar", needs_language=True)
    speaks = session.participations.create(name="B", language="ar")
    session.participations.create(name="C", needs_language=True)  # in which language, nobody has said
    found = known(session)
    assert found.needs == {needs.pk: frozenset({"ar"})}
    assert found.speaks == {speaks.pk: frozenset({"ar"})}


def test_all_languages_of_a_person_count(session, known):
    needs = session.participations.create(name="A", language="ar", third_language="ku", needs_language=True)
    speaks = session.participations.create(name="B", language="fr", second_language="ku")
    found = known(session)
    assert found.needs == {needs.pk: frozenset({"ar", "ku"})}
    assert found.speaks == {speaks.pk: frozenset({"fr", "ku"})}
    assert found.value(needs.pk, Trait.LANGUAGE) == "ar"


# --- in the sessions before this one ----------------------------------------------------------------------------------


def form(rehearsal, groups):
    rooms = rehearsal.state.places.rooms
    planned = tuple(PlannedGroup(room, people) for room, people in zip(rooms, groups, strict=True))
    rehearsal.take(rehearsal.moderator, FormGroups(planned))


@pytest.fixture
def met_before(make_session, make_user):
    """Anna and Ben were in one group, Cem and a guest in another; Dora had a place there and never came."""
    before = Rehearsal(make_session("Before"))
    before.open()
    users = {name: make_user(name) for name in ("Anna", "Ben", "Cem", "Dora")}
    anna, ben, cem = (before.enter(name, user=users[name]) for name in ("Anna", "Ben", "Cem"))
    before.register("Dora", user=users["Dora"])
    guest = before.enter("Gast")
    before.open_breakouts(2)
    form(before, [(anna.pk, ben.pk), (cem.pk, guest.pk)])
    return before.session, users


def places_in(session, users):
    return {name: session.participations.create(name=name, user=user).pk for name, user in users.items()}


def test_who_met_in_the_session_before_has_met(met_before, make_session, known):
    before, users = met_before
    now = make_session("Now", continues=before)
    here = places_in(now, users)
    assert known(now).met == {
        here["Anna"]: frozenset({here["Ben"]}),
        here["Ben"]: frozenset({here["Anna"]}),
        here["Cem"]: frozenset(),
    }


def test_it_counts_through_all_sessions_before_also_if_they_make_a_ring(met_before, make_session, known):
    before, users = met_before
    between = make_session("Between", continues=before)
    now = make_session("Now", continues=between)
    here = places_in(now, users)
    assert known(now).met[here["Anna"]] == {here["Ben"]}
    before.continues = now
    before.save()
    assert known(now).met[here["Anna"]] == {here["Ben"]}


def test_a_session_that_continues_none_knows_of_no_other(met_before, make_session, known):
    _before, users = met_before
    now = make_session("Now")
    places_in(now, users)
    assert known(now).met == {}


def test_groups_of_a_phase_bring_others_together_than_in_the_session_before(met_before, make_session):
    before, users = met_before
    now = Rehearsal(make_session("Now", continues=before))
    apart = Phase("exchange", "Apart", 10, Mode.FREE, formation=Formation.GROUPS, size=2)
    now.take(now.moderator, SetAgenda(now.session.question, (*now.state.agenda.phases, apart)))
    now.open()
    here = {name: now.enter(name, user=user) for name, user in users.items()}
    now.agree(*here.values())
    present = frozenset(person.pk for person in here.values())
    going = MovePhase(now.state.agenda.moved, len(now.state.agenda.phases) - 1)
    assert deciding.handle(now.room, now.moderator.pk, going, present).refused == ""
    at = now.state.places.at
    assert len(at) == 4
    assert at[here["Anna"].pk] != at[here["Ben"].pk]


def test_three_people_cost_as_many_queries_as_thirty(met_before, make_session, known, django_assert_num_queries):
    before, users = met_before
    now = make_session("Now", continues=before)
    places_in(now, users)
    with django_assert_num_queries(6):  # people, the two steps back, who was there, the plenaries, the log of one
        known(now)
    for number in range(30):
        now.participations.create(name=f"P{number}")
    with django_assert_num_queries(6):
        known(now)
