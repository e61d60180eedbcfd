"""What the codes of the core are called, for people: on every page, and in the live room, to which `labels` goes."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.models import OrganisationKind
from deliberation.core import method, planning
from deliberation.core.acting import Role
from deliberation.core.agenda import Formation, Medium, Mode, Signal, Stage, Voice
from deliberation.core.exchange import Attack, Claim, Reason, State, Type
from deliberation.core.floor import Order
from deliberation.core.people import Removal, numbered
from deliberation.core.timetable import Misfit
from deliberation.core.transcript import Speaker, TranscriptLine
from deliberation.core.vote import VoteChoice

ROLES = {
    Role.PARTICIPANT: _("Participant"),
    Role.MODERATOR: _("Moderation"),
    Role.CO_MODERATOR: _("Co-moderation"),
    Role.RECORDER: _("Recorder"),
    Role.OBSERVER: _("Observer"),
    Role.SUPPORT_PERSON: _("Support person"),
}
# What somebody does who comes as more than a participant, as it is said to them.
TASKS = {
    Role.MODERATOR: _("You moderate: you open the session, lead through its phases and see to it that all are heard."),
    Role.CO_MODERATOR: _(
        "You moderate together with others: you can do all that the moderation can, and take over if it is away."
    ),
    Role.RECORDER: _(
        "You keep the record: you say what contributions are, and write down ground rules. You talk as the others do."
    ),
    Role.OBSERVER: _("You observe: you read along, and you do not write into the room."),
    Role.SUPPORT_PERSON: _("You are there for those who want to talk to somebody. You do not write into the room."),
}
# To whom a link is given, as it is said to whoever gives it.
INVITED = {
    Role.PARTICIPANT: _("For everybody who takes part. Send it only to people you expect."),
    Role.CO_MODERATOR: _("For people who moderate with you. They can do all that you can, and see what is held back."),
    Role.RECORDER: _(
        "For people who keep the record: they say what contributions are, and take part as the others do."
    ),
    Role.OBSERVER: _("For people who read along and write nothing. Everybody is told that they may be there."),
}
STAGES = {
    Stage.PLANNED: _("planned"),
    Stage.OPEN: _("open now"),
    Stage.PAUSED: _("paused"),
    Stage.CLOSED: _("ended"),
}
MODES = {
    Mode.FREE: _("Free: everybody may write"),
    Mode.ROUND: _("Round: one after another, each once"),
    Mode.SILENT_ROUND: _("Silent round: all write, and all is shown at once"),
    Mode.LISTENING: _("Listening: one tells, the others may only ask"),
    Mode.QUESTIONS_ONLY: _("Questions only"),
    Mode.SPEAKING_LIST: _("Speaking list: whoever has the floor"),
    Mode.MIRROR: _("In my words: whoever wants to reply first says what they understood"),
    Mode.FOCUS: _("Focus: only answers to the question of the moderation"),
    Mode.VOTE: _("Vote on statements"),
}
FORMATIONS = {
    Formation.PLENARY: _("Plenary: all together"),
    Formation.ALONE: _("Alone: each for themselves"),
    Formation.PAIRS: _("In pairs"),
    Formation.TRIADS: _("In threes"),
    Formation.GROUPS: _("In breakout rooms"),
    Formation.FISHBOWL: _("Fishbowl: an inner circle talks, with one free chair"),
}
VOICES = {
    Voice.EVERYTHING: _("may say everything"),
    Voice.QUESTIONS: _("may only ask"),
    Voice.NOTHING: _("observes, and says nothing"),
}
MEDIA = {
    Medium.WRITTEN: _("Written: everybody types"),
    Medium.SPOKEN: _("Spoken: people sit together or in a video call"),
}
# What somebody may speak beside the language of the session; the sign language is one.
LANGUAGES = {
    "sq": _("Albanian"),
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bs": _("Bosnian, Croatian, Serbian"),
    "bg": _("Bulgarian"),
    "zh": _("Chinese"),
    "prs": _("Dari"),
    "en": _("English"),
    "fa": _("Persian"),
    "fr": _("French"),
    "gsg": _("German sign language"),
    "el": _("Greek"),
    "it": _("Italian"),
    "ku": _("Kurdish (Kurmanji)"),
    "ckb": _("Kurdish (Sorani)"),
    "ps": _("Pashto"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "so": _("Somali"),
    "es": _("Spanish"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
}
EXPERIENCE = {
    "new": _("new to them"),
    "experienced": _("knows them well"),
}
SIGNALS = {
    Signal.READY: _("Ready"),
    Signal.NEED_TIME: _("More time"),
    Signal.PAUSE: _("Break"),
}
ORDERS = {
    Order.BALANCED: _("Balanced"),
    Order.FIRST_COME: _("First come, first served"),
    Order.FIRST_SPEAKERS_FIRST: _("First speakers first"),
    Order.ALTERNATE_ORGANISATIONS: _("Organisations alternate"),
    Order.MANUAL: _("By hand"),
}
CHOICES = {
    VoteChoice.AGREE: pgettext_lazy("what somebody chose", "Agree"),
    VoteChoice.DISAGREE: pgettext_lazy("what somebody chose", "Disagree"),
    VoteChoice.PASS: pgettext_lazy("what somebody chose", "Pass"),
    VoteChoice.CONSENT: pgettext_lazy("what somebody chose", "Support it"),
    VoteChoice.CONCERNS: pgettext_lazy("what somebody chose", "With concerns"),
    VoteChoice.OBJECT: pgettext_lazy("what somebody chose", "Do not support it"),
}
TYPES = {
    Type.NONE: "",
    Type.THESIS: _("Thesis"),
    Type.REASON: _("Reason"),
    Type.EVIDENCE: _("Evidence"),
    Type.EXPERIENCE: _("Experience"),
    Type.QUESTION: pgettext_lazy("kind of contribution", "Question"),
    Type.VALIDITY_QUESTION: _("Checking question"),
    Type.OBJECTION: _("Objection"),
    Type.SUPPORT: _("Support"),
    Type.MIRROR: _("In my words"),
    Type.CONCESSION: _("Concession"),
    Type.REVISION: _("Changed my mind"),
    Type.PROPOSAL: _("Proposal"),
    Type.PROCESS: _("On the procedure"),
}
CLAIMS = {
    Claim.NONE: "",
    Claim.COMPREHENSIBILITY: _("Is it clear?"),
    Claim.TRUTH: _("Is it true?"),
    Claim.RIGHTNESS: _("Is it right?"),
    Claim.SINCERITY: _("Is it meant so?"),
}
ATTACKS = {
    Attack.NONE: "",
    Attack.UNDERMINE: _("The reason is not correct"),
    Attack.UNDERCUT: _("The reason is correct, but the conclusion does not follow"),
    Attack.REBUT: _("The conclusion is not correct"),
}
REASONS = {
    Reason.UNCLEAR: _("It cannot be understood"),
    Reason.OFF_TOPIC: _("It leads away from the question"),
    Reason.GENERALISATION: _("It judges a whole group"),
    Reason.PERSONAL_DATA: _("It names private matters of somebody"),
    Reason.INSULT: _("It insults somebody"),
}
REMOVALS = {
    Removal.DISRUPTS: _("They kept others from talking"),
    Removal.INSULTS: _("They insulted somebody"),
    Removal.FALSE_NAME: _("They came under a name that is not theirs"),
    Removal.NOT_INVITED: _("They were not invited"),
    Removal.OWN_WISH: _("They asked for it"),
    Removal.ABSENT: _("They were away, and the place is needed"),
}

# What whoever writes a phase is told beside its fields.
PHASE_HELP = {
    "asked": _("The statements of a vote, or questions for this phase."),
    "anonymous": _("Neither the group nor the moderation sees who wrote what."),
    "premoderated": _("The moderation reads the texts before all do, without names, and can hold one back."),
    "consent": _(
        "People say whether they support it, with concerns or not, and why; otherwise they agree or disagree."
    ),
    "slow": _("So many seconds lie between two contributions of one person; 0: none."),
    "size": _("How many people a group or the inner circle has; 0: as many as usual."),
    "seats": _("Tasks in a breakout room. They go round, so that everybody has each once."),
    "host": _("One person stays at the table when the others move on."),
    "rotates": _("Everybody but the hosts goes to another group than before."),
}
# What is missing in a phase, or has no meaning there.
FAULTS = {
    method.NO_STATEMENTS: _("A vote needs statements: write at least one."),
    "method.anonymous": _("Only a silent round in which texts are revealed can be without names."),
    "method.premoderated": _("Only the texts of a silent round can be read before."),
    "method.consent": _("Only a vote can be by consent."),
    "method.slow": _("Slow is for the mode “Free”. In all others, people wait for their turn anyway."),
    "method.seats": _("Seats are for breakout rooms: choose pairs, threes or breakout rooms, or remove the seats."),
    "method.size": _("A size is for breakout rooms and the fishbowl."),
    "method.host": _("Only breakout rooms have a host."),
    "method.rotates": _("Only in breakout rooms do people move on to another group."),
}
MISFITS = {
    Misfit.NO_OPENING: _("The agenda does not begin with the opening, in which the group agrees on its rules."),
    Misfit.TOO_LONG: _("The phases take longer than the session."),
    Misfit.TOO_SHORT: _("The phases end before the session does."),
}


def told_misfits(found: Collection[Misfit]) -> list[tuple[Misfit, Any, bool]]:
    """All sentences, and whether each is shown: a script shows and hides them while somebody writes."""
    return [(misfit, MISFITS[misfit], misfit in found) for misfit in Misfit]


# Why something of a session cannot be changed any more.
FIXED = {
    planning.BELONGS_TO_GROUP: _("It stays as it is: the group talks about it."),
    planning.PHASES_RUN: _("It stays as it is: the session runs by it."),
    planning.OVER: _("The session is over."),
}

# By the names that the protocol has for them, as far as the live room shows them.
LABELS: Mapping[str, Mapping[Any, Any]] = {
    "acting.Role": ROLES,
    "agenda.Signal": SIGNALS,
    "exchange.Type": TYPES,
    "exchange.Claim": CLAIMS,
    "exchange.Attack": ATTACKS,
    "exchange.Reason": REASONS,
    "floor.Order": ORDERS,
    "people.Removal": REMOVALS,
    "people.Kind": dict(OrganisationKind.choices),
}


def labels() -> dict[str, dict[str, str]]:
    """In the language of the page."""
    return {name: {code: str(word) for code, word in words.items()} for name, words in LABELS.items()}


# --- of transcripts ---------------------------------------------------------------------------------------------------


def speaker_name(speaker: Speaker) -> str:
    if speaker.anonymous:
        return gettext("Without a name")
    if speaker.erased:
        return numbered(gettext("Somebody who has left"), speaker.number)
    return speaker.name or unnamed(speaker)


def unnamed(speaker: Speaker) -> str:
    words = {"number": speaker.id, "kind": kind_name(speaker.kind)}
    return (gettext("Person %(number)s (%(kind)s)") if speaker.kind else gettext("Person %(number)s")) % words


def kind_name(kind: str) -> str:
    return str(OrganisationKind(kind).label) if kind else ""


def reference(to: TranscriptLine, words: str) -> str:
    """Whose contribution this is an answer to, and how it begins."""
    if to.speaker.erased:
        return numbered(gettext("To somebody who has left"), to.speaker.number)
    about = {"name": speaker_name(to.speaker), "words": words}
    if to.speaker.anonymous:
        return (
            gettext("To a text without a name: “%(words)s”") if words else gettext("To a text without a name")
        ) % about
    return (gettext("To %(name)s: “%(words)s”") if words else gettext("To %(name)s")) % about


def about_speaker(speaker: Speaker) -> list[str]:
    """What stands beside the name."""
    found = [
        gettext("guest") if speaker.guest and speaker.name else "",
        gettext("removed") if speaker.removed else "",
        str(ROLES[speaker.role]) if speaker.role is not Role.PARTICIPANT else "",
    ]
    return [word for word in found if word]


def about_line(line: TranscriptLine) -> list[str]:
    """What kind of contribution it is."""
    asked = gettext("Question to everybody") if line.asks_all else ""
    reports = gettext("%(name)s reports") % {"name": speaker_name(line.reporter)} if line.reporter else ""
    kinds = (asked, TYPES[line.type], CLAIMS[line.claim], ATTACKS[line.attack])
    return [str(word) for word in (origin(line), reports, *kinds) if word]


def origin(line: TranscriptLine) -> str:
    about = {"number": line.group}
    if line.is_result:
        return gettext("Result of breakout room %(number)s") % about
    return gettext("from breakout room %(number)s") % about if line.group else ""


def notices(line: TranscriptLine) -> list[str]:
    """What happened to it."""
    reason = {"reason": str(REASONS[line.reason]) if line.reason else ""}
    found = {
        State.WITHDRAWN: gettext("Withdrawn by its author."),
        State.HELD: gettext("Held by the moderation: %(reason)s.") % reason,
        State.RETURNED: gettext("Returned to its author: %(reason)s.") % reason,
    }
    told = [found[line.state]] if line.state in found else []
    return [*told, gettext("Rewritten by its author.")] if line.rewritten else told
