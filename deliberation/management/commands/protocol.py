from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from deliberation.protocol import typescript


class Command(BaseCommand):
    help = "Writes the protocol of the live room as TypeScript, for the browser's side."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        settings.PROTOCOL_FILE.parent.mkdir(parents=True, exist_ok=True)
        settings.PROTOCOL_FILE.write_text(typescript())
        self.stdout.write(f"{settings.PROTOCOL_FILE.relative_to(settings.PROTOCOL_FILE.parents[3])} is current")
