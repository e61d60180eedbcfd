"""What people fill in beside lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.fields import NameFormField
from elearning.models import Case, CaseDraft, Resolution

LONGEST_NAME = 100


def without_stop(words: str) -> str:
    """Both parts stand in one sentence, which has its own comma and full stop."""
    return words.rstrip(" .,;") or words


class ResolutionForm(forms.ModelForm[Resolution]):
    class Meta:
        model = Resolution
        fields = ("situation", "deed", "asks")
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("situation", "deed")}
        help_texts = {
            "situation": _("A moment that you will recognise. For example: somebody makes a joke about others."),
            "deed": _("One small thing that you do then. For example: ask what is meant."),
            "asks": _("One mail, without your words in it. The answer is three buttons, and only you see it."),
        }
        error_messages = {
            "situation": {"required": _("Please write when it is to happen.")},
            "deed": {"required": _("Please write what you will do then.")},
        }

    def clean_situation(self) -> str:
        return without_stop(self.cleaned_data["situation"])

    def clean_deed(self) -> str:
        return without_stop(self.cleaned_data["deed"])


class ConfirmationForm(forms.Form):
    """The name is printed and stored nowhere."""

    name = NameFormField(
        label=_("Name on the confirmation"),
        max_length=LONGEST_NAME,
        help_text=_("For example your full name. It is used for this file only, and not stored."),
        error_messages={"required": _("Please write the name that is to stand on it.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class CaseForm(forms.ModelForm[Case]):
    class Meta:
        model = Case
        fields = ("situation", "who", "thought", "happened")
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 5}))


class ConsentForm(forms.Form):
    consent = forms.BooleanField(
        label=_("I agree that the editors of this site read this case and make an exercise of it without names."),
        help_text=_("They change whatever could tell who it was. You can take your consent back at any time."),
        error_messages={"required": _("Please tick it if you want to hand the case in. Without it nobody reads it.")},
    )


class CaseDraftForm(forms.ModelForm[CaseDraft]):
    class Meta:
        model = CaseDraft
        fields = ("text", "in_course")
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "text": _("Change place, roles and words, so that nobody who was there would be recognised."),
            "in_course": _("Then you are told if the consent is taken back, and take it out of the course."),
        }
