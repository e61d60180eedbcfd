"""An account goes with everything that is only about it; what others rely on stays, without a name."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource

from community import erasures
from community.ledger import Erased
from community.models import OutgoingMail, User
from tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(amal, make_person):
    """Written by Amal; she and a colleague remarked on it, and answered each other."""
    ben = make_person("Ben")
    page = Page.objects.get(depth=2).add_child(instance=Page(title="Handout", owner=amal))
    for writer, answerer in ((amal, ben), (ben, amal)):
        comment = Comment(page=page, user=writer, text=f"{writer}'s remark", contentpath="title")
        comment.replies = [CommentReply(user=answerer, text=f"{answerer}'s answer")]
        page.wagtail_admin_comments.add(comment)
    page.save_revision(user=amal, log_action=True)
    return page


def test_the_account_is_gone_and_the_address_is_free_again(amal):
    erasures.erase(amal)
    assert not User.objects.filter(email=amal.email).exists()
    User.objects.create_user(amal.email, display_name="Amal")


def test_the_mails_to_the_person_are_gone_and_those_to_others_stay(amal):
    for number, recipient in enumerate((amal.email.upper(), "jutta@example.org")):
        OutgoingMail.objects.create(recipient=recipient, message_id=f"<{number}@example.org>")
    erasures.erase(amal)
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["jutta@example.org"]


def test_a_page_stays_and_has_no_owner_also_as_it_was_before(page, amal):
    erasures.erase(amal)
    page.refresh_from_db()
    assert page.owner is None
    revision = page.latest_revision
    assert (revision.user, revision.content["owner"]) == (None, None)
    assert revision.as_object().title == "Handout"


def test_remarks_go_from_revisions_and_those_of_others_stay(page, amal):
    erasures.erase(amal)
    page.refresh_from_db()
    (remark,) = page.latest_revision.content["wagtail_admin_comments"]
    assert (remark["text"], remark["replies"]) == ("Ben's remark", [])


def test_they_go_from_what_translators_began_with(page, amal):
    TranslationSource.get_or_create_from_instance(page)
    erasures.erase(amal)
    content = json.loads(TranslationSource.objects.get().content_json)
    assert content["owner"] is None
    assert [remark["text"] for remark in content["wagtail_admin_comments"]] == ["Ben's remark"]


def test_the_history_says_what_happened_and_not_who_did_it(page, amal):
    log(page, "wagtail.workflow.reject", user=amal, data={"comment": "Amal's reason", "title": "Handout"})
    erasures.erase(amal)
    entries = PageLogEntry.objects.filter(page=page)
    assert entries.count() > 1
    assert set(entries.values_list("user", flat=True)) == {None}
    assert entries.get(action="wagtail.workflow.reject").data == {"title": "Handout"}


def test_what_the_history_says_about_the_account_loses_the_name(amal, make_person):
    coordinator = make_person("Cora")
    log(amal, "wagtail.edit", user=coordinator)
    erasures.erase(amal)
    entry = ModelLogEntry.objects.get(action="wagtail.edit")
    assert (entry.user, entry.label) == (coordinator, "")


def test_logins_and_the_picture_go_too(amal, make_person, django_capture_on_commit_callbacks):
    for person in (amal, make_person("Ben")):
        Client().force_login(person)
    profile = UserProfile.get_for_user(amal)
    profile.avatar.save("amal.png", ContentFile(samples.picture()))
    storage, name = profile.avatar.storage, profile.avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        erasures.erase(User.objects.get(pk=amal.pk))
    assert Session.objects.count() == 1
    assert not storage.exists(name)


def test_who_has_the_id_of_the_erased_by_now_is_somebody_else(amal):
    made = int(amal.date_joined.timestamp())
    assert erasures.rows([amal]) == [Erased(amal.pk, made)]
    assert erasures.erased_before({Erased(amal.pk, made)}) == [amal]
    assert erasures.erased_before({Erased(amal.pk, made - 60)}) == []
