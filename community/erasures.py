"""Erasing people with all that hangs on them: the one way in which somebody goes, from here, the CMS and other apps."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q, TextField
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Cast
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
    UploadedFile,
)
from wagtail_localize.models import TranslationSource

from community import ledger, logins, unsent
from community.ledger import Erased
from community.models import Organisation, OutgoingMail, PersonalInvitation, User

TABLE = "accounts"
COMMENTS = "wagtail_admin_comments"
OF_ACCOUNTS = "account/email/"  # begins the events of what allauth writes
_in_the_door: ContextVar[bool] = ContextVar("_in_the_door", default=False)


class OtherWay(Exception):
    """An account is to be deleted past `erase`: what hangs on it would stay, and no ledger would know."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another app knows of people: which rows the ledger has to name, by table, and how it erases them."""

    table: str
    rows: Callable[[User], Sequence[Erased]]
    erase: Callable[[User], None]


ELSEWHERE: list[Elsewhere] = []  # apps above this one add theirs when they are ready


def rows(users: list[User]) -> list[Erased]:
    """As the ledger has them."""
    return [Erased.row(user.pk, user.date_joined) for user in users]


def erased_before(ids: set[Erased]) -> list[User]:
    """Those of the ledger that a restored backup brought back."""
    found = User.objects.filter(pk__in=[row.id for row in ids])
    return [user for user in found if Erased.row(user.pk, user.date_joined) in ids]


@transaction.atomic
def erase(user: User) -> None:
    """For good, in all apps, whoever asks for it: the ledger knows it before the database does."""
    ledger.write({TABLE: rows([user])} | {other.table: other.rows(user) for other in ELSEWHERE})
    erase_again(user)


@transaction.atomic
def erase_again(user: User) -> None:
    """What the ledger knows already. Records of learning go with the account; what others rely on stays without a name:
    pages, files, history."""
    for other in ELSEWHERE:
        other.erase(user)
    _erase_from_history(user)
    TaskState.objects.filter(finished_by=user).update(comment="")
    _erase_from_organisations(addresses_of(user))
    PersonalInvitation.objects.filter(_any_of("email", addresses_of(user))).delete()
    _erase_mails(user)
    _erase_from_revisions(user.pk)
    _erase_from_translation_sources(user.pk)
    logins.end(user)
    logins.end_unfinished(_all_addresses(user))
    unsent.forget_of(user)
    _delete_files(user)
    _delete(user)
    transaction.on_commit(scrub, robust=True)


def _delete(user: User) -> None:
    token = _in_the_door.set(True)
    try:
        user.delete()
    finally:
        _in_the_door.reset(token)


def refuse_other_ways(sender: type[User], instance: User, **_: Any) -> None:
    """Heard before any account is deleted, one by one or many at once."""
    if not _in_the_door.get():
        raise OtherWay("People are erased, not deleted: see community.erasures.erase.")


