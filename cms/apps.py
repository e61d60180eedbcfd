from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms import addresses, homes, identity, sites  # need the models

        addresses.connect()
        homes.connect()
        identity.connect()
        sites.connect()
