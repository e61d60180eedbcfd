"""The name under which an account is known to others, in the database and in every form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.names import as_seen

UNREADABLE = _("A name needs a letter that can be read.")


class NameFormField(forms.CharField):
    def to_python(self, value: Any) -> str:
        """Before it is measured: what is taken out counts for nothing."""
        typed = super().to_python(value) or ""
        name = as_seen(typed)
        if typed and not name:
            raise ValidationError(UNREADABLE, code="no_letter")
        return name


class NameField(models.CharField):  # type: ignore[type-arg]  # which it lacks when it runs
    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": NameFormField, **kwargs})

    def deconstruct(self) -> Any:
        """For the database it is text as any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
