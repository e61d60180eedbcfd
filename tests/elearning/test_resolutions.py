"""If this happens, then I do that: written for oneself, asked about once after five weeks, counted without a name."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.groups import Group
from community.models import OutgoingMail, User
from config.bootstrap import bootstrap
from elearning import resolutions
from elearning.models import Enrolment, Resolution
from tests.elearning import content

pytestmark = pytest.mark.django_db

WORDS = {"situation": "somebody jokes about others", "deed": "ask what is meant", "asks": "on"}
WEEKS = timedelta(weeks=1)


@pytest.fixture
def enrolled(browser, course, quiz):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


def address(course, name="resolve"):
    return reverse(f"elearning:{name}", args=[course.translation_key])


def html(response):
    return unescape(response.content.decode())


@pytest.fixture
def resolution(enrolled, course):
    enrolled.post(address(course), WORDS)
    return Resolution.objects.get()


def ask(weeks=5):
    """With the mails that go out then; the resolution was written so many weeks ago."""
    Resolution.objects.filter(asked_at=None).update(written_at=timezone.now() - weeks * WEEKS - timedelta(minutes=1))
    mail.outbox.clear()
    resolutions.ask()
    return mail.outbox


def link():
    [message] = mail.outbox
    return re.search(r"https?://[^/]+(/learn/resolutions/\S+)", message.body)[1]


# --- writing it -------------------------------------------------------------------------------------------------------


def test_it_is_written_read_changed_and_deleted(enrolled, course):
    assert enrolled.post(address(course), WORDS).url == address(course, "take_away")
    assert WORDS["situation"] in html(enrolled.get(address(course, "take_away")))
    assert 'name="deed"' not in html(enrolled.get(address(course, "take_away")))
    assert WORDS["deed"] in html(enrolled.get(address(course, "take_away") + "?change"))
    enrolled.post(address(course), WORDS | {"deed": "say what I see"})
    assert Resolution.objects.get().deed == "say what I see"
    enrolled.post(address(course, "drop_resolution"))
    assert not Resolution.objects.exists()


def test_both_parts_make_one_sentence(enrolled, course):
    enrolled.post(address(course), WORDS | {"situation": "somebody laughs,", "deed": "ask why. "})
    page = html(enrolled.get(address(course, "take_away")))
    assert "<bdi>somebody laughs</bdi>," in page
    assert "<bdi>ask why</bdi>." in page


@pytest.mark.parametrize("missing", ["situation", "deed"])
def test_what_is_missing_is_asked_for_with_what_was_typed(enrolled, course, missing):
    response = enrolled.post(address(course), WORDS | {missing: ""})
    assert response.status_code == 422
    assert all(words in html(response) for name, words in WORDS.items() if name not in (missing, "asks"))
    assert not Resolution.objects.exists()


def test_the_page_says_which_words_the_device_may_forget(enrolled, course):
    kept = f"form/resolution/{course.translation_key}"
    saved = enrolled.post(address(course), WORDS, follow=True)
    assert f'data-words-of="{kept}"' in html(saved)
    assert f'data-keeps="{kept}"' in html(enrolled.get(address(course, "take_away") + "?change"))


def test_whoever_was_logged_out_meanwhile_reads_what_they_wrote(guest, course):
    page = guest.post(address(course), WORDS)
    assert page.status_code == 401
    assert WORDS["situation"] in html(page)
    assert not Resolution.objects.exists()


def test_nobody_writes_one_in_a_course_that_is_not_theirs(enrolled, course, stranger, guest):
    for name in ("resolve", "drop_resolution"):
        assert stranger.post(address(course, name), WORDS).status_code == 404
        assert guest.post(address(course, name), WORDS).status_code == (401 if name == "resolve" else 302)


def test_nobody_else_reads_it(resolution, course, stranger):
    stranger.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert WORDS["deed"] not in html(stranger.get(address(course, "take_away")))


# --- asking once ------------------------------------------------------------------------------------------------------


def test_after_five_weeks_one_mail_asks_and_repeats_no_word_of_it(resolution, learner):
    User.objects.update(language="de")
    assert [message.to for message in ask()] == [[learner.email]]
    message = mail.outbox[0]
    assert "Hallo Lea" in message.body
    assert "A course" in message.body
    assert not any(words in message.subject + message.body for words in (WORDS["situation"], WORDS["deed"]))
    assert ask() == []


def test_it_is_written_once_even_if_the_clock_stopped_in_the_middle(resolution, settings):
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    for _tick in range(2):
        ask()
        Resolution.objects.update(asked_at=None)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("weeks", [4, 11])
def test_it_comes_neither_too_early_nor_long_after(resolution, weeks):
    assert ask(weeks) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: Resolution.objects.update(asks=False),
        lambda: User.objects.update(reminders=False),
        lambda: User.objects.update(is_active=False),
        lambda: Resolution.objects.all().delete(),
    ],
    ids=["unticked", "no reminders", "closed", "deleted"],
)
def test_whoever_wants_none_gets_none(resolution, change):
    change()
    assert ask() == []


@pytest.mark.parametrize(("deed", "asked"), [("say what I see", 0), (WORDS["deed"], 1)])
def test_other_words_begin_the_five_weeks_anew(enrolled, course, resolution, deed, asked):
    Resolution.objects.update(written_at=timezone.now() - 5 * WEEKS)
    enrolled.post(address(course), WORDS | {"deed": deed})
    mail.outbox.clear()
    resolutions.ask()
    assert len(mail.outbox) == asked


# --- three taps -------------------------------------------------------------------------------------------------------


def test_the_link_asks_three_things_without_a_login_and_shows_no_word(resolution, guest):
    ask()
    page = html(guest.get(link()))
    assert [name in page for name in ('value="done"', 'value="partly"', 'value="not_yet"')] == [True] * 3
    assert not any(words in page for words in (WORDS["situation"], WORDS["deed"], "Lea"))
    assert not Resolution.objects.get().outcome  # programs that look at mails follow links
    guest.post(link(), {"answer": "partly"})
    assert Resolution.objects.get().outcome == "partly"
    guest.post(link(), {"answer": "done"})
    assert Resolution.objects.get().outcome == "done"


def test_whoever_wrote_it_reads_it_there(resolution, enrolled, stranger):
    ask()
    assert WORDS["deed"] in html(enrolled.get(link()))
    assert WORDS["deed"] not in html(stranger.get(link()))


def test_nonsense_changes_nothing_and_a_deleted_one_says_so(resolution, guest):
    ask()
    assert guest.post(link(), {"answer": "never"}).status_code == 200
    assert not Resolution.objects.get().outcome
    Resolution.objects.all().delete()
    assert guest.get(link()).status_code == 404


def test_one_tap_and_no_more_mails_come_also_about_later_ones(resolution, guest, enrolled, home):
    ask()
    guest.post(link(), {"answer": "no_more"})
    other = content.a_course(home, "Another")
    content.a_lesson(content.a_module(other), "Elsewhere", content.text())
    enrolled.post(reverse("elearning:enrol", args=[other.translation_key]))
    page = html(enrolled.get(address(other, "take_away")))
    assert re.search(r'name="asks"[^>]*', page)
    assert "checked" not in re.search(r'<input[^>]*name="asks"[^>]*>', page)[0]


# --- what others know -------------------------------------------------------------------------------------------------


def answered(course, people):
    for number in range(people):
        user = User.objects.create_user(f"p{number}@example.org", display_name=f"Person {number}")
        enrolment = Enrolment.objects.create(
            user=user, course_key=course.translation_key, release=Enrolment.objects.first().release
        )
        Resolution.objects.create(
            enrolment=enrolment,
            course_key=course.translation_key,
            situation="secret",
            deed="secret",
            outcome="not_yet",
            answered_at=timezone.now(),
        )


@pytest.mark.parametrize(("people", "known"), [(4, None), (5, 5)])
def test_how_many_answered_is_known_from_five_on(enrolled, course, people, known):
    answered(course, people)
    assert resolutions.answers_by_course() == {str(course.translation_key): known}


@pytest.mark.parametrize(("people", "said"), [(4, "fewer than 5"), (5, "<td>5</td>")])
def test_the_cms_says_the_number_and_nothing_else(enrolled, course, people, said):
    answered(course, people)
    bootstrap()
    editor = User.objects.create_user("edith@example.org", display_name="Edith")
    editor.groups.set(type(editor).groups.field.related_model.objects.filter(name=Group.EDITORS))
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(editor)
    page = html(browser.get(reverse("resolution_answers")))
    assert said in page
    assert not any(words in page for words in ("secret", "Not yet", "Person 1"))
