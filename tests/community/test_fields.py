"""A name is stored as people see it, whichever form it is written in."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.urls import get_resolver

from community.fields import NameFormField
from community.models import User
from tests.canary.places import OURS, below

TURNED = "Amal\u202etgelgeb"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Amal", "Amal"),
        ("  Amal \n Haddad ", "Amal Haddad"),
        (TURNED, "Amaltgelgeb"),
        ("A\u200bmal\u3164", "Amal"),
        ("a" + "\u0316" * 50, "a" + "\u0316" * 3),
        ("أمل", "أمل"),
    ],
)
def test_a_name_is_stored_as_it_is_seen(typed, stored):
    assert NameFormField(max_length=60).clean(typed) == stored
    assert User._meta.get_field("display_name").formfield().clean(typed) == stored


@pytest.mark.parametrize("typed", ["\u3164", "\u202e", "...", "\u200b1"])
def test_a_name_needs_a_letter_that_can_be_read(typed):
    with pytest.raises(ValidationError, match=r"letter|Buchstabe"):
        NameFormField().clean(typed)


NAMES_OF_THINGS = {"AddKeyForm", "CohortForm", "RenameForm"}
# Whoever comes into a room has a name that means no role, too: `acceptable_name`, tried in tests/deliberation.
OF_ROOMS = {"EntranceForm", "GuestForm"}


def test_every_form_for_it_takes_it_so():
    assert get_resolver().url_patterns  # all forms of the site are there once all its addresses are
    ours = [form for form in below(BaseForm) if form.__module__.partition(".")[0] in OURS]
    fields = {
        (form.__name__, field): form.base_fields[field]
        for form in ours
        for field in {"display_name", "name"} & set(getattr(form, "base_fields", {}))
        if form.__name__ not in NAMES_OF_THINGS | OF_ROOMS
    }
    assert {form for form, _field in fields} >= {
        *("SignupForm", "AcceptForm", "ProfileForm", "PersonEditForm"),
        *("RegistrationForm", "PersonForm", "ConfirmationForm"),
    }
    assert {each for each, field in fields.items() if type(field) is not NameFormField} == set()
