"""Where uploads are kept. Nothing gets there that was not judged, whichever form, command or package brings it."""

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from cms import uploads


class UploadStorage(FileSystemStorage):
    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        path = name or content.name
        try:
            admitted = uploads.admit(path, content if hasattr(content, "chunks") else File(content, path))
        except ValidationError as error:
            raise SuspiciousFileOperation(f"Not stored: {' '.join(error.messages)}") from error
        return super().save(_stored_as(path, admitted), admitted, max_length)


def _stored_as(path: str, admitted: uploads.AdmittedFile) -> str:
    """Under the ending that its content has; what is not for everybody who can guess a name, under one of chance."""
    old, folder = PurePosixPath(path), uploads.FOLDERS.get(uploads.folder_of(path))
    stem = secrets.token_hex(16) if folder and folder.unguessable else old.stem
    return str(old.with_name(stem + PurePosixPath(admitted.name or "").suffix))
