"""Noting who was there: in a browser without scripts, by people who are on site, and by nobody else."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cms.identity import Identity
from cms.models import Funder, SiteIdentity
from tests import samples
from tests.training.making import make_organisation, make_person, make_sitting, make_training, register
from training import signature_lists, signing
from training.core.attendance import MarkSource, Status
from training.core.places import State
from training.models import Mark, SignedList, Sitting, Training
from training.views import here as here_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(tina):
    return make_training(sittings=0, trainer=tina)


@pytest.fixture
def sitting(training):
    return make_sitting(training, timezone.now() - timedelta(minutes=5))


@pytest.fixture
def amal():
    return make_person("Amal", organisation=make_organisation())


@pytest.fixture
def place(training, amal):
    return register(training, amal, organisation=amal.organisation)


def browser(user=None):
    client = Client(headers={"accept-language": "en"})
    if user:
        client.force_login(user)
    return client


def page(sitting, more=""):
    return f"/trainings/{sitting.training.key}/attendance/{sitting.pk}/{more}"


def statuses():
    return list(Mark.objects.order_by("pk").values_list("status", flat=True))


# --- taps -------------------------------------------------------------------------------------------------------------


def test_one_tap_notes_and_leads_back_to_the_same_line(trainers, sitting, place):
    answer = trainers.post(page(sitting), {"mark": f"{place.pk} present"})
    assert answer.headers["Location"] == f"{page(sitting)}#person-{place.pk}"
    assert statuses() == ["present"]
    shown = trainers.get(page(sitting)).content.decode()
    assert shown.count('aria-pressed="true"') == 1
    trainers.post(page(sitting), {"mark": f"{place.pk} present"})
    assert statuses() == ["present", "open"]


@pytest.mark.parametrize("mark", ["", "x present", f"{'9' * 5000} present", "{pk} open", "{pk} nonsense"])
def test_what_no_button_says_notes_nothing(trainers, sitting, place, mark):
    trainers.post(page(sitting), {"mark": mark.format(pk=place.pk)})
    assert statuses() == []


def test_only_who_is_on_the_list_can_be_noted(trainers, sitting):
    stranger = register(make_training("Another"), "sam@example.org")
    waiting = register(sitting.training, "ben@example.org", State.WAITING)
    for each in (stranger, waiting):
        assert trainers.post(page(sitting), {"mark": f"{each.pk} present"}).status_code == 404


def test_nobody_else_sees_the_list(sitting, place, amal):
    assert browser().get(page(sitting)).status_code == 302
    for more in ("", "code/", "list.pdf", f"{place.pk}/"):
        assert browser(amal).get(page(sitting, more)).status_code == 404


def test_the_page_of_another_training_has_no_such_sitting(trainers, sitting, tina):
    other = make_training("Another", sittings=0, trainer=tina)
    assert trainers.get(f"/trainings/{other.key}/attendance/{sitting.pk}/").status_code == 404


# --- corrections ------------------------------------------------------------------------------------------------------


@pytest.fixture
def over(sitting, place, tina):
    """Noted on the day, three days ago."""
    sitting.starts_at -= timedelta(days=3)
    sitting.ends_at -= timedelta(days=3)
    sitting.save()
    Mark.objects.create(
        sitting=sitting, registration=place, status="absent", source="trainer", by=tina, at=sitting.starts_at
    )
    return sitting


def test_on_another_day_a_tap_leads_to_the_reason(trainers, over, place):
    answer = trainers.post(page(over), {"mark": f"{place.pk} present"})
    assert answer.headers["Location"] == page(over, f"{place.pk}/")
    assert statuses() == ["absent"]


def test_a_correction_keeps_what_was_noted_and_says_why(trainers, over, place):
    said = {"status": "late", "minutes": "90", "source": "list"}
    assert trainers.post(page(over, f"{place.pk}/"), said).status_code == 422
    trainers.post(page(over, f"{place.pk}/"), said | {"reason": "The list has the signature"})
    assert statuses() == ["absent", "late"]
    shown = trainers.get(page(over, f"{place.pk}/")).content.decode()
    assert "was not there" in shown
    assert "The list has the signature" in shown
    assert "corrected" in trainers.get(page(over)).content.decode()


def test_on_the_day_no_reason_is_asked_for(trainers, sitting, place):
    trainers.post(
        page(sitting, f"{place.pk}/"), {"status": "excused", "minutes": "", "source": "trainer", "reason": ""}
    )
    assert statuses() == ["excused"]


# --- the code on site -------------------------------------------------------------------------------------------------


def ticket(sitting):
    answer = browser().get(f"/trainings/here/{signing.code(sitting)}/")
    return answer.headers["Location"]


def test_the_page_for_the_wall_renews_itself_and_shows_a_code(trainers, sitting):
    answer = trainers.get(page(sitting, "code/"))
    assert answer.headers["Refresh"] == "60"
    assert "data:image/svg+xml;base64," in answer.content.decode()


def test_outside_of_the_sitting_there_is_no_code(trainers, over):
    assert "data:image" not in trainers.get(page(over, "code/")).content.decode()


def test_who_is_logged_in_needs_one_press(sitting, place, amal):
    address = ticket(sitting)
    assert "You are on the list as Amal" in browser(amal).get(address).content.decode()
    assert "It is noted" in browser(amal).post(address).content.decode()
    mark = Mark.objects.get()
    assert (mark.registration, mark.status, mark.source) == (place, Status.PRESENT, MarkSource.CODE)


def test_who_is_not_logged_in_types_their_address(sitting):
    ben = register(sitting.training, "ben@example.org", name="Ben")
    answer = browser().post(ticket(sitting), {"email": "BEN@example.org"})
    assert "It is noted" in answer.content.decode()
    assert Mark.objects.get().registration == ben


def test_nobody_is_told_who_is_on_the_list(sitting, place):
    shown = browser().get(ticket(sitting)).content.decode()
    answer = browser().post(ticket(sitting), {"email": "sam@example.org"})
    noted = browser().post(ticket(sitting), {"email": "amal@example.org"}).content.decode()
    assert answer.status_code == 422
    for text in (shown, answer.content.decode(), noted):
        assert "Amal" not in text


def test_who_is_logged_in_and_not_on_the_list_can_type_the_address_of_the_mail(sitting, place):
    shown = browser(make_person("Sam")).get(ticket(sitting)).content.decode()
    assert 'name="email"' in shown


def test_tries_are_limited(sitting, place):
    address, guest = ticket(sitting), browser()
    for number in range(here_views.TRIES_PER_TICKET):
        guest.post(address, {"email": f"guess-{number}@example.org"})
    answer = guest.post(address, {"email": "amal@example.org"})
    assert "Too many tries" in answer.content.decode()
    assert statuses() == []


def test_what_is_no_address_is_no_try(sitting, place):
    answer = browser().post(ticket(sitting), {"email": "amal"})
    assert answer.status_code == 422
    assert "Too many" not in answer.content.decode()


@pytest.mark.parametrize("signed", ["nonsense", "1:2:3"])
def test_a_code_that_does_not_hold_says_what_to_do(sitting, signed):
    assert browser().get(f"/trainings/here/{signed}/").status_code == 410


def test_a_ticket_of_a_sitting_that_is_over_notes_nothing(over, amal):
    assert browser(amal).post(f"/trainings/here/{signing.ticket(over.pk)}/").status_code == 410
    assert statuses() == ["absent"]


# --- the list that people sign ----------------------------------------------------------------------------------------


def text_of(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages), str(pdf.docinfo.get("/Title"))


def test_the_list_is_a_pdf_for_one_sitting(trainers, sitting, place):
    answer = trainers.get(page(sitting, "list.pdf"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert text_of(answer.content) == (1, f"Attendance: {sitting.training.title}")


def test_it_grows_with_the_people(sitting):
    for number in range(60):
        register(sitting.training, f"person-{number}@example.org", name=f"Person {number}")
    pages, _title = text_of(signature_lists.as_pdf(sitting, Identity("Zweiklang", operator="Kreis\nMarkt 1")))
    assert pages > 1


def test_who_pays_stands_on_it_with_logo_or_name(sitting, settings, tmp_path):
    from django.core.files.base import ContentFile
    from wagtail.images.models import Image
    from wagtail.models import Page, Site

    settings.MEDIA_ROOT = tmp_path
    site = Site.objects.first() or Site.objects.create(root_page=Page.objects.first(), is_default_site=True)
    identity = SiteIdentity.objects.create(site=site)
    image = Image.objects.create(title="Logo", file=ContentFile(samples.picture(), name="logo.png"))
    Funder.objects.create(identity=identity, name="Bund", logo=image)
    Funder.objects.create(identity=identity, name="Land")
    logos = [(each["name"], bool(each["logo"])) for each in signature_lists.funders()]
    assert logos == [("Bund", True), ("Land", False)]
    assert signature_lists.as_pdf(sitting, Identity("Zweiklang")).startswith(b"%PDF")


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def upload(name="list.jpg", content=None):
    return {"file": SimpleUploadedFile(name, content or samples.photo())}


def test_a_scan_is_kept_for_trainers_alone(trainers, sitting, media, amal, tina):
    trainers.post(page(sitting, "scans/"), upload())
    scan = SignedList.objects.get()
    assert scan.added_by == tina
    with scan.file.open() as file:
        assert samples.SECRET.encode() not in file.read()
    address = page(sitting, f"scans/{scan.pk}/")
    answer = trainers.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.getvalue()
    assert browser(amal).get(address).status_code == 404
    assert browser().get(f"/media/{scan.file.name}").status_code == 404


def test_a_scan_is_not_stored_as_what_somebody_called_it(trainers, sitting, media):
    trainers.post(page(sitting, "scans/"), upload("Amal was ill.JPG"))
    name = SignedList.objects.get().file.name
    assert re.fullmatch(r"signed_lists/[\w-]+\.jpg", name)
    assert "amal" not in name.casefold()
    assert SignedList.objects.get().file.storage.exists(name)


NO_SCANS = [
    *((name, samples.PAGE) for name in ("list.docx", "list.svg", "list.html", "list.pdf", "list.jpg")),
    ("list.js", b"WEBVTT=1;alert(1)"),
    ("list.pdf", samples.PROGRAM),
    *((f"{side}.png", samples.claiming(side, side)) for side in (11_000, 30_000)),
    ("large.pdf", samples.pdf() + bytes(600_000)),
    ("large.png", samples.picture() + bytes(600_000)),
]


@pytest.mark.parametrize(("name", "content"), NO_SCANS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_no_scan_is_refused_with_a_sentence(trainers, sitting, media, name, content):
    answer = trainers.post(page(sitting, "scans/"), upload(name, content))
    assert answer.status_code == 422
    assert 'class="field__error"' in answer.content.decode()
    assert not SignedList.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("gone", [SignedList, Sitting, Training])
def test_with_the_row_goes_the_file(gone, trainers, sitting, media, django_capture_on_commit_callbacks):
    trainers.post(page(sitting, "scans/"), upload("list.pdf", samples.pdf()))
    with django_capture_on_commit_callbacks(execute=True):
        gone.objects.all().delete()
    assert [path for path in media.rglob("*") if path.is_file()] == []
