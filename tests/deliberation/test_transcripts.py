import pytest

from deliberation import transcripts
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.core.exchange import Hold, Reason, Return, Type, Withdraw
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
