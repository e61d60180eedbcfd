"""What an editor chose for a draft, kept until it is published, by whichever way that happens."""

import uuid
from collections.abc import Iterable, Mapping

from community.models import User
from elearning.core.choices import Choice
from elearning.core.consequences import Question
from elearning.edits.questions import drafted_in, fingerprints
from elearning.models import LessonPage, NotedChoice


def note_choices(page: LessonPage, user: User, choices: Mapping[str, Choice], reason: str) -> None:
    """By the ids of blocks, for the newest draft as it is now: whoever edits a question on has to choose anew."""
    draft = page.get_latest_revision_as_object()
    questions = drafted_in(draft, page.locale.language_code)
    NotedChoice.objects.bulk_create(
        _note(draft, user, block_id, questions[block_id], choice, reason)
        for block_id, choice in choices.items()
        if block_id in questions
    )


def _note(page: LessonPage, user: User, block_id: str, asked: Question, choice: Choice, reason: str) -> NotedChoice:
    definition, words = fingerprints(asked)
    return NotedChoice(
        lesson_key=page.translation_key,
        block_id=block_id,
        locale=page.locale.language_code,
        definition=definition,
        words=words,
        choice=choice,
        reason=reason.strip(),
        person=user,
    )


def noted(
    lesson_key: uuid.UUID | str, locale: str, questions: Mapping[str, Question], blocks: Iterable[str]
) -> dict[str, NotedChoice]:
    """The newest for each question that stands there as it stood when somebody chose; one query."""
    asked = {block_id: fingerprints(questions[block_id]) for block_id in blocks}
    rows = NotedChoice.objects.filter(lesson_key=lesson_key, locale=locale, block_id__in=asked).order_by("pk")
    return {row.block_id: row for row in rows if (row.definition, row.words) == asked[row.block_id]}
