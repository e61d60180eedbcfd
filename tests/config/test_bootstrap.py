import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
)

from cms.models import HomePage, StandardPage
from community.groups import Group
from community.models import PeerReview
from config.bootstrap import PERMISSIONS, bootstrap, home_page, review_workflow

pytestmark = pytest.mark.django_db

COUNTED = (
    *(StoredGroup, Permission, GroupPagePermission, GroupCollectionPermission),
    *(Locale, Page, Site, Task, Workflow, WorkflowPage),
)


def counts():
    permissions = StoredGroup.permissions.through.objects.count()
    return {model.__name__: model.objects.count() for model in COUNTED} | {"granted": permissions}


def permissions_of(group):
    stored = StoredGroup.objects.get(name=group).permissions.select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in stored}


def test_a_second_time_changes_nothing():
    bootstrap()
    before = counts()
    bootstrap()
    assert counts() == before


def test_it_starts_from_an_empty_database():
    Page.objects.all().delete()
    Site.objects.all().delete()
    StoredGroup.objects.all().delete()
    bootstrap()
    assert Site.objects.get(is_default_site=True).root_page.specific == home_page()
    assert {group.name for group in StoredGroup.objects.all()} == set(Group)


def test_the_site_has_the_address_of_the_installation(settings):
    settings.BASE_URL = "https://lernen.example.de"
    bootstrap()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("lernen.example.de", 443)
    assert isinstance(site.root_page.specific, HomePage)


def test_german_is_the_first_language():
    bootstrap()
    assert Locale.get_default().language_code == "de"
    assert {locale.language_code for locale in Locale.objects.all()} == {"de", "en", "de-simple", "ar"}


@pytest.mark.parametrize("group", list(Group))
def test_each_group_may_do_what_its_task_needs(group):
    bootstrap()
    assert permissions_of(group) >= set(PERMISSIONS[group])


def test_trainers_have_no_way_into_the_cms():
    bootstrap()
    assert permissions_of(Group.TRAINERS) == {
        "deliberation.add_session",
        "deliberation.change_session",
        "elearning.add_cohort",
        "training.add_training",
        "training.change_training",
    }


def test_nobody_but_administrators_changes_accounts():
    bootstrap()
    for group in Group:
        assert not {f"community.{verb}_user" for verb in ("add", "change", "delete")} & permissions_of(group)


def test_editors_write_below_the_home_page_and_publish_nothing_themselves():
    bootstrap()
    granted = GroupPagePermission.objects.filter(group__name=Group.EDITORS)
    assert {(each.page_id, each.permission.codename) for each in granted} == {
        (home_page().pk, name) for name in ("add_page", "change_page", "lock_page", "unlock_page")
    }


def test_what_people_changed_since_stays():
    bootstrap()
    home = home_page()
    home.title = "Landkreis Musterstadt"
    home.save()
    own = Workflow.objects.create(name="Own review")
    WorkflowPage.objects.filter(page=home).update(workflow=own)
    extra = Permission.objects.get(codename="delete_recording")
    StoredGroup.objects.get(name=Group.EDITORS).permissions.add(extra)
    bootstrap()
    assert home_page().title == "Landkreis Musterstadt"
    assert home.get_workflow() == own
    assert "cms.delete_recording" in permissions_of(Group.EDITORS)


def test_every_page_below_home_goes_through_the_review():
    bootstrap()
    home = home_page()
    page = home.add_child(instance=StandardPage(title="Course", slug="course"))
    assert page.get_workflow() == review_workflow()
    assert review_workflow().tasks.get().specific == PeerReview.objects.get()
    assert [group.name for group in PeerReview.objects.get().groups.all()] == [Group.EDITORS]


def test_a_renamed_review_is_found_again():
    bootstrap()
    Workflow.objects.filter(pk=review_workflow().pk).update(name="Vier Augen")
    bootstrap()
    assert Workflow.objects.count() == 1


def test_wagtails_moderators_are_gone_but_never_with_people_in_it(django_user_model):
    moderators = StoredGroup.objects.get(name="Moderators")
    moderators.user_set.add(django_user_model.objects.create_user("m@example.org"))
    bootstrap()
    assert StoredGroup.objects.filter(name="Moderators").exists()
    moderators.user_set.clear()
    bootstrap()
    assert not StoredGroup.objects.filter(name="Moderators").exists()
    assert list(Workflow.objects.all()) == [review_workflow()]


def test_a_missing_permission_stops_with_a_clear_sentence():
    Permission.objects.filter(codename="add_session").delete()
    with pytest.raises(CommandError, match=r"deliberation\.add_session does not exist"):
        bootstrap()


def test_the_command_says_what_it_did(capsys):
    call_command("bootstrap")
    assert "in place" in capsys.readouterr().out
