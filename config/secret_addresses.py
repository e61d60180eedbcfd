"""Addresses that are a key themselves: whoever has one opens with it what belongs to one person or one session.

They stand in no log line, and what they open is kept in no cache. A test walks all addresses with such a part.
"""

import re

# What follows these words opens a session, a training or a cohort, answers for somebody, shows their own words,
# confirms an e-mail address or sets a password.
SECRET_ADDRESS = re.compile(
    r"((?:sessions|join|projector|device|back|trainings|mine|here|calendar|invitation|invited|resolutions|confirm-email"
    r"|reset/key)(?:/|%2F))"
    r"(?!(?:join|projector|device|back|mine|here|calendar|new|desk)(?:/|%2F)|calendar\.ics)[^/%\s'\"<>?&]+",
    re.IGNORECASE,
)
# A long part of any other address that is not written as words are: a key at a mistyped address, or in a query.
SECRET_PART = re.compile(r"(?<=[/=:])(?=[\w-]*[A-Z])[\w-]{20,}|(?<=%2F)(?=[\w-]*[A-Z])[\w-]{20,}")
HIDDEN = "…"


def without_keys(text: str) -> str:
    return SECRET_PART.sub(HIDDEN, SECRET_ADDRESS.sub(rf"\1{HIDDEN}", text))


def is_key(path: str) -> bool:
    """Whether an address opens something by itself."""
    return SECRET_ADDRESS.search(path) is not None
