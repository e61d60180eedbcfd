"""Four layers, arrows point down only: pages that editors change, releases that never change, records of learners."""

from elearning.models.cases import Case, CaseConsent, CaseDraft
from elearning.models.cohorts import Cohort, CohortMember
from elearning.models.pages import CourseListPage, CoursePage, LessonPage, ModulePage
from elearning.models.records import Answer, Completion, Enrolment, LessonProgress, Reflection
from elearning.models.releases import CourseRelease, Item, ItemText, ItemVersion, LessonSnapshot, ReleasedFile
from elearning.models.shown import ShownReflection

__all__ = [
    "Answer",
    "Case",
    "CaseConsent",
    "CaseDraft",
    "Cohort",
    "CohortMember",
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
    "ShownReflection",
]
