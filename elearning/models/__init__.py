"""Four layers, arrows point down only: pages that editors change, releases that never change, records of learners."""

from elearning.models.pages import CourseListPage, CoursePage, LessonPage, ModulePage
from elearning.models.records import Answer, Completion, Enrolment, LessonProgress, Reflection
from elearning.models.releases import CourseRelease, Item, ItemText, ItemVersion, LessonSnapshot, ReleasedFile
from elearning.models.resolutions import Resolution, ResolutionOutcome
from elearning.models.scales import Scale

__all__ = [
    "Answer",
    "Completion",
    "CourseListPage",
    "CoursePage",
    "CourseRelease",
    "Enrolment",
    "Item",
    "ItemText",
    "ItemVersion",
    "LessonPage",
    "LessonProgress",
    "LessonSnapshot",
    "ModulePage",
    "Reflection",
    "ReleasedFile",
    "Resolution",
    "ResolutionOutcome",
    "Scale",
]
