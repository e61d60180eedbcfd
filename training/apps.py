from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        from community.erasures import ELSEWHERE
        from training import erasures

        ELSEWHERE.append(erasures.ELSEWHERE)
