from django.apps import AppConfig


class ElearningConfig(AppConfig):
    name = "elearning"

    def ready(self) -> None:
        from elearning import publishing  # needs the models

        publishing.connect()