def scrub() -> None:
    """SQLite overwrites what is deleted (`secure_delete`), but rows that moved leave copies in their old pages, and the
    write-ahead log keeps earlier pages: the file is written anew, and the log emptied. Somebody who writes or reads for
    long just then prevents it; the clock does it again."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# --- the history of the CMS -------------------------------------------------------------------------------------------


def _erase_from_history(user: User) -> None:
    """What they did stays without their name; what they remarked goes, also where others answered or deleted it."""
    _erase_remarks_from_history(user)
    for model in (PageLogEntry, ModelLogEntry):  # the database does not look after these two
        for entry in model.objects.filter(user=user):
            remaining = {key: value for key, value in entry.data.items() if key != "comment"}
            model.objects.filter(pk=entry.pk).update(user=None, data=remaining)
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label="", data={})


def _erase_remarks_from_history(user: User) -> None:
    """Each entry about a remark has a copy of it; one that is deleted by now is known by its first entry only."""
    entries = PageLogEntry.objects.filter(action__startswith="wagtail.comments.")
    theirs = {"comment": _remarks(Comment, "create", user), "reply": _remarks(CommentReply, "create_reply", user)}
    for entry in entries:
        remaining = {key: value for key, value in entry.data.items() if value["id"] not in theirs.get(key, ())}
        if remaining != entry.data:
            PageLogEntry.objects.filter(pk=entry.pk).update(data=remaining)


def _remarks(model: type[Comment | CommentReply], action: str, user: User) -> set[int]:
    created = PageLogEntry.objects.filter(user=user, action=f"wagtail.comments.{action}")
    key = "comment" if model is Comment else "reply"
    return {entry.data[key]["id"] for entry in created} | set(
        model.objects.filter(user=user).values_list("pk", flat=True)
    )


def _erase_from_revisions(user: int) -> None:
    """A revision is a copy of the page as it was, with its owner and what people remarked on it."""
    words = Revision.objects.annotate(words=Cast("content", TextField()))
    named = words.filter(Q(words__contains=f'"owner": {user}') | Q(words__contains=f'"user": {user}'))
    for pk, content in named.values_list("pk", "content"):
        Revision.objects.filter(pk=pk).update(content=_without(user, content))


def _erase_from_organisations(addresses: set[str]) -> None:
    """Whoever gave their own address for one: as its entry is now, and as it was."""
    Organisation.objects.filter(_any_of("email", addresses)).update(email="")
    former = Revision.objects.filter(content_type=ContentType.objects.get_for_model(Organisation))
    for pk, content in former.filter(_any_of("content__email", addresses)).values_list("pk", "content"):
        Revision.objects.filter(pk=pk).update(content=content | {"email": ""})


def _erase_from_translation_sources(user: int) -> None:
    """Likewise: the page as it was when its translation began."""
    named = Q(content_json__contains=f'"owner": {user}') | Q(content_json__contains=f'"user": {user}')
    for pk, content in TranslationSource.objects.filter(named).values_list("pk", "content_json"):
        TranslationSource.objects.filter(pk=pk).update(content_json=json.dumps(_without(user, json.loads(content))))


def _without(user: int, content: dict[str, Any]) -> dict[str, Any]:
    owner = content.get("owner")
    changed: dict[str, Any] = {"owner": None if owner == user else owner}
    if COMMENTS in content:
        changed[COMMENTS] = [
            comment | {"replies": [reply for reply in comment.get("replies", []) if reply["user"] != user]}
            for comment in content[COMMENTS]
            if comment["user"] != user
        ]
    return content | changed


# --- mails, logins and files ------------------------------------------------------------------------------------------


def addresses_of(user: User) -> set[str]:
    """By which something is theirs, although it does not name their account. Only those that they have confirmed:
    whoever signs up with the address of somebody else, or is about to change to it, would erase what is not theirs."""
    rows = EmailAddress.objects.filter(user=user).values_list("email", "verified")
    known = {address.lower(): is_confirmed for address, is_confirmed in rows}
    made_by_others = {user.email.lower()} - known.keys()  # operators and `bootstrap` vouch for it
    return made_by_others | {address for address, is_confirmed in known.items() if is_confirmed}


def _all_addresses(user: User) -> set[str]:
    """Also those that wait for their confirmation."""
    return {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}


def _any_of(field: str, addresses: Iterable[str]) -> Q:
    """In whichever case it is written. Of no address, nothing: an empty condition would be true of everything."""
    return Q(("pk__in", ()), *((f"{field}__iexact", address) for address in addresses), _connector=Q.OR)


def _erase_mails(user: User) -> None:
    """Those to the person and about them go with the account; so do those to others that name or quote them. What the
    latter say is kept only until they are sent."""
    OutgoingMail.objects.filter(Q(person=user) | _any_of("recipient", addresses_of(user))).delete()
    naming = _pattern(addresses_of(user), str(user), _said(user))
    # Codes and links that somebody asked for name nobody else, though somebody may be called as a word in them.
    unsent = OutgoingMail.objects.exclude(content={}).exclude(event__startswith=OF_ACCOUNTS)
    found = [mail.pk for mail in unsent if any(map(naming.search, _texts([mail.subject, mail.content])))]
    OutgoingMail.objects.filter(pk__in=found).delete()


def _said(user: User) -> set[str]:
    """Their remarks in the CMS, as mails to those who follow a page quote them."""
    remarks = (model.objects.filter(user=user).values_list("text", flat=True) for model in (Comment, CommentReply))
    return {f'"{text}"' for texts in remarks for text in texts}


def _pattern(addresses: Iterable[str], name: str, quotes: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, [*addresses, name]))
    return re.compile("|".join([rf"\b(?:{words})\b", *map(re.escape, quotes)]), re.IGNORECASE)


def _texts(content: Any) -> Iterable[str]:
    """All that JSON says, whatever its form."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        return [text for each in content for text in _texts(each)]
    return [content] if isinstance(content, str) else []


def _delete_files(user: User) -> None:
    """Their picture, and files that they began to upload and that became nothing."""
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.avatar:
        _delete_after_commit(profile.avatar)
    unfinished = UploadedFile.objects.filter(uploaded_by_user=user)
    for upload in unfinished:
        _delete_after_commit(upload.file)
    unfinished.delete()


def _delete_after_commit(file: FieldFile) -> None:
    name, storage = str(file.name), file.storage
    transaction.on_commit(lambda: storage.delete(name))
