"""How somebody rated the scales of a course: read for that person alone, in lessons and in what they take along."""

from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning import exercises
from elearning.core.items import GivenBefore, Words
from elearning.core.kinds.scale import Comparison, RatedTwice
from elearning.models import Answer, Enrolment, ItemText


def given(enrolment: Enrolment, reading: str) -> list[GivenBefore]:
    """In the order in which they did; two queries, however many."""
    kinds = [name for name, each in exercises.by_kind().items() if each.kind.beside]
    answers = list(
        Answer.objects.filter(enrolment=enrolment, version__item__kind__in=kinds)
        .select_related("version", "text")
        .order_by("pk")
    )
    texts = in_language(reading, (answer.text for answer in answers))
    return [
        GivenBefore(
            answer.version.definition.content,
            cast("Words", texts[answer.text_id].content),
            texts[answer.text_id].locale,
            answer.response,
            answer.submitted_at,
        )
        for answer in answers
    ]


def in_language(reading: str, texts: Iterable[ItemText]) -> dict[int, ItemText]:
    """The same questions in the language that is being read, where they are there in it; else as they were read."""
    known = {text.pk: text for text in texts}
    foreign = [text.version_id for text in known.values() if text.locale != reading]
    found = ItemText.objects.filter(version__in=foreign, locale=reading).order_by("pk") if foreign else ()
    translated = {text.version_id: text for text in found}
    return {
        pk: known[pk] if text.locale == reading else translated.get(text.version_id, text) for pk, text in known.items()
    }


def legend(comparison: Comparison) -> str:
    words = {"low": comparison.low, "high": comparison.high, "most": comparison.steps[-1]}
    return _("1 means: %(low)s. %(most)s means: %(high)s.") % words


def in_words(line: RatedTwice, comparison: Comparison) -> str:
    """What was chosen, and which way it moved. Neither is better."""
    words = {"before": line.before, "now": line.now, "steps": abs(line.moved)}
    if not line.before:
        return _("Now: %(now)s. You have no value from the beginning.") % words
    if not line.now:
        return _("At the beginning: %(before)s. You have not rated it again.") % words
    if not line.moved:
        return _("At the beginning and now: %(now)s.") % words
    end = comparison.high if line.moved > 0 else comparison.low
    return ngettext(
        "At the beginning: %(before)s. Now: %(now)s. That is %(steps)s step nearer to “%(end)s”.",
        "At the beginning: %(before)s. Now: %(now)s. That is %(steps)s steps nearer to “%(end)s”.",
        abs(line.moved),
    ) % (words | {"end": end})
