"""The back button, and proxies: what somebody sees because of who they are is kept nowhere."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import Recording
from community.models import User
from tests import samples


@pytest.fixture
def learner(db):
    browser = Client()
    browser.force_login(User.objects.create_user("lea@example.org", display_name="Lea"))
    return browser


def kept(response):
    return "no-store" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/", "/me/", "/organisations/", "/sessions/", "/jsi18n/", "/nowhere/"])
def test_what_somebody_gets_who_is_logged_in_is_not_kept(learner, address):
    assert not kept(learner.get(address))


def test_nor_what_leads_away_when_they_log_out(learner):
    assert not kept(learner.post("/accounts/logout/"))


def test_nor_a_document_that_wagtail_would_have_proxies_keep(learner):
    document = get_document_model().objects.create(title="Liste", file=ContentFile(b"geheim", "liste.txt"))
    response = learner.get(document.url)
    assert (response.status_code, kept(response)) == (200, False)
    response.close()


def test_nor_what_a_guest_gets(client, db):
    browser = client.session
    browser["participations"] = {"1": "key"}
    browser.save()
    assert not kept(client.get("/organisations/"))


def test_what_everybody_sees_may_be_kept(client, db):
    assert kept(client.get("/"))


def test_uploaded_pictures_stay_in_the_cache(learner):
    picture = get_image_model().objects.create(title="Bild", file=ContentFile(samples.picture(), "bild.png"))
    response = learner.get(picture.get_rendition("original").url)
    assert (response.status_code, kept(response)) == (200, True)
    response.close()


def test_a_private_recording_does_not(learner):
    collection = Collection.get_first_root_node().add_child(name="Vertraulich")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    file = ContentFile(samples.sound(), "ton.mp3")
    recording = Recording.objects.create(title="Ton", type="audio", duration=1, file=file, collection=collection)
    response = learner.get(f"{settings.MEDIA_URL}{recording.file.name}")
    assert (response.status_code, kept(response)) == (200, False)
    response.close()
