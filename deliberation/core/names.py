"""The names under which people are in a session: legible, told apart at a glance, and never taken for a role."""

import re
import unicodedata
from collections.abc import Collection, Iterator

from deliberation.core.acting import Refused

LONGEST = 60
MOST_MARKS = 3  # on one letter: pointed Hebrew has as many
JOINERS = "\u200c\u200d"  # Persian and the scripts of India need them between letters
# Letters, marks and signs that no font shows, though their category says otherwise.
INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me"})

# Letters that look like Latin ones, in lower case: Cyrillic, Greek, Armenian, Latin ones of their own, and digits.
LOOK_ALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏгьп" + "αβγεηικνορτυχω" + "աոսցհօ" + "ıɩɪłøđħŧßæœɑɡʏ" + "0135|!$@",
    "abekmhopctyxijsdqwhirbn" + "abyenikvoptuxw" + "unugho" + "iiilodhtbaoagy" + "oiesiisa",
)
# What two letters look like together, and one letter that is hardly told from another.
TOGETHER = (("rn", "m"), ("vv", "w"), ("l", "i"))
# Marks that are put above, below and through Latin, Greek and Cyrillic letters.
ACCENTS = re.compile("[\u0300-\u036f]")

# What the roles are called, and how words for them begin, in the languages of interface, contents and participants.
ROLE_STEMS = """
    moderat moderi comoderat komoderat модератор ведущ مشرف المشرف مدير المدير ميسر مدیر admin админ адмін
    administr yönetic yonetic operator оператор webmaster supportperson protokoll schriftführ recorder протокол
    секретар kayıtgörev beobacht observ наблюда спостер gözlemc مراقب المراقب teilnehm teilnahm participant учасник
    участник katılımc مشارك المشارك begleitperson vertrauensperson unterstützungsperson facilitator gesprächsleit
    sitzungsleit redaktion system zweiklang somebody jemand
"""
AT_LEAST = 7  # letters from which it is found in the middle, too


def cleaned_name(text: str) -> str:
    """The name as it may be stored: composed, in one line, without what is not seen. Raises `Refused`."""
    composed = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    name = with_few_marks(" ".join("".join(shown(composed)).split())).strip(JOINERS)
    if not any(unicodedata.category(c).startswith("L") for c in name):
        raise Refused("names.no_letter")
    if len(name) > LONGEST:
        raise Refused("names.too_long")
    return name


def shown(text: str) -> Iterator[str]:
    """The characters that are seen, spaces, and joiners between two letters."""
    for before, c, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if c.isspace() or unicodedata.category(c) not in HIDDEN or (c in JOINERS and joins(before, after)):
            yield c


def joins(before: str, after: str) -> bool:
    """Between letters of scripts that join; in others, a joiner is a character that nobody sees."""
    return all(unicodedata.category(c) in {"Lo", "Mn", "Mc"} for c in (before, after))


def with_few_marks(text: str) -> str:
    kept, marks = [], 0
    for c in text:
        marks = marks + 1 if unicodedata.category(c) == "Mn" else 0
        if marks <= MOST_MARKS:
            kept.append(c)
    return "".join(kept)


def likeness(name: str) -> str:
    """The same for names that are hardly told apart: whatever their case, spaces, signs, accents and alphabet."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = ACCENTS.sub("", lowered).translate(LOOK_ALIKES)
    for one, other in TOGETHER:
        letters = letters.replace(one, other)
    return "".join(c for c in letters if c.isalnum() or unicodedata.category(c).startswith("M"))


STEMS = tuple(map(likeness, ROLE_STEMS.split()))


def means_role(name: str) -> bool:
    """Whether somebody could take it for a role: a word of it begins as one, or it holds one with signs in between."""
    words = {likeness(word) for word in re.split(r"[\W_]+", unicodedata.normalize("NFKC", name))}
    whole = likeness(name)
    begins = any(word.startswith(STEMS) for word in (whole, *words))
    return begins or any(stem in whole for stem in STEMS if len(stem) >= AT_LEAST)


def free_name(name: str, taken: Collection[str]) -> str:
    """This name, or the same with the first number that makes it another one than those that are taken."""
    known = {likeness(each) for each in taken if each}
    proposed, number = name, 1
    while likeness(proposed) in known:
        number += 1
        suffix = f" {number}"
        proposed = name[: LONGEST - len(suffix)].rstrip() + suffix
    return proposed
