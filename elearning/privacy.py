"""What is stored of learners. Releases are written by editors and say nothing of anybody."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.register import (
    WHILE_YOU_HAVE_AN_ACCOUNT,
    WITH_THE_TEXT,
    Area,
    DataSubject,
    Erasure,
    Export,
    LegalBasis,
    NoPersonalData,
    PersonalData,
    PersonalField,
    Retention,
    days_after,
    nobodys,
    theirs,
)

ONLY_YOU = _("Only you; technically, whoever operates the site")
YOUR_TRAINERS = _("You and the trainers of your cohorts; technically, whoever operates the site")
COHORT_DAYS = 180
INVITATION_DAYS = 30


def of_a_learner(
    model: str,
    title: Any,
    purpose: Any,
    fields: tuple[PersonalField, ...],
    owner: str = "enrolment__user",
    seen_by: Any = ONLY_YOU,
    retention: Retention = WHILE_YOU_HAVE_AN_ACCOUNT,
    basis: LegalBasis = LegalBasis.USE,
    **further: Any,
) -> PersonalData:
    """For the learner alone, unless something else is said."""
    return PersonalData(
        model=model,
        area=Area.COURSES,
        title=title,
        purpose=purpose,
        basis=basis,
        seen_by=seen_by,
        retention=retention,
        theirs=theirs(owner),
        fields=fields,
        **further,
    )


def course(row: Any) -> str:
    """Of an enrolment, or of what belongs to one."""
    title: str = getattr(row, "enrolment", row).release.manifest.title
    return title


def lesson(row: Any) -> str:
    found = row.enrolment.release.manifest.by_key.get(str(row.lesson_key))
    return found.title if found else str(row.lesson_key)


def question(row: Any) -> str:
    asked: str = row.text.content["question"]
    return asked


def response(row: Any) -> Any:
    """With the words of the options in the place of their ids."""
    return in_words(row.response, dict(texts(row.text.content)))


def texts(words: Any) -> Iterator[tuple[str, str]]:
    """Ids and texts of all that one can choose, wherever the kind of activity has put it."""
    for part in words.values() if isinstance(words, dict) else words:
        if isinstance(part, dict) and "text" in part:
            yield part["id"], part["text"]
        if isinstance(part, dict | list):
            yield from texts(part)


def in_words(said: Any, words: dict[str, str]) -> Any:
    if isinstance(said, dict):
        return {words.get(key, key): in_words(value, words) for key, value in said.items()}
    if isinstance(said, list):
        return [in_words(value, words) for value in said]
    return words.get(said, said) if isinstance(said, str) else said


def judged_question(row: Any) -> str:
    return question(row.answer)


def judged_response(row: Any) -> Any:
    return in_words(row.response, dict(texts(row.correction.text.content)))


def by_an_editor(model: str, title: Any, impersonal: str) -> PersonalData:
    """Learners read the reason. It stays with the course, and the name goes."""
    return PersonalData(
        model=model,
        area=Area.EDITING,
        title=title,
        purpose=_("So that one can see why answers count or are judged otherwise."),
        basis=LegalBasis.ORDER,
        seen_by=_("Learners read the reason; whoever works in the CMS also who wrote it"),
        retention=WITH_THE_TEXT,
        theirs=theirs("person"),
        fields=(
            PersonalField("choice", _("What"), erasure=Erasure.STAYS),
            PersonalField("reason", _("Reason"), erasure=Erasure.STAYS),
            PersonalField("created_at", _("When"), erasure=Erasure.STAYS),
            PersonalField("person", _("Who")),
        ),
        impersonal=impersonal,
        erasure=Erasure.UNLINKED,
        stays_because=_("Learners rely on it: it says why their answers count as they do."),
    )


def their_invitations(subject: DataSubject) -> Q:
    """To them, also by an address that nobody has asked them about; and those that they sent."""
    account = subject.account
    if account is None:
        return nobodys(subject)
    return Q(user=account) | Q(email__iexact=account.email) | Q(invited_by=account)


IN_COURSE = PersonalField("enrolment", _("Course"), says=course)

PERSONAL = [
    of_a_learner(
        "elearning.Enrolment",
        _("Courses that you take"),
        _("So that you can go on where you were."),
        (
            PersonalField("user", _("Who"), never_evaluated=True),
            PersonalField("release", _("Course"), says=course),
            PersonalField("enrolled_at", _("Begun")),
            PersonalField("number", _("For which time")),
        ),
        owner="user",
        seen_by=YOUR_TRAINERS,
        impersonal="course_key",
        is_a_person=True,
        related=("release",),
    ),
    of_a_learner(
        "elearning.LessonProgress",
        _("Lessons that you opened"),
        _("So that you see how far you are. In a cohort its trainers see it, too, and know who needs help."),
        (
            PersonalField("enrolment", _("Course"), says=course, never_evaluated=True),
            PersonalField("lesson_key", _("Lesson"), says=lesson),
            PersonalField("last_block", _("Where you were last"), never_evaluated=True),
            PersonalField("opened_at", _("Opened")),
            PersonalField("finished_at", _("Finished")),
        ),
        seen_by=YOUR_TRAINERS,
        related=("enrolment__release",),
    ),
    of_a_learner(
        "elearning.Answer",
        _("Your answers"),
        _("So that you get feedback, and see again what you answered."),
        (
            IN_COURSE,
            PersonalField("text", _("Question"), says=question),
            PersonalField("response", _("Answer"), says=response),
            PersonalField("attempt", _("Attempt")),
            PersonalField("submitted_at", _("When")),
        ),
        seen_by=_("Only you. The trainers of your cohorts know on which day you answered something last."),
        impersonal="version key",
        never_evaluated=True,
        related=("enrolment__release", "text"),
    ),
    of_a_learner(
        "elearning.Reflection",
        _("What you wrote for yourself"),
        _("So that you can think in writing. Nobody else reads it, unless you show it to them."),
        (
            IN_COURSE,
            PersonalField("text", _("Question"), says=question),
            PersonalField("body", _("Your words")),
            PersonalField("written_at", _("When")),
        ),
        impersonal="item key",
        never_evaluated=True,
        related=("enrolment__release", "text"),
    ),
    of_a_learner(
        "elearning.ShownReflection",
        _("To whom you show what you wrote"),
        _("So that trainers or others of your cohort can read it, because you want them to."),
        (
            PersonalField("reflection", _("Question"), says=lambda row: question(row.reflection)),
            PersonalField("cohort", _("Cohort")),
            PersonalField("to", _("Shown to"), says=lambda row: row.get_to_display()),
            PersonalField("shown_at", _("When")),
        ),
        owner="reflection__enrolment__user",
        basis=LegalBasis.CHOICE,
        seen_by=_("You, and those to whom you show it"),
        retention=Retention(_("until you take it back; once you have left the cohort, nobody finds it")),
        never_evaluated=True,
        related=("reflection__text", "cohort"),
    ),
    of_a_learner(
        "elearning.Case",
        _("Cases from your work"),
        _("So that you can think about what you went through, and hand it in for an exercise if you want to."),
        (
            PersonalField("user", _("Who")),
            PersonalField("situation", _("The situation")),
            PersonalField("who", _("Who was there")),
            PersonalField("thought", _("What you thought")),
            PersonalField("happened", _("What happened then")),
            PersonalField("written_at", _("When")),
        ),
        owner="user",
        basis=LegalBasis.CHOICE,
        seen_by=_("Only you; the editors, as long as you have handed it in"),
        never_evaluated=True,
        is_a_person=True,
    ),
    of_a_learner(
        "elearning.CaseConsent",
        _("Your consent to an exercise made of a case"),
        _("So that it can be told when you gave it, and when you took it back."),
        (
            PersonalField("case", _("Case"), says=lambda row: row.case.situation),
            PersonalField("given_at", _("Given")),
            PersonalField("taken_back_at", _("Taken back")),
        ),
        owner="case__user",
        basis=LegalBasis.CHOICE,
        seen_by=_("You and the editors"),
        retention=Retention(_("as long as the case is there")),
        never_evaluated=True,
        related=("case",),
    ),
    of_a_learner(
        "elearning.CaseDraft",
        _("What editors make of your case"),
        _("So that an exercise can be made of it in which nobody can be recognised."),
        (
            PersonalField("case", _("Case"), says=lambda row: row.case.situation),
            PersonalField("text", _("Draft")),
            PersonalField("in_course", _("It stands in a course.")),
            PersonalField("written_by", _("Written by"), export=Export.OTHERS),
            PersonalField("written_at", _("When")),
        ),
        owner="case__user",
        basis=LegalBasis.CHOICE,
        seen_by=_("You and the editors"),
        retention=Retention(_("as long as the case is there; what stands in a course stays, without you")),
        never_evaluated=True,
        related=("case",),
    ),
    of_a_learner(
        "elearning.Completion",
        _("Courses that you completed"),
        _("So that you know that you are through."),
        (
            PersonalField("enrolment", _("Course"), says=course, never_evaluated=True),
            PersonalField("completed_at", _("When")),
        ),
        seen_by=YOUR_TRAINERS,
        impersonal="release",
        related=("enrolment__release",),
    ),
    of_a_learner(
        "elearning.JudgedAgain",
        _("Your answers that were judged again"),
        _("So that a mistake of ours in a question stays with nobody, and you can see what it changed."),
        (
            PersonalField("answer", _("Question"), says=judged_question),
            PersonalField("response", _("Answer"), says=judged_response),
            PersonalField("before", _("Before")),
            PersonalField("after", _("Since then")),
            PersonalField("created_at", _("When")),
        ),
        owner="answer__enrolment__user",
        impersonal="correction",
        never_evaluated=True,
        related=("answer__text", "correction__text"),
    ),
    of_a_learner(
        "elearning.SeenChanges",
        _("What you were told of changes in a course"),
        _("So that you are told once."),
        (PersonalField("enrolment", _("Course"), says=course),),
        impersonal="latest",
        never_evaluated=True,
        related=("enrolment__release",),
    ),
    by_an_editor(
        "elearning.NotedChoice",
        _("What you chose for questions that you edited"),
        "lesson_key block_id locale definition words",
    ),
    by_an_editor("elearning.Correction", _("Questions that you corrected"), "item from_version to_version before text"),
    PersonalData(
        model="elearning.Cohort",
        area=Area.COURSES,
        title=_("Cohorts that you look after"),
        purpose=_("So that people know who accompanies them, and you see who needs you."),
        basis=LegalBasis.ORDER,
        seen_by=_("The people in the cohort, and those who are invited"),
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("trainers"),
        fields=(
            PersonalField("name", _("Cohort"), erasure=Erasure.STAYS),
            PersonalField("trainers", _("Trainers"), export=Export.OTHERS, never_evaluated=True),
            PersonalField("code", _("The code for joining"), export=Export.SECRET, erasure=Erasure.STAYS),
            PersonalField("created_at", _("Begun"), erasure=Erasure.STAYS),
            PersonalField("closes_at", _("Closes"), erasure=Erasure.STAYS),
        ),
        impersonal="course_key",
        erasure=Erasure.UNLINKED,
        stays_because=_("The cohort belongs to everybody who is in it."),
    ),
    of_a_learner(
        "elearning.CohortMember",
        _("Cohorts that you are in"),
        _("So that trainers whom you know can accompany you through a course."),
        (
            PersonalField("user", _("Who"), never_evaluated=True),
            PersonalField("cohort", _("Cohort")),
            PersonalField("joined_at", _("Joined")),
        ),
        owner="user",
        seen_by=_("You and the trainers of the cohort"),
        retention=days_after(
            "cohort__closes_at",
            COHORT_DAYS,
            _("until you leave it, {days} days after the cohort is closed at the most"),
        ),
        is_a_person=True,
        related=("cohort",),
    ),
    PersonalData(
        model="elearning.CohortInvitation",
        area=Area.COURSES,
        title=_("Invitations into cohorts"),
        purpose=_("So that you decide yourself whether you join, and nobody asks you twice."),
        basis=LegalBasis.USE,
        seen_by=YOUR_TRAINERS,
        retention=days_after(
            "sent_at", INVITATION_DAYS, _("until you accept it, {days} days after it was sent at the most")
        ),
        theirs=their_invitations,
        fields=(
            PersonalField("cohort", _("Cohort"), says=lambda row: row.cohort.name),
            PersonalField("user", _("Who"), never_evaluated=True),
            PersonalField("email", _("To"), never_evaluated=True),
            PersonalField("name", _("Name, as whoever invited wrote it"), never_evaluated=True),
            PersonalField("invited_by", _("Invited by"), export=Export.OTHERS, never_evaluated=True),
            PersonalField("sent_at", _("Sent")),
            PersonalField("declined_at", _("Declined")),
            PersonalField("token", _("The link"), export=Export.SECRET),
        ),
        related=("cohort",),
    ),
    # Others may know how many people answered, and nothing else.
    of_a_learner(
        "elearning.Resolution",
        _("What you resolved to do"),
        _("So that you remember it, and are asked once how it went. Nobody else reads it."),
        (
            PersonalField("enrolment", _("Course"), says=course, never_evaluated=True),
            PersonalField("situation", _("If"), never_evaluated=True),
            PersonalField("deed", _("Then"), never_evaluated=True),
            PersonalField("asks", _("To be asked by e-mail"), basis=LegalBasis.CHOICE, never_evaluated=True),
            PersonalField("key", _("The link in the e-mail"), export=Export.SECRET, never_evaluated=True),
            PersonalField("written_at", _("Written"), never_evaluated=True),
            PersonalField("asked_at", _("Asked"), never_evaluated=True),
            PersonalField("outcome", _("Your answer"), never_evaluated=True),
            PersonalField("answered_at", _("Answered")),
        ),
        impersonal="course_key",
        related=("enrolment__release",),
    ),
]

PUBLIC = _("Written to be read by everybody.")

IMPERSONAL = [
    NoPersonalData("elearning.Availability", "sentences pages", PUBLIC),
    NoPersonalData("elearning.CourseListPage", "introduction", PUBLIC),
    NoPersonalData("elearning.CoursePage", "introduction goals audience", PUBLIC),
    NoPersonalData("elearning.ModulePage", "introduction", PUBLIC),
    NoPersonalData("elearning.LessonPage", "introduction body", PUBLIC),
    NoPersonalData("elearning.Scale", "title statements low high", PUBLIC),
    NoPersonalData("elearning.Item", "block_id kind", PUBLIC),
    NoPersonalData("elearning.ItemVersion", "content hash", PUBLIC),
    NoPersonalData("elearning.ItemText", "locale content hash", PUBLIC),
    NoPersonalData("elearning.LessonSnapshot", "locale title introduction body texts questions terms hash", PUBLIC),
    NoPersonalData("elearning.CourseRelease", "locale content rule hash", PUBLIC),
]
