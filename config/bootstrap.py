"""What every installation starts with: languages, the home page, groups with their permissions, the review.

It can run as often as one likes: it adds what is missing and leaves alone what people have changed since.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import models as auth
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import HomePage
from cms.reviewed import ReviewedText, publish_as_it_is, reviewed_models
from community.groups import Group
from community.models import PeerReview

# Publishing is not among them: what editors write is published when the review approves it.
PAGE_PERMISSIONS = {Group.EDITORS: ("add_page", "change_page", "lock_page", "unlock_page")}

UPLOAD_PERMISSIONS = (
    *("wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.change_document", "wagtaildocs.choose_document"),
    *("wagtailmedia.add_media", "wagtailmedia.change_media"),
)
COLLECTION_PERMISSIONS = {Group.EDITORS: UPLOAD_PERMISSIONS}
# Of the house and of those who pay for it. Coordinators see and choose no other pictures.
LOGO_PERMISSIONS = ("wagtailimages.add_image", "wagtailimages.choose_image")


def _all_of(app: str, model: str) -> tuple[str, ...]:
    return tuple(f"{app}.{verb}_{model}" for verb in ("add", "change", "delete"))


def _drafts_of(app: str, model: str) -> tuple[str, ...]:
    """Neither publishing nor deleting: both change what the public reads, and nobody would have read it before."""
    return tuple(f"{app}.{verb}_{model}" for verb in ("add", "change"))


PERMISSIONS = {
    Group.EDITORS: (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_drafts_of("cms", "glossaryterm"),
        *_drafts_of("elearning", "scale"),
        "elearning.count_resolution",
        *_drafts_of("deliberation", "agendatemplate"),
        *_drafts_of("deliberation", "issueguide"),
        *_drafts_of("deliberation", "method"),
        *UPLOAD_PERMISSIONS,
    ),
    Group.TRAINERS: (
        *("deliberation.add_session", "deliberation.change_session", "elearning.add_cohort"),
        *("training.add_training", "training.change_training"),
    ),
    Group.COORDINATORS: (
        "wagtailadmin.access_admin",
        *_all_of("community", "organisation"),
        "community.publish_organisation",
        *_all_of("community", "personalinvitation"),
        "community.give_tasks",
        "community.change_outgoingmail",
        "config.view_jobrecord",
        "elearning.count_resolution",
        "training.view_training",
        "cms.change_siteidentity",
        "cms.publish_siteidentity",
    ),
}


@transaction.atomic
def bootstrap() -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _make_locales()
        home = home_page()
        _make_site(home)
        _clear_wagtails_examples()
        for group in Group:
            _make_group(group, home)
        _assign_review(home)
        _make_logos()
        for model in reviewed_models():
            _begin_history(model)


def home_page() -> HomePage:
    """The root of the site; made anew in a database that has lost what the migrations wrote, as tests have."""
    existing: HomePage | None = HomePage.objects.filter(locale=Locale.get_default()).first()
    if existing:
        return existing
    home = HomePage(
        title=settings.WAGTAIL_SITE_NAME,
        slug="home",
        lead=_("Learn from each other and talk with each other, also where you disagree."),
        locale=Locale.get_default(),
    )
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=home.locale)
    root.add_child(instance=home)
    return home


def review_workflow() -> Workflow:
    """Found by its task, because people may give the workflow another name."""
    task = PeerReview.objects.first() or PeerReview.objects.create(name=_("Review by a colleague"))
    task.groups.add(auth.Group.objects.get(name=Group.EDITORS))
    if workflow := Workflow.objects.filter(workflow_tasks__task=task).first():
        return workflow
    workflow = Workflow.objects.create(name=_("Review of course content"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow


def _make_locales() -> None:
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


def _make_site(home: HomePage) -> None:
    base = urlsplit(settings.BASE_URL)
    port = base.port or {"http": 80}.get(base.scheme, 443)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port = base.hostname or "localhost", port
    if not site.site_name:
        site.site_name = settings.WAGTAIL_SITE_NAME
    # A site whose root somebody has moved on purpose stays as it is.
    if not site.root_page_id or not isinstance(site.root_page.specific, HomePage):
        site.root_page = home
    site.save()


def _clear_wagtails_examples() -> None:
    """Wagtail installs a group called Moderators, which is our word for something else, and a workflow for it."""
    auth.Group.objects.filter(name="Moderators", user__isnull=True).delete()
    for task in Task.objects.filter(name="Moderators approval", groupapprovaltask__groups__isnull=True):
        Workflow.objects.filter(workflow_tasks__task=task).delete()
        task.delete()


def _make_group(group: Group, home: HomePage) -> None:
    stored, _created = auth.Group.objects.get_or_create(name=group)
    stored.permissions.add(*_permissions(PERMISSIONS[group]))
    # Wagtail lets its Editors write beside the home page; ours write below it.
    GroupPagePermission.objects.filter(group=stored, page__depth=1).delete()
    for permission in _permissions(f"wagtailcore.{name}" for name in PAGE_PERMISSIONS.get(group, ())):
        GroupPagePermission.objects.get_or_create(group=stored, page=home, permission=permission)
    if allowed := _permissions(COLLECTION_PERMISSIONS.get(group, ())):
        collection = _all_collections()
        for permission in allowed:
            GroupCollectionPermission.objects.get_or_create(group=stored, collection=collection, permission=permission)


def _make_logos() -> None:
    """Found by the right that coordinators have there, because people may give it another name or place."""
    coordinators = auth.Group.objects.get(name=Group.COORDINATORS)
    if GroupCollectionPermission.objects.filter(group=coordinators).exists():
        return
    logos = _all_collections().add_child(name=_("Logos"))
    for permission in _permissions(LOGO_PERMISSIONS):
        GroupCollectionPermission.objects.create(group=coordinators, collection=logos, permission=permission)


def _all_collections() -> Collection:
    root: Collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    return root


def _permissions(names: Iterable[str]) -> list[auth.Permission]:
    """With one question for all of them."""
    wanted = list(names)
    codenames = [name.partition(".")[2] for name in wanted]
    known = auth.Permission.objects.filter(codename__in=codenames).select_related("content_type") if wanted else ()
    found = {f"{each.content_type.app_label}.{each.codename}": each for each in known}
    if missing := [name for name in wanted if name not in found]:
        raise CommandError(f"The permission {missing[0]} does not exist. Has `manage.py migrate` been run?")
    return [found[name] for name in wanted]


def _assign_review(home: HomePage) -> None:
    """To the home page, with it to every page below that has no workflow of its own, and to all texts beside pages."""
    if not WorkflowPage.objects.filter(page=home).exists():
        WorkflowPage.objects.create(page=home, workflow=review_workflow())
    for content_type in ContentType.objects.get_for_models(*reviewed_models()).values():
        if not WorkflowContentType.objects.filter(content_type=content_type).exists():
            WorkflowContentType.objects.create(content_type=content_type, workflow=review_workflow())


def _begin_history(model: type[ReviewedText]) -> None:
    """What was published before there were drafts gets its first revision, to which one can return."""
    for text in model.objects.live().filter(latest_revision=None):
        publish_as_it_is(text)
