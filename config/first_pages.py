"""The pages that a site cannot do without: an empty course list, and outlines of those that the law asks for.

The outlines are drafts with the questions that each has to answer; the footer shows them as soon as they are published.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.models import SiteIdentity, StandardPage
from cms.reviewed import publish_as_it_is
from config.bootstrap import home_page
from elearning.models import CourseListPage


@transaction.atomic
def make_missing() -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _make_course_list()
        identity, _created = SiteIdentity.objects.get_or_create(site=Site.objects.get(is_default_site=True))
        missing = [outline for outline in outlines() if getattr(identity, outline[0]) is None]
        for field, title, questions in missing:
            setattr(identity, field, _outline(title, questions))
        if missing:
            publish_as_it_is(identity)


def _make_course_list() -> None:
    if not CourseListPage.objects.exists():
        page = CourseListPage(
            title=_("Courses"),
            introduction=_("Free, at your own pace: you can stop at any time and go on where you were."),
            show_in_menus=True,
        )
        _add(page)
        page.save_revision().publish()


def _outline(title: str, questions: list[str]) -> Page:
    body: list[Any] = [("text", RichText(f"<p>{question}</p>")) for question in questions]
    page = StandardPage(title=title, body=body, live=False)
    _add(page)
    page.save_revision()
    return page


def _add(page: Page) -> None:
    home = home_page()
    page.locale = home.locale
    home.add_child(instance=page)


def outlines() -> list[tuple[str, str, list[str]]]:
    """By the field of the site's identity that names the page: its title, and what it has to say."""
    return [
        (
            "imprint_page",
            _("Imprint"),
            [
                _("Who is responsible for this site: name, legal form, address."),
                _("How one reaches you quickly: e-mail address and telephone number."),
                _("Who represents you, and which authority supervises you."),
                _("Who answers for the texts."),
            ],
        ),
        (
            "privacy_page",
            _("Privacy"),
            [
                _("Who is responsible, and how one reaches your data protection officer."),
                _("What is stored of whom, what for and on which legal basis: accounts, courses, live sessions."),
                _("How long it is kept, backups included, and who sees it."),
                _("Which rights people have, and to which authority they can complain."),
            ],
        ),
        (
            "accessibility_page",
            _("Accessibility"),
            [
                _("How far this site conforms with the law, and what does not work for everybody yet."),
                _("When and how that was examined."),
                _("Where one can tell you of a barrier, and who decides if you do not agree."),
            ],
        ),
    ]
