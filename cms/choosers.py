"""What people meet in the CMS of what they do not write: pages and pictures that they may choose, and no other titles.

Wagtail filters its lists, and shows the title of whatever number stands in the address of some of its views. Those are
named here; a test opens every address of the CMS with such numbers.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from cms.numbers import as_numbers
from cms.restrictions import readable

WRITING = {"add", "change", "publish"}

# The arguments of views that are numbers of pages or of pictures.
OF_PAGES = {
    "wagtailadmin_choose_page_child": ("parent_page_id",),
    "wagtailadmin_pages:move_confirm": ("page_to_move_id", "destination_id"),
}
OF_PICTURES = {"wagtailimages_chooser:select_format": ("image_id",)}
# Views that break at the root of all pages, which has none above it.
BELOW_OTHERS = {"wagtailadmin_pages:set_page_position": "page_to_move_id"}
SEVERAL_PAGES = "wagtailadmin_choose_page_chosen_multiple"
# Whole libraries, which no page of ours asks, and the address at which Wagtail tries out an error.
UNUSED = ("wagtailadmin_api:images:", "wagtailadmin_api:documents:", "wagtailadmin_error_test")


def choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Whoever does not write pages sees neither drafts nor what is closed to them."""
    theirs = page_permission_policy.instances_user_has_any_permission_for(request.user, WRITING)
    open_to_them = readable(Page.objects.all(), request)
    chosen = Q(pk__in=theirs.values("pk")) | Q(pk__in=open_to_them.values("pk"))
    return pages.filter(chosen | Q(depth=1))


class NumbersMiddleware:
    """A number that somebody may not choose is one that does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated:
            return  # and led to the login
        if name.startswith(UNUSED) or _is_root(name, kwargs) or not _may_choose(request, name, kwargs):
            raise Http404


def _is_root(name: str, kwargs: dict[str, Any]) -> bool:
    return name in BELOW_OTHERS and Page.objects.filter(pk=kwargs[BELOW_OTHERS[name]], depth=1).exists()


def _may_choose(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> bool:
    pages = {kwargs[each] for each in OF_PAGES.get(name, ())}
    if name == SEVERAL_PAGES:
        pages = set(as_numbers(request.GET.getlist("id")))
    if pages and choosable(Page.objects.filter(pk__in=pages), request).count() < len(pages):
        return False
    pictures = [kwargs[each] for each in OF_PICTURES.get(name, ())]
    return not pictures or _pictures(request).filter(pk__in=pictures).exists()


def _pictures(request: HttpRequest) -> Any:
    from wagtail.images.permissions import permission_policy  # not before Wagtail's pictures are ready

    theirs = permission_policy.instances_user_has_any_permission_for(request.user, ["choose", "change"])
    return get_image_model().objects.filter(pk__in=theirs.values("pk"))
