"""Acts on several things at once, as lists of the CMS offer them: none goes round a review, a release or the ledger.

Wagtail registers them apart from the views that do the same to one thing, so every one is tried here.
"""

from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, ModelLogEntry, Page

from cms.models import GlossaryTerm, StandardPage
from cms.reviewed import reviewed_models
from community import ledger
from community.groups import Group
from community.models import User
from config.bootstrap import home_page
from config.waiting import waiting_for
from elearning import kept
from elearning.models import LessonSnapshot
from tests import samples
from tests.community.conftest import as_person, bootstrapped, make_person
from tests.config.test_reviewed_texts import SNIPPETS, published, rewritten
from tests.elearning import content

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]

SNIPPET = {f"{model._meta.app_label}.{model._meta.model_name}": {"delete"} for model in SNIPPETS}
FILE = {"add_tags", "add_to_collection", "delete"}
ACTS = SNIPPET | {
    "wagtailcore.page": {"delete", "move", "publish", "unpublish"},
    "wagtailimages.image": FILE,
    "wagtaildocs.document": FILE,
    "community.user": {"assign_role", "delete", "set_active_state"},
}
EVERY_ACT = [(name, act) for name, acts in sorted(ACTS.items()) for act in sorted(acts)]


def registered() -> dict[str, set[str]]:
    bulk_action_registry._scan_for_bulk_actions()
    of_apps = bulk_action_registry.actions.items()
    return {f"{app}.{model}": set(acts) for app, models in of_apps for model, acts in models.items()}


def act_on(browser: Client, name: str, act: str, things: list[Any], **form: Any) -> Any:
    ids = "&".join(f"id={thing.pk}" for thing in things)
    return browser.post(f"{reverse('wagtail_bulk_action', args=[*name.split('.'), act])}?{ids}", form)


@pytest.fixture(autouse=True)
def _all_are_registered() -> None:
    """The CMS registers some with its addresses, which nobody may have asked for yet."""
    assert get_resolver().url_patterns


@pytest.fixture
def author(bootstrapped, make_person) -> User:
    person: User = make_person("Edith", Group.EDITORS)
    return person


@pytest.fixture
def operator(bootstrapped, make_person, as_person) -> Client:
    browser: Client = as_person(make_person("Root", is_superuser=True))
    return browser


@pytest.fixture
def things(author, make_person, settings, tmp_path) -> dict[str, list[Any]]:
    """Of each kind something that is published, with a newer text that waits for its review, or that a lesson shows."""
    settings.MEDIA_ROOT = tmp_path
    picture = get_image_model().objects.create(title="Bild", file=ContentFile(samples.picture(), "bild.png"))
    document = get_document_model().objects.create(title="Blatt", file=ContentFile(b"Text", "blatt.txt"))
    found: dict[str, list[Any]] = {
        name: [in_review(model, author)] for name, model in zip(SNIPPET, SNIPPETS, strict=True)
    }
    released_lesson(picture, document, GlossaryTerm.objects.get())
    page = home_page().add_child(instance=StandardPage(title="Seite", locale=home_page().locale))
    page.save_revision().publish()
    page.save_revision(user=author)
    home_page().add_child(instance=StandardPage(title="Woanders", locale=home_page().locale))
    return found | {
        "wagtailcore.page": [page],
        "wagtailimages.image": [picture],
        "wagtaildocs.document": [document],
        "community.user": [make_person("Amal"), make_person("Ben")],
    }


def in_review(model: type[Any], author: User) -> Any:
    text = published(model)
    rewritten(text, author, "Neu")
    text.get_workflow().start(model.objects.get(), author)
    return model.objects.get()


def released_lesson(picture: Any, document: Any, term: GlossaryTerm) -> None:
    module = content.a_module(content.a_course(home_page()))
    image = {"image": picture.pk, "alt_text": "Zwei", "decorative": False}
    content.a_lesson(
        module,
        "Mit allem",
        {"type": "image", "id": "i", "value": {"image": image, "caption": "Bildtext"}},
        {"type": "download", "id": "d", "value": {"document": document.pk, "label": "Zum Mitnehmen"}},
        {"type": "glossary_term", "id": "g", "value": {"term": term.pk, "note": "Hier"}},
    )


