"""Tests: quick hashing, no collected static files, an interface language that runs from right to left."""

from pathlib import Path

from config.env import VAR, env

env.ENVIRON.setdefault("SECRET_KEY", "only-for-tests-" * 4)
env.ENVIRON.setdefault("BASE_URL", "http://testserver")
env.ENVIRON.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
if url := env.str("TEST_DATABASE_URL", default=""):
    env.ENVIRON["DATABASE_URL"] = url
if url := env.str("TEST_REDIS_URL", default=""):
    env.ENVIRON["REDIS_URL"] = url

from config.settings.production import *  # noqa: E402, F403
from config.settings.production import DATABASES, INTERFACE_LANGUAGES, STATIC_ROOT, STORAGES, TASK_QUEUES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live room reads and writes from threads of its own.
    VAR.mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": env.str("PYTEST_DB", default=str(VAR / "test.sqlite3"))}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# WhiteNoise warns where it is missing, and warnings are errors.
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": TASK_QUEUES}}
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR / "test-media")
ERASURE_LEDGER = VAR / "test-erasures.jsonl"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STAFF_SECOND_FACTOR = False
INTERFACE_LANGUAGES = [*INTERFACE_LANGUAGES, "ar"]
