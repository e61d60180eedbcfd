"""Addresses and file names in letters that every keyboard, mail program and file system has.

Django and Wagtail drop the dots, or keep the letter, or refuse it, each in its own way. Here ä becomes ae everywhere.
"""

import unicodedata
from typing import Any

from anyascii import anyascii
from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.db.models import SlugField
from django.db.models.signals import pre_save
from django.utils.text import slugify
from taggit.models import Tag
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.taken import HasItsName

GERMAN: dict[str, str | int | None] = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "ẞ": "SS",
}


def in_plain_letters(text: str) -> str:
    """As it is written where these letters are missing; those of other alphabets by their sound."""
    composed = unicodedata.normalize("NFC", text)  # file names of some systems have the dots apart
    return str(anyascii(composed.translate(str.maketrans(GERMAN))))


def address_of(text: str) -> str:
    """The part of a web address that stands for a title or a name."""
    return slugify(in_plain_letters(text))


class AddressField(forms.SlugField):
    """Takes whatever somebody types."""

    def to_python(self, value: Any) -> str:
        return address_of(super().to_python(value) or "")


class Addressed(HasItsName):
    """A page that takes its address from its title where nobody has written one."""

    def taken(self: Any) -> list[str]:
        others = self.get_siblings(inclusive=False) if self.path else Page.objects.none()
        return ["slug"] if others.filter(slug=self.slug).exists() else []

    def full_clean(self: Any, *args: Any, **kwargs: Any) -> None:
        if self.path and not self.slug:
            self.slug = find_available_slug(self.get_parent(), address_of(self.title))
        super().full_clean(*args, **kwargs)  # type: ignore[misc]  # of the page that this is mixed into


class InPlainLetters:
    """An upload handler: from here on, nobody has to mind how a file was called."""

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, in_plain_letters(file_name), *args, **kwargs)  # type: ignore[misc]  # likewise


class SmallUploadHandler(InPlainLetters, MemoryFileUploadHandler):
    pass


class LargeUploadHandler(InPlainLetters, TemporaryFileUploadHandler):
    pass


def connect() -> None:
    # The browser shows the address while a title is typed, so it needs the letters, too.
    widget = SlugInput(formatters=list(GERMAN.items()))
    register_form_field_override(SlugField, override={"form_class": AddressField, "widget": widget})
    pre_save.connect(_write_tag_plainly, sender=Tag)
    pre_save.connect(_write_translation_plainly, sender=StringTranslation)


def _write_tag_plainly(instance: Tag, **kwargs: Any) -> None:
    instance.slug = in_plain_letters(instance.slug)


def _write_translation_plainly(instance: StringTranslation, **kwargs: Any) -> None:
    if instance.context and instance.context.path == "slug":
        instance.data = address_of(instance.data)
