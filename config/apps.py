from django.apps import AppConfig


class RootConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - importing it registers them
