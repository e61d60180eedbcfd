from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from community.erasures import ELSEWHERE
        from training import erasures
        from training.models import SignedList

        post_delete.connect(erasures.delete_file, sender=SignedList)
        ELSEWHERE.append(erasures.ELSEWHERE)
