"""A person's data to take along: one ZIP, for machines and for people."""

import io
import json
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from config.own_data import AreaOfData

FORMAT = 1  # raised when what machines read changes its shape


def archive(areas: list[AreaOfData], request: HttpRequest) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("export.json", json.dumps(as_json(areas), cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
        page = render_to_string("config/download.html", {"areas": areas, "now": timezone.now()}, request)
        file.writestr("index.html", page)
        for picture in [each for area in areas for stored in area.stored for each in stored.files()]:
            with picture.open() as opened:
                file.writestr(f"files/{PurePosixPath(str(picture.name)).name}", opened.read())
    return packed.getvalue()


def as_json(areas: list[AreaOfData]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": timezone.now(),
        "data": {
            area.area: {
                stored.entry.model: {"title": stored.entry.title, "rows": stored.as_json()} for stored in area.stored
            }
            for area in areas
        },
    }
