"""What browsers are told to do and to leave, and the cookies that they keep."""

from csp.constants import NONCE, NONE, SELF

from config.env import env, flag, number
from config.settings.production.site import BASE_URL

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
