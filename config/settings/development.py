"""This machine only: what `make demo` serves. SQLite, mails on the console, a secret made at the first start."""

from config.env import VAR, env, flag, number, secret_of_this_machine

VAR.mkdir(exist_ok=True)
PORT = env("PORT", number(1, 65535), 8000)
env.preset(
    SECRET_KEY=secret_of_this_machine(),
    BASE_URL=f"http://localhost:{PORT}",
    ALLOWED_HOSTS="localhost,127.0.0.1,[::1]",
    EMAIL_URL="consolemail://",
    LOG_LEVEL="WARNING",
)

from config.settings.production import *  # noqa: E402, F403
from config.settings.production import DATABASES  # noqa: E402

DEBUG = env("DEBUG", flag, False)
ROOM_ORIGINS = [f"http://{host}:{PORT}" for host in ("localhost", "127.0.0.1", "[::1]")]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STAFF_SECOND_FACTOR = env("STAFF_SECOND_FACTOR", flag, False)  # so that a demo takes one password
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Nothing is lost when the process dies; a power cut may cost the last seconds, and setting up is twice as quick.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    )
