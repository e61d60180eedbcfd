"""The glossary as it is read: in one piece as long as it is short, and else letter by letter."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.db.models.functions import Substr

from cms.models import GlossaryTerm

IN_ONE_PIECE = 60  # words
PER_PAGE = 200


@dataclass(frozen=True)
class Glossary:
    """`chosen` is the letter that is shown, if it is not the whole glossary."""

    letters: list[str]
    chosen: str
    terms: "Page[GlossaryTerm]"


def glossary(code: str, letter: str, number: Any) -> Glossary:
    """Of a language. A letter that it does not have is its first one."""
    terms = GlossaryTerm.objects.live().filter(locale__language_code=code)
    letters = _letters(terms)
    is_short = not terms[IN_ONE_PIECE:].exists()
    chosen = "" if is_short else letter if letter in letters else letters[0]
    shown = terms.filter(Q(term__startswith=chosen) | Q(term__startswith=chosen.lower())) if chosen else terms
    return Glossary(letters, chosen, Paginator(shown, PER_PAGE).get_page(number))


def _letters(terms: Any) -> list[str]:
    """Databases differ in which letters they can write large."""
    first = terms.order_by().annotate(first=Substr("term", 1, 1)).values_list("first", flat=True).distinct()
    return sorted({letter.upper() for letter in first})
