"""Small files of every kind, as people upload them: with what one does not see, and with what must not be taken."""

import base64
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
# What a phone makes, with its author; nothing that is installed writes this format.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAA"
    "AAAERAAAIAAQAAAAAB4QABAAAAAAAAAC8AAgAAAAACEAABAAAAAAAAADAAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVp"
    "bmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGE"
    "ABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAA"
    "ABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAKAAAAAEAAAAUAAAAAf///+gAAAAC////1AAAAAIAAAAQcG"
    "l4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAABnbWRhdAAAACsoAa8ZIS7e7iJf"
    "BL5iYZ5xLzpovJSgB9nFwKBcbLygk0XHpqCyrlGOp83HAAAABkV4aWYAAE1NACoAAAAIAAEBOwACAAAADAAAABoAAAAAQW1hbCBIYWRkYWQA"
)
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


WHEN = b"\xe5\x11\x22\x33\xe5\x11\x22\x34"  # seconds since 1904, begun and changed


def film() -> bytes:
    """As a phone makes it: place and device stand beside the tracks, and when it was begins their heads."""
    place = box(b"udta", box(b"\xa9xyz", f"+50.125+7.500 {SECRET}".encode()))
    track = box(b"trak", box(b"tkhd", b"\1\0\0\3" + WHEN * 2 + b"\0" * 72) + place)
    index = box(b"moov", box(b"mvhd", b"\0\0\0\0" + WHEN + b"\0" * 92) + track + place)
    return box(b"ftyp", b"mp42\0\0\0\0mp42") + index + box(b"mdat", b"what one sees")


def sound() -> bytes:
    """With tags before and behind it."""
    words = b"TPE1" + SECRET.encode()
    old = b"TAG" + SECRET.encode().ljust(125, b"\0")
    return b"ID3\x04\0\0" + bytes([0, 0, 0, len(words)]) + words + MP3 + old


SEEN = b"what one sees and hears"


def element(id: str, content: bytes = b"", size: bytes | None = None) -> bytes:
    """Of WebM; `size` as it stands in the file, if it is not the plain one of two bytes."""
    return bytes.fromhex(id) + ((0x4000 | len(content)).to_bytes(2) if size is None else size) + content


LIVE = b"\x01" + b"\xff" * 7  # a size that nobody knows yet


def vorbis(comment: str = SECRET) -> bytes:
    words = f"ARTIST={comment}".encode()
    counts = struct.pack("<I", len(words))
    return b"\3vorbis" + struct.pack("<I", len(comment)) + comment.encode() + b"\1\0\0\0" + counts + words + b"\1"


def webm(live: bool = False) -> bytes:
    """As an editing program makes it, or (`live`) a browser, which does not know how long it will be."""
    secret = SECRET.encode()
    names = element("7BA9", secret) + element("4461", b"\0\1\2\3\4\5\6\7") + element("4D80", secret)
    info = element("1549A966", element("BF", b"abcd") + names + element("5741", secret) + element("4489", b"\0\0\0\1"))
    codec = element("63A2", b"\2\x1e\x30\1vorbis" + b"\0" * 23 + vorbis() + b"\5vorbis" + SEEN)
    tracks = element("1654AE6B", element("AE", element("D7", b"\1") + element("536E", secret) + codec))
    cluster = element("1F43B675", element("E7", b"\0") + element("A3", SEEN), LIVE if live else None)
    tags = element("1254C367", element("7373", element("67C8", element("4487", secret * 3))))
    files = element("1941A469", element("61A7", element("466E", secret)))
    head = element("1A45DFA3", element("4282", b"webm"))
    return head + element("18538067", info + tracks + cluster + tags + files, LIVE if live else None)


def page(stream: int, number: int, body: bytes, lengths: bytes, flags: int = 0) -> bytes:
    """Of Ogg, with a checksum as RFC 3533 describes it."""
    head = b"OggS\0" + bytes([flags]) + b"\0" * 8 + struct.pack("<III", stream, number, 0) + bytes([len(lengths)])
    content = head + lengths + body
    return content[:22] + struct.pack("<I", checksum(content)) + content[26:]


def checksum(content: bytes) -> int:
    """Bit by bit."""
    value = 0
    for byte in content:
        value ^= byte << 24
        for _bit in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


def lengths(size: int) -> bytes:
    return b"\xff" * (size // 255) + bytes([size % 255])


OGG_HEADS = {
    "vorbis": (b"\1vorbis" + b"\0" * 23, vorbis()),
    "opus": (b"OpusHead" + b"\0" * 11, b"OpusTags" + vorbis()[7:-1]),
    "theora": (b"\x80theora" + b"\0" * 35, b"\x81theora" + vorbis()[7:-1]),
    "flac": (b"\x7fFLAC\1\0\0\2fLaC" + b"\0" * 38, b"\x04\0" + struct.pack(">H", len(vorbis()) - 8) + vorbis()[7:-1]),
}


def ogg(codec: str = "vorbis", stream: int = 7, again: bool = True) -> bytes:
    """Its comments go on over two pages, with what follows them on the second one; then comes the next stream."""
    first, comments = OGG_HEADS[codec]
    comments += SECRET.encode() + b"\0" * 300
    split = 255 * (len(comments) // 255)
    others = b"\x86\0\0\x0b" + SECRET.encode() if codec == "flac" else b"\5setup"
    rest = comments[split:] + others
    pages = [
        page(stream, 0, first, lengths(len(first)), 2),
        page(stream, 1, comments[:split], b"\xff" * (split // 255)),
        page(stream, 2, rest, bytes([len(comments) - split]) + lengths(len(others)), 1),
        page(stream, 3, b"\xff" + SEEN, lengths(len(SEEN) + 1), 4),
    ]
    return b"".join(pages) + (ogg(codec, stream + 1, False) if again else b"")


def flac() -> bytes:
    """With words, a picture, and what programs add."""
    secret = SECRET.encode()
    blocks = b"\0\0\0\x22" + b"\0" * 34
    for kind in (4, 6, 2, 126):
        blocks += bytes([kind]) + len(secret * 2).to_bytes(3) + secret * 2
    return b"fLaC" + blocks + b"\x81\0\0\4" + b"\0" * 4 + b"\xff\xf8" + SEEN


def wav() -> bytes:
    secret = SECRET.encode() + b"!"  # odd: a byte of nought follows
    chunks = b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in {
            b"fmt ": b"\0" * 16,
            b"bext": secret,
            b"data": SEEN,
            b"LIST": b"INFOIART" + struct.pack("<I", len(secret)) + secret,
            b"id3 ": secret,
        }.items()
    )
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks
