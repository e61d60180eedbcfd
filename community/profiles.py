"""The language of Wagtail's profile is that of the account: the CMS speaks it, and its mails about reviews do.

Wagtail takes whoever acts for the one who reads where the profile names no language, so it always names one.
"""

from typing import Any

from django.db.models.signals import post_save, pre_save
from wagtail.users.models import UserProfile

from cms import languages
from community.models import User


def connect() -> None:
    post_save.connect(_follow_account, sender=User)
    pre_save.connect(_name_language, sender=UserProfile)
    post_save.connect(_tell_account, sender=UserProfile)


def spoken(user: User) -> str:
    return languages.interface(user.language or languages.default())


def _follow_account(instance: User, **_: Any) -> None:
    UserProfile.objects.filter(user=instance).exclude(preferred_language=spoken(instance)).update(
        preferred_language=spoken(instance)
    )


def _name_language(instance: UserProfile, **_: Any) -> None:
    instance.preferred_language = instance.preferred_language or spoken(instance.user)


def _tell_account(instance: UserProfile, **_: Any) -> None:
    """Somebody chose another one in the CMS."""
    if instance.preferred_language != spoken(instance.user):
        instance.user.language = instance.preferred_language
        instance.user.save(update_fields=["language"])
