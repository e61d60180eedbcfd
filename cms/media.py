"""The one door to uploaded files. It asks who may have them, and sends them so that nothing in them can run."""

import posixpath
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, http_date
from django.views.static import was_modified_since
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.wagtail_hooks import check_view_restrictions
from wagtail.images import get_image_model

from cms.models import Recording
from cms.restrictions import is_shown
from cms.uploads import DOCUMENT, FOLDERS, SCAN, folder_of, kind_at, served_type

SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
BYTES = "application/octet-stream"
RECORDED = {"media", "captions", "media_thumbnails"}  # folders of what belongs to a recording
RENDERED = "images"  # what the pages show of a picture
INSIDE = "/stored/"  # what the web server in front calls the folder of uploads, for us only


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures, recordings and captions. Documents and originals of pictures are not fetched here."""
    folder = FOLDERS.get(folder_of(path))
    if folder is None or not folder.served or posixpath.normpath(path) != path:
        raise Http404
    owner = _owner(path)
    return _of_collection(request, path, owner) if owner else send(request, path)


def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Asks whom Wagtail would ask, and sends as we send everything."""
    found = get_object_or_404(get_document_model(), pk=document_id)
    if found.filename != filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        refusal: HttpResponseBase | None = ask(found, request)
        if refusal and not is_shown(found, request):
            return refusal
    return send(request, found.file.name)


def send(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored file as what it was taken for. Whatever is neither picture, recording nor captions is not shown."""
    if not Path(default_storage.path(path)).is_file():
        raise Http404
    response = _content(request, path)
    kind = served_type(path)
    shown = bool(kind) and kind_at(path) not in (DOCUMENT, SCAN)
    response["Content-Type"] = kind or BYTES
    response["Content-Disposition"] = content_disposition_header(not shown, posixpath.basename(path)) or "inline"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _content(request: HttpRequest, path: str) -> HttpResponseBase:
    if not settings.SERVE_MEDIA:
        return HttpResponse(headers={"X-Accel-Redirect": INSIDE + quote(path)})
    modified = int(default_storage.get_modified_time(path).timestamp())
    if not was_modified_since(request.headers.get("if-modified-since"), modified):
        return HttpResponseNotModified()
    return FileResponse(default_storage.open(path), headers={"Last-Modified": http_date(modified)})


def _owner(path: str) -> Any:
    """The picture or recording that a file belongs to, None where files belong to no collection: profile pictures."""
    if folder_of(path) in RECORDED:
        return get_object_or_404(Recording, Q(file=path) | Q(captions=path) | Q(thumbnail=path))
    if folder_of(path) == RENDERED:
        return get_object_or_404(get_image_model().objects.select_related("collection"), pk=_pictured(path))
    return None


@lru_cache(maxsize=10_000)
def _pictured(path: str) -> int:
    """The picture of a rendition. Names of renditions are of chance and never used again, so this stays true; the
    table has no index for them."""
    renditions = get_image_model().get_rendition_model().objects
    picture: int = get_object_or_404(renditions.only("image_id"), file=path).image_id
    return picture


def _of_collection(request: HttpRequest, path: str, owner: Any) -> HttpResponseBase:
    """For whoever may see the owner's collection, or a lesson that has it. What belongs to nothing is for nobody."""
    restricted = owner.collection.get_view_restrictions().exists()
    refusal = check_view_restrictions(owner, request) if restricted else None
    response: HttpResponseBase = send(request, path) if not refusal or is_shown(owner, request) else refusal
    if restricted:
        patch_cache_control(response, private=True, no_store=True)  # neither on the way nor in the browser
    return response
