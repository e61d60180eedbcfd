from django.apps import AppConfig
from django.db.models.signals import pre_delete, pre_save
from wagtail.users.apps import WagtailUsersAppConfig

from community.reviews import keep_what_is_reviewed


class CommunityConfig(AppConfig):
    name = "community"
    default = True

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from community import accounts, departures, erasures, outbox, profiles
        from community.models import User

        user_logged_out.connect(departures.note)
        profiles.connect()
        outbox.failed.connect(accounts.free_limits)
        pre_delete.connect(erasures.refuse_other_ways, sender=User)
        pre_save.connect(keep_what_is_reviewed, sender="wagtailcore.Revision")


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with accounts as they are here: an e-mail address and a chosen name."""

    user_viewset = "community.viewsets.AccountViewSet"
