"""Whether the links of the header have room in one line: reckoned here, so that the page is drawn right at once.

The style sheet cannot know it, because editors name the pages, and a script would come after the page is seen. Letters
that are wider than reckoned are measured by the script; without it, the line breaks and nothing is printed over.
"""

from collections.abc import Iterable
from unicodedata import east_asian_width

from cms.identity import Identity

# rem; widths of letters in the text font at 1 rem.
NARROW, NARROW_LETTERS = 0.32, frozenset(" fijlrtI.,:;'’()[]|!-")
WIDE, WIDE_LETTERS = 0.82, frozenset("mwMWQ@%&—…")
LOWER, OTHER = 0.56, 0.66
FULL = 1.0  # a letter of Chinese, Japanese or Korean
RESERVE = 1.03

BRAND = 1.37  # larger and bolder than the links
LOGO_HEIGHT, OWN_LOGO = 2.1, 2.4
PADDING = 1.3  # of a link
OTHERS = 11.7  # all gaps, the search, the choice of a language, and what a button has more than a link

# What the line may need at most, and the width of the window from which it is shown.
STEPS = ((59, "header--from-64"), (70, "header--from-75"), (75, "header--from-80"), (88, "header--from-93"))


def width(text: str) -> float:
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if letter in WIDE_LETTERS:
        return WIDE
    if east_asian_width(letter) in "WF":
        return FULL
    return LOWER if letter.islower() else OTHER


def line(identity: Identity, links: Iterable[str]) -> float:
    """How much the header needs in one line, in rem."""
    logo = identity.logo
    picture = LOGO_HEIGHT * logo.width / logo.height if logo else OWN_LOGO
    words = sum(width(text) + PADDING for text in links)
    return (picture + width(identity.name) * BRAND + words + OTHERS) * RESERVE


def shown_from(identity: Identity, links: Iterable[str]) -> str:
    """The class of the header: from which width on it shows its links; with none, it always shows the menu button."""
    need = line(identity, links)
    return next((name for most, name in STEPS if need <= most), "")
