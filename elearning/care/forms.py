"""What learners read of a withdrawn course, in each language in which there is one."""

from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms import languages
from elearning.models import CoursePage

LONGEST = 600


class WithdrawalForm(forms.Form):
    """A field for each language; one sentence is needed, whoever reads another language reads the nearest."""

    def __init__(self, course: CoursePage, data: QueryDict | None = None) -> None:
        super().__init__(data)
        pages = CoursePage.objects.filter(translation_key=course.translation_key, alias_of=None)
        for code in pages.values_list("locale__language_code", flat=True):
            self.fields[code] = _sentence(code, is_needed=code == course.locale.language_code)

    @property
    def sentences(self) -> dict[str, str]:
        return {code: words for code, words in self.cleaned_data.items() if words}


class QuestionCopyForm(forms.Form):
    """Which questions of a lesson, and into which other one."""

    questions = forms.MultipleChoiceField(
        label=_("Questions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please tick at least one question.")},
    )
    into = forms.TypedChoiceField(
        label=_("Into the lesson"), coerce=int, error_messages={"required": _("Please choose a lesson.")}
    )

    def __init__(
        self,
        questions: list[tuple[str, str, str]],
        targets: list[tuple[str, list[tuple[int, str]]]],
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(data)
        offered: dict[str, Any] = self.fields
        offered["questions"].choices = [(id, f"{kind}: {asked}") for id, kind, asked in questions]
        offered["into"].choices = [*BLANK_CHOICE_DASH, *targets] if targets else []


def _sentence(code: str, *, is_needed: bool) -> forms.CharField:
    return forms.CharField(
        label=languages.own_name(code),
        required=is_needed,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": languages.tag(code), "dir": languages.direction(code)}),
        error_messages={"required": _("Please say in a sentence why, and until when. Learners read it.")},
    )
