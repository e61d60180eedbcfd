"""What became of answers when a question was edited: who decided it, why, and which answers are judged otherwise since.

Append only. Answers stay as they were given; what is judged otherwise is said beside them.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elearning.core.choices import Choice, Succession
from elearning.core.items import Outcome
from elearning.models.records import Answer, Enrolment
from elearning.models.releases import HASH_LENGTH, Immutable, Item, ItemText, ItemVersion

CHOICES = [
    (Choice.REWORDING.value, _("It means the same")),
    (Choice.MISTAKE.value, _("It was a mistake")),
    (Choice.NEW_QUESTION.value, _("It is another question now")),
]
OUTCOMES = [
    (Outcome.RIGHT.value, _("That is right.")),
    (Outcome.PARTLY.value, _("Partly right.")),
    (Outcome.WRONG.value, _("Not quite.")),
    (Outcome.KEPT.value, _("Neither right nor wrong.")),
]


class NotedChoice(Immutable):
    """What an editor chose for a draft. It holds for the question as it was then; whoever edits on chooses anew.

    `definition` and `words` are the fingerprints of the draft's question, so that every way of publishing finds it.
    """

    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    locale = models.CharField(max_length=20)
    definition = models.CharField(max_length=HASH_LENGTH)
    words = models.CharField(max_length=HASH_LENGTH)
    choice = models.CharField(max_length=20, choices=CHOICES)
    reason = models.TextField(blank=True, max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index("lesson_key", "block_id", name="noted_for_a_question")]

    def __str__(self) -> str:
        return f"{self.block_id} {self.choice}"


class Correction(Immutable):
    """How answers to one version of a question count for another, said when `before` gave way to `text`.

    Both versions are the same where only words were corrected: a gap that accepts one more of them, for example.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="corrections")
    from_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="corrections")
    to_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="corrected")
    before = models.ForeignKey(ItemText, on_delete=models.PROTECT, related_name="+")
    text = models.ForeignKey(ItemText, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=20, choices=CHOICES)
    reason = models.TextField(blank=True, max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.item_id} {self.from_version_id} {self.to_version_id} {self.choice}"

    @property
    def succession(self) -> Succession:
        return Succession(self.from_version_id, self.to_version_id, Choice(self.choice))


class JudgedAgain(Immutable):
    """That an answer is judged by a corrected question. `response` has the ids that its words have there."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="judged_again")
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="judged")
    response = models.JSONField()
    before = models.CharField(max_length=10, choices=OUTCOMES)
    after = models.CharField(max_length=10, choices=OUTCOMES)

    class Meta:
        constraints = [models.UniqueConstraint("answer", "correction", name="judged_again_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.before} {self.after}"


class SeenChanges(models.Model):
    """Up to which correction a learner was told what has changed."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="seen_changes")
    latest = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.latest_id}"
