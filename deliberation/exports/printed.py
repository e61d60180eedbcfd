"""A transcript as a PDF, by the template `transcript.typ`."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms import printing
from cms.printing import own, paragraphs
from deliberation import words
from deliberation.core.transcript import Band, Between, RoomTranscript, Transcript, TranscriptLine
from deliberation.exports import told
from deliberation.models import Session

WORDS_OF_REFERENCE = 12
SHORT = 700  # characters of a contribution that stays on one page
BETWEEN = "\N{NO-BREAK SPACE}· "  # no line begins with the point


def printed(session: Session, transcript: Transcript, names: bool) -> bytes:
    title = _("Transcript: %(title)s") % {"title": session.title}
    return printing.printed(
        "deliberation/transcript.typ", title, session.title, as_document(session, transcript, names)
    )


def as_document(session: Session, transcript: Transcript, names: bool) -> dict[str, Any]:
    return {
        "name": own(session.title),
        "question": own(transcript.question),
        "facts": [own(value) | {"about": about} for about, value in told.facts(transcript)],
        "rules": [own(rule) for rule in transcript.rules],
        "rules_heading": _("What the group agreed on"),
        "remarks": [own(each) for each in told.remarks(transcript)],
        "rooms": [room(each) for each in transcript.rooms],
        "note": own(told.note(names)),
    }


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
