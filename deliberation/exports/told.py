"""What surrounds the words of a transcript, in words: when, who was there, pauses; alike on the page and in files."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation import words
from deliberation.core.proceedings import Pause, TimeApart
from deliberation.core.transcript import (
    Band,
    Between,
    CountedStatement,
    Counting,
    GoneOn,
    Moving,
    RoomTranscript,
    Speaker,
    Transcript,
    Unconfirmed,
    Unveiling,
)
from deliberation.core.vote import BallotResult, StatementResult, VoteChoice


def moment(ms: int) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(ms / 1000, tz=timezone.get_default_timezone()))


def clock(ms: int) -> str:
    return date_format(moment(ms), "H:i")


def span(began: int, ended: int) -> str:
    """Of what has not ended, only the beginning."""
    if not ended:
        return _("since %(time)s") % {"time": clock(began)}
    return _("%(began)s to %(ended)s") % {"began": clock(began), "ended": clock(ended)}


def between(each: Between) -> str:
    """What stands between what was said."""
    match each:
        case Pause():
            return pause(each)
        case TimeApart():
            return apart(each)
        case Moving():
            return moving(each)
        case Unveiling():
            return unveiling(each)
        case Counting():
            return counting(each.result)
        case CountedStatement():
            return counted(each.statement)


def counting(result: BallotResult) -> str:
    about = {"number": result.sheets, "time": clock(result.at)}
    told = ngettext(
        "Vote: %(number)s ballot, counted at %(time)s", "Vote: %(number)s ballots, counted at %(time)s", result.sheets
    )
    masked = _("Kinds of organisations with fewer than three ballots are not shown.")
    is_masked = result.masked and any(each.kinds for each in result.statements)
    return f"{told % about}. {masked}" if is_masked else told % about


def counted(statement: StatementResult) -> str:
    """In one paragraph: the figures, then those of each kind of organisation, then the reasons."""
    text = _("“%(text)s”") % {"text": statement.text} if statement.text else _("(erased)")
    bridging = [_("holds across organisations")] if statement.bridging else []
    kinds = [f"{words.kind_name(each.kind) or _('others')}: {figures(each.counts)}" for each in statement.kinds]
    reasons = [f"{words.CHOICES[each.choice]}: {_('“%(text)s”') % {'text': each.text}}" for each in statement.reasons]
    return " · ".join([f"{text} {figures(statement.counts)}", *bridging, *kinds, *reasons])


def figures(counts: Mapping[VoteChoice, int]) -> str:
    return ", ".join(f"{words.CHOICES[choice]} {number}" for choice, number in counts.items())


def unveiling(each: Unveiling) -> str:
    about = {"number": each.texts, "time": clock(each.at)}
    return (
        ngettext(
            "Silent round: %(number)s text, revealed at %(time)s",
            "Silent round: %(number)s texts, revealed at once at %(time)s, in an order drawn by lot",
            each.texts,
        )
        % about
    )


def pause(each: Pause) -> str:
    about = {"span": span(each.began, each.ended), "reason": each.reason}
    return (_("Break, %(span)s: %(reason)s") if each.reason else _("Break, %(span)s")) % about


def apart(each: TimeApart) -> str:
    about = {"number": each.groups, "span": span(each.began, each.ended)}
    told = ngettext("In %(number)s breakout room, %(span)s", "In %(number)s breakout rooms, %(span)s", each.groups)
    return told % about


def moving(each: Moving) -> str:
    time = clock(each.at)
    found = [
        _("Joined at %(time)s: %(names)s") % {"time": time, "names": people(each.came)} if each.came else "",
        _("Left at %(time)s: %(names)s") % {"time": time, "names": people(each.left)} if each.left else "",
    ]
    if each.empty:
        return _("Since %(time)s, nobody was in this breakout room any more.") % {"time": time}
    return " · ".join(filter(None, found))


def again(band: Band) -> str:
    if band.part:
        return _("continued")
    return _("taken up again") if band.again else ""


def people(speakers: Iterable[Speaker]) -> str:
    return ", ".join(with_what_is_known(each) for each in speakers)


def with_what_is_known(speaker: Speaker) -> str:
    about = words.about_speaker(speaker)
    return f"{words.speaker_name(speaker)} ({', '.join(about)})" if about else words.speaker_name(speaker)


def facts(transcript: Transcript) -> list[tuple[str, str]]:
    """When it was, who was there, and who moderated."""
    found = [
        (_("When"), when(transcript)),
        (_("Who was there"), attendance(transcript)),
        (_("Moderation"), ", ".join(words.speaker_name(each) for each in transcript.moderators)),
    ]
    return [(about, value) for about, value in found if value]


def when(transcript: Transcript) -> str:
    if not transcript.began:
        return ""
    day = date_format(moment(transcript.began), "DATE_FORMAT")
    return f"{day}, {span(transcript.began, transcript.ended)}"


def attendance(transcript: Transcript) -> str:
    """In numbers: the names stand at what was said."""
    number = transcript.participants
    found = [ngettext("%(number)s participant", "%(number)s participants", number) % {"number": number}]
    without = _("no organisation")
    found += [f"{words.kind_name(kind) or without}: {count}" for kind, count in transcript.kinds.items()]
    if transcript.observers:
        found.append(_("Observers: %(number)s") % {"number": transcript.observers})
    return " · ".join(found)


def remarks(transcript: Transcript) -> list[str]:
    """What did not go as planned: an opening that ended without everybody, and an end that was none."""
    went_on = [without(each) for each in transcript.rooms if each.without]
    return [*went_on, *(gone_on(each) for each in transcript.reopened)]


def without(room: RoomTranscript) -> str:
    about = {"names": ", ".join(unconfirmed(each) for each in room.without), "number": room.called}
    if room.number:
        return _("In breakout room %(number)s the moderation went on without the confirmation of: %(names)s") % about
    return _("The moderation went on without the confirmation of: %(names)s") % about


def unconfirmed(each: Unconfirmed) -> str:
    name = words.speaker_name(each.person)
    return _("%(name)s (confirmed later)") % {"name": name} if each.has_confirmed else name


def gone_on(each: GoneOn) -> str:
    about = {"time": clock(each.at), "reason": each.reason}
    if each.reason:
        return _("The session had been ended, and went on at %(time)s: %(reason)s") % about
    return _("The session had been ended, and went on at %(time)s.") % about


def note(names: bool) -> str:
    """What somebody should know who takes the file along."""
    if names:
        return _("Whoever passes this on passes on what people said under their names. Ask them first.")
    return _("The names of those who spoke are left out. What they said may mention names all the same.")
