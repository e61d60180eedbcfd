"""The fonts as the PDF writer reads them: unpacked, into dist/print, each alphabet under a family name of its own.

The packages have one file for each alphabet, all of one name; the writer would take one of them and miss the others.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "dist"
NAMES = (1, 4, 16)  # family, full and typographic family name, as OpenType numbers them


def family(stem: str) -> str:
    """`fira-sans-latin-ext-400-normal` is of the family `fira-sans-latin-ext`."""
    return stem.rsplit("-", 2)[0]


def unpack(path: Path, folder: Path) -> None:
    font = TTFont(path)
    for name in NAMES:
        font["name"].removeNames(nameID=name)
        font["name"].setName(family(path.stem), name, 3, 1, 0x409)
    font.flavor = None
    font.save(folder / f"{path.stem}.ttf")


if __name__ == "__main__":
    target = FOLDER / "print"
    target.mkdir(exist_ok=True)
    for path in sorted((FOLDER / "fonts").glob("*.woff2")):
        unpack(path, target)
