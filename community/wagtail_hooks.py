"""What the CMS shows of the network, and of the mail to its people."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.log_actions import LogActionRegistry

from community import second_factor
from community.approvals import note_shown
from community.assignments import PeopleView, give_tasks
from community.reports import UnsentMailView, try_mail_again
from community.translations import OrderedTranslationsReport, submit_translation, upload_words
from community.viewsets import InvitationViewSet, OrganisationViewSet, PersonDeleteBulkAction


class PeopleMenuItem(MenuItem):
    """Administrators have the accounts themselves."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("community.give_tasks") and not request.user.has_perm("community.view_user"))


class NetworkGroup(ViewSetGroup):
    menu_label = _("Network")
    menu_icon = "site"
    menu_name = "network"
    menu_order = 400
    items = (
        OrganisationViewSet(),
        InvitationViewSet("invitations", url_prefix="invitations"),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        people = PeopleMenuItem(_("People and their tasks"), reverse("people"), icon_name="user", order=3)
        return [*super().get_submenu_items(), people]


@hooks.register("register_admin_viewset")
def network() -> NetworkGroup:
    return NetworkGroup()


@hooks.register("register_admin_urls")
def people_urls() -> list[URLPattern]:
    return [
        path("people/", PeopleView.as_view(), name="people"),
        path("people/results/", PeopleView.as_view(results_only=True), name="people_results"),
        path("people/<int:pk>/", give_tasks, name="give_tasks"),
    ]


@hooks.register("register_admin_urls")
def our_urls() -> list[URLPattern]:
    return [
        path("translations/<int:pk>/submit/", submit_translation, name="submit_translation_for_review"),
        path("mail/", UnsentMailView.as_view(), name="unsent_mail"),
        path("mail/<int:pk>/again/", try_mail_again, name="try_mail_again"),
    ]


@hooks.register("register_admin_urls", order=-1)  # before those of Wagtail Localize, in their place
def for_translators() -> list[URLPattern]:
    at, view = "localize/reports/translations/", OrderedTranslationsReport
    return [
        path("localize/translate/<int:translation_id>/pofile/upload/", upload_words, name="upload_words"),
        path(at, view.as_view(), name="translations_report"),
        path(f"{at}results/", view.as_view(results_only=True), name="translations_report_results"),
    ]


# After Wagtail's own, which only deletes, and in its place.
hooks.register("register_bulk_action", PersonDeleteBulkAction, order=1)


class UnsentMailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("community.change_outgoingmail"))


@hooks.register("register_reports_menu_item")
def unsent_mail_menu_item() -> MenuItem:
    label = _("Mail that did not go out")
    return UnsentMailMenuItem(label, reverse("unsent_mail"), name="unsent-mail", icon_name="mail", order=100)


@hooks.register("register_log_actions")
def acts_on_accounts(actions: LogActionRegistry) -> None:
    label = _("Reset the second factor")
    actions.register_action(second_factor.RESET, label, _("Second factor reset by an operator (manage.py)"))


# Before the translations' hook, which may answer by itself.
hooks.register("before_edit_page", note_shown, order=-1)
hooks.register("before_edit_snippet", note_shown, order=-1)
