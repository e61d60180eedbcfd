"""In which language the parts of a page are, and how to get to another one."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from wagtail.models import Page

from cms import identity, languages, routing

register = template.Library()


@register.simple_tag
def content_language(page: Page) -> dict[str, str]:
    """In which language a page is written, which may be another one than that of the interface."""
    return in_words(page.locale.language_code)


@register.simple_tag
def in_words(code: str) -> dict[str, str]:
    """What an element needs to say in which language its text is: `code` is ours, `tag` is for `lang`."""
    return {
        "code": code,
        "tag": languages.tag(code),
        "direction": languages.direction(code),
        "name": languages.own_name(code),
    }


register.simple_tag(languages.site_language)


@register.simple_tag
def in_site_language() -> str:
    """For an element with words that somebody wrote: a screen reader has to change its voice for them."""
    language = languages.site_language()
    return format_html(' lang="{}"', language) if language else ""


@register.filter
def in_sentence(words: str) -> str:
    """Likewise for what stands in a sentence of the interface, so that the voice changes for these words only."""
    language = languages.site_language()
    return format_html('<span lang="{}">{}</span>', language, words) if language else words


@register.simple_tag(takes_context=True)
def language_of(context: dict[str, Any]) -> str:
    """The language that is being read."""
    return languages.language_of(context.get("request"))


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], name: str) -> str:
    """The address of the search or the glossary in the language that is being read."""
    with translation.override(languages.language_of(context.get("request"))):
        return reverse(name)


@register.simple_tag(takes_context=True)
def home_address(context: dict[str, Any]) -> str:
    return identity.home_address(context.get("request"))


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """An entry of the language chooser; `there` says whether what is being read exists in that language."""

    code: str
    name: str
    short: str
    tag: str
    direction: str
    address: str
    there: bool = True
    current: bool = False


@register.simple_tag(takes_context=True)
def language_choices(context: dict[str, Any]) -> list[LanguageChoice]:
    """The languages of the site; each leads to the same page in it, or to a page that says what there is instead."""
    request, page = context["request"], _page(context)
    known = {*settings.INTERFACE_LANGUAGES, *identity.of(request).homes}
    there = {code: each.get_url(request) or "" for code, each in routing.translations(page).items()} if page else None
    current = page.locale.language_code if page else languages.language_of(request)
    return [_choice(request, code, there, current) for code in languages.codes() if code in known]


def _choice(request: HttpRequest, code: str, there: dict[str, str] | None, current: str) -> LanguageChoice:
    return LanguageChoice(
        code,
        languages.own_name(code),
        languages.short_name(code),
        languages.tag(code),
        languages.direction(code),
        address=(there or {}).get(code) or _same_place(request, code, there),
        there=there is None or code in there,
        current=code == current,
    )


def _same_place(request: HttpRequest, code: str, there: dict[str, str] | None) -> str:
    """Only pages, search and glossary have a language in their address."""
    reader = languages.reader_of(request)
    has_language = there is not None or (reader and (reader.arrived or reader.named))
    return languages.address_in(code, request.get_full_path()) if has_language else request.get_full_path()


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Language and full address of each version of a page, for search engines; none where there is only one."""
    page = _page(context)
    found = routing.translations(page) if page else {}
    return (
        [(code, each.get_full_url(context["request"]) or "") for code, each in found.items()] if len(found) > 1 else []
    )


@register.simple_tag(takes_context=True)
def language_notice(context: dict[str, Any]) -> dict[str, Any] | None:
    """For whoever reads a page in another language than their own: whether it is there in theirs, in their words."""
    page, reader = _page(context), languages.reader_of(context.get("request"))
    if page is None or reader is None or reader.wanted == page.locale.language_code:
        return None
    translated = routing.translations(page).get(reader.wanted)
    if translated is None and not (reader.chosen or reader.followed):
        return None
    return {
        "words": in_words(languages.interface(reader.wanted)),
        "wanted": languages.own_name(reader.wanted),
        "read": languages.own_name(page.locale.language_code),
        "address": translated.get_url(context["request"]) if translated else "",
    }


def _page(context: dict[str, Any]) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) and page.pk else None
