"""Who was connected from when to when, for sessions whose attendance somebody has to prove.

It is noted every few seconds and never when somebody goes: a process that dies loses no more than these seconds.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from deliberation.models import Participation, Session, Stay

NOTE = 20.0  # seconds between two times that it is noted who is here
BREAK = timedelta(seconds=3 * NOTE)  # whoever was away for longer begins another stay


def note(here: Mapping[int, Collection[int]], now: datetime) -> None:
    """`here`: the people of this process by session. Whose stay goes on has it extended until now."""
    noting = Session.objects.filter(pk__in=here, notes_stays=True).values_list("pk", flat=True)
    people = {person for session in noting for person in here[session]}
    if not people:
        return
    going_on = Stay.objects.filter(participation__in=people, ends__gte=now - BREAK)
    known = set(going_on.values_list("participation", flat=True))
    going_on.update(ends=now)
    # Whoever was erased meanwhile is no one any more, but may still be connected for a moment.
    came = Participation.objects.filter(pk__in=people - known).values_list("pk", flat=True)
    Stay.objects.bulk_create(Stay(participation_id=person, begins=now, ends=now) for person in came)
