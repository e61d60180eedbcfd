from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from deliberation.exports import data
from deliberation.protocol import schema, typescript


class Command(BaseCommand):
    help = (
        "Writes the formats down: the live room's protocol in TypeScript and as a JSON Schema, and that of transcripts."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        written = {
            settings.PROTOCOL_FILE: typescript(),
            settings.PROTOCOL_SCHEMA: schema(),
            settings.TRANSCRIPT_SCHEMA: data.schema(),
        }
        for path, text in written.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            self.stdout.write(f"{path.name} is current")
