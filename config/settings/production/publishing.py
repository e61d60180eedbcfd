"""The CMS: review, uploads, search; and no request to third parties."""

from typing import Any

from config.env import env, flag
from config.settings.production.languages import LANGUAGES
from config.settings.production.site import BASE_URL

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
    "scan": 20 * 1024 * 1024,
}
WAGTAIL_REDIRECTS_FILE_STORAGE = "cache"  # between its two steps; a temporary file would stay, on one machine
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
