"""What coordinators and operators see of the mail that did not go out."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import BaseListingView, PermissionCheckedMixin
from wagtail.permissions import ModelPermissionPolicy

from community import outbox
from community.models import MailState, OutgoingMail


class ReasonColumn(Column):
    cell_template_name = "community/cms/mail_reason.html"


class TryAgainColumn(Column):
    cell_template_name = "community/cms/mail_try_again.html"

    def get_cell_context_data(self, instance: OutgoingMail, parent_context: Any) -> dict[str, Any]:
        """Cells are rendered without the request, and so without its token."""
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(context["request"])}


class UnsentMailView(PermissionCheckedMixin, BaseListingView):
    page_title = gettext_lazy("Mail that did not go out")
    header_icon = "mail"
    index_url_name = "unsent_mail"
    results_template_name = "community/cms/mail_results.html"
    permission_policy = ModelPermissionPolicy(OutgoingMail)
    permission_required = "change"
    paginate_by = 50
    columns = (
        Column("recipient", label=gettext_lazy("To")),
        Column("subject", label=gettext_lazy("Subject")),
        ReasonColumn("trouble", label=gettext_lazy("Why")),
        Column("tries", label=gettext_lazy("Tries")),
        DateColumn("written_at", label=gettext_lazy("Written")),
        TryAgainColumn("again", label=""),
    )

    def get_queryset(self) -> QuerySet[OutgoingMail]:
        return OutgoingMail.objects.exclude(state=MailState.SENT)


@require_POST
@permission_required("community.change_outgoingmail")
def try_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutgoingMail, pk=pk)
    outbox.try_again(mail)
    messages.success(request, _("The mail to %(recipient)s is tried again now.") % {"recipient": mail.recipient})
    return redirect("unsent_mail")
