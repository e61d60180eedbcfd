from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deliberation.models import Participation, Session, yesterday
from deliberation.sessions import changeable


class SessionForm(forms.ModelForm[Session]):
    class Meta:
        model = Session
        fields = ("title", "question", "issue_guide", "template", "starts_at", "places", "registration_open")
        widgets = {"starts_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["template"].required = True
        if self.instance.pk:
            for name in set(self.fields) - changeable(self.instance):
                self.fields[name].disabled = True  # whatever is sent for it
        for name in ("template", "issue_guide"):
            self._offer_published(self.fields[name], getattr(self.instance, f"{name}_id"))
        self.fields["starts_at"].initial = timezone.localtime().replace(minute=0, second=0, microsecond=0)

    @staticmethod
    def _offer_published(field: Any, chosen: int | None) -> None:
        """What was chosen stays valid where it cannot be changed any more."""
        is_offered = Q(live=True) | Q(pk=chosen) if field.disabled else Q(live=True)
        field.queryset = field.queryset.filter(is_offered)

    def clean_starts_at(self) -> object:
        starts_at = self.cleaned_data["starts_at"]
        if starts_at < yesterday():
            raise forms.ValidationError(_("This time is over. Choose a day from today on."))
        return starts_at


class EntranceForm(forms.ModelForm[Participation]):
    """Under which name somebody comes in, and what kind of organisation they belong to."""

    class Meta:
        model = Participation
        fields = ("name", "kind")
        help_texts = {
            "name": _("The others in the session see this name."),
            "kind": _("Groups are mixed on purpose. Leave it empty if you come for yourself."),
        }

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())
