"""Small files of every kind, as people upload them: with what one does not see, and with what must not be taken."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

SECRET = "Amal Haddad"  # stands wherever a file can say who made it
ROTATED = 6  # turned clockwise by a quarter

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 200
PAGE = b"<!doctype html><script>document.title = 'ran'</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>'
MP3 = b"\xff\xfb\x90\x64" + b"\0" * 413
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(stream, kind, **options)
    return stream.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    """Says who took it, with what, and where; and how it is to be turned, and what its colours mean."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = ROTATED
    exif[ExifTags.Base.Artist] = exif[ExifTags.Base.Make] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (50.0, 7.0, 30.0)
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{SECRET}</a></x:xmpmeta>'.encode()
    options: dict[str, dict[str, Any]] = {"JPEG": {"comment": SECRET, "xmp": xmp}, "PNG": {"pnginfo": words}}
    return picture(kind, exif=exif, icc_profile=PROFILE, **options.get(kind, {"xmp": xmp}))


def animation(frames: int, size: tuple[int, int] = (4, 4), kind: str = "GIF") -> bytes:
    stream = io.BytesIO()
    # Frames that are equal would be put together.
    each = [Image.new("L", size, 255 * (number % 2)) for number in range(frames)]
    each[0].save(stream, kind, save_all=True, append_images=each[1:], duration=40, loop=0)
    return stream.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG that says how large it will be, and then hardly has anything."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 100)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def package(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rules</dc:title>'
    f"<dc:creator>{SECRET}</dc:creator><cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Company>{SECRET}</Company></Properties>"
)
META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<office:meta><dc:title>Rules</dc:title><meta:initial-creator>{SECRET}</meta:initial-creator>"
    f"<dc:creator>{SECRET}</dc:creator></office:meta></office:document-meta>"
)
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def office(kind: str = "docx", more: dict[str, bytes | str] | None = None) -> bytes:
    """An office document that tells who wrote it where, and holds a photo that tells it, too."""
    if kind in MAIN:
        parts = {"[Content_Types].xml": "<Types/>", MAIN[kind]: "<body/>"}
        parts |= {"docProps/core.xml": CORE, "docProps/app.xml": APP}
    else:
        parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<body/>", "meta.xml": META}
    return package({**parts, "media/image1.jpeg": photo(), **(more or {})})


def pdf(script: str = "", **saved: Any) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.obj.PieceInfo = pikepdf.Dictionary(Word=pikepdf.Dictionary(Private=SECRET))
        document.docinfo["/Author"] = SECRET
        document.docinfo["/Title"] = "Rules"
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:creator"] = [SECRET]
            metadata["dc:title"] = "Rules"
            metadata["pdfuaid:part"] = "1"
        if script:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        document.save(stream, **saved)
    return stream.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def film() -> bytes:
    """As a phone makes it: place and device stand beside the tracks."""
    place = box(b"udta", box(b"\xa9xyz", f"+50.125+7.500 {SECRET}".encode()))
    index = box(b"moov", box(b"mvhd", b"\0" * 100) + box(b"trak", box(b"tkhd", b"\0" * 84) + place) + place)
    return box(b"ftyp", b"mp42\0\0\0\0mp42") + index + box(b"mdat", b"what one sees")


def sound() -> bytes:
    """With tags before and behind it."""
    words = b"TPE1" + SECRET.encode()
    old = b"TAG" + SECRET.encode().ljust(125, b"\0")
    return b"ID3\x04\0\0" + bytes([0, 0, 0, len(words)]) + words + MP3 + old
