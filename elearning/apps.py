from django.apps import AppConfig


class ElearningConfig(AppConfig):
    name = "elearning"

    def ready(self) -> None:
        from cms import restrictions
        from community.erasures import ELSEWHERE
        from elearning import cohorts, publishing, showing  # need the models
        from elearning.care import reviews

        publishing.connect()
        reviews.connect()
        restrictions.also_shown_by(showing.shows)
        ELSEWHERE.append(cohorts.ELSEWHERE)
