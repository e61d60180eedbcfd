"""Production as it stands, on 127.0.0.1 without TLS, and with no limit on how much one simulated person may say."""

import sys
from pathlib import Path

from config.env import VAR, env

env.preset(
    SECRET_KEY="only-for-benchmarks-" * 4,
    BASE_URL="http://127.0.0.1",
    ALLOWED_HOSTS="127.0.0.1",
    STATIC_ROOT=str(VAR / "benchmarks" / "static"),
    MEDIA_ROOT=str(VAR / "benchmarks" / "media"),
    LOG_LEVEL="WARNING",
)

from config.settings.production import *  # noqa: E402, F403
from config.settings.production import ROOM_ORIGINS, STATIC_ROOT, STORAGES  # noqa: E402

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
MAIL_TRANSPORT = "django.core.mail.backends.dummy.EmailBackend"  # what was written down is handed to nobody
# Only a browser asks for the files of pages, and they are collected for it; WhiteNoise wants their folder all the same.
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
if "collectstatic" not in sys.argv and not Path(STATIC_ROOT, "staticfiles.json").exists():
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Two hundred simulated people say as much as thousands of real ones, and all of them come from one address.
ROOM_FRAMES = ROOM_CONTRIBUTIONS = (1e6, 1_000_000)
ROOM_SOCKETS_AN_ADDRESS = 100_000
SEARCHES_PER_ADDRESS = BALLOTS_PER_PERSON = 1_000_000
ROOM_ORIGINS = [*ROOM_ORIGINS, "*"]  # a browser names the port, which is another one each time
