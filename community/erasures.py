"""Erasing an account, with all that hangs on it, here and in the CMS."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, TaskState
from wagtail_localize.models import TranslationSource

from community import logins
from community.ledger import Erased
from community.models import OutgoingMail, PersonalInvitation, User

TABLE = "accounts"
COMMENTS = "wagtail_admin_comments"


def rows(users: list[User]) -> list[Erased]:
    """As the ledger has them."""
    return [Erased.row(user.pk, user.date_joined) for user in users]


def erased_before(ids: set[Erased]) -> list[User]:
    """Those of the ledger that a restored backup brought back."""
    found = User.objects.filter(pk__in=[row.id for row in ids])
    return [user for user in found if Erased.row(user.pk, user.date_joined) in ids]


@transaction.atomic
def erase(user: User) -> None:
    """Records of learning go with the account; what others rely on stays without a name: pages, files, history."""
    for model in (PageLogEntry, ModelLogEntry):  # the database does not look after these two
        for entry in model.objects.filter(user=user):
            remaining = {key: value for key, value in entry.data.items() if key != "comment"}
            model.objects.filter(pk=entry.pk).update(user=None, data=remaining)
    about = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    about.update(label="", data={})
    TaskState.objects.filter(finished_by=user).update(comment="")
    OutgoingMail.objects.filter(recipient__iexact=user.email).delete()
    PersonalInvitation.objects.filter(email__iexact=user.email).delete()
    _erase_from_revisions(user.pk)
    _erase_from_translation_sources(user.pk)
    logins.end(user)
    _delete_picture(user)
    user.delete()


def _erase_from_revisions(user: int) -> None:
    """A revision is a copy of the page as it was, with its owner and what people remarked on it."""
    words = Revision.objects.annotate(words=Cast("content", TextField()))
    named = words.filter(Q(words__contains=f'"owner": {user}') | Q(words__contains=f'"user": {user}'))
    for pk, content in named.values_list("pk", "content"):
        Revision.objects.filter(pk=pk).update(content=_without(user, content))


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


def _delete_picture(user: User) -> None:
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.avatar:
        picture, storage = profile.avatar.name, profile.avatar.storage
        transaction.on_commit(lambda: storage.delete(picture))
