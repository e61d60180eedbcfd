"""A site that is going to be broken: the tests' settings, but what was acknowledged is on disk as in production."""

from config.env import env, flag, text

# All processes of a site are one site, whichever port somebody comes through.
env.variables["BASE_URL"] = "http://testserver"

from config.settings.test import *  # noqa: E402, F403
from config.settings.test import DATABASES, EMAIL_CONFIG, TASK_QUEUES  # noqa: E402

if env("FAULTS", text, ""):
    ASGI_APPLICATION = "tests.faults.application.application"

# Mail and tasks go the way they go in production.
EMAIL_BACKEND = "community.outbox.Outbox"
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": TASK_QUEUES}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; PRAGMA secure_delete=ON;"
    )

# A test says in seconds what people say in an hour. The limits themselves are tested with theirs.
if not env("FAULTS_REAL_LIMITS", flag, False):
    ROOM_FRAMES = (2000.0, 4000)
    ROOM_CONTRIBUTIONS = (2000.0, 4000)
    ROOM_REFUSALS = (2000.0, 4000)
