"""Whatever learners and participants read that is no page: draft, review, publishing, undoing; and the mails of it."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import get_resolver, reverse
from wagtail.models import Locale, Revision, Site
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import GlossaryTerm, HomePage, SiteIdentity, StandardPage
from cms.reviewed import ReviewedFacts, ReviewedText, reviewed_models
from cms.viewsets import ReviewedViewSet
from community.groups import Group
from community.models import Organisation
from config.bootstrap import bootstrap, home_page
from deliberation.forms import SessionForm
from deliberation.models import AgendaTemplate, IssueGuide, Method, Session
from elearning.models import CourseListPage, CoursePage, LessonPage, ModulePage, Scale
from tests.community.conftest import as_person, bootstrapped, make_person

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]


def a_term():
    return GlossaryTerm(locale=Locale.get_default(), term="Rat", slug="rat", definition="Live")


PHASE = {"code": "opening", "title": "Live", "minutes": 5, "mode": "free", "instruction": ""}


def a_template():
    return AgendaTemplate(title="Rat", description="Live", phases=[("phase", PHASE)])


def a_method():
    return Method(title="Rat", description="Live", phases=[("phase", PHASE)])


def a_guide():
    return IssueGuide(question="Rat", background="<p>Live</p>", approaches=[])


def an_organisation():
    return Organisation(name="Rat", slug="rat", kind="authority", summary="Live")


def an_identity():
    return SiteIdentity(site=Site.objects.get(is_default_site=True), claim="Live")


def a_scale():
    return Scale(locale=Locale.get_default(), title="Rat", statements=[("statement", "Rat")], low="Live", high="sehr")


SNIPPETS = {GlossaryTerm: (a_term, "definition"), AgendaTemplate: (a_template, "description")}
SNIPPETS |= {IssueGuide: (a_guide, "background"), Method: (a_method, "description")}
SNIPPETS |= {Organisation: (an_organisation, "summary"), SiteIdentity: (an_identity, "claim")}
SNIPPETS |= {Scale: (a_scale, "low")}
NO_FUNDERS = {f"funders-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM")} | {"funders-MAX_NUM_FORMS": 9}


def page_of(model):
    """One of each kind, below each other as they belong."""
    home = home_page()
    if model is HomePage:
        return home
    courses = home.add_child(instance=CourseListPage(title="Kurse", slug="kurse"))
    course = CoursePage(title="K", introduction="I", goals="Z", audience="A")
    made = [courses, courses.add_child(instance=course)]
    made.append(course.add_child(instance=ModulePage(title="M")))
    made.append(made[-1].add_child(instance=LessonPage(title="L", body=[])))
    made.append(home.add_child(instance=StandardPage(title="S")))
    for page in made:
        page.save_revision().publish()
    return next(page for page in made if isinstance(page, model))


@pytest.fixture
def editors(bootstrapped, make_person, as_person):
    author, colleague = make_person("Edith", Group.EDITORS), make_person("Erwin", Group.EDITORS)
    return author, as_person(author), as_person(colleague)


def published(model):
    text = SNIPPETS[model][0]()
    text.save()
    text.save_revision().publish()
    return model.objects.get()


def rewritten(text, author, words):
    draft = text.get_latest_revision_as_object()
    setattr(draft, SNIPPETS[type(text)][1], words)
    return draft.save_revision(user=author)


def approve(browser, text):
    name = text.snippet_viewset.get_url_name("workflow_action")
    return browser.post(reverse(name, args=[text.pk, "approve", text.current_workflow_task_state.pk]))


def words(text):
    return getattr(type(text).objects.get(), SNIPPETS[type(text)][1])


# --- drafts, review, undoing


def test_every_registered_snippet_is_reviewed_and_tried_out_here(bootstrapped):
    assert get_resolver().url_patterns  # the CMS registers some of them with its addresses
    assert set(reviewed_models()) == set(get_snippet_models()) == set(SNIPPETS)
    assert all(issubclass(model, ReviewedText) and model.get_default_workflow() for model in SNIPPETS)
    assert all(isinstance(model.snippet_viewset, ReviewedViewSet) for model in SNIPPETS)


def form_of(draft):
    """What the editor sends of a text, as it stands there."""
    if isinstance(draft, GlossaryTerm):
        return {"term": draft.term, "slug": draft.slug, "definition": draft.definition, "is_explained_in_texts": "on"}
    if isinstance(draft, IssueGuide):
        fields = {"question": draft.question, "background": rich_text(draft.background), "approaches": streamfield([])}
        return nested_form_data(fields)
    if isinstance(draft, Organisation):
        return {"name": draft.name, "slug": draft.slug, "kind": draft.kind, "summary": draft.summary}
    if isinstance(draft, SiteIdentity):
        return {"name": draft.name, "claim": draft.claim, **NO_FUNDERS}
    if isinstance(draft, Scale):
        fields = {"title": draft.title, "low": draft.low, "high": draft.high}
        [statement] = draft.statements
        told = nested_form_data(fields | {"statements": streamfield([("statement", statement.value)])})
        return told | {"statements-0-id": statement.id}
    [phase] = draft.phases
    fields = {"title": draft.title, "description": draft.description}
    if isinstance(draft, AgendaTemplate):
        fields |= {"ground_rules": streamfield([]), "questions": streamfield([])}
    phases = streamfield([("phase", dict(phase.value) | {"asked": streamfield([]), "seats": streamfield([])})])
    return nested_form_data(fields | {"phases": phases}) | {"phases-0-id": phase.id}


@pytest.mark.parametrize("rewrites", [False, True])
@pytest.mark.parametrize("model", SNIPPETS)
def test_whoever_approves_in_the_editor_what_stands_there_has_not_written_it(editors, model, rewrites):
    author, _mine, theirs = editors
    text = published(model)
    before = text.live_revision
    shown = rewritten(text, author, '<p data-block-key="a1b2c">Neu</p>')  # as the editor writes it
    text.get_workflow().start(text, author)
    draft = model.objects.get().get_latest_revision_as_object()
    if rewrites:
        setattr(draft, SNIPPETS[model][1], '<p data-block-key="a1b2c">Eigenes</p>')
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve", "loaded_revision_id": shown.pk}
    theirs.post(reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk]), form_of(draft) | approval)
    text.refresh_from_db()
    assert text.live_revision == (before if rewrites else shown)
    assert ("Eigenes" in str(text.latest_revision.content)) is rewrites


@pytest.mark.parametrize("model", SNIPPETS)
def test_what_was_typed_while_the_text_moved_on_is_still_there(editors, model):
    author, _mine, theirs = editors
    text = published(model)
    shown = rewritten(text, author, '<p data-block-key="a1b2c">Neu</p>')
    text.get_workflow().start(text, author)
    draft = model.objects.get().get_latest_revision_as_object()
    newest = rewritten(model.objects.get(), author, '<p data-block-key="a1b2c">Noch neuer</p>')
    setattr(draft, SNIPPETS[model][1], '<p data-block-key="a1b2c">Eigenes</p>')
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve", "loaded_revision_id": shown.pk}
    address = reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])
    page = theirs.post(address, form_of(draft) | approval).content.decode()
    assert "Eigenes" in page
    assert reverse(text.snippet_viewset.get_url_name("revisions_compare"), args=[text.pk, shown.pk, newest.pk]) in page
    text.refresh_from_db()
    assert text.latest_revision == newest


@pytest.mark.parametrize("model", SNIPPETS)
def test_whoever_typed_nothing_is_led_to_the_difference(editors, model):
    author, _mine, theirs = editors
    text = published(model)
    shown = rewritten(text, author, '<p data-block-key="a1b2c">Neu</p>')
    text.get_workflow().start(text, author)
    draft = model.objects.get().get_latest_revision_as_object()
    newest = rewritten(model.objects.get(), author, '<p data-block-key="a1b2c">Noch neuer</p>')
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve", "loaded_revision_id": shown.pk}
    address = reverse(text.snippet_viewset.get_url_name("edit"), args=[text.pk])
    answer = theirs.post(address, form_of(draft) | approval)
    compared = reverse(text.snippet_viewset.get_url_name("revisions_compare"), args=[text.pk, shown.pk, newest.pk])
    assert answer.headers["location"] == compared


@pytest.mark.parametrize("model", SNIPPETS)
def test_a_text_is_written_read_by_a_colleague_published_and_undone(editors, model):
    author, _, colleague = editors
    text = published(model)
    before = text.live_revision
    rewritten(text, author, "Better")
    text.get_workflow().start(model.objects.get(), author)
    assert "Better" not in words(text)
    approve(colleague, model.objects.get())
    assert "Better" in words(text)
    if issubclass(model, ReviewedFacts):
        return  # whoever keeps them undoes it, see `test_facts`
    undone = colleague.get(reverse(text.snippet_viewset.get_url_name("revisions_revert"), args=[text.pk, before.pk]))
    assert "Live" in undone.content.decode()


@pytest.mark.parametrize("model", SNIPPETS)
def test_an_approval_of_a_text_that_moved_on_leads_to_the_difference(editors, model):
    author, _, colleague = editors
    text = published(model)
    shown = rewritten(text, author, "Shown")
    text.get_workflow().start(model.objects.get(), author)
    newest = rewritten(model.objects.get(), author, "Not shown")
    name = text.snippet_viewset.get_url_name("revisions_compare")
    response = approve(colleague, model.objects.get())
    assert response.url == reverse(name, args=[text.pk, shown.pk, newest.pk])
    assert colleague.get(response.url).status_code == 200
    assert "Live" in words(text)


@pytest.mark.parametrize("model", SNIPPETS)
def test_editors_neither_publish_nor_delete(editors, model):
    author = editors[0]
    app, name = model._meta.app_label, model._meta.model_name
    held = {verb for verb in ("add", "change", "publish", "delete") if author.has_perm(f"{app}.{verb}_{name}")}
    assert held == (set() if issubclass(model, ReviewedFacts) else {"add", "change"})


@pytest.mark.parametrize("model", SNIPPETS)
def test_what_was_there_before_there_were_drafts_has_a_first_revision(bootstrapped, model):
    SNIPPETS[model][0]().save()
    bootstrap()
    assert model.objects.get().live_revision.as_object() == model.objects.get()
    assert Revision.objects.for_instance(model.objects.get()).count() == 1


def test_a_new_term_is_a_draft_that_nobody_reads(editors):
    form = {"term": "Rat", "slug": "rat", "definition": "Noch nicht gelesen."}
    editors[1].post(reverse("wagtailsnippets_cms_glossaryterm:add"), form)
    assert GlossaryTerm.objects.get().live is False
    assert not GlossaryTerm.objects.live()
    for address in (reverse("cms:glossary"), f"{reverse('cms:search')}?q=Rat"):
        response = editors[1].get(address)
        assert response.status_code == 200
        assert "Noch nicht gelesen." not in response.content.decode()


def test_trainers_plan_with_what_is_published(bootstrapped):
    template = published(AgendaTemplate)
    published(IssueGuide)
    offered = SessionForm().fields
    assert list(offered["template"].queryset) == [template]
    AgendaTemplate.objects.update(live=False)
    IssueGuide.objects.update(live=False)
    hidden = SessionForm().fields
    assert [list(hidden[name].queryset) for name in ("template", "issue_guide")] == [[], []]
    session = Session(template=AgendaTemplate.objects.get(), issue_guide=IssueGuide.objects.get())
    assert (session.live_template, session.live_guide) == (None, None)


# --- mails


@pytest.mark.parametrize("model", [LessonPage, *SNIPPETS])
def test_every_link_in_the_mails_of_a_review_leads_somewhere(editors, model, mailoutbox):
    author, _, colleague = editors
    text = published(model) if model in SNIPPETS else page_of(model)
    text.save_revision(user=author)
    state = text.get_workflow().start(text, author)
    state.current_task_state.reject(user=None, comment="Bitte kürzer.")
    state.refresh_from_db()
    state.resume(author)
    state.refresh_from_db()
    state.current_task_state.approve(user=None)
    assert len(mailoutbox) == 4  # submitted, to be changed, submitted again, approved
    links = {link for mail in mailoutbox for link in re.findall(r"http\S+", mail.body)}
    assert links
    for link in links:
        assert colleague.get(urlsplit(link).path, follow=True).status_code == 200, link
