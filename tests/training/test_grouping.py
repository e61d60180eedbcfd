"""Small groups over all sittings in a room, by who has met whom."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from deliberation.core.grouping.wishes import Trait
from deliberation.core.places import FormGroups
from deliberation.core.whereabouts import PlannedGroup
from tests.deliberation.conftest import make_session, make_template, make_user, template, trainer
from tests.deliberation.rehearsal import Rehearsal, joining
from tests.training.making import make_organisation, make_person, make_sitting, make_training, register
from training import grouping, live_places
from training.core.places import State
from training.grouping import NobodyToGroup
from training.models import GroupPlace, Mark

pytestmark = pytest.mark.django_db

__all__ = ["make_session", "make_template", "make_user", "template", "trainer"]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def training(now):
    return make_training(sittings=2, begins=now + timedelta(days=3))


@pytest.fixture
def eight(training):
    return [register(training, make_person(name)) for name in "ABCDEFGH"]


def groups(training):
    return [each.groups for each in grouping.of_training(training, grouping.people(training))]


def pairs(rounds):
    return [pair for each in rounds for group in each for pair in combinations(sorted(group), 2)]


def test_everybody_is_in_one_group_each_time_and_meets_others(training, eight, now):
    assert grouping.plan(training, 2, now) == 2
    rounds = groups(training)
    for each in rounds:
        assert sorted(person for group in each for person in group) == [person.pk for person in eight]
        assert {len(group) for group in each} == {2}
    assert len(pairs(rounds)) == len(set(pairs(rounds)))


def test_colleagues_are_apart(training, now):
    club, office = make_organisation("Club", "culture_club"), make_organisation("Amt", "authority")
    for number in range(6):
        organisation = club if number % 2 else office
        register(training, make_person(f"P{number}"), organisation=organisation, kind=organisation.kind)
    grouping.plan(training, 2, now)
    known = grouping.known(training, grouping.people(training), now)
    for one, other in pairs(groups(training)):
        assert known.value(one, Trait.ORGANISATION) != known.value(other, Trait.ORGANISATION)


def test_whom_people_met_before_they_do_not_meet_again_if_it_can_be(training, eight, now):
    over = make_sitting(training, now - timedelta(days=4))
    grouping.write(over, tuple((one.pk, other.pk) for one, other in zip(eight[::2], eight[1::2], strict=True)))
    met = grouping.met_before(training, now)
    assert met[eight[0].pk] == {eight[1].pk}
    grouping.plan(training, 2, now)
    assert set(pairs(groups(training)[:1])).isdisjoint(pairs(groups(training)[1:]))


@pytest.mark.parametrize(("status", "has_met"), [("absent", False), ("excused", False), ("late", True), ("open", True)])
def test_only_who_was_there_has_met_anybody(training, eight, now, status, has_met):
    over = make_sitting(training, now - timedelta(days=4))
    anna, ben = eight[:2]
    grouping.write(over, ((anna.pk, ben.pk),))
    for said in ("present", status):
        Mark.objects.create(sitting=over, registration=ben, status=said, source="trainer", at=over.starts_at)
    assert (anna.pk in grouping.met_before(training, now)) is has_met


def test_whom_people_met_in_a_live_session_its_log_says(training, eight, now, make_session):
    session = make_session("Live")
    sitting = make_sitting(training, now, medium="live")
    live_places.attach(sitting, session)
    anna, ben = (person.live_places.get().participation for person in eight[:2])
    room = Rehearsal(session)
    room.open()
    for person in (anna, ben):
        room.take(person, joining(person))
    [breakout] = room.open_breakouts(1)
    room.take(room.moderator, FormGroups((PlannedGroup(breakout, (anna.pk, ben.pk)),)))
    assert grouping.met_before(training, now)[eight[0].pk] == {eight[1].pk}
    assert sitting not in list(grouping.in_a_room(training))


def test_who_left_is_in_no_group_and_who_came_is_left_over(training, eight, now):
    grouping.plan(training, 4, now)
    gone = eight[0]
    gone.state = State.CANCELLED
    gone.save()
    new = register(training, make_person("Neu"))
    for each in grouping.of_training(training, grouping.people(training)):
        assert gone.pk not in {person for group in each.groups for person in group}
        assert each.left_over == (new.pk,)


def test_what_has_begun_stays_as_it_is(training, eight, now):
    first = training.sittings.first()
    grouping.write(first, ((eight[0].pk, eight[1].pk),))
    grouping.plan(training, 4, first.starts_at + timedelta(minutes=1))
    assert GroupPlace.objects.filter(sitting=first).count() == 2


def test_there_is_nobody_to_group(training, now):
    with pytest.raises(NobodyToGroup):
        grouping.plan(training, 4, now)
    register(training, make_person("Anna"))
    with pytest.raises(NobodyToGroup):
        grouping.plan(training, 4, now + timedelta(days=400))


def test_what_they_lead_to_is_told_also_after_a_change_by_hand(training, eight, now):
    grouping.plan(training, 4, now)
    planned = grouping.of_training(training, grouping.people(training))
    assert grouping.effects(training, planned, now).met.value > 12
    for each in planned:
        grouping.write(each.sitting, (tuple(person.pk for person in eight),))
    planned = grouping.of_training(training, grouping.people(training))
    assert grouping.effects(training, planned, now).repeats.value == 28
