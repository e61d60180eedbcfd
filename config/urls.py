"""Every address of the site; the CMS comes last and serves whatever is left."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import authenticate_with_password

from cms import media
from cms.languages import in_each_language
from cms.views import default_language, page
from community.destinations import RequestPasswordReset
from community.views import cms_login, page_login, set_language
from config import data_sheet, my_data
from config.me import my_page
from deliberation.views.room import Catalogue

handler500 = "config.pages.failed"

urlpatterns = [
    # One login for everybody: Wagtail's own leads to it.
    path("admin/login/", cms_login),
    re_path("^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("_util/login/", page_login),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", media.document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("accounts/password/reset/", RequestPasswordReset.as_view(), name="account_reset_password"),
    path("accounts/", include("allauth.urls")),
    path("language/setlang/", set_language, name="set_language"),
    path("jsi18n/", Catalogue.as_view(), name="javascript-catalog"),
    path("", include("community.urls")),
    path("sessions/", include("deliberation.urls")),
    path("trainings/", include("training.urls")),
    path("", include("elearning.urls")),
    path("me/", my_page, name="my_page"),
    re_path("^media/(?P<path>.*)$", media.serve, name="media"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/data/download/", my_data.download, name="my_download"),
    path("me/data/places/<int:participation>/erase/", my_data.erase_place, name="erase_place"),
    path("me/erase/", my_data.erase_account, name="erase_account"),
    path("data-sheet/", data_sheet.data_sheet, name="data_sheet"),
    path("data-sheet/markdown/", data_sheet.data_sheet_markdown, name="data_sheet_markdown"),
    *wagtail_urls.urlpatterns[:-1],
    re_path(f"^{settings.LANGUAGE_CODE}/(?P<path>.*)$", default_language),
    # Search, glossary and pages have their language in the address. Ours finds pages with fewer queries than Wagtail's.
    *in_each_language(
        path("search/", include("cms.urls")),
        re_path(wagtail_urls.serve_pattern, page, name="wagtail_serve"),
    ),
]
