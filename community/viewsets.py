"""How coordinators and administrators see people and organisations in the CMS."""

from typing import Any

import django_filters
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions import DeleteBulkAction
from wagtail.users.views.users import DeleteView, IndexView, UserColumn, UserViewSet
from wagtail.users.views.users import EditView as UserEditView

from cms.viewsets import FactsViewSet
from community import erasures, invitations, rules
from community.models import GROUP_LABELS, Organisation, OrganisationKind, PersonalInvitation, User

ERASING = _(
    "The account goes for good, with all courses, answers and reflections, and with the words and the name in live "
    "sessions. Pages and files stay, without the name. It cannot be undone."
)


def expiry(invited: PersonalInvitation) -> str:
    return date_format(timezone.localtime(invitations.expires_at(invited)), "SHORT_DATE_FORMAT")


class OrganisationViewSet(FactsViewSet):
    model = Organisation
    admin_url_namespace = "organisations"
    base_url_path = "organisations"
    menu_item_is_registered = True  # in the group of the network
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 100
    list_display = ("name", "kind", "place", "languages")
    list_filter = ("kind",)
    list_per_page = 50
    search_fields = ("name", "summary", "description", "place", "languages")
    ordering = ("name",)
    panels = (
        TitleFieldPanel("name", targets=("slug",)),
        FieldPanel("slug"),
        FieldPanel("kind"),
        MultiFieldPanel((FieldPanel("summary"), FieldPanel("description")), heading=_("What it does")),
        MultiFieldPanel((FieldPanel("place"), FieldPanel("languages")), heading=_("Where, and in which languages")),
        MultiFieldPanel(
            (FieldPanel("website"), FieldPanel("email"), FieldPanel("phone")), heading=_("How to get in touch")
        ),
    )


class InvitationForm(WagtailAdminModelForm):
    """Saving sends the mail, the first time and again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = rules.tasks_to_give(self.for_user.person)
        tasks = [(group, label) for group, label in GROUP_LABELS.items() if group in allowed]
        self.fields["task"].choices = [("", _("None: learns and takes part in sessions")), *tasks]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(
                _("This person has an account already. You can give them a task in the list of people.")
            )
        return email

    def save(self, commit: bool = True) -> PersonalInvitation:
        invited: PersonalInvitation = super().save(commit=False)
        invitations.send(invited, self.for_user)
        return invited


class InvitationCreateView(CreateView):
    submit_button_label = _("Send")
    success_message = _("The invitation to %(object)s is on its way.")


class InvitationEditView(EditView):
    submit_button_label = _("Send again")
    success_message = _("The invitation to %(object)s is on its way. The link of the earlier mail no longer works.")


class InvitationViewSet(ModelViewSet):
    model = PersonalInvitation
    icon = "mail"
    menu_label = _("Invitations")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = InvitationCreateView
    edit_view_class = InvitationEditView
    list_display = (
        "email",
        "organisation",
        Column("get_task_display", label=_("Task")),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
        Column("expires_at", accessor=expiry, label=_("Works until")),
    )
    list_per_page = 50
    form_fields = ("email", "organisation", "task")

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[PersonalInvitation]]:
        form: type[forms.ModelForm[PersonalInvitation]] = forms.modelform_factory(
            PersonalInvitation, form=InvitationForm, fields=self.form_fields
        )
        return form


def group_label(group: Group) -> str:
    """The label for people; a group that an installation added itself keeps its own name."""
    return str(GROUP_LABELS.get(group.name, group.name))  # type: ignore[call-overload]


class GroupField(forms.ModelMultipleChoiceField[Group]):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Group) -> str:
        return group_label(obj)


class GroupFilter(django_filters.ModelMultipleChoiceFilter):
    field_class = GroupField


class PeopleFilterSet(WagtailFilterSet):
    groups = GroupFilter(label=_("Task"), queryset=Group.objects.order_by("name"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind of organisation"), field_name="organisation__kind", choices=OrganisationKind.choices
    )

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    class Meta:
        model = User
        fields = ("organisation", "is_active")


class PeopleIndexView(IndexView):
    page_title = _("People")
    add_item_label = _("Add a person")

    @cached_property
    def columns(self) -> list[Column]:
        name_column = self._get_title_column_class(UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name_column(
                "display_name", accessor=str, label=_("Name"), get_url=self.get_edit_url, sort_key="display_name"
            ),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
            Column("tasks", accessor=tasks, label=_("Task")),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    @cached_property
    def search_fields(self) -> set[str]:
        return {"display_name", "email", "organisation__name"}

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("organisation").prefetch_related("groups")


def tasks(user: User) -> str:
    labels = [group_label(group) for group in user.groups.all()]
    return ", ".join([str(_("Administration"))] * user.is_superuser + labels)


def task_field() -> GroupField:
    return GroupField(
        label=_("Task"),
        required=False,
        queryset=Group.objects.order_by("name"),
        help_text=_("Nobody needs one to learn or to take part in sessions."),
    )


class PersonCreationForm(UserCreationForm):
    first_name = None
    last_name = None
    groups = task_field()

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        user: User = super().save(commit)
        # So that the first code by mail confirms the address; without this, a link by mail would have to do it again.
        EmailAddress.objects.get_or_create(user=user, email=user.email.lower(), defaults={"primary": True})
        return user

    class Meta:
        model = User
        fields = ("email", "display_name", "organisation", "is_superuser", "groups")


class PersonEditForm(UserEditForm):
    first_name = None
    last_name = None
    groups = task_field()

    class Meta:
        model = User
        fields = ("email", "display_name", "organisation", "is_active", "is_superuser", "groups")


class AccountEditView(UserEditView):
    def get_page_subtitle(self) -> str:
        return str(self.object)


class PersonDeleteView(DeleteView):
    """Deleting somebody here is the same act as `manage.py erase`."""

    page_title = _("Erase a person")
    success_message = _("Erased, and all that was only about this person with it.")

    @property
    def confirmation_message(self) -> Any:
        return ERASING

    def delete_action(self) -> None:
        erase_from_cms([self.object])


class PersonDeleteBulkAction(DeleteBulkAction):
    """Likewise, of several people."""

    display_name = _("Erase")
    template_name = "community/cms/people_erase.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "erasing": ERASING}

    @classmethod
    def execute_action(cls, objects: list[User], **kwargs: Any) -> tuple[int, int]:
        erase_from_cms(objects)
        return len(objects), 0


@transaction.atomic
def erase_from_cms(people: list[User]) -> None:
    """The history says who did it and when, and erasing takes the name from it."""
    for person in people:
        log(instance=person, action="wagtail.delete")
        erasures.erase(person)


class AccountViewSet(UserViewSet):
    menu_label = _("People")
    menu_order = 200
    add_to_settings_menu = False
    add_to_admin_menu = True
    ordering = "display_name"
    filterset_class = PeopleFilterSet
    index_view_class = PeopleIndexView
    edit_view_class = AccountEditView
    delete_view_class = PersonDeleteView
    create_template_name = "community/cms/person_create.html"
    edit_template_name = "community/cms/person_edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:
        form: type[forms.ModelForm[User]] = PersonEditForm if for_update else PersonCreationForm
        return form
