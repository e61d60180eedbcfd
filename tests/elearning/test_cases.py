"""A case from somebody's work is theirs alone, until they hand it in, and again once they take it back."""

from html import unescape

import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.test import Client
from django.urls import reverse

from community.groups import Group
from community.models import User
from config.bootstrap import bootstrap
from elearning import cases
from elearning.models import Case, CaseConsent, CaseDraft

WORDS = {"situation": "At the desk.", "who": "A man.", "thought": "I was tired.", "happened": "He left."}


@pytest.fixture
def case(learner):
    return Case.objects.create(user=learner, **WORDS)


@pytest.fixture
def editor(home):
    bootstrap()
    user = User.objects.create_user("editor@example.org", "secret", display_name="Eda")
    user.groups.add(StoredGroup.objects.get(name=Group.EDITORS))
    client = Client()
    client.force_login(user)
    return client


def html(response):
    return unescape(response.content.decode())


def post(browser, name, case, **fields):
    return browser.post(reverse(f"elearning:{name}", args=[case.pk]), fields)


def read_by(editor, case):
    """The list, and the page of the case."""
    found = html(editor.get(reverse("handed_in_cases")))
    return "At the desk." in found, editor.get(reverse("case_draft", args=[case.pk])).status_code == 200


def draft(editor, case, **fields):
    return editor.post(reverse("case_draft", args=[case.pk]), {"text": "In an office."} | fields)


def test_a_case_is_written_in_four_parts(browser, learner):
    browser.post(reverse("elearning:new_case"), WORDS)
    case = Case.objects.get(user=learner)
    assert case.happened == "He left."
    browser.post(reverse("elearning:case", args=[case.pk]), {**WORDS, "happened": "He came back."})
    assert Case.objects.get().happened == "He came back."


def test_what_is_missing_is_asked_for_and_what_is_there_stays(browser):
    page = html(browser.post(reverse("elearning:new_case"), {**WORDS, "who": ""}))
    assert "At the desk." in page
    assert not Case.objects.exists()


def test_the_page_says_which_words_the_device_may_forget(browser, case):
    saved = browser.post(reverse("elearning:new_case"), WORDS, follow=True)
    assert 'data-words-of="form/case/new"' in html(saved)
    assert f'data-keeps="form/case/{Case.objects.latest("pk").pk}"' in html(saved)
    deleted = browser.post(reverse("elearning:delete_case", args=[case.pk]), follow=True)
    assert f'data-words-of="form/case/{case.pk}"' in html(deleted)
    missing = browser.post(reverse("elearning:new_case"), WORDS | {"situation": ""})
    assert "data-words-of" not in html(missing)


def test_whoever_was_logged_out_meanwhile_reads_what_they_wrote(guest, case):
    for address in (reverse("elearning:new_case"), reverse("elearning:case", args=[case.pk])):
        page = guest.post(address, WORDS | {"thought": "I was very tired."})
        assert page.status_code == 401
        assert "I was very tired." in html(page)
        assert f"/accounts/login/?next={address}" in html(page)
        assert guest.get(address).url == f"/accounts/login/?next={address}"
    assert Case.objects.get().thought == "I was tired."


@pytest.mark.parametrize("name", ["hand_in_case", "take_case_back", "delete_case"])
def test_whoever_comes_to_a_button_by_a_login_finds_it_and_nothing_is_done(browser, case, name):
    page = browser.get(reverse(f"elearning:{name}", args=[case.pk]))
    assert page.url == reverse("elearning:case", args=[case.pk])
    assert Case.objects.get().consents.count() == 0


def test_others_do_not_find_it(stranger, guest, case):
    for name in ("case", "hand_in_case", "take_case_back", "delete_case"):
        assert post(stranger, name, case, consent="on").status_code == 404
        assert post(guest, name, case).status_code == (401 if name == "case" else 302)
    assert "At the desk." not in html(stranger.get(reverse("elearning:cases")))


def test_editors_read_it_once_it_is_handed_in_and_no_longer_once_it_is_taken_back(browser, editor, case):
    assert read_by(editor, case) == (False, False)
    post(browser, "hand_in_case", case, consent="on")
    assert read_by(editor, case) == (True, True)
    post(browser, "take_case_back", case)
    assert read_by(editor, case) == (False, False)


def test_without_a_tick_it_is_not_handed_in(browser, case):
    assert post(browser, "hand_in_case", case).status_code == 422
    assert not CaseConsent.objects.exists()


def test_what_is_handed_in_stays_as_it_was_read(browser, case):
    post(browser, "hand_in_case", case, consent="on")
    post(browser, "case", case, **{**WORDS, "who": "Somebody else."})
    assert Case.objects.get().who == "A man."


def test_each_consent_and_its_end_is_traced(browser, case):
    for _ in range(2):
        post(browser, "hand_in_case", case, consent="on")
        post(browser, "hand_in_case", case, consent="on")
        post(browser, "take_case_back", case)
    assert [each.taken_back_at is not None for each in CaseConsent.objects.all()] == [True, True]
    assert html(browser.get(reverse("elearning:case", args=[case.pk]))).count("zurückgenommen am") == 2


def test_editors_write_a_draft_beside_it(browser, editor, case):
    cases.hand_in(case)
    assert draft(editor, case).url == reverse("handed_in_cases")
    assert CaseDraft.objects.get().written_by.display_name == "Eda"
    draft(editor, case, text="In a school.", in_course="on")
    assert (CaseDraft.objects.get().text, CaseDraft.objects.get().in_course) == ("In a school.", True)


def test_each_page_of_the_editors_says_what_it_is(editor, case):
    cases.hand_in(case)
    for address in (reverse("handed_in_cases"), reverse("case_draft", args=[case.pk])):
        assert '<h1 class="w-header__title"' in html(editor.get(address))


def test_when_it_is_taken_back_editors_are_told_what_to_take_out(browser, editor, case):
    cases.hand_in(case)
    draft(editor, case, in_course="on")
    post(browser, "take_case_back", case)
    page = html(editor.get(reverse("handed_in_cases")))
    assert "In an office." in page
    assert "At the desk." not in page
    editor.post(reverse("clear_case_draft", args=[CaseDraft.objects.get().pk]))
    assert not CaseDraft.objects.exists()


def test_a_draft_of_an_open_consent_is_not_cleared(editor, case):
    cases.hand_in(case)
    draft(editor, case)
    assert editor.post(reverse("clear_case_draft", args=[CaseDraft.objects.get().pk])).status_code == 404


def test_deleting_a_case_leaves_no_word_of_it(browser, case):
    post(browser, "delete_case", case)
    assert not Case.objects.exists()


def test_deleting_one_of_which_something_was_made_tells_the_editors(browser, editor, case):
    cases.hand_in(case)
    draft(editor, case, in_course="on")
    post(browser, "delete_case", case)
    assert (Case.objects.get().situation, Case.objects.get().happened) == ("", "")
    assert "In an office." in html(editor.get(reverse("handed_in_cases")))
    assert post(browser, "case", case).status_code == 404
    editor.post(reverse("clear_case_draft", args=[CaseDraft.objects.get().pk]))
    assert not Case.objects.exists()


def test_whoever_writes_no_pages_reads_no_cases(browser, case):
    cases.hand_in(case)
    for name, args in (("handed_in_cases", []), ("case_draft", [case.pk])):
        assert browser.get(reverse(name, args=args)).status_code == 302
