"""`bootstrap` makes the first account from the environment or from answers, and says whether mail goes out."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command

from community import outbox
from community.models import OutgoingMail, User
from config import first_account
from config.first_account import VARIABLES, Wanted
from tests.community.conftest import PASSWORD
from tests.private_servers import free_port

pytestmark = pytest.mark.django_db

GIVEN = dict(zip(VARIABLES, ("Betrieb@example.org", "Betrieb", PASSWORD), strict=True))


@pytest.fixture(autouse=True)
def _through_the_outbox(settings):
    settings.EMAIL_BACKEND = "community.outbox.Outbox"


@pytest.fixture
def given(monkeypatch):
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)


def told(*options):
    out = io.StringIO()
    call_command("bootstrap", *options, stdout=out)
    return out.getvalue()


def test_the_first_account_logs_in_at_once(given, client):
    assert "The first account is betrieb@example.org" in told()
    response = client.post("/accounts/login/", {"login": "betrieb@example.org", "password": PASSWORD})
    assert response.headers["location"] == "/me/"
    user = User.objects.get()
    assert (user.is_superuser, user.display_name) == (True, "Betrieb")
    assert EmailAddress.objects.get().verified


def test_it_is_said_that_the_test_mail_went_out(given):
    assert "The test mail to betrieb@example.org went out." in told()
    assert [message.to for message in mail.outbox] == [["betrieb@example.org"]]


def test_it_is_said_why_the_test_mail_did_not_go_out(given, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    assert "did not go out. The mail server cannot be reached." in told()
    assert User.objects.count() == 1


def test_the_worker_does_not_send_the_test_mail_a_second_time(given, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "mail"]}}
    told()
    assert len(mail.outbox) == 1
    outbox.deliver.call(OutgoingMail.objects.get().pk, 0)
    assert len(mail.outbox) == 1


def test_a_second_time_makes_no_account_and_sends_a_mail_only_when_asked(given):
    told()
    assert "first account" not in told()
    assert len(mail.outbox) == 1
    assert "went out" in told("--test-mail")
    assert (len(mail.outbox), User.objects.count()) == (2, 1)


def test_without_anybody_to_ask_it_says_what_is_missing():
    assert "There is no account yet. Set FIRST_ACCOUNT_EMAIL" in told()
    assert not User.objects.exists()


def test_whoever_sits_there_is_asked():
    answers = iter(("a@example.org", "Amal"))
    assert first_account._ask(lambda question: next(answers), lambda question: PASSWORD) == Wanted(
        "a@example.org", "Amal", PASSWORD
    )


def test_half_an_account_names_what_is_missing():
    with pytest.raises(CommandError, match="FIRST_ACCOUNT_NAME and FIRST_ACCOUNT_PASSWORD must be set"):
        first_account.wanted({"FIRST_ACCOUNT_EMAIL": "a@example.org"})


@pytest.mark.parametrize(
    "account",
    [Wanted("nobody", "Amal", PASSWORD), Wanted("a@example.org", "Amal", "1234")],
    ids=["no address", "a weak password"],
)
def test_no_account_is_made_with(account):
    with pytest.raises(CommandError):
        first_account.make(account)
    assert not User.objects.exists()
