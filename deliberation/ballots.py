"""Handing in a ballot: the sheet goes into the urn, and the log learns that somebody voted, at once or not at all."""

from dataclasses import dataclass

import msgspec
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from deliberation import remembered, urns
from deliberation.core import vote
from deliberation.core.acting import Refused
from deliberation.core.activity import Room
from deliberation.live.bell import ring_after_commit
from deliberation.log import deciding, entries
from deliberation.log.drafts import Batch, Sent
from deliberation.log.entries import Known
from deliberation.models import Participation, RoomRecord


@dataclass(frozen=True, slots=True)
class HandedBallot:
    """As it comes from a browser. It comes by no socket: what somebody chose is no command, and in no frame."""

    ballot: int
    token: str
    votes: tuple[vote.Vote, ...]


@sensitive_variables()
@transaction.atomic
def hand_in(voter: Participation, handed: HandedBallot, at: int | None = None) -> None:
    """Or something else, in the place of what the same device handed in before. Now, or when it was: at ms since 1970.
    Raises `Refused`."""
    row, room = room_of(voter, handed.ballot)
    sheet = vote.sheet(room.vote, handed.ballot, handed.votes, voter.pk, room.people)
    mark(row, room, Sent(voter.pk, None, vote.Mark(handed.ballot), at))
    put(row, sheet, handed.token, again=voter.pk in room.vote.marked)
    ring_after_commit("ring", [row.session_id], room=row.pk, seq=RoomRecord.objects.get(pk=row.pk).head)


def room_of(voter: Participation, ballot: int) -> tuple[RoomRecord, Room]:
    """Where this ballot is open for somebody, locked: they may be in a breakout room."""
    rooms = voter.session.rooms.order_by("pk")
    entries.lock(rooms.values_list("pk", flat=True))
    for row in rooms:
        room = remembered.log(row).room
        if room.vote.ballot and room.vote.ballot.id == ballot and voter.pk in room.people:
            return row, room
    raise Refused("vote.closed")


def mark(row: RoomRecord, room: Room, marking: Sent) -> None:
    batch = Batch(row.pk, [marking], Known(row.epoch, room))
    deciding.handle_all([batch])
    if batch.verdicts[0].refused:
        raise Refused(batch.verdicts[0].refused)


@sensitive_variables()
def put(row: RoomRecord, sheet: vote.BallotSheet, token: str, *, again: bool) -> None:
    """Whoever has voted can only change that sheet: on another device, nobody knows which one it is."""
    try:
        urns.put(urns.locked(row.pk), msgspec.to_builtins(sheet), token, again=again)
    except urns.WrongToken:
        raise Refused("vote.other_device") from None
