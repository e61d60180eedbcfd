"""How mail goes out."""

from config.env import env, mail_server, number, sender

EMAIL_CONFIG = env("EMAIL_URL", mail_server, mail_server("smtp://localhost:25"))
vars().update(EMAIL_CONFIG)
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_BACKEND = "community.outbox.Outbox"  # keeps each mail until a worker has handed it to the transport
EMAIL_TIMEOUT = env("EMAIL_TIMEOUT", number(1, 600), 10)  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", sender, "zweiklang@localhost")
