"""What the CMS shows of the network."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from community.viewsets import OrganisationViewSet


class NetworkGroup(ViewSetGroup):
    menu_label = _("Network")
    menu_icon = "site"
    menu_name = "network"
    menu_order = 400
    items = (OrganisationViewSet("organisations", url_prefix="organisations"),)


@hooks.register("register_admin_viewset")
def network() -> NetworkGroup:
    return NetworkGroup()
