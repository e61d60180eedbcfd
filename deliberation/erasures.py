"""Erasing people from live sessions: their words and their name go, the logs keep their numbers and still fold."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from community import ledger
from community.erasures import Elsewhere
from community.ledger import Erased
from community.models import OutgoingMail, User
from deliberation import urns
from deliberation.core.calls import Called, CallWorded
from deliberation.core.exchange import Contributed, QuestionAsked, ResultBrought, Revealed, WrittenDown
from deliberation.core.places import Reported
from deliberation.core.room import KINDS
from deliberation.core.silent import SheetHandedIn
from deliberation.core.vote import BallotClosed
from deliberation.entrance import invitation_mails, way_back_mail
from deliberation.live.bell import ring_after_commit
from deliberation.log import entries
from deliberation.models import Entry, Participation, RoomRecord, Stay, unguessable
from deliberation.remembered import forget_after_commit

TABLE = "participations"
# What groups were mixed by.
UNKNOWN = {"language": "", "second_language": "", "third_language": "", "needs_language": False, "experience": ""}
SAID = (KINDS[Contributed], KINDS[QuestionAsked], KINDS[Reported])


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
        Participation.objects.filter(pk=person).update(user=None, key=unguessable(), name="", **UNKNOWN)
    Stay.objects.filter(participation__in=people).delete()
    # The digest goes too: from it, somebody could tell whether a guess of the text is right.
    Entry.objects.filter(by(people) | about(people, rooms), room__in=rooms).update(text="", digest="")
    OutgoingMail.objects.filter(event__in=map(way_back_mail, people)).delete()
    for person in people:
        OutgoingMail.objects.filter(event__startswith=invitation_mails(person)).delete()
    forget_ballots(rooms)
    begin_anew(rooms)
    ring_after_commit("recheck", {person.session_id for person in erased}, people=people)


def forget_ballots(rooms: list[int]) -> None:
    """Whose a sheet or a reason is, nobody knows: they go with the last person of the session who has a name."""
    known = Participation.objects.exclude(name="").values("session")
    without_anybody = RoomRecord.objects.filter(pk__in=rooms).exclude(session__in=known)
    Entry.objects.filter(room__in=without_anybody, kind=KINDS[BallotClosed]).update(text="")
    urns.empty(without_anybody.values_list("pk", flat=True))


# What others wrote, in events that somebody caused: whoever reveals, writes down, counts, or brings a group back has
# not written it.
BY_OTHERS = [KINDS[event] for event in (Revealed, WrittenDown, BallotClosed, ResultBrought, Called, CallWorded)]


def by(people: list[int]) -> Q:
    """What these people did and wrote themselves."""
    return Q(by__in=people) & ~Q(kind__in=BY_OTHERS)


def about(people: list[int], rooms: list[int]) -> Q:
    """What others wrote to these people, or about them: notes to what they contributed or handed in, and reasons that
    name them. What was revealed of theirs is among it."""
    found = Q(data__person__in=people)
    for room, seqs in by_room(contributed(people, rooms), "seq").items():
        found |= Q(room=room, data__contribution__in=seqs)
    for room, sheets in by_room(handed_in(people, rooms), "data__sheet").items():
        found |= Q(room=room, data__sheet__in=sheets)
    return found & ~Q(text="")


def contributed(people: list[int], rooms: list[int]) -> QuerySet[Entry]:
    of_theirs = Q(kind__in=[KINDS[Revealed], KINDS[WrittenDown], KINDS[ResultBrought]], data__person__in=people)
    return Entry.objects.filter(Q(kind__in=SAID, by__in=people) | of_theirs, room__in=rooms)


def handed_in(people: list[int], rooms: list[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(room__in=rooms, kind=KINDS[SheetHandedIn], by__in=people)


def by_room(found: QuerySet[Entry], field: str) -> dict[int, list[int]]:
    values: dict[int, list[int]] = defaultdict(list)
    for room, value in found.values_list("room_id", field):
        values[room].append(value)
    return values


def theirs(user: User) -> list[Participation]:
    return list(Participation.objects.filter(user=user))


ELSEWHERE = Elsewhere(TABLE, lambda user: rows(theirs(user)), lambda user: blank(theirs(user)))


def begin_anew(rooms: list[int] | None = None) -> int:
    """Processes and browsers forget what they have of these rooms, or of all, and read the log again."""
    forget_after_commit(rooms)
    found = RoomRecord.objects.all() if rooms is None else RoomRecord.objects.filter(pk__in=rooms)
    return found.update(epoch=uuid4())
