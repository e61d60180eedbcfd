"""What is stored of people in live sessions, guests without an account included."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.register import (
    WHILE_YOU_HAVE_AN_ACCOUNT,
    Area,
    DataSubject,
    Erasure,
    Export,
    LegalBasis,
    NoPersonalData,
    PersonalData,
    PersonalField,
    Retention,
    days_after,
    nobodys,
    theirs,
)
from deliberation import erasures, words
from deliberation.core import (
    agenda,
    agreement,
    exchange,
    fishbowl,
    floor,
    mirror,
    people,
    places,
    seats,
    silent,
    turns,
    vote,
)
from deliberation.core.room import KINDS, Answered
from deliberation.models import RoomRecord
from deliberation.models.rehearsals import TOLD_FOR

STAY_DAYS = 7  # so that a clock that stood still for days has time to read them

EVERYBODY_THERE = _("Everybody who is in the session; what was held back or returned, only you and the moderation")
ORDER_OF_ALL = _("The others' words and the order of everything stay, or what they said would make no sense any more.")

# Of what is not named here, people see the code.
DONE = {
    KINDS[people.PersonJoined]: _("You came in as"),
    KINDS[people.PersonRemoved]: _("Somebody removed from the session"),
    KINDS[people.RoleGiven]: _("Another role given in the session"),
    KINDS[agenda.AgendaSet]: _("Agenda prepared"),
    KINDS[agenda.RoomOpened]: _("Room opened"),
    KINDS[agenda.PhaseMoved]: _("Next phase"),
    KINDS[agenda.PhaseExtended]: _("More time for the phase"),
    KINDS[agenda.RoomPaused]: _("Break"),
    KINDS[agenda.RoomResumed]: _("End of the break"),
    KINDS[agenda.RoomClosed]: _("Room closed"),
    KINDS[agenda.RoomReopened]: _("Room opened again"),
    KINDS[agenda.SignalGiven]: _("Signal given"),
    KINDS[agreement.RuleAdded]: _("Ground rule suggested"),
    KINDS[agreement.RuleProposed]: _("Ground rule proposed"),
    KINDS[agreement.RuleConsented]: _("Consented to a proposed ground rule"),
    KINDS[agreement.RuleObjected]: _("Objected to a proposed ground rule"),
    KINDS[agreement.RuleAdopted]: _("Proposed ground rule taken in"),
    KINDS[agreement.ProposalDropped]: _("Proposed ground rule dropped"),
    KINDS[agreement.WentOnWithout]: _("Opening ended without the confirmation of somebody"),
    KINDS[agreement.RuleReworded]: _("Ground rule reworded"),
    KINDS[agreement.RuleRemoved]: _("Ground rule removed"),
    KINDS[agreement.RulesConfirmed]: _("Ground rules confirmed"),
    KINDS[floor.FloorRequested]: _("Asked for the floor"),
    KINDS[floor.RequestWithdrawn]: _("No longer asked for the floor"),
    KINDS[floor.RequestStruck]: _("Somebody taken off the speaking list"),
    KINDS[floor.RequestMoved]: _("Somebody moved on the speaking list"),
    KINDS[floor.FloorGiven]: _("Floor given"),
    KINDS[floor.FloorEnded]: _("Floor handed back"),
    KINDS[seats.SeatsChanged]: _("Tasks in a breakout room swapped"),
    KINDS[fishbowl.ChairTaken]: _("Chair taken in the inner circle"),
    KINDS[fishbowl.ChairLeft]: _("Chair left in the inner circle"),
    KINDS[fishbowl.RoomAsked]: _("Asked to make room in the inner circle"),
    KINDS[turns.TurnBegun]: _("Turn in a round begun"),
    KINDS[turns.TurnEnded]: _("Turn in a round ended"),
    KINDS[turns.TurnPassed]: _("Passed in a round, or passed somebody over"),
    KINDS[turns.PassTakenBack]: _("Passing in a round taken back"),
    KINDS[exchange.Contributed]: _("You said"),
    KINDS[exchange.Revealed]: _("Revealed, of what you wrote in silence"),
    KINDS[silent.SheetHandedIn]: _("You handed in, in a silent round"),
    KINDS[silent.TakenBack]: _("Taken back what was handed in"),
    KINDS[silent.NoteDropped]: _("Own note dropped"),
    KINDS[silent.SheetHeld]: _("Sheet of a silent round held back"),
    KINDS[silent.SheetReturned]: _("Sheet of a silent round returned, with a note"),
    KINDS[silent.SheetReleased]: _("Sheet of a silent round released"),
    KINDS[exchange.WrittenDown]: _("Written down of what you said"),
    KINDS[exchange.QuestionAsked]: _("You asked everybody"),
    KINDS[agenda.SlowSet]: _("Pace of the conversation changed"),
    KINDS[places.BreakoutsOpened]: _("Breakout rooms made"),
    KINDS[places.GroupsFormed]: _("Put into breakout rooms"),
    KINDS[places.GroupGathered]: _("Told who is in a breakout room"),
    KINDS[places.PeopleMoved]: _("Went into another room, or moved somebody"),
    KINDS[places.Reported]: _("You told all about your group"),
    KINDS[exchange.TypeSet]: _("Kind of the contribution named"),
    KINDS[exchange.Withdrawn]: _("Contribution withdrawn"),
    KINDS[exchange.Held]: _("Contribution held back"),
    KINDS[exchange.Released]: _("Contribution released"),
    KINDS[exchange.Returned]: _("Contribution returned by the moderation, with a note"),
    KINDS[exchange.Rewritten]: _("You wrote it anew"),
    KINDS[mirror.Restated]: _("You said what you understood"),
    KINDS[mirror.MirrorConfirmed]: _("A restatement confirmed"),
    KINDS[mirror.MirrorRefused]: _("What is missing in a restatement"),
    KINDS[mirror.SaidAnew]: _("Said once more, in other words"),
    KINDS[mirror.ReplyOpened]: _("A reply opened"),
    KINDS[mirror.MirrorTakenBack]: _("A restatement taken back"),
    KINDS[vote.BallotOpened]: _("Ballot opened"),
    KINDS[vote.Marked]: _("You voted; what you chose, nobody can know"),
    KINDS[Answered]: _("Asked for something that changed nothing"),
}


def forgotten(now: datetime) -> Q:
    """Who is still known of sessions that began so long ago. The people of an example are invented, and stay."""
    long_ago = Q(session__starts_at__lte=now - timedelta(days=settings.LIVE_SESSION_DAYS))
    return long_ago & Q(session__is_example=False) & ~Q(name="", user=None)


def forget(participations: QuerySet[Any]) -> None:
    erasures.blank(participations)


def after_the_session() -> Retention:
    """How many took part and when stays; names, words and the way to an account go."""
    words = format_lazy(_("{days} days after the session began"), days=settings.LIVE_SESSION_DAYS)
    return Retention(words, forgotten, forget)


def in_their_sessions(lookup: str) -> Callable[[DataSubject], Q]:
    def found(subject: DataSubject) -> Q:
        return Q(**{f"{lookup}__in": subject.participations})

    return found


def said_by_or_to(subject: DataSubject) -> Q:
    """What they did, and what others wrote to them or about them."""
    people = list(subject.participations)
    rooms = list(RoomRecord.objects.filter(session__participations__in=people).distinct().values_list("pk", flat=True))
    return erasures.by(people) | erasures.about(people, rooms)


def done(row: Any) -> Any:
    return DONE.get(row.kind, row.kind)


def why_removed(row: Any) -> Any:
    return words.REMOVALS.get(row.removed, "")


def in_short(row: Any) -> list[str]:
    return [f"{phase.title}: {phase.instruction}".strip(": ") for phase in row.as_phases()]


def moment(row: Any) -> datetime:
    return datetime.fromtimestamp(row.at / 1000, tz=UTC)


def told(now: datetime) -> Q:
    """Rehearsals that are over, and of which the session's page says no more how they ended."""
    return Q(copy=None, ends_at__lte=now - TOLD_FOR)


