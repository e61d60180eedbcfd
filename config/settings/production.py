"""Production, and the base of everything else: safe as it stands, and it refuses to start without its secrets.

Without further variables it is the embedded profile (SQLite, one process). DATABASE_URL and REDIS_URL make it the
grown-up one (PostgreSQL, several processes).
"""

from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.env import (
    ROOT,
    VAR,
    database,
    env,
    flag,
    hosts,
    mail_server,
    number,
    one_of,
    origin,
    path,
    redis,
    secret,
    sender,
    time_zone,
)

# --- secrets and hosts: no defaults here, a missing one stops the start -----------------------------------------------

SECRET_KEY = env("SECRET_KEY", secret)
BASE_URL = env("BASE_URL", origin)  # https://lernen.example.de: for mails, invitations and the origin check
ALLOWED_HOSTS = env("ALLOWED_HOSTS", hosts)
DEBUG = False

# --- what the site is made of -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "daphne",  # first: it replaces runserver
    "config",
    "elearning",
    "deliberation",
    "community",
    "cms",
    "wagtail_localize",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "community.apps.CmsUsersConfig",  # wagtail.users with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "channels",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.caching.NoStoreMiddleware",  # outside of everything that answers: redirects and refusals, too
    "cms.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.destinations.DestinationMiddleware",
    "community.departures.DepartureMiddleware",
    "community.second_factor.SecondFactorMiddleware",
    "cms.sites.SiteMiddleware",
    "cms.links.LinksMiddleware",
    "cms.choosers.NumbersMiddleware",
    "community.approvals.ReviewMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "csp.context_processors.nonce",
            ],
        },
    }
]

FORM_RENDERER = "cms.forms.Renderer"

# --- threads: each of them may need a database connection, so the pool follows from their numbers ---------------------

PAGE_THREADS = env("PAGE_THREADS", number(1, 500), 8)  # pages that are answered at once
PAGES_COMPUTING = 2  # of them: one interpreter computes one page, while another one waits for the database
WRITING_THREADS = 1  # commits what is said in rooms
READING_THREADS = 4  # look things up for rooms
TASK_QUEUES = ["default", "mail"]  # a worker each: a mail server that is slow must not hold up the search index
CLOCK_THREADS = 1
THREADS = PAGE_THREADS + WRITING_THREADS + READING_THREADS + len(TASK_QUEUES) + CLOCK_THREADS

# --- data -------------------------------------------------------------------------------------------------------------

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

# --- people -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = ["community.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"

