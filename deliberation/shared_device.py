"""A device that goes round: who is listed without a phone, and what they hand in there, each as themselves."""

from contextlib import suppress
from dataclasses import dataclass

from django.views.decorators.debug import sensitive_variables

from deliberation import ballots, erasures, remembered, sessions
from deliberation.ballots import HandedBallot
from deliberation.core import agreement, people, shared_device, silent, vote
from deliberation.core.acting import Refused
from deliberation.core.activity import Room
from deliberation.core.shared_device import AtDevice
from deliberation.live.bell import ring_after_commit
from deliberation.log import deciding
from deliberation.models import Participation, RoomRecord, Session, unguessable


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody without a phone, where they are, and what is asked of them there."""

    person: Participation
    row: RoomRecord
    room: Room
    task: AtDevice | None

    @property
    def occasion(self) -> str:
        """The same as long as the same is asked of them."""
        what = shared_device.occasion(self.room, self.task) if self.task else ""
        return f"{self.row.pk}-{self.person.pk}-{what}"


def listed(session: Session) -> list[Listed]:
    """In the order in which they were listed."""
    rows = {row.pk: row for row in session.rooms.all()}
    plenary = next(pk for pk, row in rows.items() if row.kind == RoomRecord.Kind.PLENARY)
    rooms = {plenary: remembered.log(rows[plenary]).room}
    at = rooms[plenary].places.at
    for pk in {*at.values()}:
        rooms[pk] = remembered.log(rows[pk]).room
    found = ((each, at.get(each.pk, plenary)) for each in without_phone(session) if not each.removed)
    return [Listed(each, rows[pk], rooms[pk], shared_device.asked_of(rooms[pk], each.pk)) for each, pk in found]


def without_phone(session: Session) -> list[Participation]:
    """Those who have left and were not erased, too."""
    return list(session.participations.filter(shares_device=True).exclude(name="").order_by("pk"))


def erase(moderator: Participation, person: Participation) -> None:
    """Their name and all that they handed in, since they have no account to do it with. May be repeated."""
    with suppress(Refused):  # once the session is over, nobody is removed from it any more
        sessions.ask(moderator, people.RemovePerson(person.pk, people.Removal.OWN_WISH))
    erasures.erase([person])


# --- handing in -------------------------------------------------------------------------------------------------------


def confirm_rules(who: Listed, seen: int) -> None:
    """In the words that they have read. Raises `Refused`."""
    ask(who.row, who.person, agreement.ConfirmRules(seen))


@sensitive_variables()
def hand_in(who: Listed, text: str) -> None:
    """Or something else, in the place of what they handed in before. Raises `Refused`."""
    ask(who.row, who.person, silent.HandIn(text))


@sensitive_variables()
def cast(who: Listed, ballot: int, votes: tuple[vote.Vote, ...]) -> None:
    """Once: with the token that would find the sheet again, whoever has the device next could change it, so nobody
    keeps it. Raises `Refused`."""
    ballots.hand_in(who.person, HandedBallot(ballot, unguessable(), votes))


@sensitive_variables()
def ask(row: RoomRecord, person: Participation, command: object) -> None:
    """As this person, in the room in which they are."""
    answer = deciding.handle(row.pk, person.pk, command)
    if answer.refused:
        raise Refused(answer.refused)
    ring_after_commit("ring", [row.session_id], room=row.pk, seq=RoomRecord.objects.get(pk=row.pk).head)
