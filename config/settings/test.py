"""Tests: quick hashing, no collected static files, an interface language that runs from right to left."""

import os

from config.env import VAR, env, path, text

# Whatever a run of the tests writes stands in a folder of its own: two runs in one checkout do not meet, nor do the
# workers of one run. A run hands its folder on to the processes that it starts.
WORKER = env("PYTEST_XDIST_WORKER", text, "")
RUN_FOLDER = env("RUN_FOLDER", path, VAR / "tests" / str(os.getpid()))
WORKER_FOLDER = RUN_FOLDER / WORKER

env.preset(
    SECRET_KEY="only-for-tests-" * 4, BASE_URL="http://testserver", ALLOWED_HOSTS="testserver,localhost,127.0.0.1"
)
if url := env("TEST_DATABASE_URL", text, ""):
    env.variables["DATABASE_URL"] = url
if redis_url := env("TEST_REDIS_URL", text, ""):
    env.variables["REDIS_URL"] = f"{redis_url.rsplit('/', 1)[0]}/{WORKER.removeprefix('gw')}" if WORKER else redis_url

from config.settings.production import *  # noqa: E402, F403
from config.settings.production import (  # noqa: E402
    CHANNEL_LAYERS,
    DATABASES,
    INTERFACE_LANGUAGES,
    STORAGES,
    TASK_QUEUES,
    UPLOAD_SIZES,
)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the live room reads and writes from threads of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_FOLDER / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

if redis_url and WORKER:  # what is published is heard in all numbered databases
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = WORKER

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = env("STATIC_ROOT", path, WORKER_FOLDER / "static")
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": TASK_QUEUES}}
MEDIA_ROOT = env("MEDIA_ROOT", path, WORKER_FOLDER / "media")
ERASURE_LEDGER = WORKER_FOLDER / "erasures.jsonl"
UPLOAD_SIZES = dict.fromkeys(UPLOAD_SIZES, 500_000)  # so that files that are too large travel quickly
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STAFF_SECOND_FACTOR = False
INTERFACE_LANGUAGES = [*INTERFACE_LANGUAGES, "ar"]
