from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms import homes, identity, sites  # need the models

        homes.connect()
        identity.connect()
        sites.connect()
