"""What publishing does to answers: which version a question is of, how earlier answers count for it, judged by what.

All of it happens in the transaction that publishes, so that no learner meets one without the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Max, QuerySet

from elearning.core.choices import Choice, chosen, concerning, is_another_question
from elearning.core.consequences import Carrying, Edit, Question, carrying, changes, judged
from elearning.core.items import Content, Judgement, Outcome, Value, fingerprint
from elearning.edits.notes import noted
from elearning.edits.people import as_judged, earlier_versions
from elearning.edits.questions import definition, drafted, question, texts_of
from elearning.models import Answer, Correction, Item, ItemText, ItemVersion, JudgedAgain, LessonSnapshot, NotedChoice


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about one question that reads otherwise than it was released.

    `choice` is missing where nothing can become of any answer; `said` has who chose it, and why. `version` is the one
    that another language has for the question already.
    """

    before: ItemText
    choice: Choice | None
    needs_version: bool = False
    said: NotedChoice | Correction | None = None
    version: ItemVersion | None = None


def decide(before: LessonSnapshot | None, lesson_key: str, locale: str, blocks: Iterable[Value]) -> dict[str, Decision]:
    """By the ids of the blocks, for the questions of a lesson that are there before and afterwards."""
    texts, asked = texts_of(before), drafted(blocks)
    changed = {id: changes(question(texts[id]), asked[id]) for id in texts.keys() & asked.keys()}
    changed = {id: found for id, found in changed.items() if found and not asked[id].kind.private}
    if not changed:
        return {}
    notes = noted(lesson_key, locale, asked, changed)
    elsewhere = _decided_elsewhere(locale, [texts[id] for id in changed])
    return {
        id: _followed(texts[id], asked[id], elsewhere.get(texts[id].version.item_id, []))
        or _decision(texts[id], found, notes.get(id))
        for id, found in changed.items()
    }


def _decision(before: ItemText, found: tuple[Edit, ...], note: NotedChoice | None) -> Decision:
    choice = chosen(found, Choice(note.choice) if note else None)
    return Decision(before, choice, is_another_question(found, choice), note)


def _decided_elsewhere(locale: str, texts: Iterable[ItemText]) -> dict[int, list[Correction]]:
    """In other languages, by item: one question has one history."""
    items = [text.version.item_id for text in texts]
    rows = Correction.objects.filter(item__in=items).exclude(text__locale=locale).order_by("pk")
    found: dict[int, list[Correction]] = {}
    for row in rows.select_related("to_version"):
        found.setdefault(row.item_id, []).append(row)
    return found


def _followed(before: ItemText, asked: Question, rows: Iterable[Correction]) -> Decision | None:
    """A translation that comes up to what its source says now means what was said there."""
    version = before.version_id
    steps: list[Correction] = []
    for row in rows:
        if row.from_version_id == version != row.to_version_id:
            version, steps = row.to_version_id, [*steps, row]
    if not steps or steps[-1].to_version.content != definition(asked):
        return None
    serious = max((Choice(step.choice) for step in steps), key=list(Choice).index)
    return Decision(before, serious, needs_version=True, said=steps[-1], version=steps[-1].to_version)


# --- versions ---------------------------------------------------------------------------------------------------------


def version_of(item: Item, content: Content, words: str, locale: str, decision: Decision | None) -> ItemVersion:
    """The one with this definition. `words` is the fingerprint of those in which it is asked."""
    alike = [each for each in item.versions.order_by("number") if each.content == content]
    if decision and decision.needs_version:
        return _other_version(item, content, words, locale, decision, alike)
    if decision and decision.before.version in alike:
        return decision.before.version
    return _worded(alike, words, locale) or (alike[-1] if alike else _new_version(item, content))


def _other_version(
    item: Item, content: Content, words: str, locale: str, decision: Decision, alike: Iterable[ItemVersion]
) -> ItemVersion:
    """Another one than before, though the definition may be the same. Taking words back leads to what they asked."""
    others = [each for each in alike if each != decision.before.version]
    return _worded(others, words, locale) or decision.version or _new_version(item, content)


