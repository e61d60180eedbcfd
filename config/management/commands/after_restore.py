from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from community import erasures as accounts
from community import ledger
from deliberation import erasures as sessions


class Command(BaseCommand):
    help = "To be run after a backup was restored and before the site opens: rooms begin anew, erasures are repeated."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        rooms = sessions.begin_anew()
        erased = ledger.read()
        participations = sessions.erased_before(erased[sessions.TABLE])
        users = accounts.erased_before(erased[accounts.TABLE])
        sessions.blank(participations)
        for user in users:
            accounts.erase_again(user)
        self.stdout.write(f"{rooms} rooms begin anew: every browser reads them again.")
        self.stdout.write(
            f"The ledger {settings.ERASURE_LEDGER} names {len(erased[accounts.TABLE])} accounts and "
            f"{len(erased[sessions.TABLE])} participations. Erased again: {len(users)} and {len(participations)}."
        )
