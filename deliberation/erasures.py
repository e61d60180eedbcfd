"""Erasing people from live sessions: their words and their name go, the logs keep their numbers and still fold."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from community import ledger
from community.erasures import Elsewhere
from community.ledger import Erased
from community.models import OutgoingMail, User
from deliberation.core.exchange import Contributed
from deliberation.core.places import Reported
from deliberation.core.room import KINDS
from deliberation.entrance import invitation_mails, way_back_mail
from deliberation.live.bell import ring_after_commit
from deliberation.log import entries
from deliberation.models import Entry, Participation, RoomRecord, unguessable
from deliberation.remembered import forget_after_commit

TABLE = "participations"
SAID = (KINDS[Contributed], KINDS[Reported])


@transaction.atomic
def erase(participations: Iterable[Participation]) -> None:
    """For good: the ledger knows it before the database does."""
    people = list(participations)
    ledger.write({TABLE: rows(people)})
    blank(people)


def rows(participations: Iterable[Participation]) -> list[Erased]:
    """As the ledger has them."""
    return [Erased.row(person.pk, person.joined_at) for person in participations]


def erased_before(ids: set[Erased]) -> list[Participation]:
    """Those of the ledger that a restored backup brought back; others have their ids by now, or nobody."""
    found = Participation.objects.filter(pk__in=[row.id for row in ids])
    return [person for person in found if Erased.row(person.pk, person.joined_at) in ids]


@transaction.atomic
def blank(participations: Iterable[Participation]) -> None:
    """May be repeated."""
    erased = list(participations)
    people = [person.pk for person in erased]
    rooms = list(RoomRecord.objects.filter(session__participations__in=people).distinct().values_list("pk", flat=True))
    entries.lock(rooms)  # so that nothing is appended that would be missed here
    for person in people:  # neither an account nor a guest's browser leads to them any more
        Participation.objects.filter(pk=person).update(user=None, key=unguessable(), name="")
    # The digest goes too: from it, somebody could tell whether a guess of the text is right.
    Entry.objects.filter(Q(by__in=people) | about(people, rooms), room__in=rooms).update(text="", digest="")
    OutgoingMail.objects.filter(event__in=map(way_back_mail, people)).delete()
    for person in people:
        OutgoingMail.objects.filter(event__startswith=invitation_mails(person)).delete()
    begin_anew(rooms)
    ring_after_commit("recheck", {person.session_id for person in erased}, people=people)


def about(people: list[int], rooms: list[int]) -> Q:
    """What others wrote to these people, or about them: notes to what they contributed, and reasons that name them."""
    found = Q(data__person__in=people)
    contributed: dict[int, list[int]] = defaultdict(list)
    theirs = Entry.objects.filter(room__in=rooms, kind__in=SAID, by__in=people)
    for room, seq in theirs.values_list("room_id", "seq"):
        contributed[room].append(seq)
    for room, seqs in contributed.items():
        found |= Q(room=room, data__contribution__in=seqs)
    return found & ~Q(text="")


def theirs(user: User) -> list[Participation]:
    return list(Participation.objects.filter(user=user))


ELSEWHERE = Elsewhere(TABLE, lambda user: rows(theirs(user)), lambda user: blank(theirs(user)))


def begin_anew(rooms: list[int] | None = None) -> int:
    """Processes and browsers forget what they have of these rooms, or of all, and read the log again."""
    forget_after_commit(rooms)
    found = RoomRecord.objects.all() if rooms is None else RoomRecord.objects.filter(pk__in=rooms)
    return found.update(epoch=uuid4())
