"""The one door to uploaded files. It asks who may have them, and sends them so that nothing in them can run."""

import posixpath
from pathlib import Path
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

from cms.models import Recording
from cms.uploads import DOCUMENT, FOLDERS, folder_of, kind_at, served_type

SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"
BYTES = "application/octet-stream"
RECORDED = {"media", "captions", "media_thumbnails"}  # folders of what belongs to a recording
INSIDE = "/stored/"  # what the web server in front calls the folder of uploads, for us only


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Pictures, recordings and captions. Documents and originals of pictures are not fetched here."""
    folder = FOLDERS.get(folder_of(path))
    if folder is None or not folder.served or posixpath.normpath(path) != path:
        raise Http404
    return _of_recording(request, path) if folder_of(path) in RECORDED else send(request, path)


def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """Asks whom Wagtail would ask, and sends as we send everything."""
    found = get_object_or_404(get_document_model(), pk=document_id)
    if found.filename != filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        refusal: HttpResponseBase | None = ask(found, request)
        if refusal:
            return refusal
    return send(request, found.file.name)


def send(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored file as what it was taken for. Whatever is neither picture, recording nor captions is not shown."""
    if not Path(default_storage.path(path)).is_file():
        raise Http404
    response = _content(request, path)
    kind = served_type(path)
    shown = bool(kind) and kind_at(path) is not DOCUMENT
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


def _of_recording(request: HttpRequest, path: str) -> HttpResponseBase:
    """For whoever may see its collection; what belongs to no recording any more is for nobody."""
    recording = Recording.objects.filter(Q(file=path) | Q(captions=path) | Q(thumbnail=path)).first()
    if recording is None:
        raise Http404
    if refusal := check_view_restrictions(recording, request):
        response: HttpResponseBase = refusal
    else:
        response = send(request, path)
    if recording.collection.get_view_restrictions():
        patch_cache_control(response, private=True)  # no cache on the way hands it on
    return response