def _worded(versions: Iterable[ItemVersion], words: str, locale: str) -> ItemVersion | None:
    """The newest that was asked in these words."""
    texts = ItemText.objects.filter(version__in=versions, locale=locale, hash=words).select_related("version")
    text = texts.order_by("-version__number").first() if versions else None
    return text.version if text else None


def _new_version(item: Item, content: Content) -> ItemVersion:
    """A definition that there was before is told apart by the number."""
    number = (item.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    hash = fingerprint(content)
    if item.versions.filter(hash=hash).exists():
        hash = fingerprint([content, number])
    return item.versions.create(number=number, content=content, hash=hash)


# --- answers ----------------------------------------------------------------------------------------------------------


def correct(decision: Decision, text: ItemText) -> None:
    """Writes down what was chosen, and judges again if it was a mistake. A rewording of the same version is no news."""
    is_same = text.version_id == decision.before.version_id
    if decision.choice is None or (is_same and decision.choice is not Choice.MISTAKE):
        return
    correction = Correction.objects.create(
        item=text.version.item,
        from_version=decision.before.version,
        to_version=text.version,
        before=decision.before,
        text=text,
        choice=decision.choice,
        reason=decision.said.reason if decision.said else "",
        person=decision.said.person if decision.said else None,
    )
    if decision.choice is Choice.MISTAKE:
        old = correction.from_version_id
        _judge(correction, Answer.objects.filter(version__in=[old, *earlier_versions([old]).get(old, ())]))


def catch_up(answer: Answer) -> None:
    """What arrived after its question was corrected is judged as if it had been there before."""
    corrections = Correction.objects.filter(item=answer.version.item_id).order_by("pk")
    corrections = corrections.select_related("before__version__item", "text__version__item")
    for each in concerning(answer.version_id, corrections, lambda correction: correction.succession):
        if each.choice == Choice.MISTAKE:
            _judge(each, Answer.objects.filter(pk=answer.pk))


def _judge(correction: Correction, answers: QuerySet[Answer]) -> None:
    """The last answer of each person, where it can be judged."""
    last = {row.enrolment_id: row for row in as_judged(answers).order_by("pk")}
    texts = ItemText.objects.select_related("version__item").in_bulk({row.text_id for row in last.values()})
    judge = Judge(correction, carrying(question(correction.before), question(correction.text)), texts)
    known = _judged_by_the_same(correction, last.values())
    found = (judge(row, row.pk in known) for row in last.values())
    JudgedAgain.objects.bulk_create(each for each in found if each)


def _judged_by_the_same(correction: Correction, answers: Iterable[Answer]) -> set[int]:
    """Those that another language has corrected in the same way."""
    rows = JudgedAgain.objects.filter(
        correction__from_version=correction.from_version_id, correction__to_version=correction.to_version_id
    )
    return set(rows.filter(answer__in=answers).values_list("answer_id", flat=True))


@dataclass(frozen=True)
class Judge:
    """What gaps accept depends on the language: answers are judged by the words of the one that they were read in."""

    correction: Correction
    carry: Carrying
    texts: Mapping[int, ItemText]

    def __call__(self, answer: Any, is_known: bool) -> JudgedAgain | None:
        read, text = self.texts[answer.text_id], self.correction.text
        is_elsewhere = read.locale != text.locale
        if is_elsewhere and (is_known or self.correction.from_version_id == self.correction.to_version_id):
            return None
        response = answer.response if answer.judged_response is None else answer.judged_response
        moved, before = self.carry(response), answer.judged_after or _outcome(judged(question(read), answer.response))
        judgement = None if moved is None else judged(self._asked(read), moved)
        if judgement is None or (is_known and (moved, judgement.outcome) == (response, before)):
            return None
        return JudgedAgain(
            answer=answer, correction=self.correction, response=moved, before=before, after=judgement.outcome
        )

    def _asked(self, read: ItemText) -> Question:
        new = question(self.correction.text)
        return new if read.locale == self.correction.text.locale else replace(new, words=read.content)


def _outcome(judgement: Judgement | None) -> str:
    return judgement.outcome if judgement else Outcome.KEPT
