import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import ExifTags, Image, ImageSequence

from cms.uploads import pictures
from tests import samples


def cleaned(content: bytes, name: str) -> tuple[str, bytes]:
    file = pictures.clean(ContentFile(content, name=name))
    return file.name or "", file.read()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_loses_place_camera_and_author_and_keeps_orientation_and_colours(kind):
    before = samples.photo(kind)
    assert samples.SECRET.encode() in before
    _name, content = cleaned(before, f"photo.{kind.lower()}")
    assert samples.SECRET.encode() not in content
    picture = opened(content)
    assert dict(picture.getexif()) == {ExifTags.Base.Orientation: samples.ROTATED}
    assert picture.info["icc_profile"] == samples.PROFILE
    assert picture.size == (40, 20)


def test_a_photo_is_as_sharp_as_before():
    before = samples.photo()
    _name, content = cleaned(before, "photo.jpg")
    assert opened(content).quantization == opened(before).quantization


def test_comments_of_a_gif_go():
    before = samples.picture("GIF", comment=samples.SECRET.encode())
    assert samples.SECRET.encode() in before
    assert samples.SECRET.encode() not in cleaned(before, "a.gif")[1]


def test_what_is_behind_a_picture_goes():
    """Phones put films there; others hide a page or a program."""
    _name, content = cleaned(samples.picture("JPEG") + samples.PAGE, "photo.jpg")
    assert b"<script>" not in content


def test_what_phones_make_becomes_jpeg():
    assert samples.SECRET.encode() in samples.HEIC
    name, content = cleaned(samples.HEIC, "IMG_1.HEIC")
    assert samples.SECRET.encode() not in content
    assert name == "IMG_1.jpg"
    assert opened(content).format == "JPEG"
    assert opened(content).size == (40, 20)


def test_the_second_picture_of_a_camera_goes():
    stream = io.BytesIO()
    picture = opened(samples.picture("JPEG"))
    picture.save(stream, "MPO", save_all=True, append_images=[picture])
    name, content = cleaned(stream.getvalue(), "photo.jpg")
    assert (name, opened(content).format) == ("photo.jpg", "JPEG")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_still_moves(kind):
    _name, content = cleaned(samples.animation(3, kind=kind), f"moves.{kind.lower()}")
    durations = []
    for frame in ImageSequence.Iterator(opened(content)):
        frame.load()
        durations.append(frame.info["duration"])
    assert durations == [40, 40, 40]


def test_transparency_stays():
    stream = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(stream, "PNG")
    assert opened(cleaned(stream.getvalue(), "logo.png")[1]).getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_picture_gets_the_ending_of_what_it_is():
    assert cleaned(samples.picture("GIF"), "photo.png")[0] == "photo.gif"


def test_what_was_made_from_a_clean_picture_is_kept_as_it_is():
    content = samples.picture("WEBP")
    assert pictures.keep(ContentFile(content, name="a.webp")).read() == content


def test_what_was_made_from_a_picture_of_an_earlier_version_is_cleaned():
    content = pictures.keep(ContentFile(samples.photo(), name="a.jpg")).read()
    assert list(opened(content).getexif()) == [ExifTags.Base.Orientation]


@pytest.mark.parametrize("side", [8000, 11_000, 14_000, 30_000])
def test_too_many_pixels_are_refused_before_they_are_unpacked(side):
    with pytest.raises(ValidationError, match="too many pixels: at most 50 million"):
        pictures.clean(ContentFile(samples.claiming(side, side), name="huge.png"))


@pytest.mark.parametrize(("frames", "side"), [(60, 10), (1001, 1)])
def test_an_animation_of_too_many_frames_is_refused(frames, side, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 5000)
    with pytest.raises(ValidationError, match="all frames of an animation together"):
        pictures.clean(ContentFile(samples.animation(frames, (side, side)), name="moves.gif"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.png", b"no picture at all"),
        ("drawing.png", samples.DRAWING),
        ("page.jpg", samples.PAGE),
        ("printed.jpg", samples.picture("TIFF")),
        ("half.jpg", samples.picture("JPEG", (400, 400))[:2000]),
        ("claiming.png", samples.claiming(1000, 1000)),
        ("empty.png", b""),
    ],
)
def test_what_is_no_picture_is_refused(name, content):
    with pytest.raises(ValidationError, match="no picture that can be read"):
        pictures.clean(ContentFile(content, name=name))
