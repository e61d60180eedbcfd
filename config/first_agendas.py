"""The agendas with which every installation begins: the standard ones, and methods that trainers know by name.

Each is data and nothing else. Editors change them as any text; what they delete does not come back.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from deliberation.models import AgendaTemplate

CONTENT = Path(__file__).with_name("first_agendas.toml")
BANK = "questions"  # of a phase, which the template keeps together for the moderation

Row = dict[str, Any]


@transaction.atomic
def make_missing() -> None:
    """Only where there are none yet, drafts included."""
    if not AgendaTemplate.objects.exists():
        for row in rows():
            make(row)


def rows() -> list[Row]:
    found: list[Row] = tomllib.loads(CONTENT.read_text())["template"]
    return found


def make(row: Row) -> AgendaTemplate:
    template = AgendaTemplate(
        title=row["title"],
        description=row["description"],
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
