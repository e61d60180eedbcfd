"""An account goes with everything that is only about it; what others rely on stays, without a name."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision, UploadedFile
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource

from cms.register import DataSubject
from community import erasures, ledger, logins, unsent
from community.ledger import Erased
from community.logins import SessionStore
from community.models import BrowserSession, Organisation, OutgoingMail, PersonalInvitation, User
from community.outbox import KIND, PERSON
from community.privacy import their_logins
from community.unsent import KEPT
from tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "mail"]}}


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


def test_what_was_sent_after_a_login_had_ended_goes_from_every_browser(amal, make_person):
    for person in (amal, make_person("Ben")):
        session = SessionStore()
        session[KEPT] = {"person": str(person.pk), "at": 0.0, "fields": {}}
        session["guest"] = str(person)
        session.save()
    erasures.erase(amal)
    kept = {said["guest"]: KEPT in said for said in (row.get_decoded() for row in BrowserSession.objects.all())}
    assert kept == {"Amal": False, "Ben": True}


def test_what_waits_is_found_by_its_columns_without_reading_any_session(amal):
    session = SessionStore()
    session[KEPT] = {"person": str(amal.pk), "at": 0.0, "fields": {}}
    session.save()
    waiting = BrowserSession.objects.filter(unsent.past(timezone.now()), unsent_of=str(amal.pk))
    assert waiting.update(session_data="cannot be read") == 1
    unsent.forget_of(amal)
    assert not waiting.exists()


def test_the_mails_to_the_person_are_gone_and_those_to_others_stay(amal):
    for number, recipient in enumerate((amal.email.upper(), "jutta@example.org")):
        OutgoingMail.objects.create(recipient=recipient, message_id=f"<{number}@example.org>")
    erasures.erase(amal)
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["jutta@example.org"]


def test_mails_to_an_address_that_the_account_no_longer_has_go_too(amal):
    EmailMessage("Changed", "x", to=["old@example.org"], headers={PERSON: str(amal.pk)}).send()
    EmailMessage("Other", "x", to=["ben@example.org"]).send()
    assert "X-Person" not in json.dumps([mail.content for mail in OutgoingMail.objects.all()])
    erasures.erase(amal)
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["Other"]


def test_mails_to_others_go_that_name_or_quote_the_person_and_are_not_sent_yet(page, amal):
    for words in ("Amal has updated comments", f"Write to {amal.email}", '- "Amal\'s answer"', "Amalia will come"):
        EmailMessage(words, words, to=["ben@example.org"]).send()
    erasures.erase(amal)
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["Amalia will come"]


@pytest.mark.parametrize("own", ["office@example.org", "sam@example.org"], ids=["signed up with it", "changes to it"])
def test_an_address_that_somebody_has_not_confirmed_takes_nothing_from_whoever_has_it(own, make_organisation):
    office = "office@example.org"
    club = make_organisation("Club", email=office)
    club.save_revision()
    invited = PersonalInvitation.objects.create(email=office, digest="x")
    for words in ("To the office", f"Write to {office}"):
        EmailMessage(words, words, to=[office if words == "To the office" else "ben@example.org"]).send()
    stranger = User.objects.create_user(own, display_name="Sam")
    EmailAddress.objects.create(user=stranger, email=office, verified=False)
    if own != office:
        EmailAddress.objects.create(user=stranger, email=own, primary=True, verified=True)
    EmailMessage("Confirm it", "x", to=[office], headers={PERSON: str(stranger.pk)}).send()
    erasures.erase(stranger)
    club.refresh_from_db()
    assert (club.email, club.latest_revision.content["email"]) == (office, office)
    assert PersonalInvitation.objects.get() == invited
    assert sorted(mail.subject for mail in OutgoingMail.objects.all()) == ["To the office", f"Write to {office}"]


def test_nobody_is_called_so_that_codes_of_others_do_not_arrive(make_person):
    """While the mail server is away, what waits there is what people wait for."""
    erased = make_person("Code")
    EmailMessage(
        "Your code", "The code is 4711", to=["ben@example.org"], headers={KIND: "account/email/login_code"}
    ).send()
    erasures.erase(erased)
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["ben@example.org"]


def test_an_organisation_whose_address_was_theirs_has_none(amal, make_organisation):
    club = make_organisation("Club", email=amal.email)
    other = make_organisation("Other", email="club@example.org")
    erasures.erase(amal)
    club.refresh_from_db()
    other.refresh_from_db()
    assert (club.email, other.email) == ("", "club@example.org")


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


def test_remarks_go_from_the_history_also_where_others_answered_or_deleted_them(page, amal, make_person):
    ben = User.objects.get(display_name="Ben")
    remark, answer = Comment.objects.get(user=amal), CommentReply.objects.get(user=amal)
    remark.log_create(user=amal)
    remark.log_delete(user=ben)
    remark.replies.get().log_create(user=ben)
    answer.log_create(user=amal)
    answer.log_delete(user=ben)
    remark.delete()
    erasures.erase(amal)
    said = json.dumps(list(PageLogEntry.objects.values_list("data", flat=True)))
    assert "Amal" not in said
    assert "Ben's answer" in said
    assert "Ben's remark" in said


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
    assert BrowserSession.objects.count() == 1
    assert not storage.exists(name)


def test_logins_that_were_never_finished_go_and_those_of_others_stay(amal):
    for pending in (amal.email, "ben@example.org"):
        session = SessionStore()
        session["account_login"] = {"email": pending}
        session.save()
    erasures.erase(amal)
    assert [row.get_decoded()["account_login"]["email"] for row in BrowserSession.objects.all()] == ["ben@example.org"]


def test_finding_and_ending_somebodys_logins_reads_nobody_elses(amal, make_person, django_assert_num_queries):
    for person in (amal, make_person("Ben")):
        Client().force_login(person)
    with django_assert_num_queries(1):
        [mine] = BrowserSession.objects.filter(their_logins(DataSubject(account=amal)))
    assert mine.get_decoded()[SESSION_KEY] == str(amal.pk)
    with django_assert_num_queries(1):
        logins.end(amal)
    assert [row.account.display_name for row in BrowserSession.objects.all()] == ["Ben"]


def test_a_session_says_whose_it_is_from_the_login_to_the_logout(amal):
    browser = Client()
    browser.force_login(amal)
    row = BrowserSession.objects.get()
    assert (row.account, row.address) == (amal, "")
    browser.logout()
    assert not BrowserSession.objects.exists()


def test_files_that_became_nothing_go_too(amal, django_capture_on_commit_callbacks):
    upload = UploadedFile.objects.create(file=ContentFile(samples.picture(), "amals.png"), uploaded_by_user=amal)
    with django_capture_on_commit_callbacks(execute=True):
        erasures.erase(amal)
    assert not UploadedFile.objects.exists()
    assert not upload.file.storage.exists(upload.file.name)


# --- the one door -----------------------------------------------------------------------------------------------------


def test_the_ledger_knows_it(amal):
    made = Erased.row(amal.pk, amal.date_joined)
    erasures.erase(amal)
    assert made in ledger.read()["accounts"]


def test_there_is_no_other_way(amal):
    for delete in (amal.delete, User.objects.filter(pk=amal.pk).delete, User.objects.all().delete):
        with pytest.raises(erasures.OtherWay), transaction.atomic():
            delete()
    assert User.objects.filter(pk=amal.pk).exists()


def test_after_an_erasure_the_way_is_closed_again(amal, make_person):
    erasures.erase(amal)
    with pytest.raises(erasures.OtherWay), transaction.atomic():
        make_person("Ben").delete()


def test_who_has_the_id_of_the_erased_by_now_is_somebody_else(amal):
    made = int(amal.date_joined.timestamp())
    assert erasures.rows([amal]) == [Erased(amal.pk, made)]
    assert erasures.erased_before({Erased(amal.pk, made)}) == [amal]
    assert erasures.erased_before({Erased(amal.pk, made - 60)}) == []


def test_their_address_leaves_the_history_of_an_organisation_too(amal):
    """Whoever enters an organisation sometimes gives their own address for it."""
    entry = Organisation.objects.create(name="Circle", slug="circle", kind="authority", email=amal.email.upper())
    entry.save_revision()
    entry.email = "office@example.org"
    entry.save_revision()
    entry.save()
    erasures.erase(amal)
    entry.refresh_from_db()
    assert entry.email == "office@example.org"
    emails = [revision.content["email"] for revision in Revision.objects.for_instance(entry).order_by("pk")]
    assert emails == ["", "office@example.org"]
