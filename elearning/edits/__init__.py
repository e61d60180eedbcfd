"""What an edit of a course does to people: before it is published, when it is published, and what learners are told."""

from elearning.edits.drafts import DraftEdit, EditedQuestion, of_draft
from elearning.edits.notes import note_choices
from elearning.edits.removals import Afterwards, Removal, RemovedCourse, RemovedLesson, of_removal
from elearning.edits.telling import ToldChange, seen, told_to

__all__ = [
    "Afterwards",
    "DraftEdit",
    "EditedQuestion",
    "Removal",
    "RemovedCourse",
    "RemovedLesson",
    "ToldChange",
    "note_choices",
    "of_draft",
    "of_removal",
    "seen",
    "told_to",
]
