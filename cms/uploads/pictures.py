"""Pictures are written anew from what one sees, so that nothing else in the file is kept: no place, no camera, no name.

They stay as they lie (orientation) and look (colour profile). What phones make (HEIC) becomes JPEG, which all browsers
show. Their size is looked at before anything is unpacked: a few kilobytes can hold hundreds of millions of pixels.
"""

import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from pi_heif import register_heif_opener
from PIL import ExifTags, Image

from cms.uploads.files import rewritten

register_heif_opener()

TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "heic": "image/heic",
    "heif": "image/heif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
# What each format is stored as; MPO is what some phones call a JPEG that has a second picture behind it.
STORED = {"AVIF": "avif", "GIF": "gif", "HEIF": "jpg", "JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
OPENED = ["AVIF", "GIF", "HEIF", "JPEG", "PNG", "WEBP"]
FORMATS = {"jpg": "JPEG"}  # what Pillow calls them

# What Pillow knows of a picture that is needed to show it; whatever else it knows was not meant for everybody.
SHOWN = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive", "progression"),
    *(
        "dpi",
        "aspect",
        "gamma",
        "srgb",
        "chromaticity",
        "icc_profile",
        "transparency",
        "interlace",
        "primary",
        "bit_depth",
    ),
    *(
        "version",
        "background",
        "loop",
        "duration",
        "timestamp",
        "extension",
        "default_image",
        "disposal",
        "blend",
        "bbox",
    ),
    "exif",  # looked into by itself: how a picture lies stands there, too
}
SHOWN_SEGMENTS = {"APP0", "APP1", "APP2", "APP14"}  # of a JPEG; Pillow unpacks the first three

MOST_PIXELS = 50_000_000  # of all frames together: what the best cameras of phones make
MOST_FRAMES = 1000
QUALITY = 90


def clean(file: File[Any]) -> File[Any]:
    """Only what one sees of it, under the ending that its content has."""
    with _opened(file) as picture:
        ending = STORED[picture.format or ""]
        try:
            content = _written(picture, ending, _durations(picture) if _moves(picture) else [])
        except ValidationError:
            raise
        except Exception as error:  # whatever decoders make of a broken picture
            raise _unreadable() from error
    return rewritten(content, file.name or "", ending)


def keep(file: File[Any]) -> File[Any]:
    """As it is, if it was made from a picture that is clean; an earlier version stored others."""
    if tells(file):
        return clean(file)
    with _opened(file) as picture:
        ending = STORED[picture.format or ""]
    file.seek(0)
    return rewritten(file.read(), file.name or "", ending)


def tells(file: File[Any]) -> bool:
    """Whether there is something in it that one does not see: a place, a name, a second picture."""
    with _opened(file) as picture:
        try:
            picture.load()  # some formats have words behind the picture
        except Exception as error:
            raise _unreadable() from error
        segments = {name for name, _content in getattr(picture, "applist", [])}
        beyond = set(picture.info) - SHOWN | segments - SHOWN_SEGMENTS
        return bool(beyond or set(picture.getexif()) - {ExifTags.Base.Orientation} or picture.format == "MPO")


def _opened(file: File[Any]) -> Image.Image:
    """Reads no more than the head."""
    file.seek(0)
    try:
        picture = Image.open(file, formats=OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        raise _unreadable() from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()
    return picture


def _moves(picture: Image.Image) -> bool:
    """Cameras put second pictures into a file, too: those are nothing that one sees."""
    return getattr(picture, "is_animated", False) and STORED[picture.format or ""] != "jpg"


def _durations(picture: Image.Image) -> list[int]:
    """How long each frame is shown. Stops at the first that is too many, and decodes none beyond."""
    durations: list[int] = []
    area = picture.width * picture.height
    try:
        while True:
            picture.seek(len(durations))
            picture.load()  # some formats know only now how long it is shown
            durations.append(int(picture.info.get("duration", 0)))
            if len(durations) * area > MOST_PIXELS or len(durations) > MOST_FRAMES:
                raise _too_many_pixels()
    except EOFError:
        picture.seek(0)
        return durations


def _written(picture: Image.Image, ending: str, durations: list[int]) -> bytes:
    stream = io.BytesIO()
    options: dict[str, Any] = {"exif": _orientation(picture), "xmp": b"", "comment": b""}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if ending == "jpg":
        options |= _as_sharp_as_before(picture)
        picture = _for_jpeg(picture)
    else:
        options |= {"quality": QUALITY}
    if durations:
        options |= {"save_all": True, "duration": durations}
        options |= {"loop": picture.info["loop"]} if "loop" in picture.info else {}
    picture.save(stream, FORMATS.get(ending, ending.upper()), **options)
    return stream.getvalue()


def _orientation(picture: Image.Image) -> bytes:
    kept = Image.Exif()
    if orientation := picture.getexif().get(ExifTags.Base.Orientation):
        kept[ExifTags.Base.Orientation] = orientation
    return kept.tobytes() if len(kept) else b""


def _as_sharp_as_before(picture: Image.Image) -> dict[str, Any]:
    return {"quality": "keep"} if picture.format == "JPEG" else {"quality": QUALITY}


def _for_jpeg(picture: Image.Image) -> Image.Image:
    """Which knows no transparency."""
    return picture.convert("RGB") if picture.mode in {"RGBA", "LA", "P", "PA"} else picture


def _unreadable() -> ValidationError:
    return ValidationError(
        _("This file is no picture that can be read. Please choose another one, such as JPEG or PNG."), code="content"
    )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _(
            "This picture has too many pixels: at most %(limit)s million are possible, all frames of an animation "
            "together. Please make it smaller first."
        ),
        code="pixels",
        params={"limit": MOST_PIXELS // 1_000_000},
    )
