"""What the site is called, and what it is made of."""

from config.env import ROOT, env, hosts, origin, secret

# No defaults here: a missing one stops the start.
SECRET_KEY = env("SECRET_KEY", secret)
BASE_URL = env("BASE_URL", origin)  # https://lernen.example.de: for mails, invitations and the origin check
ALLOWED_HOSTS = env("ALLOWED_HOSTS", hosts)
DEBUG = False

INSTALLED_APPS = [
    "daphne",  # first: it replaces runserver
    "config",
    "training",
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
    "config.buttons.ButtonMiddleware",
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
