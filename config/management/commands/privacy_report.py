from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation

from cms.register import PersonalData, PersonalField
from config.data_sheet import markdown
from config.jobs import overdue
from config.register import PERSONAL

COLUMNS = ("Field", "What", "Purpose", "Legal basis", "Kept", "Export", "When erased", "Never evaluated")


class Command(BaseCommand):
    help = "The register of personal data, field by field, as Markdown: with how many rows there are and are overdue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data-sheet", action="store_true", help="the short one, for the staff council")
        parser.add_argument("--language", default="en", help="de or en")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            self.stdout.write(markdown() if options["data_sheet"] else "\n".join(lines()))


def lines() -> Iterator[str]:
    yield "# Register of personal data"
    late = rows_overdue()
    for entry in PERSONAL:
        yield f"\n## {entry.title} (`{entry.model}`)\n"
        yield f"{entry.purpose} Seen by: {entry.seen_by}. Rows: {entry.rows.count()}, overdue: {late[entry.model]}.\n"
        yield row(COLUMNS)
        yield row(["---"] * len(COLUMNS))
        yield from (row(cells(entry, field)) for field in entry.fields)


def rows_overdue() -> dict[str, int]:
    """Should be nothing but what came in since the purge ran last."""
    found = dict.fromkeys((entry.model for entry in PERSONAL), 0)
    for entry, _retention, rows in overdue(timezone.now()):
        found[entry.model] += rows.count()
    return found


def cells(entry: PersonalData, field: PersonalField) -> list[Any]:
    return [
        f"`{field.name}`",
        field.label,
        field.purpose or entry.purpose,
        (field.basis or entry.basis).label,
        (field.retention or entry.retention).words,
        field.export.label,
        entry.erasure_of(field).label,
        translation.gettext("yes") if entry.is_never_evaluated(field) else "",
    ]


def row(cells: Any) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
