"""Logs: no texts, no addresses of people or sessions, whoever writes them."""

from config.env import env, one_of

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.WithoutSecrets", "fmt": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", one_of(LOG_LEVELS), "INFO")},
    "filters": {
        "in_one_line": {"()": "config.logs.InOneLine"},
        "unavailable_in_one_line": {"()": "config.logs.UnavailableInOneLine"},
        "gone_in_one_line": {"()": "config.logs.GoneInOneLine"},
    },
    "loggers": {
        "pikepdf": {"level": "WARNING"},  # says that it is there
        # A line for each page that is indexed tells nobody anything, and titles of pages are texts.
        **{name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db", "wagtail")},
        "django.request": {"filters": ["unavailable_in_one_line", "gone_in_one_line"]},
        "asyncio": {"filters": ["gone_in_one_line"]},
        "channels_redis.pubsub": {"filters": ["in_one_line"]},
        # The servers' own handlers would write addresses as they are; ours cleans every line.
        "django.server": {"handlers": [], "propagate": True},
        "uvicorn": {"handlers": [], "propagate": True},
        "uvicorn.access": {"handlers": [], "level": "WARNING", "propagate": True},
        # Below that, it names everybody who comes to a room: their address, and the session's, which is a secret.
        "uvicorn.error": {"level": "WARNING", "filters": ["in_one_line"]},
    },
}
