"""The agendas with which every installation begins: the standard ones, and methods that trainers know by name.

Each is data and nothing else. Editors change them as any text; what they delete does not come back. What a later
version brings along, whoever operates the site adds with `manage.py agendas`.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from deliberation.models import AgendaTemplate

LANGUAGES = ("de", "en")
BANK = "questions"  # of a phase, which the template keeps together for the moderation

Row = dict[str, Any]


@transaction.atomic
def make_missing() -> None:
    """Only where there are none yet, drafts included."""
    if not AgendaTemplate.objects.exists():
        for row in rows(language()):
            make(row)


def language() -> str:
    """That of the site's contents, as far as there are agendas in it."""
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in LANGUAGES else "en"


def rows(language: str) -> list[Row]:
    content = Path(__file__).with_name(f"first_agendas.{language}.toml")
    found: list[Row] = tomllib.loads(content.read_text())["template"]
    return found


def is_there(row: Row) -> bool:
    """A draft is there, too. What was given another title is another agenda."""
    return AgendaTemplate.objects.filter(title=row["title"]).exists()


def make(row: Row) -> AgendaTemplate:
    template = AgendaTemplate(
        title=row["title"],
        description=row["description"],
        planned_minutes=sum(each["minutes"] for each in row["phase"]),
        phases=[("phase", said(each)) for each in row["phase"]],
        ground_rules=[("rule", rule) for rule in row["ground_rules"]],
        questions=[("question", question) for each in row["phase"] for question in bank(each)],
    )
    template.save()
    template.save_revision().publish()
    return template


def said(row: Row) -> Row:
    """Of a phase, without the questions that moderators have at hand."""
    return {name: value for name, value in row.items() if name != BANK}


def bank(row: Row) -> list[Row]:
    return [{"phase": row["code"], "purpose": purpose, "question": question} for purpose, question in row[BANK]]
