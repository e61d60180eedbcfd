"""The log, as the database has it."""

from django.db import models

from deliberation.models.sessions import Participation, RoomRecord


class Entry(models.Model):
    """One event of a room. Free text stands in `text` and nowhere else; people in `data` are participations."""

    # Each index is written with each entry: the two constraints below serve all that is asked of the log, by room and
    # by person.
    room = models.ForeignKey(RoomRecord, on_delete=models.CASCADE, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    # Whoever is in a log is erased (`deliberation.erasures`), or goes with the whole session.
    by = models.ForeignKey(Participation, null=True, on_delete=models.RESTRICT, related_name="+", db_index=False)
    at = models.BigIntegerField()  # ms since 1970
    # The idempotency key of the command, on its last event, with a digest of what was asked.
    key = models.UUIDField(null=True)
    digest = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["room", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="one_entry_a_seq"),
            models.UniqueConstraint(fields=["by", "key"], name="one_entry_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"
