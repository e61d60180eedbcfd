"""What somebody sent and could not be stored comes back: after an expired login, in two windows, by the back button."""

import time
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from community.models import BrowserSession
from elearning.models import Answer, Reflection
from tests.elearning.content import RIGHT, WRONG
from tests.elearning.test_views import begin, html, send

REFLECTION = {"reflection": "Do not lose this"}


@pytest.fixture
def enrolled(browser, course, quiz):
    begin(browser, course)
    return browser


@pytest.fixture
def person(learner, enrolled):
    return str(learner.pk)


def field(page, block_id, name):
    """A hidden field of the form of an activity."""
    form = html(page).split(f'id="item-{block_id}"')[1].split("</form>")[0]
    return form.split(f'name="{name}" value="')[1].split('"')[0]


def expired(browser):
    """The login is over, and the browser does not know it yet."""
    BrowserSession.objects.all().delete()
    return browser


# --- after the login has expired --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block_id", "fields", "shown"),
    [
        ("reflection", REFLECTION, "Do not lose this</textarea>"),
        ("single", {"choice": WRONG}, f'value="{WRONG}" checked'),
        ("likert", {"step-s1": "2", "step-s2": "5"}, 'name="step-s2" value="5" checked'),
    ],
)
def test_what_was_sent_after_the_login_expired_stands_in_the_lesson_again(
    enrolled, learner, person, course, quiz, block_id, fields, shown
):
    answer = send(expired(enrolled), course, quiz, block_id, person=person, **fields)
    assert answer.status_code == 401
    assert "Ihre Antwort ist hier einen Tag lang aufgehoben." in html(answer)
    enrolled.force_login(learner)
    page = enrolled.get(quiz.url)
    assert shown in html(page)
    assert "Sie waren abgemeldet, bevor es gespeichert werden konnte." in html(page)

    again = {"key": field(page, block_id, "key"), "base": field(page, block_id, "base"), "person": person}
    assert send(enrolled, course, quiz, block_id, **fields, **again).status_code == 302
    assert "Sie waren abgemeldet" not in html(enrolled.get(quiz.url))


def test_the_login_leads_back_to_the_lesson(enrolled, person, course, quiz):
    page = html(send(expired(enrolled), course, quiz, "reflection", person=person, **REFLECTION))
    steady = reverse("elearning:lesson", args=[course.translation_key, quiz.translation_key])
    assert f"/accounts/login/?next={steady}%3Fin%3Dde" in page


def test_whoever_logs_in_instead_finds_nothing_of_it(enrolled, person, course, quiz, django_user_model):
    send(expired(enrolled), course, quiz, "reflection", person=person, **REFLECTION)
    enrolled.force_login(django_user_model.objects.create_user("other@example.org", "secret", display_name="Otto"))
    begin(enrolled, course)
    assert "Do not lose this" not in html(enrolled.get(quiz.url))
    assert "unsent_answer" not in enrolled.session


def test_it_is_kept_for_a_day(enrolled, learner, person, course, quiz):
    send(expired(enrolled), course, quiz, "reflection", person=person, **REFLECTION)
    enrolled.force_login(learner)
    session = enrolled.session
    session["unsent_answer"] |= {"at": time.time() - 25 * 3600}
    session.save()
    assert "Do not lose this" not in html(enrolled.get(quiz.url))


@pytest.mark.parametrize("wrong", [{"reflection": "x" * 20_001}, {"text": "0"}, {"person": ""}])
def test_a_session_is_no_store_for_whatever_strangers_send(enrolled, person, course, quiz, wrong):
    answer = send(expired(enrolled), course, quiz, "reflection", **(REFLECTION | {"person": person} | wrong))
    assert answer.status_code == 401
    assert "Bitte kopieren Sie Ihren Text" in html(answer)
    assert "unsent_answer" not in enrolled.session


def test_a_page_that_was_left_open_does_not_write_into_the_next_persons_record(stranger, person, course, quiz):
    begin(stranger, course)
    answer = send(stranger, course, quiz, "reflection", person=person, **REFLECTION)
    assert answer.status_code == 422
    assert not Reflection.objects.exists()


# --- two windows ------------------------------------------------------------------------------------------------------


