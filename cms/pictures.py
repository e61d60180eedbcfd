"""Uploading pictures in the CMS: Wagtail unpacks them before it asks a model, so ours are judged before that."""

from typing import Any

from django import forms
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.uploads import admit


class PictureField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        return super().to_python(_admitted("original_images", data))


class PictureForm(BaseImageForm):
    """Wherever a picture is uploaded or replaced: one by one, many at once, or where it is chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, widget=field.widget)


class ProfilePictureField(forms.ImageField):
    def to_python(self, data: Any) -> Any:
        return super().to_python(_admitted("avatar_images", data))


class ProfilePictureForm(AvatarPreferencesForm):
    avatar = ProfilePictureField(required=False)


def _admitted(folder: str, data: Any) -> Any:
    return admit(f"{folder}/{data.name}", data) if data else data
