"""The data sheet for the staff council: what is stored, who sees it, for how long, and what is never evaluated.

It says what the register says, so it cannot promise anything that is not tested there.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from cms.register import Area, PersonalData
from config.register import ELSEWHERE, PERSONAL


def content() -> dict[str, Any]:
    areas = [(area, [entry for entry in PERSONAL if entry.area == area]) for area in Area]
    return {"areas": areas, "never_evaluated": never_evaluated(), "elsewhere": ELSEWHERE}


def never_evaluated() -> list[PersonalData]:
    """What no report may read, as a whole or in part."""
    return [entry for entry in PERSONAL if entry.never_evaluated or entry.unevaluated]


def markdown() -> str:
    return render_to_string("config/data_sheet.txt", content())


@require_safe
def data_sheet(request: HttpRequest) -> HttpResponse:
    return render(request, "config/data_sheet.html", content())


@require_safe
def data_sheet_markdown(request: HttpRequest) -> HttpResponse:
    name = 'attachment; filename="data-sheet.md"'
    return HttpResponse(markdown(), content_type="text/markdown; charset=utf-8", headers={"Content-Disposition": name})
