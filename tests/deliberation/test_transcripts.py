import pytest

from deliberation import transcripts
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.core.agreement import GoOnWithout
from deliberation.core.exchange import Contribute, Hold, Reason, Return, Type, Withdraw
from tests.deliberation.conftest import RULES

pytestmark = pytest.mark.django_db
CLOSING = 3


@pytest.fixture
def told(rehearsal):
    """Anna said four things, of which three are hidden; Ben answered the one that is held."""
    anna, ben = rehearsal.enter("Anna"), rehearsal.enter("Ben")
    rehearsal.agree(anna, ben)
    seqs = [rehearsal.say(anna, text) for text in ("offen", "gehalten", "zurück", "weg")]
    rehearsal.say(ben, "Dazu", refers_to=seqs[1], type=Type.OBJECTION)
    rehearsal.take(rehearsal.moderator, Hold(seqs[1], Reason.INSULT))
    rehearsal.take(rehearsal.moderator, Return(seqs[2], Reason.UNCLEAR, "Wie?"))
    rehearsal.take(anna, Withdraw(seqs[3]))
    rehearsal.move(CLOSING)
    rehearsal.say(rehearsal.moderator, "Danke")
    return {"anna": anna, "ben": ben, "moderator": rehearsal.moderator}


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("anna", ["offen", "gehalten", "zurück", "weg", "Dazu"]),
        ("ben", ["offen", "", "", "", "Dazu"]),
        ("moderator", ["offen", "gehalten", "zurück", "", "Dazu"]),
    ],
)
def test_each_reads_in_the_transcript_what_they_may(rehearsal, told, reader, reads):
    transcript = transcripts.transcript(rehearsal.session, told[reader])
    first, second = transcript.chapters
    assert (first.phase.title, second.phase.title) == ("Ankommen", "Blitzlicht")
    assert [line.contribution.text for line in first.lines] == reads
    assert [line.contribution.text for line in second.lines] == ["Danke"]
    assert first.lines[4].refers_to is first.lines[1]
    assert [line.author.name for line in first.lines] == ["Anna"] * 4 + ["Ben"]


def test_a_moderator_who_was_never_in_the_room_reads_as_a_moderator(rehearsal, told):
    cora = rehearsal.register("Cora", Role.CO_MODERATOR)
    transcript = transcripts.transcript(rehearsal.session, cora)
    assert [line.contribution.text for line in transcript.chapters[0].lines][1] == "gehalten"


def test_a_transcript_says_what_was_agreed_and_who_was_there(rehearsal, told):
    transcript = transcripts.transcript(rehearsal.session, told["ben"])
    assert (transcript.question, transcript.stage) == ("Wer begleitet Menschen zum Amt?", Stage.OPEN)
    assert [rule.text for rule in transcript.rules] == RULES
    assert [person.name for person in transcript.people] == ["Tina", "Anna", "Ben"]


def test_a_transcript_says_without_whose_confirmation_the_group_went_on(rehearsal):
    anna, ben, cem = (rehearsal.enter(name) for name in ("Anna", "Ben", "Cem"))
    rehearsal.agree(anna)
    rehearsal.take(rehearsal.moderator, GoOnWithout((ben.pk, cem.pk)))
    rehearsal.move(1)
    rehearsal.agree(cem)
    without = transcripts.transcript(rehearsal.session, anna).without
    assert [(each.person.name, each.has_confirmed) for each in without] == [("Ben", False), ("Cem", True)]


@pytest.fixture
def in_groups(rehearsal, told):
    """Anna was in the first group and is in the second, Ben was in none."""
    first, second = rehearsal.open_breakouts(2)
    for room in (first, second):
        rehearsal.agree_in(room, told["anna"])
    rehearsal.say_in(first, "Erste Gruppe")
    rehearsal.take_in(second, told["anna"], Contribute("Zweite Gruppe"))
    return told


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        (
            "anna",
            {1: ["Erste Gruppe"], 2: ["Zweite Gruppe"]},
        ),
        ("moderator", {1: ["Erste Gruppe"], 2: ["Zweite Gruppe"]}),
        ("ben", {}),
    ],
)
def test_after_the_plenary_come_the_groups_in_which_the_reader_was(rehearsal, in_groups, reader, reads):
    transcript = transcripts.transcript(rehearsal.session, in_groups[reader])
    assert [line.contribution.text for line in transcript.chapters[1].lines] == ["Danke"]
    assert reads == {
        group.number: [line.contribution.text for chapter in group.chapters for line in chapter.lines]
        for group in transcript.groups
    }


def test_a_transcript_says_who_was_in_which_group(rehearsal, in_groups):
    first, second = transcripts.transcript(rehearsal.session, in_groups["moderator"]).groups
    assert [person.name for person in first.people] == [person.name for person in second.people] == ["Tina", "Anna"]
