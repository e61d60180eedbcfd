from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.privacy import MAIL_DAYS
from deliberation.core.acting import Refused
from deliberation.models import Participation, Session, yesterday
from deliberation.sessions import acceptable_name, changeable

NAMES = {
    "names.no_letter": _("A name needs a letter that can be read."),
    "names.too_long": _("This name is too long. Sixty characters are the most."),
    "names.role": _("This name sounds like a task in the session. Please choose one that only means you."),
    "names.taken": _("Somebody here has this name, or one that looks like it. The one that stands here now is free."),
}


class SessionForm(forms.ModelForm[Session]):
    class Meta:
        model = Session
        fields = (
            "title",
            "question",
            "issue_guide",
            "template",
            "starts_at",
            "places",
            "observer_places",
            "registration_open",
        )
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
        try:
            return acceptable_name(str(self.cleaned_data["name"]))
        except Refused as refused:
            raise forms.ValidationError(NAMES[refused.code]) from None

    def propose(self, name: str) -> None:
        """Instead of one that is taken."""
        self.data = {field: self.data[field] for field in self.data} | {"name": name}
        self.add_error("name", NAMES["names.taken"])


class GuestForm(EntranceForm):
    """Whoever has no account may want a way back that does not depend on this browser."""

    email = forms.EmailField(
        label=_("your e-mail address, if you want a link to come back"),
        required=False,
        help_text=format_lazy(
            _("It is used for this one mail only, and forgotten {days} days later at the latest."), days=MAIL_DAYS
        ),
    )
