"""Production, and the base of everything else: safe as it stands, and it refuses to start without its secrets.

Without further variables it is the embedded profile (SQLite, one process). DATABASE_URL and REDIS_URL make it the
grown-up one (PostgreSQL, several processes). Each concern has a file of its own; here they are put together.
"""

from config.env import env
from config.settings.production.data import *  # noqa: F403
from config.settings.production.languages import *  # noqa: F403
from config.settings.production.limits import *  # noqa: F403
from config.settings.production.logs import *  # noqa: F403
from config.settings.production.mail import *  # noqa: F403
from config.settings.production.people import *  # noqa: F403
from config.settings.production.publishing import *  # noqa: F403
from config.settings.production.room import *  # noqa: F403
from config.settings.production.security import *  # noqa: F403
from config.settings.production.site import *  # noqa: F403
from config.settings.production.trainings import *  # noqa: F403

env.refuse_misspelt()
