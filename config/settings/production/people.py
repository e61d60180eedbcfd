"""Accounts: how people sign up, log in and prove who they are."""

from config.env import env, flag, number

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
ACCOUNT_FORMS = {"signup": "deliberation.signing_up.GuestSignupForm"}
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
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zweiklang"
MFA_FORMS = {"add_webauthn": "community.forms.AddKeyForm"}
# Staff see other people's data: they need a second factor.
STAFF_SECOND_FACTOR = env("STAFF_SECOND_FACTOR", flag, True)
