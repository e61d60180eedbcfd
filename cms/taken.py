"""Names and addresses that a text has for itself. A draft takes none, so somebody else may publish its name first."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TAKEN = gettext_lazy("This is taken: another entry has it already.")


class NameTaken(ValidationError):
    """Somebody wants to publish a draft whose name or address something else has by now. Nothing was changed."""

    def __init__(self, draft: Any, fields: Sequence[str]) -> None:
        super().__init__(dict.fromkeys(fields, TAKEN))
        self.draft = draft
        self.fields = fields

    @property
    def names(self) -> str:
        """What is taken, as people read it."""
        named = _("%(field)s “%(value)s”")
        return ", ".join(
            named % {"field": self.draft._meta.get_field(name).verbose_name, "value": getattr(self.draft, name)}
            for name in self.fields
        )


class HasItsName:
    """Whatever has drafts extends this."""

    def taken(self) -> list[str]:
        """The fields whose value something else has."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Asks by writing: between a question and the writing, somebody else could publish."""
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)  # type: ignore[misc]  # of the model that this is mixed into
        except (IntegrityError, ValidationError):
            if taken := self.taken():
                raise NameTaken(self, taken) from None
            raise

    @transaction.atomic  # Wagtail forgets first for when it was planned
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)  # type: ignore[misc]  # likewise


def taken_fields(instance: models.Model) -> list[str]:
    """What somebody typed that only one of these may have, and another one has."""
    others = type(instance)._default_manager.exclude(pk=instance.pk)
    found = [
        typed
        for together, typed in unique_texts(type(instance))
        if others.filter(**{name: getattr(instance, name) for name in together}).exists()
    ]
    return [name for typed in found for name in typed]


def unique_texts(model: type[models.Model]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """What is unique together, with those of it that people type."""
    for together in _unique(model):
        fields = [model._meta.get_field(name) for name in together]
        typed = [field.name for field in fields if isinstance(field, models.CharField) and field.editable]
        if typed:
            yield together, typed


def _unique(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,)
    for together in model._meta.unique_together:
        yield tuple(together)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            fields = [each for each in constraint.expressions if isinstance(each, models.F)]
            yield tuple(constraint.fields) or tuple(each.name for each in fields)  # type: ignore[attr-defined]  # it has one
