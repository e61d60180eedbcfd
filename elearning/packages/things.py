"""What pages show that is no part of them: pictures, documents, recordings, terms and scales; and which of their fields
travel.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model

from cms.models import GlossaryTerm, Recording
from elearning.models import Scale
from elearning.packages import Thing
from elearning.packages.references import check


@dataclass(frozen=True, slots=True)
class ThingKind:
    """`files` are fields as well; `by` are those by one of which a text is known on every site, in each language.

    Files that were saved before lack the fields of `later`.
    """

    model: Any
    fields: tuple[str, ...]
    files: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


KINDS: dict[str, ThingKind] = {
    "image": ThingKind(
        get_image_model(),
        ("title", "description", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
        ("file",),
    ),
    "document": ThingKind(get_document_model(), ("title",), ("file",)),
    "recording": ThingKind(Recording, ("title", "type", "duration", "transcript"), ("file", "captions", "thumbnail")),
    "glossaryterm": ThingKind(
        GlossaryTerm,
        ("slug", "term", "definition"),
        by=("slug", "term"),
        later=("other_forms", "is_explained_in_texts"),
    ),
    "scale": ThingKind(Scale, ("translation_key", "title", "statements", "low", "high"), by=("translation_key",)),
}
NAMES: dict[type[models.Model], str] = {kind.model: name for name, kind in KINDS.items()}


def written(thing: Any) -> dict[str, Any]:
    """Its fields as the file has them, with its language if it is in one."""
    kind = KINDS[NAMES[type(thing)]]
    found = {name: _written(thing, thing._meta.get_field(name)) for name in (*kind.fields, *kind.later)}
    return {**found, "locale": thing.locale.language_code} if kind.by else found


def _written(thing: Any, field: Any) -> Any:
    value = field.value_from_object(thing)
    if isinstance(field, StreamField):
        return value.get_prep_value()
    return value if isinstance(value, int | float | None) else str(value)


def read(thing: Thing) -> dict[str, Any]:
    """Its fields as the model takes them. Raises ValidationError, and LookupError for one that such things do not have:
    a number would take the place of something that is here, a collection would open it to everybody."""
    kind = KINDS[thing.kind]
    known = {*kind.fields, *kind.later, *(("locale",) if kind.by else ())}
    if thing.parts.keys() - set(kind.files) or thing.fields.keys() - known:
        raise LookupError(thing.kind)
    names = (*kind.fields, *(name for name in kind.later if name in thing.fields))
    return dict(_read(kind.model._meta.get_field(name), thing.fields[name]) for name in names)


def _read(field: Any, value: Any) -> tuple[str, Any]:
    if isinstance(field, StreamField):
        check(field.stream_block, value)
        return field.name, field.stream_block.to_python(value)
    found = field.to_python(value)
    field.run_validators(found)
    return field.name, found


def in_all_languages(thing: Any) -> Iterator[Any]:
    """A scale is one thing in all languages: the site shows each learner the one in theirs."""
    if isinstance(thing, Scale):
        yield from thing.get_translations().select_related("locale")
