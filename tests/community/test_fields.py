"""A name is stored as people see it, whichever form it is written in."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import BaseForm

from community.fields import NameFormField
from community.models import User
from tests.canary.places import below

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


def test_every_form_for_it_takes_it_so(client):
    client.get("/admin/login/")  # all forms of the site are there once all its addresses are
    forms = {form for form in below(BaseForm) if "display_name" in getattr(form, "base_fields", {})}
    assert {form.__name__ for form in forms} >= {"SignupForm", "AcceptForm", "ProfileForm", "PersonEditForm"}
    assert {form for form in forms if type(form.base_fields["display_name"]) is not NameFormField} == set()
