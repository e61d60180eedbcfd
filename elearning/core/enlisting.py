"""Lists of people who are to be invited, line by line: what was read of each line, and what becomes of it."""

import csv
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

MOST = 200  # lines at once
SEPARATORS = ";\t,"
HEADINGS = frozenset(
    ("name", "vorname", "nachname", "first name", "last name", "mail", "email", "e-mail", "e-mail-adresse", "adresse")
)


class Enlistment(StrEnum):
    """What becomes of a line."""

    INVITED = "invited"
    MEMBER = "member"
    WAITING = "waiting"
    DECLINED = "declined"
    TWICE = "twice"
    NO_ADDRESS = "no_address"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    HEADING = "heading"
    TOO_MANY = "too_many"


# Nobody has to do anything about these.
SETTLED = frozenset({Enlistment.INVITED, Enlistment.MEMBER, Enlistment.WAITING, Enlistment.TWICE, Enlistment.HEADING})


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`email` is whatever has an @ in it; the rest of the line is the name."""

    number: int
    text: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """What is known of people here: who has an address or a name, who is in it, and who was asked already.

    Names and addresses are in small letters. `asked` says of addresses and of people whether they have declined.
    """

    by_email: Mapping[str, int] = field(default_factory=dict)
    by_name: Mapping[str, Sequence[int]] = field(default_factory=dict)
    members: Set[int] = frozenset()
    asked: Mapping[int | str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enlisted:
    """`user` is the account of the person, if there is one."""

    line: PersonLine
    outcome: Enlistment
    user: int | None = None

    @property
    def is_settled(self) -> bool:
        return self.outcome in SETTLED


def decoded(content: bytes) -> str:
    """As tables are saved: in UTF-8, or in the signs of western Windows. No byte of it is refused."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def lines(text: str) -> tuple[PersonLine, ...]:
    """Empty lines are left out, but counted: people look for the number in their table."""
    found = enumerate(text.replace("\0", "").splitlines(), start=1)
    return tuple(_line(number, words) for number, words in found if not _is_empty(words))


def _is_empty(words: str) -> bool:
    return all(sign in SEPARATORS or sign.isspace() for sign in words)


def _line(number: int, words: str) -> PersonLine:
    cells = [cell.strip() for cell in next(csv.reader([words], delimiter=_separator(words)))]
    email = next((cell for cell in cells if "@" in cell), "")
    name = " ".join(cell for cell in cells if cell and cell != email)
    return PersonLine(number, words.strip(), " ".join(name.split()), email.lower())


def _separator(words: str) -> str:
    """The one that stands there most often; a single one of them in a name is rare."""
    return max(SEPARATORS, key=words.count)


def entries(found: Sequence[PersonLine], known: KnownPeople, is_address: Callable[[str], bool]) -> tuple[Enlisted, ...]:
    """What becomes of each line, in their order. No line is without an answer."""
    before: set[int | str] = set()
    answers = []
    for place, line in enumerate(found):
        entry = Enlisted(line, Enlistment.TOO_MANY) if place >= MOST else _entry(line, known, is_address)
        if entry.outcome is Enlistment.INVITED:
            if before & _marks(entry):
                entry = Enlisted(line, Enlistment.TWICE)
            before |= _marks(entry)
        answers.append(entry)
    return tuple(answers)


def _marks(entry: Enlisted) -> set[int | str]:
    """By what somebody is recognised in another line."""
    return {mark for mark in (entry.user, entry.line.email) if mark}


def _entry(line: PersonLine, known: KnownPeople, is_address: Callable[[str], bool]) -> Enlisted:
    if line.email:
        if not is_address(line.email):
            return Enlisted(line, Enlistment.NO_ADDRESS)
        return _person(line, known, known.by_email.get(line.email))
    people = known.by_name.get(line.name.lower(), ())
    if len(people) == 1:
        return _person(line, known, people[0])
    if people:
        return Enlisted(line, Enlistment.SEVERAL)
    return Enlisted(line, Enlistment.HEADING if _is_heading(line) else Enlistment.UNKNOWN)


def _is_heading(line: PersonLine) -> bool:
    """The first line of a table, if it names its columns."""
    cells = next(csv.reader([line.text], delimiter=_separator(line.text)))
    return bool(HEADINGS & {cell.strip().lower() for cell in cells})


def _person(line: PersonLine, known: KnownPeople, user: int | None) -> Enlisted:
    if user in known.members:
        return Enlisted(line, Enlistment.MEMBER, user)
    for mark in (user, line.email):
        if mark and mark in known.asked:
            return Enlisted(line, Enlistment.DECLINED if known.asked[mark] else Enlistment.WAITING, user)
    return Enlisted(line, Enlistment.INVITED, user)
