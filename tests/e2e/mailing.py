"""A site whose mails go out as in production, into a folder; and who gets them there.

What arrives was written down, taken and sent: each in a file of its own.
"""

from config.env import env, path
from config.settings.test import *  # noqa: F403

EMAIL_BACKEND = "community.outbox.Outbox"
MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env("MAIL_FOLDER", path)