ACCOUNT_ADAPTER = "community.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.forms.SignupForm"
ACCOUNT_FORMS = {"signup": "community.signing_up.DiscreetSignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# A code, not a link: whoever signs up stays on the page where they are, wherever they read their mail, and whoever gets
# hold of the mail alone does not come in with it. Mail may take its time, so an hour is theirs.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 60 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever takes over an account cannot do it silently
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True  # one address, replaced when the new one is confirmed
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = (
    True  # whoever may set a password could log in with it; a second factor is still asked
)
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Behind proxies, who asks stands in their header; without their number everybody would share the proxy's limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env("TRUSTED_PROXY_COUNT", number(0, 10), 0)
# A class room shares one address, so the limit per address is generous and the one per account is not.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",  # the key is the account and the address from which somebody tries
    "login_failed_anywhere": "100/h/key",  # the account alone, as many addresses can be hired
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key",
    "confirm_email": "60/m/ip,3/m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
# How many come into live sessions in so many seconds: a class of thirty behind one address is in within a minute, and
# nobody takes all places in a moment.
JOINS_SECONDS = env("JOINS_SECONDS", number(1, 3600), 10)
JOINS_PER_LINK = env("JOINS_PER_LINK", number(1, 1000), 6)
JOINS_PER_ADDRESS = env("JOINS_PER_ADDRESS", number(1, 10000), 12)
# A class of thirty that looks for something at once, and then again, stays below it.
PROJECTOR_SECONDS = 10
PROJECTOR_LOOKS_PER_ADDRESS = env("PROJECTOR_LOOKS_PER_ADDRESS", number(1, 100000), 200)
BALLOTS_SECONDS = 10
BALLOTS_PER_PERSON = env("BALLOTS_PER_PERSON", number(1, 1000), 10)
SEARCH_SECONDS = 60
SEARCHES_PER_ADDRESS = env("SEARCHES_PER_ADDRESS", number(1, 100000), 120)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zweiklang"
MFA_FORMS = {"add_webauthn": "community.forms.AddKeyForm"}
# Staff see other people's data: they need a second factor.
STAFF_SECOND_FACTOR = env("STAFF_SECOND_FACTOR", flag, True)

EMAIL_CONFIG = env("EMAIL_URL", mail_server, mail_server("smtp://localhost:25"))
vars().update(EMAIL_CONFIG)
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_BACKEND = "community.outbox.Outbox"  # keeps each mail until a worker has handed it to the transport
EMAIL_TIMEOUT = env("EMAIL_TIMEOUT", number(1, 600), 10)  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", sender, "zweiklang@localhost")

# --- languages --------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
FORMAT_MODULE_PATH = "config.formats"
# What pages can be written in; the first one has no prefix in its addresses (docs/decisions/0066).
LANGUAGES: list[tuple[str, Any]] = [
    ("de", _("German")),
    ("en", _("English")),
    ("de-simple", _("German, easy language")),
    ("ar", _("Arabic")),
]
# What the words around them are translated into. Content in another language is surrounded by the default one.
INTERFACE_LANGUAGES = ["de", "en"]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = env("TIME_ZONE", time_zone, "Europe/Berlin")
USE_TZ = True

# --- publishing -------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Zweiklang"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES[:2]  # those of the interface
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # what is not translated yet is not published
WAGTAIL_FINISH_WORKFLOW_ACTION = "community.reviews.publish"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # in several steps, each approves what is published in the end
WAGTAILMEDIA = {
    "MEDIA_MODEL": "cms.Recording",
    # Which files are taken is said in one place, cms/uploads, so that one sentence says what is wrong with a file.
    "AUDIO_EXTENSIONS": [],
    "VIDEO_EXTENSIONS": [],
}
# No request to third parties, from browser or server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # people set their own, by a link in an e-mail
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS: list[str] = []  # as with recordings
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.pictures.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "heic", "heif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
UPLOAD_SIZES = {  # bytes; the web server in front takes a little more
    "picture": WAGTAILIMAGES_MAX_UPLOAD_SIZE,
    "recording": 95 * 1024 * 1024,
    "captions": 1024 * 1024,
    "document": 50 * 1024 * 1024,
}
FILE_UPLOAD_HANDLERS = ["cms.addresses.SmallUploadHandler", "cms.addresses.LargeUploadHandler"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an editor's long lesson
WAGTAILSEARCH_BACKENDS = {
    # PostgreSQL knows the forms of German words; SQLite looks for words as they are written.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}
}
# Whether we send uploaded files ourselves, or tell the web server in front which one to send.
SERVE_MEDIA = env("SERVE_MEDIA", flag, True)

# --- the live room: limits of one process -----------------------------------------------------------------------------

ROOM_ORIGINS = [BASE_URL]  # full origins: the allowed hosts alone would let in any port and scheme
ROOM_FRAMES = (5.0, 30)  # of one person: a second, burst
ROOM_CONTRIBUTIONS = (0.2, 5)  # likewise
ROOM_REFUSALS = (0.2, 20)  # likewise
ROOM_FRAME_SIZE = 16 * 1024  # bytes
ROOM_SOCKETS = 4  # of one person
ROOM_SOCKETS_AN_ADDRESS = 2000  # a school, a town hall or a proxy that hides who is behind it has one address
ROOM_FIRST_FRAME = 10  # seconds until somebody has said where they stand
ROOM_RECHECK = 30  # seconds after which it is asked again whether somebody may be in the room
LIVE_SESSION_DAYS = env("LIVE_SESSION_DAYS", number(1, 3650), 365)  # then names and words of a session are forgotten
PROTOCOL_FILE = ROOT / "frontend" / "src" / "room" / "protocol.ts"
PROTOCOL_SCHEMA = ROOT / "docs" / "protocol.schema.json"
TRANSCRIPT_SCHEMA = ROOT / "docs" / "transcript.schema.json"

# --- security ---------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = env("SECURE_SSL_REDIRECT", flag, True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env("SECURE_HSTS_SECONDS", number(0, 2**31), 31_536_000)
# The operator's choice: it also concerns other sites of the same house, and cannot be taken back for months.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env("SECURE_HSTS_INCLUDE_SUBDOMAINS", flag, False)
SECURE_HSTS_PRELOAD = env("SECURE_HSTS_PRELOAD", flag, False)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "community.logins"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "config.resending.token_refused"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the page preview of the CMS is a frame
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # would have DENY instead
    *("security.W005", "security.W021"),  # would have the operator choose sub-domains and preload
]
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline code; nothing else may.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}

# --- logs: no texts, no addresses of people or sessions, whoever writes them ------------------------------------------

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.WithoutSecrets", "fmt": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", one_of(LOG_LEVELS), "INFO")},
    "filters": {"in_one_line": {"()": "config.logs.InOneLine"}},
    "loggers": {
        "pikepdf": {"level": "WARNING"},  # says that it is there
        # A line for each page that is indexed tells nobody anything, and titles of pages are texts.
        **{name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db", "wagtail")},
        "channels_redis.pubsub": {"filters": ["in_one_line"]},
        # The servers' own handlers would write addresses as they are; ours cleans every line.
        "django.server": {"handlers": [], "propagate": True},
        "uvicorn": {"handlers": [], "propagate": True},
        "uvicorn.access": {"handlers": [], "level": "WARNING", "propagate": True},
        # Below that, it names everybody who comes to a room: their address, and the session's, which is a secret.
        "uvicorn.error": {"level": "WARNING", "filters": ["in_one_line"]},
    },
}

env.refuse_misspelt()
