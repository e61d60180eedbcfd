"""What people hand in so that nobody can know whose it is."""

from django.db import models

from deliberation.models.sessions import RoomRecord


class Urn(models.Model):
    """All sheets of one ballot in one row, in an order that is drawn anew with each of them.

    Never a row a sheet: whatever its key is, a database knows in which order and in which transaction rows came, and
    beside it stands who was marked then.
    """

    room = models.OneToOneField(RoomRecord, on_delete=models.CASCADE, related_name="urn")
    sheets = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.sheets)} sheets"
