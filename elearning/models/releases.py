"""What learners answer: written when editors publish, never changed afterwards.

Nothing here points at a page or a revision. Pages are found by translation key, so they may be deleted.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from elearning.core.items import Definition
from elearning.core.manifest import Manifest

HASH_LENGTH = 64


class Immutable(models.Model):
    """Written once. Records that other records rest on must not be rewritten by a careless save()."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is never changed; write a new one.")
        super().save(*args, **kwargs)


class Item(Immutable):
    """An activity through all its versions and languages: the lesson's translation key and the block's id."""

    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    kind = models.CharField(max_length=40)  # of those that `exercises` lists, or once did

    class Meta:
        constraints = [models.UniqueConstraint("lesson_key", "block_id", name="one_item_per_block")]

    def __str__(self) -> str:
        return f"{self.kind} {self.block_id}"


class ItemVersion(Immutable):
    """What counts as an answer, in every language. Rewording does not make a new version; rescoring does."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint("item", "hash", name="one_version_per_definition"),
            models.UniqueConstraint("item", "number", name="versions_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} version {self.number}"

    @property
    def definition(self) -> Definition:
        return Definition.from_json(self.content)


class ItemText(Immutable):
    """The words of a version in one language, so that an answer stays readable as it was given."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="texts")
    locale = models.CharField(max_length=20)
    content = models.JSONField()
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint("version", "locale", "hash", name="one_text_per_wording")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.locale}"


class LessonSnapshot(Immutable):
    """A lesson as it was published. `body` has activities as type and id only, `texts` are the ids of their words.

    `terms` are those of the glossary that its text mentions, by their slugs, in the words of then.
    """

    lesson_key = models.UUIDField()
    locale = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    introduction = models.TextField(blank=True)
    minutes = models.PositiveIntegerField()
    body = models.JSONField()
    texts = models.JSONField()
    questions = models.JSONField()
    terms = models.JSONField(default=dict)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)

    def __str__(self) -> str:
        return self.title


class ReleasedFile(models.Model):
    """A picture, recording or document in a snapshot: learners have that lesson, so it is not deleted under them."""

    snapshot = models.ForeignKey(LessonSnapshot, on_delete=models.CASCADE, related_name="files")
    picture = models.ForeignKey("wagtailimages.Image", null=True, on_delete=models.PROTECT, related_name="released")
    recording = models.ForeignKey("cms.Recording", null=True, on_delete=models.PROTECT, related_name="released")
    document = models.ForeignKey("wagtaildocs.Document", null=True, on_delete=models.PROTECT, related_name="released")

    class Meta:
        verbose_name = _("file in a released lesson")
        verbose_name_plural = _("files in released lessons")

    def __str__(self) -> str:
        return str(self.snapshot)


class CourseRelease(Immutable):
    """A course as it was published: which lessons in which order, which questions count."""

    course_key = models.UUIDField()
    locale = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    rule = models.JSONField()
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint("course_key", "locale", "number", name="releases_are_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.content['title']} {self.number}"

    @property
    def manifest(self) -> Manifest:
        return Manifest.from_json(self.content)
