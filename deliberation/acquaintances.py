"""What is known of the people of a session before they are put into small groups: what a mixture goes by, and whom they
met in small groups of the sessions before it.

It stands on rows and on the logs of where people really were, and is handed to commands that form groups; none of it
goes into a log. Ethnicity is nowhere asked.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from deliberation.core import places
from deliberation.core.acting import Stamp
from deliberation.core.grouping.wishes import Acquaintance, Trait
from deliberation.core.room import KINDS
from deliberation.models import Participation, RoomRecord, Session

# Reads of a room's log the events of these kinds. It is handed in, since the log itself asks what is known.
Read = Callable[[int, Collection[str]], Iterable[tuple[Any, Stamp]]]
Met = Mapping[int, frozenset[int]]

MOST_EARLIER = 10  # sessions before this one; before these, nobody remembers who sat with whom
WHO_WAS_WHERE = {KINDS[event]: evolve for event, evolve in places.ACTIVITY.evolve.items()}
LANGUAGES = ("language", "second_language", "third_language")  # the first is the one that groups are mixed by
FIELDS = {
    Trait.ORGANISATION: "user__organisation",
    Trait.KIND: "kind",
    Trait.LANGUAGE: "language",
    Trait.ROLE: "role",
    Trait.EXPERIENCE: "experience",
}


def of_session(session: int, read: Read) -> Acquaintance:
    """By participation. Guests have no organisation, and are recognised in no other session."""
    rows = list(
        Participation.objects.filter(session=session, removed="").values_list(
            "pk", "user", "needs_language", *LANGUAGES, *FIELDS.values()
        )
    )
    traits = {row[0]: {trait: str(value or "") for trait, value in zip(FIELDS, row[6:], strict=True)} for row in rows}
    spoken = {row[0]: frozenset(row[3:6]) - {""} for row in rows if any(row[3:6])}
    needing = {row[0] for row in rows if row[2]}
    return Acquaintance(
        traits,
        met_before(session, {row[1]: row[0] for row in rows if row[1] is not None}, read),
        needs={person: languages for person, languages in spoken.items() if person in needing},
        speaks={person: languages for person, languages in spoken.items() if person not in needing},
    )


def met_before(session: int, by_account: Mapping[int, int], read: Read) -> Met:
    """In the small groups of all sessions that this one continues, as participations of this one."""
    earlier = list(sessions_before(session))
    accounts = Participation.objects.filter(session__in=earlier, user__in=by_account).values_list("pk", "user")
    now = {person: by_account[account] for person, account in accounts} if earlier else {}
    plenaries = RoomRecord.objects.filter(session__in=earlier, kind=RoomRecord.Kind.PLENARY).values_list(
        "pk", flat=True
    )
    found: dict[int, frozenset[int]] = defaultdict(frozenset)
    for plenary in plenaries if now else ():
        for person, others in met_in(plenary, read).items():
            if person in now:
                found[now[person]] |= {now[other] for other in others if other in now}
    return dict(found)


def sessions_before(session: int) -> Iterator[int]:
    """Nearest first. Whoever makes a ring of them meets each once."""
    seen = {session}
    for _ in range(MOST_EARLIER):
        before = Session.objects.filter(pk=session).values_list("continues", flat=True).first()
        if before is None or before in seen:
            return
        seen.add(before)
        yield before
        session = before


def met_in(plenary: int, read: Read) -> Met:
    """Only those count who were really there: groups are formed of people who are connected, and whoever came late or
    was moved is in the log with it."""
    found = places.ACTIVITY.state()
    for event, stamp in read(plenary, WHO_WAS_WHERE):
        found = WHO_WAS_WHERE[KINDS[type(event)]](found, event, stamp)
    met: Met = found.met
    return met
