"""Signing up without betraying who has an account."""

from typing import Any

from allauth.account.forms import SignupForm
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from community.models import User


class DiscreetSignupForm(SignupForm):
    """An address that has an account costs as much work as a new one, so that the time betrays nothing either."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            self._work_as_for_a_new_one()
        return super().try_save(request)

    @transaction.atomic
    def save(self, request: HttpRequest) -> Any:
        return super().save(request)

    @transaction.atomic
    def _work_as_for_a_new_one(self) -> None:
        make_password(self.cleaned_data["password1"])
        User.objects.filter(email=self.cleaned_data["email"]).update(email=F("email"))
