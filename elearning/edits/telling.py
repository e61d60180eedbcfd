"""What a learner is told of the corrections of questions that they have answered."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from elearning.core.choices import Choice, concerning
from elearning.core.consequences import carrying
from elearning.core.items import Outcome
from elearning.edits.questions import question
from elearning.models import Answer, Completion, Correction, Enrolment, JudgedAgain, SeenChanges


@dataclass(frozen=True, slots=True)
class ToldChange:
    """Where the answer stays as it was judged, `before` and `after` are missing; `is_gone` if it names what is gone."""

    correction: int
    lesson_key: uuid.UUID
    block_id: str
    choice: Choice
    was_asked: str
    asked: str
    reason: str
    at: datetime
    before: Outcome | None = None
    after: Outcome | None = None
    is_gone: bool = False

    @property
    def judges_otherwise(self) -> bool:
        return self.before is not self.after


def told_to(enrolment: Enrolment) -> tuple[ToldChange, ...]:
    """What they have not seen yet, in its order: mistakes, answers that a question lost, what is asked anew.

    One query if nothing was corrected that they have answered, four at most.
    """
    corrections = _corrections(enrolment)
    if all(each.is_seen for each in corrections):
        return ()
    answers = {answer.version.item_id: answer for answer in _answers(enrolment, corrections)}
    judged = JudgedAgain.objects.filter(answer__in=answers.values())
    rows = {(row.answer_id, row.correction_id): row for row in judged}
    has_completed = Completion.objects.filter(enrolment=enrolment).exists()
    told = [
        change
        for item, answer in answers.items()
        for change in _told(answer, [each for each in corrections if each.item_id == item], rows)
        if not (has_completed and change.choice is Choice.NEW_QUESTION)
    ]
    return tuple(sorted(told, key=lambda change: change.correction))


def seen(enrolment: Enrolment, up_to: int | None = None) -> None:
    """They were told: everything up to now, or up to the last correction that was shown."""
    latest = up_to or max((change.correction for change in told_to(enrolment)), default=None)
    if latest:
        SeenChanges.objects.update_or_create(enrolment=enrolment, defaults={"latest_id": latest})


def _corrections(enrolment: Enrolment) -> list[Any]:
    """Of the questions that they answered, with whether they have seen it."""
    seen = Subquery(SeenChanges.objects.filter(enrolment=enrolment).values("latest")[:1])
    answered = Answer.objects.filter(enrolment=enrolment).values("version__item")
    latest = Coalesce(seen, 0, output_field=BigIntegerField())
    found = Correction.objects.filter(item__in=answered).annotate(is_seen=LessThanOrEqual(F("pk"), latest))
    return list(found.select_related("item", "before__version__item", "text__version__item").order_by("pk"))


def _answers(enrolment: Enrolment, corrections: Iterable[Correction]) -> QuerySet[Answer]:
    """The last one of each question comes last."""
    items = {each.item_id for each in corrections}
    found = Answer.objects.filter(enrolment=enrolment, version__item__in=items)
    return found.select_related("version").order_by("pk")


def _told(
    answer: Answer, corrections: Iterable[Any], rows: Mapping[tuple[int, int], JudgedAgain]
) -> Iterator[ToldChange]:
    """A correction that came over into a translation is told once."""
    response, told = answer.response, set[tuple[int, int]]()
    for each in concerning(answer.version_id, corrections, lambda correction: correction.succession):
        row, pair = rows.get((answer.pk, each.pk)), (each.from_version_id, each.to_version_id)
        is_gone = carrying(question(each.before), question(each.text))(response) is None
        is_known = each.is_seen or each.created_at <= answer.submitted_at or (pair in told and row is None)
        if not is_known and (is_gone or each.choice != Choice.REWORDING):
            yield _change(each, row, is_gone)
        told.add(pair)
        response = row.response if row else response


def _change(correction: Correction, row: JudgedAgain | None, is_gone: bool) -> ToldChange:
    return ToldChange(
        correction=correction.pk,
        lesson_key=correction.item.lesson_key,
        block_id=correction.item.block_id,
        choice=Choice(correction.choice),
        was_asked=correction.before.content["question"],
        asked=correction.text.content["question"],
        reason=correction.reason,
        at=correction.created_at,
        before=Outcome(row.before) if row else None,
        after=Outcome(row.after) if row else None,
        is_gone=is_gone,
    )
