"""Two editors and a page in review: what an approval publishes, and who may give it, through every door of the CMS."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowTask

from cms.models import HomePage, StandardPage
from community.groups import Group
from community.models import PeerReview
from community.reviews import TextMovedOn, publish
from config.bootstrap import home_page, review_workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(make_person):
    return make_person("Edith", Group.EDITORS)


@pytest.fixture
def erwin(make_person):
    return make_person("Erwin", Group.EDITORS)


@pytest.fixture
def home(bootstrapped, edith, erwin):
    home = home_page()
    home.save_revision().publish()
    write(edith, "First")
    review_workflow().start(home_page(), edith)
    return home


def write(author, lead, **fields):
    draft = home_page().get_latest_revision_as_object()
    draft.lead = lead
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(user=author)


def published():
    return HomePage.objects.get().lead


def waiting():
    return home_page().current_workflow_task_state


def approve_in_list(browser, state, **headers):
    address = reverse("wagtailadmin_pages:workflow_action", args=[home_page().pk, "approve", state.pk])
    return browser.post(address, headers=headers)


def approve_in_editor(browser, shown, **changed):
    draft = home_page().get_latest_revision_as_object()
    form = {
        "title": draft.title,
        "slug": draft.slug,
        "lead": draft.lead,
        "body-count": 0,
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        **({"loaded_revision_id": shown.pk} if shown else {}),
    }
    for name in ("comments", "wagtail_admin_comments"):
        form |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0}
    return browser.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form | changed)


def compared(first, second):
    return reverse("wagtailadmin_pages:revisions_compare", args=[home_page().pk, first.pk, second.pk])


# --- the text that was shown


def test_what_the_list_shows_is_published(home, erwin, as_person):
    approve_in_list(as_person(erwin), waiting())
    assert published() == "First"


def test_what_the_editor_shows_is_published(home, edith, erwin, as_person):
    newest = write(edith, "Second")
    approve_in_editor(as_person(erwin), newest)
    assert published() == "Second"
    assert TaskState.objects.get(status="approved").revision == newest


def test_an_approval_in_the_list_is_refused_with_the_difference_if_the_text_moved_on(home, edith, erwin, as_person):
    shown = waiting().revision
    newest = write(edith, "Nobody has read this")
    browser = as_person(erwin)
    response = approve_in_list(browser, waiting())
    assert response.url == compared(shown, newest)
    assert "nachdem Sie ihn geöffnet haben" in browser.get(response.url).content.decode()
    assert published() != "Nobody has read this"


def test_the_list_names_the_new_text_afterwards_and_lists_from_before_approve_nothing(home, edith, erwin, as_person):
    old = waiting()
    newest = write(edith, "Second")
    approve_in_list(as_person(erwin), old)
    assert waiting().revision == newest
    assert approve_in_list(as_person(erwin), old).url == compared(old.revision, newest)
    assert published() != "Second"
    approve_in_list(as_person(erwin), waiting())
    assert published() == "Second"


def test_the_window_for_a_comment_is_led_to_the_difference_as_well(home, edith, erwin, as_person):
    shown = waiting().revision
    newest = write(edith, "Second")
    response = approve_in_list(as_person(erwin), waiting(), x_requested_with="XMLHttpRequest")
    assert response.json() == {"step": "success", "redirect": compared(shown, newest)}


def test_who_rewrote_the_text_while_it_moved_on_keeps_what_they_typed(home, edith, erwin, as_person):
    shown = waiting().revision
    newest = write(edith, "Second")
    browser = as_person(erwin)
    response = approve_in_editor(browser, shown, lead="Words of Erwin")
    html = response.content.decode()
    assert "Words of Erwin" in html
    assert compared(shown, newest) in html
    assert "während Sie geschrieben haben" in html
    assert home_page().latest_revision == newest
    assert published() not in ("Second", "Words of Erwin")
    assert waiting().revision == newest


@pytest.mark.parametrize("names_it", [True, False])
def test_an_approval_in_the_editor_is_refused_if_the_text_moved_on(home, edith, erwin, as_person, names_it):
    shown = waiting().revision
    newest = write(edith, "Second")
    browser = as_person(erwin)
    response = approve_in_editor(browser, shown if names_it else None, lead="First")
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert response.url == (compared(shown, newest) if names_it else edit)
    assert "nachdem Sie ihn" in browser.get(response.url).content.decode()
    assert published() not in ("First", "Second")
    assert home_page().latest_revision == newest


def test_no_other_way_of_finishing_a_review_publishes_a_text_that_moved_on(home, edith, erwin):
    write(edith, "Second")
    with pytest.raises(TextMovedOn):
        publish(home_page().current_workflow_state, erwin)


def test_a_revision_that_a_review_names_is_not_written_over(home, edith, as_person):
    named = waiting().revision
    response = approve_in_editor(
        as_person(edith), named, **{"workflow-action-name": "", "overwrite_revision_id": named.pk, "lead": "Other"}
    )
    assert response.status_code == 200
    assert waiting().revision.content["lead"] == "First"


def test_what_goes_live_at_its_time_is_what_was_approved(home, edith, erwin, as_person):
    home_page().current_workflow_state.cancel()
    approved = write(edith, "At eight", go_live_at=timezone.now() + timedelta(hours=1))
    review_workflow().start(home_page(), edith)
    approve_in_list(as_person(erwin), waiting())
    write(edith, "Written later", go_live_at=None)
    let_the_hour_pass(approved)
    call_command("publish_scheduled")
    assert published() == "At eight"


def let_the_hour_pass(revision):
    now = timezone.now()
    content = revision.content | {"go_live_at": now.isoformat()}
    scheduled = Revision.objects.filter(pk=revision.pk, approved_go_live_at__isnull=False)
    assert scheduled.update(approved_go_live_at=now, content=content) == 1


# --- who approves


def test_who_rewrites_and_approves_in_one_go_becomes_an_author(home, erwin, as_person):
    browser = as_person(erwin)
    response = approve_in_editor(browser, waiting().revision, lead="My own words")
    assert "selbst geändert" in browser.get(response.url).content.decode()
    assert published() != "My own words"
    assert approve_in_list(browser, waiting()).status_code == 302
    assert published() != "My own words"


@pytest.mark.parametrize("wrote", ["before the request", "after the request"])
def test_whoever_wrote_since_the_last_published_text_does_not_approve(
    home, edith, erwin, make_person, as_person, wrote
):
    if wrote == "before the request":
        home_page().current_workflow_state.cancel()
    write(erwin, "Words of Erwin")
    if wrote == "before the request":
        review_workflow().start(home_page(), edith)
    task = home_page().current_workflow_task
    third = make_person("Edda", Group.EDITORS)
    assert [action[0] for action in task.get_actions(home_page(), erwin)] == ["reject"]
    assert "approve" in [action[0] for action in task.get_actions(home_page(), third)]
    assert not TaskState.objects.reviewable_by(erwin).exists()
    assert TaskState.objects.reviewable_by(third).exists()


def test_whoever_wrote_what_is_published_already_approves_the_next_text(home, edith, erwin, as_person):
    approve_in_list(as_person(erwin), waiting())
    write(erwin, "The next one")
    review_workflow().start(home_page(), erwin)
    approve_in_list(as_person(edith), waiting())
    assert published() == "The next one"


# --- what waits -------------------------------------------------------------------------------------------------------


def page_in_review(author):
    page = home_page().add_child(instance=StandardPage(title="Seite", locale=home_page().locale))
    page.save_revision().publish()
    page.save_revision(user=author)
    review_workflow().start(page, author)
    return page


def waits_for(person):
    found = PeerReview.objects.get().get_task_states_user_can_moderate(person)
    return set(found.values_list("revision__object_id", flat=True))


def test_what_somebody_wrote_themselves_waits_for_others(home, edith, erwin):
    mine, theirs = page_in_review(erwin), page_in_review(edith)
    assert waits_for(erwin) == {str(home.pk), str(theirs.pk)}
    assert waits_for(edith) == {str(mine.pk)}


def test_a_text_that_was_deleted_waits_for_nobody(home, edith, erwin):
    page = page_in_review(edith)
    StandardPage.objects.filter(pk=page.pk).delete()
    assert waits_for(erwin) == {str(home.pk)}


def test_what_waits_is_found_with_as_many_queries_however_much_it_is(home, edith, erwin):
    page_in_review(edith)
    waits_for(erwin)  # kinds of content are known from now on
    with CaptureQueriesContext(connection) as few:
        waits_for(erwin)
    for _ in range(4):
        page_in_review(edith)
    with CaptureQueriesContext(connection) as many:
        assert len(waits_for(erwin)) == 6
    assert len(many) == len(few)


# --- several at once, and several steps


def act_on_several(browser, action, *pages, **form):
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{ids}"
    return browser.post(address, form)


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_no_act_on_several_pages_goes_round_the_review(home, edith, as_person, action):
    """For whoever wrote them: what is live stays as it is and where it is, and what is not stays so."""
    live, mine = page_in_review(edith), StandardPage(title="Entwurf", locale=home.locale, live=False, owner=edith)
    draft = home_page().add_child(instance=mine)
    before = list(home.get_descendants().order_by("pk").values("pk", "path", "live", "live_revision"))
    act_on_several(as_person(edith), action, draft, live, include_descendants="on", chooser=draft.pk)
    after = home.get_descendants().filter(pk=live.pk).values("pk", "path", "live", "live_revision")
    assert list(after) == [row for row in before if row["pk"] == live.pk]
    assert not StandardPage.objects.filter(pk=draft.pk, live=True).exists()


def test_each_of_several_steps_approves_what_is_published_in_the_end(home, edith, erwin, make_person, as_person):
    edda, second = make_person("Edda", Group.EDITORS), PeerReview.objects.create(name="Second reading")
    second.groups.set(PeerReview.objects.exclude(pk=second.pk).get().groups.all())
    WorkflowTask.objects.create(workflow=review_workflow(), task=second, sort_order=2)
    approve_in_list(as_person(erwin), waiting())
    newest = write(edith, "Second")
    approve_in_editor(as_person(edda), newest)
    assert published() != "Second"
    assert waiting().task.specific != second
    approve_in_list(as_person(erwin), waiting())
    assert published() == "Second"
