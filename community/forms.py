from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.models import Organisation, User


class SignupForm(forms.Form):
    """What we ask beyond e-mail and password; allauth mixes this into its own form."""

    display_name = forms.CharField(label=_("Name shown to others"), max_length=60)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), required=False, empty_label=_("None of these")
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        data: dict[str, Any] = self.cleaned_data
        user.display_name = data["display_name"]
        user.organisation = data["organisation"]
        user.save()
