"""Four layers, arrows point down only: pages that editors change, releases that never change, records of learners."""

from elearning.models.availability import Availability
from elearning.models.cases import Case, CaseConsent, CaseDraft
from elearning.models.cohorts import Cohort, CohortInvitation, CohortMember
from elearning.models.corrections import Correction, JudgedAgain, NotedChoice, SeenChanges
from elearning.models.pages import CourseListPage, CoursePage, LessonPage, ModulePage
from elearning.models.records import Answer, Completion, Enrolment, LessonProgress, Reflection
from elearning.models.releases import CourseRelease, Item, ItemText, ItemVersion, LessonSnapshot, ReleasedFile
from elearning.models.resolutions import Resolution, ResolutionOutcome
from elearning.models.scales import Scale
from elearning.models.shown import ShownReflection

__all__ = [
    "Answer",
    "Availability",
    "Case",
    "CaseConsent",
    "CaseDraft",
    "Cohort",
    "CohortInvitation",
    "CohortMember",
    "Completion",
    "Correction",
    "CourseListPage",
    "CoursePage",
    "CourseRelease",
    "Enrolment",
    "Item",
    "ItemText",
    "ItemVersion",
    "JudgedAgain",
    "LessonPage",
    "LessonProgress",
    "LessonSnapshot",
    "ModulePage",
    "NotedChoice",
    "Reflection",
    "ReleasedFile",
    "Resolution",
    "ResolutionOutcome",
    "Scale",
    "SeenChanges",
    "ShownReflection",
]
