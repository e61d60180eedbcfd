"""What a release contains besides its own text: words of the glossary and of scales are copied, files are held.

Words may be changed or deleted afterwards. A file in a released lesson is neither deleted nor exchanged, as long as
nobody withdraws it; docs/decisions/0098 has the reasons.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError
from django.db.models.fields.files import FieldFile
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from cms.models import GlossaryTerm, Recording
from elearning import exercises, mentions
from elearning.core.mentions import Term
from elearning.models import LessonPage, LessonSnapshot, ReleasedFile, Scale

TERM = "glossary_term"
WORDS = "words"  # beside the id of the term, in the body of a snapshot

HELD: dict[str, type[models.Model]] = {
    "picture": get_image_model(),
    "recording": Recording,
    "document": get_document_model(),
}


# --- words ------------------------------------------------------------------------------------------------------------


def with_words(body: Iterable[Mapping[str, Any]], locale: str) -> list[Mapping[str, Any]]:
    """The body of a lesson with the words of its glossary terms and scales, as they are published now."""
    return [
        {**block, "value": {**block["value"], WORDS: _words(block["value"]["term"], locale)}}
        if block["type"] == TERM
        else block
        for block in exercises.completed(body, locale)
    ]


def _words(pk: int | None, locale: str) -> dict[str, str]:
    """In the language of the lesson, or else in that of the chosen term; nothing of a term that is a draft."""
    chosen = GlossaryTerm.objects.filter(pk=pk or 0)
    translated = GlossaryTerm.objects.live().filter(
        translation_key__in=chosen.values("translation_key"), locale__language_code=locale
    )
    term = translated.first() or chosen.live().first()
    return {"term": term.term, "definition": term.definition} if term else {}


def read_body(snapshot: LessonSnapshot) -> Any:
    """The body of a snapshot as blocks, its terms in the words that were released."""
    released = {block["id"]: block["value"][WORDS] for block in snapshot.body if WORDS in _value(block)}
    raw = mentions.marked(map(_without_term, snapshot.body), terms(snapshot), snapshot.locale)
    body = LessonPage.body.field.to_python(raw)
    for block in body:
        if block.id in released:
            words = released[block.id]
            block.value["term"] = GlossaryTerm(**words) if words else None
    return body


def terms(snapshot: LessonSnapshot) -> tuple[Term, ...]:
    """What its text explains by a tap."""
    return mentions.from_kept(snapshot.terms)


def _value(block: Mapping[str, Any]) -> Any:
    return block["value"] if block["type"] == TERM else {}


def _without_term(block: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**block, "value": {**block["value"], "term": None}} if WORDS in _value(block) else block


def places_of(text: GlossaryTerm | Scale) -> list[str]:
    """Where in the page tree lessons explain or mention this term or use this scale, in whatever language they do."""
    texts = [str(each.pk) for each in text.get_translations(inclusive=True)]
    kind = ContentType.objects.get_for_model(text)
    references = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=texts)
    lessons = LessonPage.objects.live().filter(
        pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)]
    )
    found = list(lessons.values_list("path", flat=True))
    return found + _mentioning(text) if isinstance(text, GlossaryTerm) else found


def _mentioning(term: GlossaryTerm) -> list[str]:
    """As it is called now, and wherever a release has it, perhaps under another name."""
    keys = set(LessonSnapshot.objects.filter(terms__has_key=term.slug).values_list("lesson_key", flat=True))
    lessons = LessonPage.objects.live().filter(locale__language_code__in=mentions.readers_of(term))
    return [
        lesson.path
        for lesson in lessons.only("path", "translation_key", "body")
        if lesson.translation_key in keys or mentions.terms_of(lesson.body.raw_data, [mentions.as_term(term)])
    ]


# --- files ------------------------------------------------------------------------------------------------------------


def hold_files(snapshot: LessonSnapshot) -> None:
    field = LessonPage.body.field
    used = {(model, str(pk)) for model, pk, *_ in field.extract_references(field.to_python(snapshot.body))}
    for name, model in HELD.items():
        ids = [pk for each, pk in used if each is model]
        for pk in model._default_manager.filter(pk__in=ids).values_list("pk", flat=True):
            ReleasedFile.objects.create(snapshot=snapshot, **{f"{name}_id": pk})


def watch() -> None:
    """Wagtail's forms delete a document before they save the next one, so they are told while they validate."""
    for model in HELD.values():
        pre_save.connect(keep_file, sender=model)
        for field in _file_fields(model):
            field.validators.append(validate_stays)


def validate_stays(file: FieldFile) -> None:
    """Titles, alternatives and transcripts may be corrected; another file needs a lesson that was read with it."""
    if lessons := _losing(file.instance, [file.field.name]):
        titles = ", ".join(sorted({str(each) for each in lessons}))
        raise ValidationError(
            _("Learners have this file in their lessons (%(titles)s). Please upload the other one as a new file."),
            params={"titles": titles},
        )


def keep_file(sender: type[models.Model], instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """For whatever saves without a form, and for what a form empties."""
    saved = [field.name for field in _file_fields(sender) if update_fields is None or field.name in update_fields]
    if lessons := _losing(instance, saved):
        raise ProtectedError("A released lesson shows this file.", {*lessons})


def _losing(instance: Any, names: Iterable[str]) -> set[ReleasedFile]:
    """Where learners would read something else."""
    released = set(instance.released.select_related("snapshot")) if instance.pk else set()
    if not released:
        return set()
    before = type(instance)._default_manager.get(pk=instance.pk)
    return released if any(_is_exchanged(getattr(before, name), getattr(instance, name)) for name in names) else set()


def _file_fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.fields if isinstance(field, models.FileField)]


def _is_exchanged(before: FieldFile, now: FieldFile) -> bool:
    return bool(before) and (before.name != now.name or not now._committed)  # type: ignore[attr-defined]


def withdraw(file: Any) -> list[str]:
    """Deletes a file for a reason that weighs more than the lesson: somebody in it asks for it. Says from where."""
    titles = sorted({str(each) for each in file.released.select_related("snapshot")})
    file.released.all().delete()
    file.delete()
    return titles
