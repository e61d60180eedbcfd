"""What is asked of those who make cohorts and invite people into them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.models import User
from elearning.core import enlisting
from elearning.models import Cohort, CoursePage
from elearning.privacy import INVITATION_DAYS

LARGEST = 256 * 1024  # bytes: many times as much as the longest list


class CohortForm(forms.ModelForm[Cohort]):
    course = forms.TypedChoiceField(label=_("course"), coerce=str)

    class Meta:
        model = Cohort
        fields = ("name",)
        help_texts = {"name": _("Everybody in it reads it. For example: Youth welfare office, spring")}

    def __init__(self, *args: Any, courses: list[CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [(str(each.translation_key), each.title) for each in courses]  # type: ignore[attr-defined]
        self.order_fields(["course", "name"])


class RenameForm(forms.ModelForm[Cohort]):
    class Meta:
        model = Cohort
        fields = ("name",)


class InvitationsForm(forms.Form):
    """Names and addresses as they are typed, or a table in a file, or both."""

    people = forms.CharField(
        label=_("names or e-mail addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=format_lazy(
            _(
                "One person in each line. Whoever has an account here can be named by their name; everybody else by "
                "their e-mail address, with the name beside it if you like. What is not accepted is forgotten after "
                "{days} days."
            ),
            days=INVITATION_DAYS,
        ),
    )
    table = forms.FileField(
        label=_("or a table as a file (CSV)"),
        required=False,
        help_text=_("With a line for each person: name, e-mail address. Save it in your spreadsheet as CSV."),
    )

    def clean_table(self) -> str:
        file = self.cleaned_data["table"]
        if not file:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a list of people. Please choose another one."))
        content = file.read()
        if b"\0" in content:
            raise forms.ValidationError(_("This is no table in text. Please save it in your spreadsheet as CSV."))
        return enlisting.decoded(content)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not enlisting.lines(self.text):
            raise forms.ValidationError(_("Please name somebody, or choose a file."))
        return found

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self.cleaned_data["people"], self.cleaned_data["table"])))


class TrainerForm(forms.Form):
    trainer = forms.ModelChoiceField(
        label=_("name another trainer"),
        queryset=User.objects.none(),
        help_text=_("They see and may do everything here that you do."),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer"].queryset = people  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """Read from a wall: in small letters, with blanks, as it comes."""

    code = forms.CharField(label=_("code"), max_length=40)

    def clean_code(self) -> str:
        return "".join(sign for sign in str(self.cleaned_data["code"]).upper() if sign.isalnum())
