"""Small groups that a moderator sends: rooms, people and what is known of them, in one commit."""

import pytest

from deliberation import acquaintances
from deliberation.core.exchange import Contribute
from deliberation.core.grouping.wishes import Acquaintance, Trait
from deliberation.core.groups import How, ProposedGroup, ProposeGroups, PutPerson, SendGroups
from deliberation.core.places import BringBack
from deliberation.core.results import WriteResult
from deliberation.log import deciding
from deliberation.models import Entry, RoomRecord
from tests.deliberation.rehearsal import batch, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(rehearsal):
    people = [rehearsal.enter(name) for name in ("Anna", "Ben", "Cem", "Dana")]
    rehearsal.agree(*people)
    return people


def pairs(four):
    ids = [person.pk for person in four]
    return ProposedGroup(tuple(ids[:2])), ProposedGroup(tuple(ids[2:]))


def breakouts(rehearsal):
    found = rehearsal.session.rooms.filter(kind=RoomRecord.Kind.BREAKOUT).order_by("pk")
    return list(found.values_list("pk", flat=True))


def handled(room, *asked, here=frozenset()):
    commands = batch(room, *asked, present=here)
    deciding.handle_all([commands])
    return commands.verdicts


def propose_and_send(rehearsal, four):
    here = frozenset(person.pk for person in (*four, rehearsal.moderator))
    rehearsal.take(rehearsal.moderator, ProposeGroups(How.BY_HAND, pairs(four)))
    seen = rehearsal.state.groups.proposal.seq
    [answer] = handled(rehearsal.room, sent(rehearsal.moderator, SendGroups(seen)), here=here)
    assert answer.refused == ""


def test_rooms_are_made_and_all_are_inside_in_the_same_commit(rehearsal, four):
    propose_and_send(rehearsal, four)
    first, second = breakouts(rehearsal)
    assert rehearsal.state.places.at == {four[0].pk: first, four[1].pk: first, four[2].pk: second, four[3].pk: second}
    there = deciding.load(first).room
    assert there.places.group.people == (four[0].pk, four[1].pk)
    assert deciding.handle(first, four[0].pk, Contribute("Hallo")).refused == ""


def test_the_same_people_have_their_rooms_again_and_others_get_those_that_were_made_and_not_used(rehearsal, four):
    propose_and_send(rehearsal, four)
    rehearsal.take(rehearsal.moderator, BringBack())
    first = breakouts(rehearsal)
    propose_and_send(rehearsal, four)
    assert set(rehearsal.state.places.at.values()) == {*first}
    made = breakouts(rehearsal)
    rehearsal.take(rehearsal.moderator, BringBack())
    propose_and_send(rehearsal, [four[0], four[2], four[1], four[3]])
    assert set(rehearsal.state.places.at.values()) == {*made} - {*first}
    assert breakouts(rehearsal) == made


def test_each_command_of_a_commit_finds_rooms_of_its_own(rehearsal, four):
    here = frozenset(person.pk for person in (*four, rehearsal.moderator))
    seq, proposing = rehearsal.state.seq, ProposeGroups(How.BY_HAND, pairs(four))
    asked = [sent(rehearsal.moderator, each) for each in (proposing, SendGroups(seq + 1), proposing)]
    assert [answer.refused for answer in handled(rehearsal.room, *asked, here=here)] == ["", "", ""]
    assert len(breakouts(rehearsal)) == 4


def test_groups_are_proposed_and_sent_in_one_commit(rehearsal, four):
    here = frozenset(person.pk for person in (*four, rehearsal.moderator))
    proposing = sent(rehearsal.moderator, ProposeGroups(How.BY_HAND, pairs(four)))
    seq = rehearsal.state.seq + 1
    answers = handled(rehearsal.room, proposing, sent(rehearsal.moderator, SendGroups(seq)), here=here)
    assert [answer.refused for answer in answers] == ["", ""]
    assert len(rehearsal.state.places.at) == 4


def test_what_a_group_wrote_is_in_the_plenary_when_it_is_back_and_stands_in_text_alone(rehearsal, four):
    propose_and_send(rehearsal, four)
    [first, _] = breakouts(rehearsal)
    assert deciding.handle(first, four[0].pk, WriteResult("Wir sind einig", 0)).refused == ""
    rehearsal.take(rehearsal.moderator, BringBack())
    assert [card.text for card in rehearsal.state.results.cards] == ["Wir sind einig"]
    written = Entry.objects.filter(text="Wir sind einig").order_by("room", "seq")
    assert {(entry.room_id, entry.kind) for entry in written} == {
        (first, "results.ResultWritten"),
        (rehearsal.room, "exchange.ResultBrought"),
    }
    assert not Entry.objects.filter(data__icontains="einig").exists()


def test_what_is_known_beside_the_log_is_asked_for_where_groups_are_formed_only(rehearsal, four, monkeypatch):
    asked = []

    def known(session, *reading):
        asked.append(session)
        met = {four[0].pk: frozenset({four[1].pk})}
        return Acquaintance({person.pk: {Trait.ORGANISATION: "7"} for person in four[:2]}, met)

    monkeypatch.setattr(acquaintances, "of_session", known)
    rehearsal.say(four[0], "Hallo")
    rehearsal.move(2)
    assert asked == []
    rehearsal.take(rehearsal.moderator, ProposeGroups(How.BY_HAND, pairs(four)))
    assert asked == [rehearsal.session.pk]
    found = rehearsal.state.groups.proposal.assessment
    assert (found.pairs, found.new_pairs, found.colleagues) == (2, 1, 1)
    rehearsal.take(rehearsal.moderator, PutPerson(four[1].pk, 1))
    assert rehearsal.state.groups.proposal.assessment.colleagues == 0
    assert not Entry.objects.filter(room=rehearsal.room, data__icontains="organisation").exists()


def test_whoever_forms_groups_takes_the_locked_way(rehearsal, four):
    known = deciding.load(rehearsal.room)
    proposing = batch(rehearsal.room, sent(rehearsal.moderator, ProposeGroups(How.BY_HAND, pairs(four))))
    talking = batch(rehearsal.room, sent(four[0], Contribute("Hallo")))
    proposing.known = talking.known = known
    assert deciding.foresee(proposing) is None
    assert deciding.foresee(talking) is not None
