"""The courses in English, and the way to them. Blocks, questions and answers keep the ids of the German ones."""

from typing import Any

from wagtail.models import Locale, Page

from cms.models import GlossaryTerm, HomePage
from config.bootstrap import home_page
from config.demo import content
from config.demo.pages import publish_new, publish_with_its_lessons
from elearning.models import CoursePage, Scale

Row = dict[str, Any]
NOT_WORDS = {"source", "block", "page"}


def load() -> None:
    english = Locale.objects.get(language_code="en")
    words = content("english")
    for row in words["term"]:
        term(row, english)
    for row in words["scale"]:
        scale(row, english)
    home = home_page()
    sources = [home if row["source"] == "" else page_at(home, row["source"]) for row in words["page"]]
    for source, row in zip(sources, words["page"], strict=True):
        if not source.has_translation(english):
            translate(source, row, english)
    for source in sources:
        if isinstance(source, CoursePage):
            publish_with_its_lessons(source.get_translation(english))


def term(row: Row, locale: Locale) -> None:
    source = GlossaryTerm.objects.get(slug=row["source"], locale=Locale.get_default())
    words = {name: row[name] for name in ("slug", "term", "definition")}
    words["other_forms"] = "\n".join(row.get("forms", []))
    words["is_explained_in_texts"] = source.is_explained_in_texts
    publish_new(
        *GlossaryTerm.objects.get_or_create(locale=locale, translation_key=source.translation_key, defaults=words)
    )


def scale(row: Row, locale: Locale) -> None:
    source = Scale.objects.get(title=row["source"], locale=Locale.get_default())
    words = {name: row[name] for name in ("title", "low", "high")}
    words["statements"] = in_words(source.statements.get_prep_value(), row["statements"])
    publish_new(*Scale.objects.get_or_create(locale=locale, translation_key=source.translation_key, defaults=words))


def page_at(home: HomePage, path: str) -> Page:
    return Page.objects.get(url_path=f"{home.url_path}{path}/").specific


def translate(source: Page, row: Row, locale: Locale) -> None:
    page = source.copy_for_translation(locale)
    for name, text in row.items():
        if name not in NOT_WORDS:
            setattr(page, name, "\n".join(text) if isinstance(text, list) else text)
    if "block" in row:
        page.body = in_words(source.body.get_prep_value(), row["block"])
    if isinstance(page, CoursePage):
        page.save()
    else:
        page.save_revision().publish()


def in_words(own: Any, words: Any) -> Any:
    """The raw value of a block with its texts replaced, and everything else as it is."""
    if isinstance(own, list):
        return [in_words(one, other) for one, other in zip(own, words, strict=True)]
    if isinstance(own, dict) and "id" in own:
        return own | {"value": in_words(own["value"], words_of_block(own["value"], words))}
    if isinstance(own, dict):
        return {name: in_words(value, words[name]) if name in words else value for name, value in own.items()}
    return words.strip()


def words_of_block(value: Any, row: Any) -> Any:
    """As `config.demo.pages.block` reads a row: texts and lists have no name of their own in the stored value."""
    if isinstance(value, str) and isinstance(row, dict):
        return row.get("html") or row["text"]
    return row["entries"] if isinstance(value, list) and isinstance(row, dict) else row
