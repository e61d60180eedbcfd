"""Somebody else publishes the name of a draft first: a sentence says which name, wherever the draft was to be
published, and nothing is lost."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms import jobs
from cms.models import GlossaryTerm
from cms.reviewed import reviewed_models
from cms.taken import HasItsName, TakenName, unique_texts
from community.groups import Group
from community.models import Organisation
from elearning.care import reviews as course_reviews
from elearning.care.outlines import of_course
from elearning.models import CoursePage
from tests.community.conftest import as_person, bootstrapped, make_person
from tests.config.test_reviewed_texts import SNIPPETS, approve, form_of, page_of, published

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]

OTHER = "other"
UNIQUE = {(model, name) for model in reviewed_models() for _together, names in unique_texts(model) for name in names}
PAGES = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]


@pytest.fixture(autouse=True)
def registered():
    """The CMS registers some of its texts with its addresses."""
    assert get_resolver().url_patterns


@pytest.fixture
def author(bootstrapped, make_person):
    return make_person("Edith", Group.EDITORS)


@pytest.fixture
def colleague(bootstrapped, make_person, as_person):
    return as_person(make_person("Erwin", Group.EDITORS))


@pytest.fixture
def operator(bootstrapped, make_person, as_person):
    return as_person(make_person("Root", is_superuser=True))


def other_text(model, name, value):
    """Another one, published, with nothing in common but this."""
    other = SNIPPETS[model][0]()
    for _together, names in unique_texts(model):
        for each in names:
            setattr(other, each, "elsewhere")
    setattr(other, name, value)
    other.save()
    other.save_revision().publish()


def draft_of(text, author, name):
    draft = text.get_latest_revision_as_object()
    setattr(draft, name, OTHER)
    return draft.save_revision(user=author)


def said(answer):
    """What went wrong, in words."""
    return " ".join(str(each) for each in get_messages(answer.wsgi_request) if each.level_tag == "error")


def test_everything_with_drafts_is_asked_what_is_taken():
    with_drafts = {each for each in apps.get_models() if issubclass(each, DraftStateMixin) and each is not Page}
    assert {each for each in with_drafts if not issubclass(each, HasItsName)} == set()
    assert {(Organisation, "name"), (Organisation, "slug"), (GlossaryTerm, "term"), (GlossaryTerm, "slug")} <= UNIQUE


@pytest.mark.parametrize(("model", "name"), sorted(UNIQUE, key=str))
def test_an_approval_names_what_is_taken_and_loses_nothing(author, colleague, model, name):
    text = published(model)
    draft = draft_of(text, author, name)
    text.get_workflow().start(model.objects.get(), author)
    other_text(model, name, OTHER)
    text.refresh_from_db()
    answer = approve(colleague, text)
    assert answer.headers["location"] == reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])
    assert OTHER in said(answer)
    text.refresh_from_db()
    assert getattr(text, name) != OTHER
    assert text.latest_revision == draft
    assert text.current_workflow_task_state.status == "in_progress"


@pytest.mark.parametrize(("model", "name"), sorted(UNIQUE, key=str))
def test_the_form_names_what_is_taken_and_keeps_what_was_typed(operator, model, name):
    text = published(model)
    other_text(model, name, OTHER)
    fields = form_of(text) | {name: OTHER, SNIPPETS[model][1]: "As typed"}
    address = reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])
    for act in ({}, {"action-publish": "action-publish"}, {"action-submit": "action-submit"}):
        page = operator.post(address, fields | act).content.decode()
        assert page.count('class="error-message"') == 1
        assert "As typed" in page


@pytest.mark.parametrize("model", PAGES)
def test_a_page_whose_address_is_taken_says_so(author, colleague, model):
    page = page_of(model)
    draft = draft_of(page, author, "slug")
    page.get_workflow().start(type(page).objects.get(pk=page.pk), author)
    other = page.copy(update_attrs={"slug": OTHER, "title": "Woanders"}, copy_revisions=False)
    assert other.slug == OTHER
    state = type(page).objects.get(pk=page.pk).current_workflow_task_state
    answer = colleague.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
    assert answer.headers["location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert OTHER in said(answer)
    page.refresh_from_db()
    assert (page.slug != OTHER, page.latest_revision) == (True, draft)
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_pages_that_are_published_together_say_so_too(author, operator):
    page = page_of(CoursePage)
    draft_of(page, author, "slug")
    page.copy(update_attrs={"slug": OTHER}, copy_revisions=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = operator.post(f"{address}?id={page.pk}&next=/admin/", {"include_descendants": False})
    assert OTHER in said(answer)


def test_a_course_that_is_approved_as_one_is_not_approved_in_part(author, make_person):
    course = page_of(CoursePage)
    reviewer = make_person("Erwin", Group.EDITORS)
    module = course.get_children().get().specific
    for page, name, value in ((course, "title", "Neu"), (module, "slug", OTHER)):
        setattr(page, name, value)
        page.save_revision(user=author)
    course_reviews.submit(course, course_reviews.ready(of_course(course)), author)
    module.copy(update_attrs={"slug": OTHER}, copy_revisions=False)
    waiting = course_reviews.waiting(of_course(CoursePage.objects.get()), reviewer)
    with pytest.raises(TakenName):
        course_reviews.approve(course, waiting, {each.page.pk: each.revision for each in waiting}, reviewer)
    assert CoursePage.objects.get().title != "Neu"
    assert len(course_reviews.waiting(of_course(CoursePage.objects.get()), reviewer)) == len(waiting)


def test_one_that_cannot_be_published_at_its_time_holds_up_no_other(author):
    text = published(Organisation)
    taken = draft_of(text, author, "name")
    other_text(Organisation, "name", OTHER)
    second = Organisation.objects.exclude(pk=text.pk).get()
    second.summary = "Later"
    later = second.save_revision(user=author)
    now = timezone.now()
    for revision, minutes in ((taken, 2), (later, 1)):
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now - timedelta(minutes=minutes))
    with pytest.raises(TakenName):
        jobs.publish_scheduled()
    second.refresh_from_db()
    assert second.summary == "Later"
    second.name = "Free again"
    second.save()
    jobs.publish_scheduled()
    text.refresh_from_db()
    assert text.name == OTHER


def test_what_is_wrong_for_another_reason_is_not_called_taken(author):
    page = page_of(CoursePage)
    page.title = ""
    with pytest.raises(ValidationError):
        page.save_revision(user=author, clean=False).publish()
