"""The words of the glossary that the text of a lesson mentions: learners open them where they stand.

A release keeps its words, so all of this works on bodies as they are stored and on terms that were read before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from cms import languages
from cms.models import GlossaryTerm
from elearning.core.items import Value
from elearning.core.mentions import Finder, Term, mentioned

HEADING = "heading"


def as_term(row: GlossaryTerm) -> Term:
    return Term(row.slug, row.term, row.definition, tuple(filter(None, map(str.strip, row.other_forms.splitlines()))))


def terms_in(locale: str) -> list[Term]:
    """Those that may be explained in texts of this language."""
    return [as_term(row) for row in _rows_in(locale)]


def rows_of(body: Iterable[Value], locale: str) -> list[GlossaryTerm]:
    """What a text of this language mentions, as the glossary has it."""
    rows = _rows_in(locale)
    found = {term.slug for term in terms_of(body, [as_term(row) for row in rows])}
    return [row for row in rows if row.slug in found]


def _rows_in(locale: str) -> list[GlossaryTerm]:
    """Easy German takes from German what it does not have."""
    same = _same_language(locale)
    rows = GlossaryTerm.objects.live().filter(is_explained_in_texts=True, locale__language_code__in=same)
    found: dict[Any, GlossaryTerm] = {}
    for row in sorted(rows.select_related("locale"), key=lambda row: same.index(row.locale.language_code)):
        found.setdefault(row.translation_key, row)
    return sorted(found.values(), key=lambda row: row.slug)


def _same_language(locale: str) -> list[str]:
    """Its code first, then those of the same language in other words."""
    tag = languages.tag(locale)
    return [locale, *(code for code in languages.codes() if code != locale and languages.tag(code) == tag)]


def readers_of(row: GlossaryTerm) -> list[str]:
    """The languages in whose lessons this word may stand."""
    return _same_language(row.locale.language_code)


def terms_of(body: Iterable[Value], known: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(mentioned(_texts(body), known))


def _texts(body: Iterable[Value]) -> Iterator[str]:
    for block in body:
        if block["type"] == "text":
            yield block["value"]
        elif block["type"] == "callout":
            yield block["value"]["body"]
        elif block["type"] == "accordion":
            yield from (entry["value"]["body"] for entry in block["value"])


def marked(body: Iterable[Value], terms: Sequence[Term], locale: str) -> list[Value]:
    """The same blocks, in whose texts the first mention of a term in each section leads to its explanation."""
    finder, mark = Finder(terms), partial(_link, locale)
    section: set[str] = set()

    def in_text(text: str) -> str:
        found, seen = finder.marked(text, mark, section)
        section.update(seen)
        return found

    shown: list[Value] = []
    for block in body:
        if block["type"] == HEADING:
            section.clear()
        shown.append({**block, "value": _in_block(block, in_text)})
    return shown


def _in_block(block: Value, in_text: Any) -> Any:
    value = block["value"]
    if block["type"] == "text":
        return in_text(value)
    if block["type"] == "callout":
        return {**value, "body": in_text(value["body"])}
    if block["type"] == "accordion":
        return [{**entry, "value": _in_block({"type": "callout", "value": entry["value"]}, in_text)} for entry in value]
    return value


def _link(locale: str, term: Term, words: str) -> str:
    """To the glossary, for whoever has no script. `words` are HTML already."""
    with translation.override(locale):
        address = reverse("cms:glossary")
    query = urlencode({"letter": term.word[:1].upper()})
    return format_html(
        '<a class="mention" href="{}?{}#{}" data-mention="{}">{}</a>',
        address,
        query,
        term.slug,
        term.slug,
        mark_safe(words),  # noqa: S308 - from the text of the lesson, between its tags
    )


def from_kept(kept: Mapping[str, Any]) -> tuple[Term, ...]:
    """Of a release, as it keeps them: by their slugs."""
    return tuple(map(Term.from_json, kept.values()))


def as_kept(terms: Iterable[Term]) -> dict[str, Any]:
    return {term.slug: term.as_json() for term in terms}
