"""People in a course, for whom a mistake in a question was mended; and a draft that concerns what they answered."""

import uuid
from typing import Any

from community.models import User
from config.demo import content
from elearning import edits, enrolments
from elearning.core.choices import Choice
from elearning.models import Answer, Enrolment, ItemText, LessonPage, LessonProgress

KIND = "single_choice"
Row = dict[str, Any]
Body = list[Row]


def load(people: dict[str, User]) -> None:
    """Once: whoever has tried out the demo since is in the course as they are."""
    rows = content("learners")
    editor = people[rows["editor"]]
    asked, following = (LessonPage.objects.get(slug=rows[name]) for name in ("lesson", "next_lesson"))
    if Enrolment.objects.filter(course_key=asked.parent_course().translation_key).exists():
        return
    right = _body(asked)
    _publish(asked, _with_key(right, rows["mistaken"]), editor)
    for row in rows["learner"]:
        _answer(people[row["person"]], asked, following, row["chose"])
    _mend(asked, right, editor, rows["reason"])
    _rewrite(following, rows["draft"], editor)


def _body(lesson: LessonPage) -> Body:
    found: Body = lesson.get_latest_revision_as_object().body.get_prep_value()
    return found


def _question(body: Body) -> Row:
    return next(block for block in body if block["type"] == KIND)


def _with_key(body: Body, place: int) -> Body:
    """With another option marked as the right one."""
    block = _question(body)
    options = [
        {**option, "value": {**option["value"], "correct": number == place}}
        for number, option in enumerate(block["value"]["options"])
    ]
    return _replaced(body, block, {"options": options})


def _replaced(body: Body, block: Row, value: Row) -> Body:
    return [{**each, "value": {**each["value"], **value}} if each is block else each for each in body]


def _draft(lesson: LessonPage, body: Body, editor: User) -> LessonPage:
    draft: Any = lesson.get_latest_revision_as_object()
    draft.body = body
    draft.save_revision(user=editor)
    found: LessonPage = LessonPage.objects.get(pk=lesson.pk)
    return found


def _publish(lesson: LessonPage, body: Body, editor: User) -> None:
    _draft(lesson, body, editor).get_latest_revision().publish(user=editor, skip_permission_checks=True)


def _answer(person: User, first: LessonPage, second: LessonPage, chose: list[int]) -> None:
    enrolment = enrolments.enrol(person, first.parent_course())
    for lesson, place in zip((first, second), chose, strict=True):
        block = _question(_body(lesson))
        text = ItemText.objects.filter(version__item__block_id=block["id"]).latest("pk")
        response = [block["value"]["options"][place]["id"]]
        LessonProgress.objects.create(enrolment=enrolment, lesson_key=lesson.translation_key, last_block=block["id"])
        Answer.objects.create(
            enrolment=enrolment, version=text.version, text=text, response=response, attempt=1, key=uuid.uuid4()
        )


def _mend(lesson: LessonPage, right: Body, editor: User, reason: str) -> None:
    draft = _draft(lesson, right, editor)
    edits.note_choices(draft, editor, {_question(right)["id"]: Choice.MISTAKE}, reason)
    draft.get_latest_revision().publish(user=editor, skip_permission_checks=True)


def _rewrite(lesson: LessonPage, row: Row, editor: User) -> None:
    """A draft that nobody has handed in yet."""
    body = _body(lesson)
    block = _question(body)
    options = [option for place, option in enumerate(block["value"]["options"]) if place != row["without"]]
    _draft(lesson, _replaced(body, block, {"question": row["question"], "options": options}), editor)
