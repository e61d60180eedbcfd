"""When somebody was connected to a session."""

from django.db import models

from deliberation.models.sessions import Participation


class Stay(models.Model):
    """From then until then, without a break of note. Only sessions that note it have any (`Session.notes_stays`).

    Those of one person may overlap: each process of the site notes whom it has.
    """

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="stays")
    begins = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.participation_id}: {self.begins:%H:%M}-{self.ends:%H:%M}"