def what_others_see() -> dict[str, Any]:
    """Whatever readers, learners and participants meet, and who has which task."""
    models = [*reviewed_models(), get_image_model(), get_document_model()]
    return {
        **{
            model.__name__: list(model._default_manager.order_by("pk").values_list("pk", flat=True)) for model in models
        },
        **{
            f"live {model.__name__}": list(model._default_manager.order_by("pk").values("live_revision"))
            for model in reviewed_models()
        },
        "pages": list(Page.objects.order_by("pk").values("path", "live", "live_revision")),
        "people": list(User.objects.order_by("pk").values("pk", "is_active", "groups")),
        "lesson": lesson(),
    }


def lesson() -> str:
    snapshot = LessonSnapshot.objects.order_by("pk").last()
    assert snapshot
    return str(kept.read_body(snapshot).render_as_block())


def every_answer() -> dict[str, Any]:
    """What the forms of all acts ask for."""
    return {
        "include_descendants": "on",
        "chooser": Page.objects.get(title="Woanders").pk,
        "collection": Collection.get_first_root_node().pk,
        "tags": "Wort",
        "role": StoredGroup.objects.get(name=Group.EDITORS).pk,
        "mark_as_active": "False",
    }


def test_every_act_on_several_things_is_known_here(bootstrapped):
    """Whoever adds one, or updates what brings some, says here what it may do."""
    assert {name: acts for name, acts in registered().items() if acts} == ACTS


UNSEEN = {"add_tags", "add_to_collection"}


def test_whoever_may_changes_something_with_each_of_them(things, operator):
    """Or the forms that are sent below would be wrong, and refused for that."""
    before, changed = what_others_see(), set()
    for name, act in EVERY_ACT:
        undone = transaction.savepoint()
        assert act_on(operator, name, act, things[name], **every_answer()).status_code == HTTPStatus.FOUND
        changed |= {(name, act)} if what_others_see() != before else set()
        transaction.savepoint_rollback(undone)
    held = {(name, "delete") for name in ("wagtailimages.image", "wagtaildocs.document")}  # by the lesson
    unseen = {(name, act) for name, act in EVERY_ACT if act in UNSEEN}
    assert changed == set(EVERY_ACT) - held - unseen


def test_no_act_on_several_things_changes_what_others_see_for_whoever_may_not_publish(things, make_person, as_person):
    groups = (Group.EDITORS, Group.COORDINATORS, Group.TRAINERS)
    browsers = {group: as_person(make_person(str(group), group)) for group in groups}
    before = what_others_see()
    for group, browser in browsers.items():
        for name, act in EVERY_ACT:
            if (group, name) != (Group.COORDINATORS, "community.organisation"):  # of which they keep the directory
                act_on(browser, name, act, things[name], **every_answer())
                assert what_others_see() == before, (group, name, act)


@pytest.mark.parametrize("name", ["wagtailimages.image", "wagtaildocs.document"])
def test_files_in_a_release_are_not_deleted_together_and_it_says_in_which_lesson_they_are(things, operator, name):
    spare = things[name][0]
    spare.pk, spare.title = None, "In keiner Lektion"
    spare.save()
    before = what_others_see()
    answer = act_on(operator, name, "delete", list(type(spare).objects.all()))
    assert ["Mit allem" in str(message) for message in get_messages(answer.wsgi_request)] == [True]
    assert what_others_see() == before


def test_texts_that_are_deleted_together_stay_in_lessons_and_wait_for_nobody(things, operator, make_person):
    erwin, shown = make_person("Erwin", Group.EDITORS), lesson()
    assert len(waiting_for(erwin)[0].items) == len(SNIPPET)
    for name in SNIPPET:
        undone = transaction.savepoint()
        act_on(operator, name, "delete", things[name])
        assert not type(things[name][0]).objects.exists(), name
        assert len(waiting_for(erwin)[0].items) == len(SNIPPET) - 1
        assert lesson() == shown
        transaction.savepoint_rollback(undone)


def test_people_who_are_deleted_together_go_through_the_one_door(things, operator, settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    people = things["community.user"]
    act_on(operator, "community.user", "delete", people)
    assert {row.id for row in ledger.read()["accounts"]} == {person.pk for person in people}
    assert not User.objects.filter(pk__in=[person.pk for person in people]).exists()
    assert {entry.label for entry in ModelLogEntry.objects.filter(action="wagtail.delete")} == {""}
