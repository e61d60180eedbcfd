"""A transcript as a PDF: tagged for screen readers (PDF/UA-1), with the site's own fonts, in whatever alphabets people
wrote. The template `transcript.typ` gets all words as JSON, so that nothing that somebody wrote is a command there."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import typst
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from deliberation import words
from deliberation.core.transcript import Band, Between, RoomTranscript, Transcript, TranscriptLine
from deliberation.exports import told
from deliberation.models import Session

FONTS = "print"  # the folder that `frontend/fonts.py` writes
WORDS_OF_REFERENCE = 12
SHORT = 700  # characters of a contribution that stays on one page
RIGHT_TO_LEFT = {"R", "AL"}
BETWEEN = "\N{NO-BREAK SPACE}· "  # no line begins with the point

Own = dict[str, Any]  # words with their direction, which is theirs and not the document's


def printed(session: Session, transcript: Transcript, names: bool) -> bytes:
    document = msgspec.json.encode(as_document(session, transcript, names)).decode()
    try:
        return pdf(document, ["ua-1"])
    except typst.TypstError:  # a letter that none of our fonts has: the standard forbids to show that it is missing
        return pdf(document, [])


def pdf(document: str, standards: list[Any]) -> bytes:
    compiler = typst.Compiler(template().encode(), font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(format="pdf", sys_inputs={"transcript": document}, pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def template() -> str:
    path = get_template("deliberation/transcript.typ").origin.name  # type: ignore[attr-defined]
    return Path(path).read_text(encoding="utf-8")


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(finders.find(FONTS))])


def families() -> list[str]:
    """Latin first, so that digits and signs are the same everywhere."""
    ours = {family for family in fonts().families() if family.islower()}
    return sorted(ours, key=lambda family: ("-latin" not in family, len(family)))


def as_document(session: Session, transcript: Transcript, names: bool) -> dict[str, Any]:
    return {
        "lang": translation.get_language(),
        "rtl": translation.get_language_bidi(),
        "fonts": families(),
        "title": _("Transcript: %(title)s") % {"title": session.title},
        "running": own(session.title),
        "name": own(session.title),
        "question": own(transcript.question),
        "facts": [own(value) | {"about": about} for about, value in told.facts(transcript)],
        "rules": [own(rule) for rule in transcript.rules],
        "rules_heading": _("What the group agreed on"),
        "remarks": [own(each) for each in told.remarks(transcript)],
        "rooms": [room(each) for each in transcript.rooms],
        "note": own(told.note(names)),
    }


def own(text: str) -> Own:
    return {"text": text, "rtl": is_right_to_left(text)}


def is_right_to_left(text: str) -> bool:
    """By its first letter, as browsers decide it."""
    directions = (unicodedata.bidirectional(c) for c in text)
    return next((each in RIGHT_TO_LEFT for each in directions if each in RIGHT_TO_LEFT | {"L"}), False)


def room(each: RoomTranscript) -> dict[str, Any]:
    name = _("Breakout room %(number)s") % {"number": each.called} if each.number else ""
    return {
        "name": BETWEEN.join([name, *each.phases]) if name else "",
        "people": own(told.people(each.people)),
        "bands": [band(one) for one in each.bands],
    }


def band(each: Band) -> dict[str, Any]:
    entries = [line(one) if isinstance(one, TranscriptLine) else between(one) for one in each.entries]
    return {
        "title": own(each.phase.title),
        "again": told.again(each),
        "time": told.span(each.began, each.ended),
        "people": own(told.people(each.people)) if each.people else None,
        "entries": entries or [{"between": own(_("Nothing was said in this phase."))}],
    }


def between(each: Between) -> dict[str, Any]:
    return {"between": own(told.between(each))}


def line(each: TranscriptLine) -> dict[str, Any]:
    about = [told.clock(each.at), *words.about_speaker(each.speaker), *words.about_line(each)]
    return {
        "kind": each.speaker.kind,
        "kind_name": words.kind_name(each.speaker.kind),
        "name": own(words.speaker_name(each.speaker)),
        "about": BETWEEN.join(about),
        "refers_to": own(reference(each.refers_to)) if each.refers_to else None,
        "notices": words.notices(each),
        "said": paragraphs(each.text),
        "short": len(each.text) < SHORT,
    }


def reference(to: TranscriptLine) -> str:
    return words.reference(to, Truncator(to.text).words(WORDS_OF_REFERENCE))


def paragraphs(text: str) -> Sequence[Own]:
    return [own(part) for part in text.splitlines() if part.strip()]
