"""Every place where a person can write, as the code itself knows them: a new one without a word of the canary fails.

Three lists, each walked mechanically: text fields of models, texts of commands and events of the live room, and text
fields of our forms. What is left out is named here with the reason.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.db import models

from community.fields import NameFormField
from deliberation.core.room import EVENTS, KINDS
from deliberation.core.seeing import ASKED
from tests.canary.marks import has_mark

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)

# Models of the site itself. Whoever writes them writes for the site: they stay, without a name.
CONTENT = {
    "cms.Funder",
    "cms.GlossaryTerm",
    "cms.HomePage",
    "cms.Recording",
    "cms.SiteIdentity",
    "cms.StandardPage",
    "community.PeerReview",
    "deliberation.AgendaTemplate",
    "deliberation.IssueGuide",
    "deliberation.Method",
    "elearning.Correction",
    "elearning.CourseListPage",
    "elearning.CoursePage",
    "elearning.CourseRelease",
    "elearning.Item",
    "elearning.ItemText",
    "elearning.ItemVersion",
    "elearning.LessonPage",
    "elearning.LessonSnapshot",
    "elearning.ModulePage",
    "elearning.Availability",
    "elearning.NotedChoice",
    "elearning.Scale",
    "taggit.Tag",
    "training.Sitting",
    "training.Training",
    "wagtail_localize.OverridableSegment",
    "wagtail_localize.SegmentOverride",
    "wagtail_localize.String",
    "wagtail_localize.StringSegment",
    "wagtail_localize.StringTranslation",
    "wagtail_localize.Template",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.Locale",
    "wagtailcore.Page",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.Workflow",
    "wagtaildocs.Document",
    "wagtailembeds.Embed",
    "wagtailimages.Image",
    "wagtailmedia.Media",
    "wagtailredirects.Redirect",
    "wagtailsearchpromotions.Query",
    "wagtailsearchpromotions.SearchPromotion",
}
# Models that the software writes by itself. Nothing of a person may ever be in them, before as after.
MACHINE = {
    "account.EmailConfirmation",
    "auth.Group",
    "auth.Permission",
    "config.JobRecord",
    "contenttypes.ContentType",
    "deliberation.CastRecord",
    "deliberation.Invitation",
    "django_tasks_database.DBTaskResult",
    "wagtail_localize.TranslationContext",
    "wagtailadmin.EditingSession",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.WorkflowState",
    "wagtailimages.Rendition",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
}
ONLY_SQLITE = {"wagtailsearch.SQLiteFTSIndexEntry"}
# Text fields, of models that people write, in which nobody writes.
UNWRITTEN = {
    "community.OutgoingMail.event": "ids",
    "community.OutgoingMail.message_id": "made by chance",
    "community.Organisation.slug": "the address of the entry",
    "community.PersonalInvitation.digest": "a hash",
    "community.User.language": "chosen from a list",
    "community.User.password": "a hash",
    "deliberation.Entry.data": "ids and choices; what the trainer planned stays with the session",
    "deliberation.Entry.digest": "a hash, erased with the text",
    "deliberation.Entry.kind": "names of events",
    "deliberation.Participation.key": "made by chance, renewed at the erasure",
    "deliberation.Participation.removed": "chosen from a list",
    "deliberation.RehearsalRecord.key": "made by chance",
    "deliberation.Session.device_key": "made by chance",
    "deliberation.Session.key": "made by chance",
    "deliberation.Session.projector_key": "made by chance",
    "deliberation.Urn.sheets": "emptied when the ballot is counted; the flight hands in reasons",
    "elearning.Cohort.code": "made by chance",
    "elearning.CohortInvitation.token": "made by chance",
    "elearning.LessonProgress.last_block": "ids of blocks",
    "elearning.Resolution.key": "made by chance",
    "training.CalendarKey.key": "made by chance",
    "training.Entry.data": "ids and numbers",
    "training.Entry.kind": "names of events",
    "training.Registration.key": "made by chance, renewed at the erasure",
    "training.Registration.language": "chosen from a list",
    "training.SignedList.file": "named by chance; the flight looks for its name of before and the words in it",
    "community.BrowserSession.session_key": "made by chance",
    "community.BrowserSession.unsent_of": "the number of an account",
    "wagtail_localize.TranslationSource.object_repr": "the title of the page",
    "wagtail_localize.TranslationSource.schema_version": "names of migrations",
    "wagtailadmin.FormState.object_id": "ids",
    "wagtailadmin.FormState.parent_object_id": "ids",
    "wagtailcore.Comment.contentpath": "names of fields",
    "wagtailcore.Comment.position": "numbers",
    "wagtailcore.ModelLogEntry.action": "names of actions",
    "wagtailcore.ModelLogEntry.data": "nothing that is logged of accounts has any",
    "wagtailcore.ModelLogEntry.object_id": "ids",
    "wagtailcore.PageLogEntry.action": "names of actions",
    "wagtailcore.Revision.object_id": "ids",
    "wagtailusers.UserProfile.avatar": "named by chance; the flight looks for the file",
    "wagtailusers.UserProfile.current_time_zone": "chosen from a list",
    "wagtailusers.UserProfile.dismissibles": "names of hints",
    "wagtailusers.UserProfile.preferred_language": "chosen from a list",
}
# Fields of our forms that the canary does not fill in.
NO_WORDS = {
    "AcceptForm.display_name": "makes an account as the sign-up does",
    "AcceptForm.new_password1": "likewise",
    "AcceptForm.new_password2": "likewise",
    "CodeForm.code": "compared with codes, and stored nowhere",
    "ConfirmationForm.name": "printed and stored nowhere",
    "QuestionsForm.text": "becomes the draft of a lesson",
    "DiscreetSignupForm.display_name": "comes from SignupForm",
    "DiscreetSignupForm.username": "not shown: there are none",
    "GuestSignupForm.display_name": "comes from SignupForm; the name that stands in it is the one of the entrance",
    "GuestSignupForm.username": "not shown: there are none",
    "ReopeningForm.reason": "asks what the room is asked, where it is written",
    "SheetAtDevice.text": "hands in what the room is handed, where it is written",
    "RenameForm.name": "names a cohort as making it does",
    "SessionSearch.search": "stands there only with many sessions; it is stored nowhere, as the other searches are not",
    "PhaseForm.asked": "the agenda is the trainer's plan: it stays with the session, for those who took part",
    "PhaseForm.instruction": "likewise",
    "PhaseForm.title": "likewise",
    **dict.fromkeys(
        ("TrainingForm.title", "TrainingForm.summary", "TrainingForm.about", "TrainingForm.audience"),
        "the plan of a training is written to be read, and belongs to everybody who takes part",
    ),
    **dict.fromkeys(
        ("TrainingForm.bring", "TrainingForm.place", "TrainingForm.address", "TrainingForm.access_note"), "likewise"
    ),
    "SittingForm.place": "likewise",
    **dict.fromkeys(
        ("LetterForm.subject", "LetterForm.text", "LetterForm.form"),
        "written to everybody in a training and kept nowhere; their mails go as all mails do",
    ),
    "PersonForm.email": "is about others; the flight is named by somebody",
    "PersonForm.name": "likewise",
    "PersonCreationForm.display_name": "makes an account as the sign-up does",
    "PersonCreationForm.email": "likewise",
    "PersonCreationForm.password1": "not shown: people set their own by mail",
    "PersonCreationForm.password2": "likewise",
    "PersonEditForm.password1": "likewise",
    "PersonEditForm.password2": "likewise",
}
OURS = {"cms", "community", "config", "deliberation", "elearning", "training"}
FREE = {forms.CharField, forms.EmailField, forms.SlugField, forms.URLField, NameFormField}


def labels() -> dict[str, type[models.Model]]:
    return {model._meta.label: model for model in apps.get_models()}


def text_fields() -> Iterator[tuple[str, type[models.Model], Any]]:
    """Of all models that are neither content nor written by the software."""
    for label, model in labels().items():
        if label not in CONTENT | MACHINE:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, TEXTS) and not field.choices:
                    yield f"{label}.{field.name}", model, field


def unmarked_fields(found: Iterable[str]) -> set[str]:
    """Text fields in which the canary wrote nothing although nobody says why; and those that are named for nothing."""
    known = {name for name, _model, _field in text_fields()}
    named_for_nothing = (set(UNWRITTEN) - known) | ((CONTENT | MACHINE) - set(labels()) - ONLY_SQLITE)
    return (known - set(found) - set(UNWRITTEN)) | named_for_nothing


def texts_of(kind: type) -> Iterator[str]:
    return (field.name for field in dataclasses.fields(kind) if field.type in (str, "str"))


def command_texts() -> set[str]:
    """What a browser may send to a room in somebody's own words."""
    return {f"{do}.{name}" for do, command in ASKED.items() for name in texts_of(command)}


def events_with_text() -> set[str]:
    return {KINDS[event] for event in EVENTS.values() if "text" in texts_of(event)}


def form_texts() -> set[str]:
    """The text fields of our own forms, by the name of the form."""
    return {
        f"{form.__name__}.{name}"
        for form in below(forms.BaseForm)
        if form.__module__.partition(".")[0] in OURS
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if type(field) in FREE and not field.widget.is_hidden
    } - set(NO_WORDS)


def below(kind: type) -> set[type]:
    children: list[type] = kind.__subclasses__()
    return {each for child in children for each in (child, *below(child))}


class Written:
    """Where the canary has written so far, by form or command and field."""

    def __init__(self) -> None:
        self.places: set[str] = set()

    def note(self, prefix: str, fields: dict[str, Any]) -> None:
        self.places |= {f"{prefix}.{name}" for name, value in fields.items() if has_mark(value)}
