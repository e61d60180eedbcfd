from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from deliberation.protocol import schema, typescript


class Command(BaseCommand):
    help = "Writes the protocol of the live room down: in TypeScript for the browser's side, and as a JSON Schema."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path, text in ((settings.PROTOCOL_FILE, typescript()), (settings.PROTOCOL_SCHEMA, schema())):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            self.stdout.write(f"{path.name} is current")
