"""A reflection is private until its author shows it to trainers or cohort, and again once they take it back."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from community.models import User
from elearning.models import Cohort, CohortMember, Enrolment, ItemText, Reflection, ShownReflection
from tests.elearning import content


def person(name):
    return User.objects.create_user(f"{name.lower()}@example.org", "secret", display_name=name)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def html(response):
    return unescape(response.content.decode())


@pytest.fixture
def lesson(module):
    return content.a_lesson(module, "To think", content.text(), content.reflection())


@pytest.fixture
def cohort(course):
    cohort = Cohort.objects.create(name="Autumn", course_key=course.translation_key)
    cohort.trainers.add(person("Tara"))
    return cohort


@pytest.fixture
def companion(cohort):
    return join(cohort, person("Cem"))


@pytest.fixture
def written(browser, learner, course, lesson, cohort):
    join(cohort, learner)
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    enrolment, text = Enrolment.objects.get(), ItemText.objects.get()
    return Reflection.objects.create(enrolment=enrolment, item=text.version.item, text=text, body="It was hard.")


def join(cohort, user):
    CohortMember.objects.create(cohort=cohort, user=user)
    return user


def show(browser, written, to):
    return browser.post(reverse("elearning:reflection", args=[written.pk]), {"to": to})


def read(user, cohort):
    return browser_of(user).get(reverse("elearning:shown_in_cohort", args=[cohort.pk]))


def readers(written, cohort, *people):
    return [user.display_name for user in people if written.body in html(read(user, cohort))]


@pytest.mark.parametrize(("to", "expected"), [("nobody", []), ("trainers", ["Tara"]), ("cohort", ["Tara", "Cem"])])
def test_it_is_read_by_those_to_whom_it_is_shown(browser, written, cohort, companion, to, expected):
    show(browser, written, f"{to}-{cohort.pk}")
    assert readers(written, cohort, cohort.trainers.get(), companion) == expected


def test_once_it_is_taken_back_nobody_reads_it_and_nothing_says_that_it_was_shown(browser, written, cohort, companion):
    show(browser, written, f"cohort-{cohort.pk}")
    show(browser, written, "nobody")
    assert readers(written, cohort, cohort.trainers.get(), companion) == []
    assert not ShownReflection.objects.exists()


def test_the_lesson_says_to_whom_it_is_shown(browser, written, cohort, lesson):
    assert "Nur Sie können das sehen." in html(browser.get(lesson.url))
    show(browser, written, f"trainers-{cohort.pk}")
    page = html(browser.get(lesson.url))
    assert "Nur Sie können das sehen." not in page
    assert reverse("elearning:reflection", args=[written.pk]) in page


def test_whoever_leaves_the_cohort_shows_nothing_there_any_more(browser, learner, written, cohort, companion):
    show(browser, written, f"cohort-{cohort.pk}")
    CohortMember.objects.filter(user=learner).delete()
    assert readers(written, cohort, cohort.trainers.get(), companion) == []


def test_it_can_be_shown_only_where_its_author_takes_the_course(browser, written, course):
    elsewhere = Cohort.objects.create(name="Others", course_key=course.translation_key)
    show(browser, written, f"cohort-{elsewhere.pk}")
    assert not ShownReflection.objects.exists()


def test_the_page_of_a_reflection_is_its_authors(stranger, guest, written):
    address = reverse("elearning:reflection", args=[written.pk])
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"to": "nobody"}).status_code == 404
    assert guest.get(address).status_code == 302


def test_the_question_names_the_language_in_which_it_was_read(browser, written, cohort):
    show(browser, written, f"trainers-{cohort.pk}")
    own = html(browser.get(reverse("elearning:reflection", args=[written.pk])))
    others = html(read(cohort.trainers.get(), cohort))
    assert all(
        f'lang="{written.text.locale}" dir="ltr">{written.text.content["question"]}' in page for page in (own, others)
    )


def test_strangers_have_no_cohort(stranger, cohort):
    assert stranger.get(reverse("elearning:shown_in_cohort", args=[cohort.pk])).status_code == 404


def test_whoever_may_read_something_finds_the_cohort(browser, written, cohort, companion):
    show(browser, written, f"trainers-{cohort.pk}")
    lists = [html(browser_of(user).get(reverse("elearning:shown"))) for user in (cohort.trainers.get(), companion)]
    assert ["Autumn" in page for page in lists] == [True, False]


def test_it_can_be_laid_as_a_card(browser, written):
    page = html(browser.get(reverse("elearning:reflection", args=[written.pk])))
    assert reverse("deliberation:cards") in page
