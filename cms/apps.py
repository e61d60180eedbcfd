from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms import identity, sites  # need the models

        identity.connect()
        sites.connect()
