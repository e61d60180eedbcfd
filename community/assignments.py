"""How coordinators give tasks to people: they see names and organisations, neither addresses nor logins."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.log_actions import log

from community import rules
from community.models import GROUP_LABELS, User
from community.viewsets import tasks


class TasksForm(forms.Form):
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Task"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody needs one to learn or to take part in sessions."),
    )

    def __init__(self, giver: User, receiver: User, data: Any = None) -> None:
        super().__init__(data, initial={"tasks": list(receiver.group_names)})
        to_give = rules.tasks_to_give(giver.person)
        field: Any = self.fields["tasks"]
        field.choices = [(group, label) for group, label in GROUP_LABELS.items() if group in to_give]


@method_decorator(permission_required("community.give_tasks"), name="dispatch")
class PeopleView(BaseListingView):
    page_title = gettext_lazy("People and their tasks")
    header_icon = "user"
    index_url_name = "people"
    index_results_url_name = "people_results"
    paginate_by = 50
    is_searchable = True
    columns = (
        TitleColumn(
            "display_name",
            accessor=str,
            label=gettext_lazy("Name"),
            get_url=lambda person: reverse("give_tasks", args=[person.pk]),
        ),
        Column("organisation", label=gettext_lazy("Organisation")),
        Column("tasks", accessor=tasks, label=gettext_lazy("Task")),
    )

    def get_queryset(self) -> QuerySet[User]:
        people = User.objects.filter(is_active=True).exclude(display_name="")
        people = people.select_related("organisation").prefetch_related("groups").order_by("display_name", "pk")
        return self.search_queryset(people)

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Of two people with one name, the address tells which it is; it must be known in full, and is not shown."""
        words = self.search_query or ""
        named = Q(display_name__icontains=words) | Q(organisation__name__icontains=words) | Q(email__iexact=words)
        return queryset.filter(named)


@permission_required("community.give_tasks")
def give_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    giver, receiver = cast(User, request.user), get_object_or_404(User, pk=pk, is_active=True)
    if not rules.may_give_tasks(giver.person, receiver.person):
        messages.error(request, _("Only administrators change the tasks of coordinators, and nobody their own."))
        return redirect("people")
    form = TasksForm(giver, receiver, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "community/cms/tasks.html", {"form": form, "person": receiver})
    assign(giver, receiver, form.cleaned_data["tasks"])
    messages.success(request, _("The tasks of %(person)s are saved.") % {"person": receiver})
    return redirect("people")


def assign(giver: User, receiver: User, chosen: list[str]) -> None:
    """Those that the giver may give; all others stay as they are."""
    to_give = rules.tasks_to_give(giver.person)
    if not rules.may_give_tasks(giver.person, receiver.person) or not to_give.issuperset(chosen):
        raise PermissionDenied
    stored = Group.objects.in_bulk(to_give, field_name="name")
    receiver.groups.remove(*(group for name, group in stored.items() if name not in chosen))
    receiver.groups.add(*(stored[name] for name in chosen))
    log(instance=receiver, action="wagtail.edit", user=giver)
