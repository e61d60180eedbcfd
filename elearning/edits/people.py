"""Who is in a course and what they answered: the facts for a preview, in a number of queries that does not grow."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery

from elearning import exercises
from elearning.core.choices import counting_for
from elearning.core.consequences import Given, People
from elearning.models import Answer, Correction, Enrolment, ItemText, JudgedAgain, Reflection


def people_in(course_key: uuid.UUID, asked: Mapping[str, ItemText]) -> People:
    """With their answers to these questions, by the ids of the blocks."""
    enrolled = dict(Enrolment.objects.filter(course_key=course_key).values_list("pk", "completion"))
    answers = _given(course_key, asked) | _written(course_key, asked)
    return People(
        under_way=frozenset(pk for pk, completion in enrolled.items() if completion is None),
        completed=frozenset(pk for pk, completion in enrolled.items() if completion is not None),
        answers=answers,
    )


def _given(course_key: uuid.UUID, asked: Mapping[str, ItemText]) -> dict[str, list[Given]]:
    """The last answer of each person, in the ids of the question as it is asked now."""
    counts = _block_by_version(asked)
    answers = as_judged(Answer.objects.filter(enrolment__course_key=course_key, version__in=counts)).order_by("pk")
    found: dict[str, dict[int, Given]] = defaultdict(dict)
    fields = ("enrolment_id", "version_id", "response", "judged_response")
    for person, version, response, judged in answers.values_list(*fields):
        found[counts[version]][person] = Given(person, response if judged is None else judged)
    return {block_id: list(given.values()) for block_id, given in found.items()}


def _block_by_version(asked: Mapping[str, ItemText]) -> dict[int, str]:
    """Also of the earlier versions whose answers count."""
    counting = earlier_versions([text.version_id for text in asked.values()])
    return {
        version: block_id
        for block_id, text in asked.items()
        for version in (text.version_id, *counting.get(text.version_id, ()))
    }


def _written(course_key: uuid.UUID, asked: Mapping[str, ItemText]) -> dict[str, list[Given]]:
    """Who wrote something for themselves, never what."""
    known = exercises.by_kind()
    blocks = {text.version.item_id: id for id, text in asked.items() if known[text.version.item.kind].kind.private}
    found: dict[str, list[Given]] = defaultdict(list)
    if blocks:
        rows = Reflection.objects.filter(enrolment__course_key=course_key, item__in=blocks)
        for person, item in rows.values_list("enrolment_id", "item_id"):
            found[blocks[item]].append(Given(person, ""))
    return found


def earlier_versions(versions: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each of these, those whose answers count for it; one query."""
    versions = list(versions)
    rows = Correction.objects.filter(item__versions__in=versions).order_by("pk").distinct()
    steps: dict[int, list[Any]] = defaultdict(list)
    by_version = {}
    for row in rows:
        steps[row.item_id].append(row.succession)
        by_version[row.to_version_id] = row.item_id
    found = {
        version: counting_for(version, steps[by_version[version]]) for version in versions if version in by_version
    }
    return {version: earlier for version, earlier in found.items() if earlier}


def as_judged(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """With their items, and what they are judged by since they were given: words, and the response in their ids.

    The newest correction judged last. The index by answer and correction has it at its end; ordered by their own keys,
    PostgreSQL went through all that was ever judged again, backwards, once for each answer.
    """
    last = JudgedAgain.objects.filter(answer=OuterRef("pk")).order_by("-correction_id")
    return answers.annotate(  # type: ignore[no-redef]
        item_id=F("version__item"),
        judged_text=Subquery(last.values("correction__text")[:1]),
        judged_response=Subquery(last.values("response")[:1], output_field=JSONField()),
        judged_after=Subquery(last.values("after")[:1]),
    )
