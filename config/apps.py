from django.apps import AppConfig


class RootConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import (
            bridges,  # needs the models of all apps
            checks,  # noqa: F401 - importing it registers them
        )

        bridges.connect()
