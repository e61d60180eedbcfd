"""What people fill in: signing up, their profile, the filter of the directory."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms import languages
from community.fields import NameFormField
from community.models import Organisation, OrganisationKind, User


class SignupForm(forms.Form):
    """What we ask beyond e-mail and password; allauth mixes this into its own form."""

    display_name = NameFormField(
        label=_("Name shown to others"),
        max_length=60,
        help_text=_("The others read it in live sessions. Your first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.live(), required=False, empty_label=_("None of these")
    )
    field_order = ("email", "display_name", "organisation", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        data: dict[str, Any] = self.cleaned_data
        user.display_name = data["display_name"]
        user.organisation = data["organisation"]
        user.language = _language_of(request)
        user.save()


def _language_of(request: HttpRequest) -> str:
    """What they chose or read in. The default one is nobody's choice: without one, the site follows what is read."""
    reader = languages.reader_of(request)
    chosen, read = (reader.chosen, reader.language) if reader else ("", "")
    return chosen or (read if read != languages.default() else "")


class AcceptForm(SetPasswordForm):  # type: ignore[type-arg]  # which it lacks when it runs
    """Whoever was invited has proved the address with the link; a name and a password are what is missing."""

    display_name = NameFormField(
        label=_("Name shown to others"),
        max_length=60,
        help_text=_("The others read it in live sessions. Your first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("display_name", "new_password1", "new_password2")


class AddKeyForm(AddWebAuthnForm):
    """allauth's form in words that need no dictionary."""

    passwordless = forms.BooleanField(
        label=_("Log in with this key alone, without a password"),
        required=False,
        help_text=_("Your device then asks for your fingerprint, your face or its own code."),
    )


class ProfileForm(forms.ModelForm[User]):
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", _("The language of the page that I read")), *settings.LANGUAGES],
        help_text=_("For this site and for the e-mails it sends you."),
    )

    class Meta:
        model = User
        fields = ("display_name", "organisation", "language", "reminders")
        help_texts = {
            "reminders": _(
                "A day before a live session or a sitting in which you have a place, and once about a resolution "
                "that you wrote at the end of a course."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.empty_label = _("None of these")


class DirectoryFilter(forms.Form):
    """The filter of the directory; whatever it does not know, it leaves out instead of complaining."""

    search = forms.CharField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, data: Any, places: list[str], all_named: bool) -> None:
        super().__init__(data)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("All kinds")), *OrganisationKind.choices]
        place: Any = self.fields["place"]
        place.choices = [("", _("All places")), *((name, name) for name in places)]
        if not all_named:
            place.help_text = _("The largest ones. Please write any other place into the search.")

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set and known; links with outdated ones still show the directory."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
