"""What publishing stores of the people who write: Wagtail's tables and ours. Visitors leave nothing here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import format_lazy
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

HISTORY_DAYS = 730
TASK_DAYS = 7

WRITERS = _("Whoever works in the CMS")
OPERATORS = _("Whoever operates the site")
OTHERS_RELY_ON_IT = _("Others rely on the text or the picture. It belongs to the site, not to one person.")
WHO_DID_WHAT = _("So that one can see how a text came about, and undo it.")


def edited(model: str, title: Any, what: str, who: dict[str, Any], impersonal: str) -> PersonalData:
    """Something of the site that names who made it; it stays, and the name goes. `what` says which one it is."""
    return PersonalData(
        model=model,
        area=Area.EDITING,
        title=title,
        purpose=WHO_DID_WHAT,
        basis=LegalBasis.ORDER,
        seen_by=WRITERS,
        retention=WITH_THE_TEXT,
        theirs=theirs(*who),
        fields=(
            PersonalField(what, _("What"), erasure=Erasure.STAYS),
            *(PersonalField(name, label) for name, label in who.items()),
        ),
        impersonal=impersonal,
        erasure=Erasure.UNLINKED,
        stays_because=OTHERS_RELY_ON_IT,
    )


def your_own(model: str, title: Any, purpose: Any, fields: tuple[PersonalField, ...], **further: Any) -> PersonalData:
    """Something of one person who works in the CMS; it goes with the account."""
    defaults: dict[str, Any] = {
        "area": Area.EDITING,
        "basis": LegalBasis.ORDER,
        "seen_by": OPERATORS,
        "retention": WHILE_YOU_HAVE_AN_ACCOUNT,
        "theirs": theirs("user"),
    }
    return PersonalData(model=model, title=title, purpose=purpose, fields=fields, **(defaults | further))


def who_forgotten(now: datetime) -> Q:
    return Q(timestamp__lte=now - timedelta(days=HISTORY_DAYS), user__isnull=False)


WHO_FOR_TWO_YEARS = PersonalField(
    "user",
    _("Who"),
    retention=Retention(
        format_lazy(_("{days} days; then the entry stands there without a name"), days=HISTORY_DAYS),
        who_forgotten,
        lambda rows: rows.update(user=None),
    ),
)


def done_by_or_to(subject: DataSubject) -> Q:
    """Also what others changed in the account of the person."""
    if subject.account is None:
        return nobodys(subject)
    account = ContentType.objects.get_for_model(subject.account)
    return Q(user=subject.account) | Q(content_type=account, object_id=str(subject.account.pk))


def history(model: str, about: str, theirs: Callable[[DataSubject], Q]) -> PersonalData:
    return PersonalData(
        model=model,
        area=Area.EDITING,
        title=_("History: who did what when"),
        purpose=WHO_DID_WHAT,
        basis=LegalBasis.ORDER,
        seen_by=WRITERS,
        retention=WITH_THE_TEXT,
        theirs=theirs,
        fields=(
            WHO_FOR_TWO_YEARS,
            PersonalField("action", _("What was done")),
            PersonalField("label", _("With what")),
            PersonalField("data", _("Further details, with the reasons that reviewers gave"), erasure=Erasure.EMPTIED),
            PersonalField("timestamp", _("When")),
        ),
        impersonal=f"content_type uuid revision content_changed deleted {about}",
        erasure=Erasure.UNLINKED,
        stays_because=OTHERS_RELY_ON_IT,
    )


WHEN = PersonalField("created_at", _("When"))
UPLOADED_BY = {"uploaded_by_user": _("Uploaded by")}
TRANSLATED_BY = {"last_translated_by": _("Translated by")}

PERSONAL = [
    edited(
        "wagtailcore.Page",
        _("Pages of yours"),
        "title",
        {"owner": _("Written by"), "locked_by": _("Locked by")},
        "path depth numchild translation_key locale latest_revision live has_unpublished_changes first_published_at "
        "last_published_at live_revision go_live_at expire_at expired locked locked_at draft_title slug "
        "content_type url_path seo_title show_in_menus search_description latest_revision_created_at alias_of",
    ),
    PersonalData(
        model="wagtailcore.Revision",
        area=Area.EDITING,
        title=_("Versions of texts"),
        purpose=WHO_DID_WHAT,
        basis=LegalBasis.ORDER,
        seen_by=WRITERS,
        retention=WITH_THE_TEXT,
        theirs=theirs("user"),
        fields=(
            PersonalField("user", _("Saved by")),
            PersonalField("object_str", _("Text")),
            PersonalField(
                "content", _("The text as it was, with its owner and the remarks on it"), export=Export.OTHERS
            ),
            WHEN,
        ),
        impersonal="content_type base_content_type object_id approved_go_live_at",
        erasure=Erasure.UNLINKED,
        stays_because=OTHERS_RELY_ON_IT,
    ),
    history("wagtailcore.PageLogEntry", "page", theirs("user")),
    history("wagtailcore.ModelLogEntry", "object_id", done_by_or_to),
    your_own(
        "wagtailcore.Comment",
        _("Remarks on texts"),
        _("So that those who write a text can talk about it."),
        (
            PersonalField("user", _("Written by")),
            PersonalField("text", _("Remark")),
            PersonalField("page", _("Page")),
            WHEN,
            PersonalField("updated_at", _("Changed")),
            PersonalField("resolved_at", _("Settled")),
            PersonalField("resolved_by", _("Settled by"), erasure=Erasure.UNLINKED),
        ),
        impersonal="contentpath position revision_created",
        theirs=theirs("user", "resolved_by"),
        seen_by=WRITERS,
        stays_because=_("The remark of somebody else that you settled is theirs."),
    ),
    your_own(
        "wagtailcore.CommentReply",
        _("Answers to remarks"),
        _("So that those who write a text can talk about it."),
        (
            PersonalField("user", _("Written by")),
            PersonalField("text", _("Answer")),
            WHEN,
            PersonalField("updated_at", _("Changed")),
        ),
        impersonal="comment",
        seen_by=WRITERS,
    ),
    your_own(
        "wagtailcore.PageSubscription",
        _("Pages of which you want news"),
        _("So that you get an e-mail when somebody remarks on them."),
        (
            PersonalField("user", _("Who")),
            PersonalField("page", _("Page")),
            PersonalField("comment_notifications", _("E-mails about remarks")),
        ),
    ),
    edited(
        "wagtailcore.WorkflowState",
        _("Reviews you asked for"),
        "status",
        {"requested_by": _("Asked for by")},
        "content_type base_content_type object_id workflow created_at current_task_state",
    ),
    PersonalData(
        model="wagtailcore.TaskState",
        area=Area.EDITING,
        title=_("Reviews you did"),
        purpose=_("So that no text is published that only its author has read."),
        basis=LegalBasis.ORDER,
        seen_by=WRITERS,
        retention=WITH_THE_TEXT,
        theirs=theirs("finished_by"),
        fields=(
            PersonalField("finished_by", _("Done by")),
            PersonalField("status", _("Result")),
            PersonalField("finished_at", _("When")),
            PersonalField("comment", _("Reason"), erasure=Erasure.EMPTIED),
        ),
        impersonal="workflow_state revision task started_at content_type",
        erasure=Erasure.UNLINKED,
        stays_because=OTHERS_RELY_ON_IT,
    ),
    your_own(
        "wagtailcore.UploadedFile",
        _("Uploads that are not finished"),
        _("So that you can upload several files at once and describe them afterwards."),
        (PersonalField("file", _("What")), PersonalField("uploaded_by_user", _("Uploaded by"))),
        impersonal="for_content_type",
        theirs=theirs("uploaded_by_user"),
    ),
    edited(
        "wagtaildocs.Document",
        _("Documents you uploaded"),
        "title",
        UPLOADED_BY,
        "collection file created_at file_size file_hash",
    ),
    edited(
        "wagtailimages.Image",
        _("Pictures you uploaded"),
        "title",
        UPLOADED_BY,
        "collection file description width height created_at focal_point_x focal_point_y focal_point_width "
        "focal_point_height file_size file_hash",
    ),
    edited(
        "cms.Recording",
        _("Recordings you uploaded"),
        "title",
        UPLOADED_BY,
        "collection file type duration width height thumbnail created_at transcript captions",
    ),
    edited(
        "wagtailmedia.Media",
        _("Recordings you uploaded"),
        "title",
        UPLOADED_BY,
        "collection file type duration width height thumbnail created_at",
    ),
    edited(
        "wagtail_localize.StringTranslation",
        _("Sentences you translated"),
        "data",
        TRANSLATED_BY,
        "translation_of locale context translation_type tool_name created_at updated_at has_error field_error",
    ),
    edited(
        "wagtail_localize.SegmentOverride",
        _("Parts of pages that you chose for another language"),
        "data_json",
        TRANSLATED_BY,
        "locale context created_at updated_at has_error field_error",
    ),
    PersonalData(
        model="wagtail_localize.TranslationSource",
        area=Area.EDITING,
        title=_("Pages as they were when their translation began"),
        purpose=_("So that translators see what has changed since."),
        basis=LegalBasis.ORDER,
        seen_by=WRITERS,
        retention=WITH_THE_TEXT,
        theirs=nobodys,
        fields=(
            PersonalField(
                "content_json", _("The text as it was, with its owner and the remarks on it"), export=Export.OTHERS
            ),
        ),
        impersonal="object specific_content_type locale object_repr schema_version created_at last_updated_at",
        erasure=Erasure.UNLINKED,
        stays_because=OTHERS_RELY_ON_IT,
    ),
    your_own(
        "wagtailadmin.EditingSession",
        _("Texts that you have open"),
        _("So that two people do not change the same text unawares."),
        (
            PersonalField("user", _("Who")),
            PersonalField("last_seen_at", _("Seen there last")),
            PersonalField("is_editing", _("Has changed something")),
        ),
        impersonal="content_type object_id",
        seen_by=WRITERS,
        retention=days_after("last_seen_at", 1, _("{days} day after you closed the text")),
        never_evaluated=True,
    ),
    your_own(
        "wagtailadmin.FormState",
        _("Previews"),
        _("So that you can look at a text before it is saved."),
        (
            PersonalField("user", _("Who")),
            PersonalField("data", _("What stood in the form"), export=Export.OTHERS),
            PersonalField("last_updated_at", _("When")),
        ),
        impersonal="content_type object_id parent_object_id",
        retention=days_after("last_updated_at", 1, _("{days} day after the preview")),
        never_evaluated=True,
    ),
    your_own(
        "wagtailusers.UserProfile",
        _("How you set up the CMS"),
        _("So that it looks and behaves as you like it."),
        (
            PersonalField("user", _("Who")),
            PersonalField("submitted_notifications", _("E-mails about texts handed in")),
            PersonalField("approved_notifications", _("E-mails about texts approved")),
            PersonalField("rejected_notifications", _("E-mails about texts returned")),
            PersonalField("updated_comments_notifications", _("E-mails about remarks")),
            PersonalField("preferred_language", _("Language")),
            PersonalField("current_time_zone", _("Time zone")),
            PersonalField("avatar", _("Picture"), basis=LegalBasis.CHOICE),
            PersonalField("dismissibles", _("Hints that you closed")),
            PersonalField("theme", _("Colours")),
            PersonalField("contrast", _("Contrast")),
            PersonalField("density", _("Spacing")),
            PersonalField("keyboard_shortcuts", _("Keyboard shortcuts")),
        ),
        basis=LegalBasis.USE,
    ),
    PersonalData(
        model="django_tasks_database.DBTaskResult",
        area=Area.MAIL,
        title=_("Work done in the background"),
        purpose=_("So that e-mails are sent and pages found without anybody having to wait."),
        basis=LegalBasis.ORDER,
        seen_by=OPERATORS,
        retention=days_after("finished_at", TASK_DAYS, _("{days} days after it was done")),
        theirs=nobodys,
        fields=(
            PersonalField("args_kwargs", _("What was to be done: numbers of rows, no words")),
            PersonalField("return_value", _("What came of it")),
            PersonalField("traceback", _("What went wrong"), export=Export.OTHERS),
        ),
        impersonal="status enqueued_at started_at finished_at priority task_path worker_ids queue_name backend_name "
        "run_after exception_class_path",
        erasure=Erasure.STAYS,
        stays_because=_("It names nobody, and is gone within days."),
    ),
]

PUBLIC = _("Written to be read by everybody.")
TECHNICAL = _("Made by the program.")
SETTINGS = _("Set up once for the whole site.")

IMPERSONAL = [
    NoPersonalData("cms.HomePage", "lead introduction button_label button_address body", PUBLIC),
    NoPersonalData("cms.StandardPage", "introduction body", PUBLIC),
    NoPersonalData("cms.GlossaryTerm", "term slug definition other_forms", PUBLIC),
    NoPersonalData("cms.SiteIdentity", "name claim operator email phone", PUBLIC),
    NoPersonalData("cms.Funder", "name address", PUBLIC),
    NoPersonalData("wagtail_localize.String", "data", PUBLIC),
    NoPersonalData("wagtail_localize.TranslationContext", "path field_path", TECHNICAL),
    NoPersonalData("wagtail_localize.Template", "template template_format", PUBLIC),
    NoPersonalData("wagtail_localize.StringSegment", "attrs", TECHNICAL),
    NoPersonalData("wagtail_localize.OverridableSegment", "data_json", PUBLIC),
    NoPersonalData("wagtailredirects.Redirect", "old_path redirect_page_route_path redirect_link", SETTINGS),
    # What visitors search for is not stored.
    NoPersonalData("wagtailsearchpromotions.Query", "query_string", SETTINGS),
    NoPersonalData(
        "wagtailsearchpromotions.SearchPromotion", "external_link_url external_link_text description", PUBLIC
    ),
    NoPersonalData("wagtailembeds.Embed", "url hash html title author_name provider_name thumbnail_url", PUBLIC),
    NoPersonalData("wagtailimages.Rendition", "filter_spec file focal_point_key", TECHNICAL),
    NoPersonalData("wagtailsearch.IndexEntry", "object_id autocomplete title body", PUBLIC),
    NoPersonalData("wagtailsearch.SQLiteFTSIndexEntry", "autocomplete title body", PUBLIC),
    NoPersonalData("wagtailcore.Locale", "language_code", SETTINGS),
    NoPersonalData("wagtailcore.Site", "hostname site_name", SETTINGS),
    NoPersonalData("wagtailcore.CollectionViewRestriction", "password", SETTINGS),
    NoPersonalData("wagtailcore.PageViewRestriction", "password", SETTINGS),
    NoPersonalData("wagtailcore.Collection", "path name", SETTINGS),
    NoPersonalData("wagtailcore.Workflow", "name", SETTINGS),
    NoPersonalData("wagtailcore.Task", "name", SETTINGS),
    NoPersonalData("wagtailcore.ReferenceIndex", "object_id to_object_id model_path content_path", TECHNICAL),
    NoPersonalData("taggit.Tag", "name slug", PUBLIC),
    NoPersonalData("contenttypes.ContentType", "app_label model", TECHNICAL),
]
