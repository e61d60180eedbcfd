"""Whoever writes the home page writes it in every language."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale, Workflow, WorkflowPage

from cms.models import HomePage


def test_a_home_page_in_another_language_has_the_same_writers_and_review(home):
    group = Group.objects.create(name="Writers")
    right = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=right)
    WorkflowPage.objects.create(page=home, workflow=Workflow.objects.create(name="Review"))
    english = home.copy_for_translation(Locale.objects.create(language_code="en"))
    assert GroupPagePermission.objects.get(page=english, permission=right).group == group
    assert english.get_workflow().name == "Review"


def test_it_has_no_other_rights_than_the_first_one(home):
    english = home.copy_for_translation(Locale.objects.create(language_code="en"))
    assert isinstance(english, HomePage)
    assert not GroupPagePermission.objects.filter(page=english).exists()
