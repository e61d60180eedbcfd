"""What pages can be written in, and what the words around them are translated into."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from config.env import ROOT, env, time_zone

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
