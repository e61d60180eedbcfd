"""The names under which people are in a session: legible, told apart at a glance, and never taken for a role."""

import re
import unicodedata
from collections.abc import Collection

from community.names import as_seen
from deliberation.core.acting import Refused

LONGEST = 60

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
    name = as_seen(text)
    if not name:
        raise Refused("names.no_letter")
    if len(name) > LONGEST:
        raise Refused("names.too_long")
    return name


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
