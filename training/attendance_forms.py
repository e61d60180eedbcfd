"""What is asked of those who note who was there, and of those who were."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from training import words
from training.core.attendance import MarkSource, Status
from training.models import MessageChoice, SignedList

NOTED = {status: words.STATUSES[status] for status in (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT)}
BY_HAND = {
    MarkSource.TRAINER: _("I was there myself, or asked them"),
    MarkSource.LIST: _("The list that they signed"),
}


class CorrectionForm(forms.Form):
    status = forms.ChoiceField(label=_("What is right"), choices=[*NOTED.items(), (Status.OPEN, _("Nothing is known"))])
    minutes = forms.IntegerField(
        label=_("Minutes, if it was not the whole sitting"), required=False, min_value=0, max_value=24 * 60
    )
    source = forms.ChoiceField(
        label=_("From where you know it"),
        choices=list(BY_HAND.items()),
        widget=forms.RadioSelect,
        initial=MarkSource.TRAINER,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("It stays beside what was noted before. Please write nothing about illness or family."),
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


class HereForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one to which you got the confirmation of your place."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SignedListForm(forms.ModelForm[SignedList]):
    class Meta:
        model = SignedList
        fields = ("file",)
        labels = {"file": _("Signed list as PDF or photo")}


class ChoicesForm(forms.ModelForm[MessageChoice]):
    class Meta:
        model = MessageChoice
        fields = ("digest",)