def test_of_two_windows_the_older_one_is_told_what_the_other_has_saved(enrolled, course, quiz):
    older, newer = enrolled.get(quiz.url), enrolled.get(quiz.url)
    hidden = {name: field(newer, "reflection", name) for name in ("key", "base", "person")}
    send(enrolled, course, quiz, "reflection", reflection="From the newer", **hidden)
    hidden = {name: field(older, "reflection", name) for name in ("key", "base", "person")}
    refused = send(enrolled, course, quiz, "reflection", reflection="From the older", **hidden)
    assert refused.status_code == 422
    assert "In einem anderen Fenster haben Sie inzwischen etwas anderes gespeichert." in html(refused)
    assert "From the older" in html(refused)
    assert "From the newer" in html(refused)
    assert Reflection.objects.get().body == "From the newer"

    hidden = {name: field(refused, "reflection", name) for name in ("key", "base", "person")}
    send(enrolled, course, quiz, "reflection", reflection="From both", **hidden)
    assert Reflection.objects.get().body == "From both"


def test_of_two_windows_with_scales_the_older_one_is_told_as_well(enrolled, course, quiz):
    older, newer = enrolled.get(quiz.url), enrolled.get(quiz.url)
    hidden = {name: field(newer, "likert", name) for name in ("key", "base")}
    send(enrolled, course, quiz, "likert", **{"step-s1": "1", "step-s2": "1"}, **hidden)
    hidden = {name: field(older, "likert", name) for name in ("key", "base")}
    refused = send(enrolled, course, quiz, "likert", **{"step-s1": "5", "step-s2": "5"}, **hidden)
    assert refused.status_code == 422
    assert "Statement 1 <strong>1</strong>" in html(refused)
    assert Answer.objects.get().response == {"s1": 1, "s2": 1}


def test_what_its_own_author_sent_before_without_hearing_of_it_is_replaced_without_a_question(enrolled, course, quiz):
    page = enrolled.get(quiz.url)
    lost = field(page, "reflection", "key")
    send(enrolled, course, quiz, "reflection", reflection="First", key=lost, base="")
    later = {"key": str(uuid.uuid4()), "base": f"{uuid.uuid4()},{lost}"}
    assert send(enrolled, course, quiz, "reflection", reflection="Second", **later).status_code == 302
    assert Reflection.objects.get().body == "Second"


def test_two_windows_that_say_the_same_do_not_argue(enrolled, course, quiz):
    older, newer = enrolled.get(quiz.url), enrolled.get(quiz.url)
    for page in (newer, older):
        hidden = {name: field(page, "reflection", name) for name in ("key", "base")}
        assert send(enrolled, course, quiz, "reflection", **REFLECTION, **hidden).status_code == 302


# --- the back button --------------------------------------------------------------------------------------------------


def test_who_goes_back_and_sends_the_same_form_with_something_else_loses_neither(enrolled, course, quiz):
    page = enrolled.get(quiz.url)
    hidden = {name: field(page, "single", name) for name in ("key", "base")}
    for _ in range(2):
        send(enrolled, course, quiz, "single", choice=WRONG, **hidden)
        send(enrolled, course, quiz, "single", choice=RIGHT, **hidden)
    assert [each.response for each in Answer.objects.order_by("attempt")] == [[WRONG], [RIGHT]]

    hidden = {name: field(page, "reflection", name) for name in ("key", "base")}
    for text in ("First", "Second"):
        assert send(enrolled, course, quiz, "reflection", reflection=text, **hidden).status_code == 302
    assert Reflection.objects.get().body == "Second"


# --- a token that is not valid any more -------------------------------------------------------------------------------


@pytest.fixture
def strict(enrolled, learner):
    """A browser whose tokens are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)
    client.get("/me/")
    return client


def answer_address(course, lesson, block_id):
    return reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, block_id])


def test_the_page_for_a_bad_token_carries_everything_on_and_one_press_sends_it(strict, person, course, quiz):
    address = answer_address(course, quiz, "reflection") + "?in=de"
    posted = {"text": "1", "key": str(uuid.uuid4()), "person": person, "csrfmiddlewaretoken": "old"} | REFLECTION
    page = strict.post(address, posted, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    shown = html(page)
    assert f'action="{address}"' in shown
    for name in ("text", "key", "person", "reflection"):
        assert f'name="{name}" value="{posted[name]}"' in shown
    assert 'value="old"' not in shown
    assert "Gehen Sie im Browser zurück" not in shown


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("answer", {"Origin": "https://evil.example"}),
        ("answer", {}),
        ("/accounts/login/", {"Origin": "http://testserver"}),
        ("/invitation/abc/", {"Origin": "http://testserver"}),  # whoever accepts one chooses a password
    ],
)
def test_nothing_is_carried_on_from_elsewhere_nor_a_password(strict, course, quiz, address, headers):
    address = answer_address(course, quiz, "reflection") if address == "answer" else address
    page = strict.post(address, {"login": "a@example.org", "password": "Geheimes"} | REFLECTION, headers=headers)
    assert page.status_code == 403
    assert "Do not lose this" not in html(page)
    assert "Geheimes" not in html(page)
