"""Where everything is kept: database, cache, tasks, files; and the threads that need a connection to it."""

from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

from config.env import ROOT, VAR, database, env, number, path, redis

# Each thread may need a database connection, so the pool follows from their numbers.
PAGE_THREADS = env("PAGE_THREADS", number(1, 500), 8)  # pages that are answered at once
PAGES_COMPUTING = 2  # of them: one interpreter computes one page, while another one waits for the database
WRITING_THREADS = 1  # commits what is said in rooms
READING_THREADS = 4  # look things up for rooms
TASK_QUEUES = ["default", "mail"]  # a worker each: a mail server that is slow must not hold up the search index
CLOCK_THREADS = 1
CAST_THREADS = 1
THREADS = PAGE_THREADS + WRITING_THREADS + READING_THREADS + len(TASK_QUEUES) + CLOCK_THREADS + CAST_THREADS

DATABASES: dict[str, dict[str, Any]] = {
    "default": env("DATABASE_URL", database, database(f"sqlite:///{VAR / 'zweiklang.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Without IMMEDIATE, contended writes fail at once instead of waiting their turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged survives a power cut. What is deleted is overwritten, not only unlinked.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
            "PRAGMA secure_delete=ON;",
        },
    }
else:
    DATABASES["default"] |= {
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": THREADS,
                "timeout": 5,
                "reconnect_timeout": 3,  # or the pool waits longer each time, minutes after a long outage
            },
            "options": "-c synchronous_commit=on",
            # A server that vanished is noticed within seconds, not when the operating system gives up.
            "connect_timeout": 5,
            "tcp_user_timeout": 10_000,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 2,
        },
    }
STATEMENT_TIMEOUT = 5000  # milliseconds; for processes that serve people, see config/serving.py
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", redis, "")
CHANNEL_LAYERS: dict[str, dict[str, Any]]
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": REDIS_URL,
            # While Redis is away or silent, nothing is remembered, and pages are shown all the same, soon.
            "OPTIONS": {
                "IGNORE_EXCEPTIONS": True,
                "SOCKET_CONNECT_TIMEOUT": 0.5,
                "SOCKET_TIMEOUT": 0.5,
                "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 0)},
            },
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            # Publish/subscribe: the core Redis layer closes idle sockets after 5 s with redis-py 8.
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_connect_timeout": 2}]},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": TASK_QUEUES}}

# Who was erased, for whoever restores a backup: to be kept apart from the database.
ERASURE_LEDGER = env("ERASURE_LEDGER", path, VAR / "erasures.jsonl")

MEDIA_ROOT = env("MEDIA_ROOT", path, VAR / "media")
MEDIA_URL = "/media/"
STATIC_ROOT = env("STATIC_ROOT", path, VAR / "static")
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "cms.storage.UploadStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
