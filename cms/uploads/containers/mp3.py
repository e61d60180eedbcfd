"""Sound in frames (MP3, AAC) has no container: tags stand before it and behind it, and are cut off."""

import os

from cms.uploads.containers.patches import Source, read

MOST_TAGS = 8
OLD_TAG = 128  # bytes
APE_FOOTER = 32


def bounds(file: Source) -> tuple[int, int]:
    """Where the sound begins and ends."""
    return _end_of_tags(file), _beginning_of_tags(file)


def _end_of_tags(file: Source) -> int:
    """ID3: each says how long it is, in four bytes of seven bits."""
    end = 0
    for _tag in range(MOST_TAGS):
        head = read(file, end, 10)
        if len(head) < 10 or head[:3] != b"ID3":
            break
        end += 10 + sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    return end


def _beginning_of_tags(file: Source) -> int:
    """An older form of ID3 in the last 128 bytes, and APE, which says its length at its end."""
    end = file.seek(0, os.SEEK_END)
    if read(file, max(0, end - OLD_TAG), 3) == b"TAG":
        end = max(0, end - OLD_TAG)
    footer = read(file, max(0, end - APE_FOOTER), APE_FOOTER)
    if len(footer) == APE_FOOTER and footer.startswith(b"APETAGEX"):
        has_head = footer[23] & 0x80
        size = int.from_bytes(footer[12:16], "little") + (APE_FOOTER if has_head else 0)
        end = max(0, end - size)
    return end
