"""One language a person: of the site, of the CMS, and of the mails about reviews."""

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from community.groups import Group
from config.bootstrap import home_page, review_workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def english_reviewer(make_person):
    return make_person("Erin", Group.EDITORS, language="en")


@pytest.fixture
def german_reviewer(make_person):
    """Has chosen none, as most people, so it is the site's."""
    return make_person("Doris", Group.EDITORS)


def language_in_cms(person):
    return UserProfile.get_for_user(person).preferred_language


def test_a_mail_about_a_review_goes_in_the_language_of_whoever_gets_it(
    bootstrapped, english_reviewer, german_reviewer, make_person, django_capture_on_commit_callbacks
):
    draft = home_page().get_latest_revision_as_object()
    draft.save_revision()
    with django_capture_on_commit_callbacks(execute=True):
        review_workflow().start(home_page(), make_person("Someone", Group.EDITORS, language="ar"))
    subjects = {each.to[0]: each.subject for each in mail.outbox}
    assert subjects[german_reviewer.email] != subjects[english_reviewer.email]
    assert "has been submitted" in subjects[english_reviewer.email]


def test_the_cms_speaks_the_language_of_the_account(english_reviewer):
    assert language_in_cms(english_reviewer) == "en"
    english_reviewer.language = "de"
    english_reviewer.save()
    assert language_in_cms(english_reviewer) == "de"


def test_whoever_chose_none_or_one_that_the_interface_does_not_speak_reads_that_of_the_site(german_reviewer):
    assert language_in_cms(german_reviewer) == "de"
    german_reviewer.language = "de-simple"
    german_reviewer.save()
    assert language_in_cms(german_reviewer) == "de"


def test_a_language_chosen_in_the_cms_is_that_of_the_account(german_reviewer):
    profile = UserProfile.get_for_user(german_reviewer)
    profile.preferred_language = "en"
    profile.save()
    german_reviewer.refresh_from_db()
    assert german_reviewer.language == "en"


def test_another_setting_of_the_cms_leaves_a_language_that_only_pages_have(german_reviewer):
    german_reviewer.language = "de-simple"
    german_reviewer.save()
    profile = UserProfile.get_for_user(german_reviewer)
    profile.theme = "dark"
    profile.save()
    german_reviewer.refresh_from_db()
    assert german_reviewer.language == "de-simple"
