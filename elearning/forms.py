"""What people fill in beside lessons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elearning.models import Case, CaseDraft


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
