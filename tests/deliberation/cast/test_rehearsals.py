"""Who of a cast comes into a session, and what of the script depends on the speed."""

from deliberation.cast import rehearsals
from deliberation.cast.script import read
from deliberation.core.agenda import Mode, Phase
from tests.deliberation.cast.test_script import WRITTEN


def test_the_cast_comes_as_guests_and_who_came_before_comes_again(session):
    (ticket,) = rehearsals.come_in(session, read(WRITTEN), 5)
    person = session.participations.get(pk=ticket.person)
    assert (person.name, person.user, person.role) == ("Anna", None, "participant")
    assert rehearsals.come_in(session, read(WRITTEN), 5)[0].person == ticket.person


def test_nobody_comes_who_is_called_like_somebody_with_an_account_there(session, anna):
    session.participations.create(user=anna, name="Anna", role="participant")
    assert rehearsals.come_in(session, read(WRITTEN), 5) == []


def test_only_what_the_server_counts_gets_shorter():
    slow = Phase("weighing", "Abwägung", 8, Mode.FREE, slow=30)
    assert (rehearsals.faster(slow, 60).slow, rehearsals.faster(slow, 2).slow) == (1, 15)
    assert rehearsals.faster(slow, 60).minutes == 8
