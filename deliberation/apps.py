from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "deliberation"

    def ready(self) -> None:
        """The accounts know nothing of live rooms: what happens to them is heard, not called."""
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from community.erasures import ELSEWHERE
        from deliberation import entrance, erasures
        from deliberation.live import revocation

        user_logged_in.connect(entrance.forget_guests)
        user_logged_out.connect(revocation.log_out)
        for signal in (password_changed, password_reset, password_set):
            signal.connect(revocation.change_password)
        ELSEWHERE.append(erasures.ELSEWHERE)
