"""This machine only: what `make demo` serves. SQLite, mails on the console, a secret made at the first start."""

import secrets

from config.env import VAR, env

VAR.mkdir(exist_ok=True)
_secret = VAR / "secret-key"
if not _secret.exists():
    _secret.write_text(secrets.token_urlsafe(50))

PORT = env.int("PORT", default=8000)
env.ENVIRON.setdefault("SECRET_KEY", _secret.read_text())
env.ENVIRON.setdefault("BASE_URL", f"http://localhost:{PORT}")
env.ENVIRON.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
env.ENVIRON.setdefault("EMAIL_URL", "consolemail://")
env.ENVIRON.setdefault("LOG_LEVEL", "WARNING")

from config.settings.production import *  # noqa: E402, F403
from config.settings.production import DATABASES  # noqa: E402

DEBUG = env.bool("DEBUG", default=False)
ROOM_ORIGINS = [f"http://{host}:{PORT}" for host in ("localhost", "127.0.0.1", "[::1]")]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)  # so that a demo takes one password
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Nothing is lost when the process dies; a power cut may cost the last seconds, and setting up is twice as quick.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    )
