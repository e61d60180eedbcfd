"""A page of a course that was copied in the CMS, with those below it: what pointed inside points inside the copy.

Wagtail gives each copy a key of its own and leaves the ids of blocks as they are. As a question is known by the key of
its lesson and the id of its block, a copied one is a question of its own.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from wagtail.fields import StreamField
from wagtail.models import Page

from elearning import publishing
from elearning.packages.pages import MODELS, fields
from elearning.packages.references import rewritten


@transaction.atomic
def settle(page: Page, copy: Page, user: Any) -> None:
    """`copy` was made of `page`, with what is below it or without. An alias shows what its source shows."""
    if copy.alias_of_id:
        return
    before = page.get_descendants(inclusive=True).order_by("path").values_list("pk", flat=True)
    after = list(copy.get_descendants(inclusive=True).order_by("path").specific())
    places = {old: new.pk for old, new in zip(before, after, strict=False)}
    changed = [_settle(new, places, user) for new in after]
    if any(changed):
        publishing.release_at(copy.path)


def _settle(page: Page, places: Mapping[int, int], user: Any) -> bool:
    kind = next((kind for kind, model in MODELS.items() if isinstance(page, model)), "")
    draft = page.get_latest_revision_as_object()
    if not kind or not _point_inside(kind, draft, places):
        return False
    if page.live and not page.has_unpublished_changes:
        draft.save_revision(user=user).publish(user=user)
        return True
    if page.live and _point_inside(kind, page, places):
        page.save()
    draft.save_revision(user=user)
    return True


def _point_inside(kind: str, page: Page, places: Mapping[int, int]) -> bool:
    """Says whether anything is another now."""

    def inside(model: type[models.Model], id: Any) -> Any:
        return places.get(int(id), id) if issubclass(model, Page) else id

    is_changed = False
    written: list[Any] = list(fields(kind))
    for each in written:
        name = each.attname if each.is_relation else each.name
        before = getattr(page, name)
        if isinstance(each, StreamField):
            raw = before.get_prep_value()
            changed = rewritten(each.stream_block, raw, inside)
            after = each.stream_block.to_python(changed) if changed != raw else before
        else:
            after = inside(each.related_model, before) if each.is_relation and before else before
        is_changed |= after is not before and after != before
        setattr(page, name, after)
    return is_changed
