"""Files that were stored before uploads were cleaned lose what one does not see of them, where they lie.

Each keeps its name, so that pages, sizes of pictures and released lessons go on showing it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from cms import uploads

HALF_DONE = "."  # begins the name of what is being written


def stored() -> Iterator[str]:
    """The names of all files; those that belong to nothing any more may tell of people, too."""
    root = Path(default_storage.path(""))
    for folder in (*uploads.FOLDERS, uploads.UNFINISHED):
        files = (path for path in sorted((root / folder).rglob("*")) if path.is_file())
        yield from (str(path.relative_to(root)) for path in files if not path.name.startswith(HALF_DONE))


def clean(name: str) -> bool:
    """Whether there was something to take out. What cannot be read is refused with a sentence and stays as it is."""
    path = Path(default_storage.path(name))
    anew = path.with_name(f"{HALF_DONE}{path.name}")
    with default_storage.open(name) as file:
        cleaned = uploads.cleaned(name, file)
        if cleaned is None:
            return False
        with anew.open("wb") as copy:
            shutil.copyfileobj(cleaned, copy)
    shutil.copymode(path, anew)
    anew.replace(path)
    _note(name, path)
    return True


def _note(name: str, path: Path) -> None:
    """Wagtail keeps size and checksum beside a file, and finds by them that one was uploaded twice."""
    with path.open("rb") as file:
        known = {"file_size": path.stat().st_size, "file_hash": hash_filelike(file)}
    for model in (get_image_model(), get_document_model()):
        model._default_manager.filter(file=name).update(**known)