def over(now: datetime) -> Q:
    """As `Invitation.expires_at` says."""
    return Q(session__starts_at__lte=now - timedelta(days=1), created_at__lte=now - timedelta(days=2))


def for_groups(**labels: Any) -> tuple[PersonalField, ...]:
    """What the moderation writes down of somebody where small groups need it; nobody else sees it."""
    purpose = _("So that breakout rooms are mixed, and nobody sits there without somebody who understands them.")
    return tuple(
        PersonalField(
            name, label, erasure=Erasure.EMPTIED, purpose=purpose, basis=LegalBasis.CHOICE, never_evaluated=True
        )
        for name, label in labels.items()
    )


PERSONAL = [
    PersonalData(
        model="deliberation.Session",
        area=Area.SESSIONS,
        title=_("Sessions that you planned"),
        purpose=_("So that it is known who prepared the session."),
        basis=LegalBasis.ORDER,
        seen_by=EVERYBODY_THERE,
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("created_by"),
        fields=(
            PersonalField("created_by", _("Planned by"), never_evaluated=True),
            PersonalField("title", _("Session"), erasure=Erasure.STAYS),
            PersonalField("question", _("The question"), erasure=Erasure.STAYS),
            PersonalField("starts_at", _("Begins"), erasure=Erasure.STAYS),
            PersonalField("ends_at", _("Ends"), erasure=Erasure.STAYS),
        ),
        impersonal="continues issue_guide template medium places observer_places is_example "
        "is_rehearsal notes_stays key projector_key device_key minutes calendar_sequence",
        erasure=Erasure.UNLINKED,
        stays_because=_("The session belongs to everybody who takes part."),
    ),
    PersonalData(
        model="deliberation.Participation",
        area=Area.SESSIONS,
        title=_("Sessions that you take part in"),
        purpose=_("So that the others know whom they talk to, and you find your place again."),
        basis=LegalBasis.USE,
        seen_by=EVERYBODY_THERE,
        retention=after_the_session(),
        theirs=in_their_sessions("pk"),
        fields=(
            PersonalField("session", _("Session"), erasure=Erasure.STAYS),
            PersonalField("user", _("Your account"), erasure=Erasure.UNLINKED, never_evaluated=True),
            PersonalField("name", _("Your name there"), erasure=Erasure.EMPTIED, never_evaluated=True),
            PersonalField("role", _("Your role"), erasure=Erasure.STAYS),
            PersonalField("kind", _("Your organisation is a"), erasure=Erasure.STAYS, basis=LegalBasis.CHOICE),
            *for_groups(
                language=_("A language that you speak well"),
                second_language=_("Another language that you speak well"),
                third_language=_("A third language that you speak well"),
                needs_language=_("Sits beside somebody who speaks one of them, too"),
                experience=_("Experience with conversations like this"),
            ),
            PersonalField("joined_at", _("Place taken"), erasure=Erasure.STAYS),
            PersonalField("shares_device", _("Without a phone, at the shared device"), erasure=Erasure.STAYS),
            PersonalField("removed", _("Why the moderation removed you"), says=why_removed, erasure=Erasure.STAYS),
            PersonalField(
                "key", _("What your browser finds the place with"), export=Export.SECRET, erasure=Erasure.EMPTIED
            ),
        ),
        erasure=Erasure.UNLINKED,
        stays_because=ORDER_OF_ALL,
        is_a_person=True,
        related=("session", "user"),
    ),
    PersonalData(
        model="deliberation.Stay",
        area=Area.SESSIONS,
        title=_("When you were connected to a session"),
        purpose=_("So that the attendance of a training can be proved. Other sessions do not note it."),
        basis=LegalBasis.USE,
        seen_by=_("Only you; technically, whoever operates the site"),
        retention=days_after("ends", STAY_DAYS, _("{days} days")),
        theirs=in_their_sessions("participation"),
        fields=(
            PersonalField("participation", _("As")),
            PersonalField("begins", _("From")),
            PersonalField("ends", _("Until")),
        ),
        never_evaluated=True,
    ),
    PersonalData(
        model="deliberation.Entry",
        area=Area.SESSIONS,
        title=_("What you said and did in sessions"),
        purpose=_("So that everybody in the session reads it, also somebody who was away for a moment."),
        basis=LegalBasis.USE,
        seen_by=EVERYBODY_THERE,
        retention=Retention(after_the_session().words),
        theirs=said_by_or_to,
        fields=(
            PersonalField("room", _("Session"), says=lambda row: str(row.room.session), erasure=Erasure.STAYS),
            PersonalField("at", _("When"), says=moment, erasure=Erasure.STAYS),
            PersonalField("kind", _("What"), says=done, erasure=Erasure.STAYS),
            PersonalField("text", _("Text"), erasure=Erasure.EMPTIED),
            PersonalField("by", _("As"), erasure=Erasure.STAYS),
            PersonalField("data", _("Details, in numbers"), erasure=Erasure.STAYS),
            PersonalField(
                "digest", _("Checksum, against sending twice"), export=Export.OTHERS, erasure=Erasure.EMPTIED
            ),
        ),
        impersonal="seq key",
        erasure=Erasure.UNLINKED,
        stays_because=ORDER_OF_ALL,
        never_evaluated=True,
        related=("room__session", "by"),
    ),
    PersonalData(
        model="deliberation.RehearsalRecord",
        area=Area.SESSIONS,
        title=_("Rehearsals with a cast"),
        purpose=_("So that the page of the session leads you back to your rehearsal, and says how it ended."),
        basis=LegalBasis.USE,
        seen_by=_("Only you"),
        retention=Retention(_("an hour after the rehearsal; what was said in it goes with its end"), told),
        theirs=theirs("trainer"),
        fields=(
            PersonalField("trainer", _("Rehearsed by"), never_evaluated=True),
            PersonalField("of", _("Session")),
            PersonalField("started_at", _("Begun")),
            PersonalField("ends_at", _("Ends")),
            PersonalField("ended", _("How it ended")),
        ),
        impersonal="copy key",
        related=("of",),
    ),
    PersonalData(
        model="deliberation.Invitation",
        area=Area.SESSIONS,
        title=_("Invitation links"),
        purpose=_("So that people can come into a session without an account."),
        basis=LegalBasis.ORDER,
        seen_by=_("The moderation, and whoever is given the link"),
        retention=Retention(_("until the day after the session, two days at the least"), over),
        theirs=nobodys,
        fields=(
            PersonalField("token", _("The link"), export=Export.SECRET),
            PersonalField("created_at", _("Made")),
        ),
        impersonal="session role",
        erasure=Erasure.STAYS,
        stays_because=_("A link names nobody. It stops working by itself."),
    ),
    PersonalData(
        model="deliberation.Card",
        area=Area.SESSIONS,
        title=_("Cards for your next session"),
        purpose=_("So that you have at hand what you wanted to say."),
        basis=LegalBasis.CHOICE,
        seen_by=_("Only you; technically, whoever operates the site"),
        retention=Retention(_("until you take it into your field, or put it away")),
        theirs=theirs("owner"),
        fields=(
            PersonalField("owner", _("Laid by")),
            PersonalField("text", _("Your words")),
            PersonalField("laid_at", _("When")),
        ),
        never_evaluated=True,
    ),
    PersonalData(
        model="deliberation.OwnMethod",
        area=Area.SESSIONS,
        title=_("Methods that you saved"),
        purpose=_("So that you can put them into the agendas of your sessions again."),
        basis=LegalBasis.USE,
        seen_by=_("Only you; technically, whoever operates the site"),
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("owner"),
        fields=(
            PersonalField("owner", _("Saved by"), never_evaluated=True),
            PersonalField("title", _("Name of the method")),
            PersonalField("phases", _("Phases"), says=in_short),
            PersonalField("saved_at", _("Saved")),
        ),
    ),
]

PUBLIC = _("Written to be read by everybody.")
NOBODYS = _(
    "Ballots lie together in one urn, shuffled and without a name: nobody can know whose a sheet is, so it can neither "
    "be shown nor erased for one person. When the vote is closed, only the totals and the reasons stay."
)

IMPERSONAL = [
    NoPersonalData("deliberation.AgendaTemplate", "title description phases ground_rules questions", PUBLIC),
    NoPersonalData("deliberation.Method", "title description phases", PUBLIC),
    NoPersonalData("deliberation.IssueGuide", "question background approaches", PUBLIC),
    NoPersonalData("deliberation.CastRecord", "script", _("The name of a file.")),
    NoPersonalData("deliberation.Urn", "room sheets", NOBODYS),
]
