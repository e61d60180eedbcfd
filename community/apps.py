from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class CommunityConfig(AppConfig):
    name = "community"
    default = True

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from community import accounts, erasures, outbox
        from community.models import User

        outbox.failed.connect(accounts.free_limits)
        pre_delete.connect(erasures.refuse_other_ways, sender=User)


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with accounts as they are here: an e-mail address and a chosen name."""

    user_viewset = "community.viewsets.AccountViewSet"
