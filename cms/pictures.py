"""Uploading pictures in the CMS: Wagtail unpacks them to learn their size, so ours are judged before."""

from typing import Any

from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.uploads import FOLDERS, PICTURE, admit

ORIGINALS = next(folder for folder, rule in FOLDERS.items() if rule.kind is PICTURE)


class PictureField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        return super().to_python(admit(f"{ORIGINALS}/{data.name}", data) if data else data)


class PictureForm(BaseImageForm):
    """Wherever a picture is uploaded or replaced: one by one, many at once, or where it is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, widget=field.widget)
