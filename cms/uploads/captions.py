"""Captions are served from our own address, so a script that begins like captions must not pass as them."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from cms.uploads.files import head_of

TYPES = {"vtt": "text/vtt"}
FIRST_LINE = re.compile(rb"(\xef\xbb\xbf)?WEBVTT([ \t\r\n]|\Z)")  # what goes on with `=1` is a script


def clean(file: File[Any]) -> File[Any]:
    head = head_of(file)
    if not FIRST_LINE.match(head) or b"\0" in head:
        raise ValidationError(
            _("These captions are not in the format WebVTT. Such a file begins with WEBVTT, its name ends in .vtt."),
            code="content",
        )
    return file


def tells(file: File[Any]) -> bool:
    """A text has nothing beside what one reads."""
    return False
