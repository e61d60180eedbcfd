from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class CommunityConfig(AppConfig):
    name = "community"
    default = True

    def ready(self) -> None:
        from community import accounts, outbox

        outbox.failed.connect(accounts.free_limits)


class CmsUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management, with accounts as they are here: an e-mail address and a chosen name."""

    user_viewset = "community.viewsets.AccountViewSet"
