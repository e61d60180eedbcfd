from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class CommunityConfig(AppConfig):
    name = "community"
    default = True

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from community import erasures
        from community.models import User

        pre_delete.connect(erasures.refuse_other_ways, sender=User)


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with accounts as they are here: an e-mail address and a chosen name."""

    user_viewset = "community.viewsets.AccountViewSet"
