"""What a lesson can be written with: what every page has, dialogues, sources, and a block for each kind of activity."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, CharBlock, StreamBlock
from wagtail.fields import StreamField

from cms.blocks import ContentBlocks
from elearning.dialogues import DialogueBlock
from elearning.exercises import EXERCISES
from elearning.sources import SourceBlock, SourcesBlock


class StatementBlocks(StreamBlock):
    """Each statement keeps its id when it is reworded, moved or translated."""

    statement = CharBlock(label=_("statement"), max_length=300, icon="sliders")


class LessonBlocks(ContentBlocks):
    """Empty text cannot be saved: every field that learners read is required."""

    dialogue = DialogueBlock()
    sources = SourcesBlock(SourceBlock(), min_num=1)

    def __init__(self, local_blocks: Sequence[tuple[str, Block]] = (), **kwargs: Any) -> None:
        activities = [(each.kind.name, each.as_block()) for each in EXERCISES]
        super().__init__([*local_blocks, *activities], **kwargs)


class LessonField(StreamField):
    """Migrations do not list its blocks. They mean nothing to the database, so a new one needs no migration."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LessonBlocks, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        return Field.deconstruct(self)
