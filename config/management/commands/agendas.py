"""The agendas that this version brings along, for sites that have begun with an earlier one, or in another language."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config import first_agendas


class Command(BaseCommand):
    help = "Adds the agendas that are named, published; without a name, lists all. What is there stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="agenda", help="a name out of the list, for example world-cafe")
        parser.add_argument("--language", choices=first_agendas.LANGUAGES, default=first_agendas.language())

    def handle(self, *args: Any, **options: Any) -> None:
        known = {row["slug"]: row for row in first_agendas.rows(options["language"])}
        if unknown := set(options["slugs"]) - known.keys():
            raise CommandError(f"There is no agenda {', '.join(sorted(unknown))}. Without a name, all are listed.")
        wanted = options["slugs"]
        with transaction.atomic():
            for slug in wanted or known:
                self.stdout.write(f"{slug}: {self.treat(known[slug], add=bool(wanted))}")

    def treat(self, row: dict[str, Any], *, add: bool) -> str:
        if first_agendas.is_there(row):
            return f"“{row['title']}” is there already."
        if not add:
            return f"“{row['title']}” can be added."
        first_agendas.make(row)
        return f"“{row['title']}” is added."
