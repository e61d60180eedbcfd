"""The site on which the canary acts: mail, tasks and what is on disk go the way they go in production."""

from tests.faults.settings import *  # noqa: F403
from tests.faults.settings import LOGGING, RUN_FOLDER

MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
LOG = RUN_FOLDER / "application.log"
LOGGING = LOGGING | {
    "handlers": {
        "console": {
            "class": "logging.FileHandler",
            "filename": str(LOG),
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
