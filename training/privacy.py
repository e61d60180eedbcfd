"""What is stored of people who register for trainings, lead them, or name others for them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
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
    nobodys,
    theirs,
)
from training import erasures
from training.core.places import Stage, State
from training.models import Mark, Registration, Sitting

TRAINERS = _("You and the trainers of the training, and the coordination")
ANSWER_DAYS = 30  # of somebody whom an employer named and who does not answer
COUNTED = _("How many came, and from which kinds of organisations, is reported to whoever pays for the trainings.")


def sat_since(moment: datetime, training: str) -> Exists:
    """Whether a sitting of the training ends after this moment."""
    return Exists(Sitting.objects.filter(training=OuterRef(training), ends_at__gt=moment, cancelled=False))


def over(now: datetime) -> Q:
    """Needs are of no use after the last sitting."""
    return ~Q(sat_since(now, "registration__training")) | Q(registration__training__stage=Stage.CANCELLED)


def long_over(now: datetime) -> Q:
    long_ago = now - timedelta(days=settings.TRAINING_DAYS)
    old = ~Q(sat_since(long_ago, "training")) & Q(training__created_at__lte=long_ago)
    unanswered = Q(state__in=(State.NAMED, State.LAPSED, State.DECLINED), user=None)
    unanswered &= Q(created_at__lte=now - timedelta(days=ANSWER_DAYS))
    return (old | unanswered) & ~Q(name="", email="", user=None)


def forget(registrations: QuerySet[Any]) -> None:
    erasures.blank(registrations)


def after_the_training() -> Retention:
    words = format_lazy(_("{days} days after the last sitting"), days=settings.TRAINING_DAYS)
    return Retention(words, long_over, forget)


def long_after_the_sitting(now: datetime) -> Q:
    return Q(sitting__ends_at__lte=now - timedelta(days=settings.TRAINING_DAYS))


def registrations_of(subject: DataSubject) -> Q:
    """With their account, or by the address at which an employer named them."""
    if subject.account is None:
        return nobodys(subject)
    return Q(user=subject.account) | Q(email__iexact=subject.account.email)


def of_registrations_of(subject: DataSubject) -> Q:
    return Q(registration__in=Registration.objects.filter(registrations_of(subject)))


def reasons_of(subject: DataSubject) -> Q:
    """Those that were given for what was noted of them, and those that they gave as a trainer."""
    return Q(mark__in=Mark.objects.filter(of_registrations_of(subject))) | theirs("by")(subject)


def training_of(row: Any) -> str:
    return str(row.registration.training)


PERSONAL = [
    PersonalData(
        model="training.Training",
        area=Area.TRAININGS,
        title=_("Trainings that you planned"),
        purpose=_("So that it is known who prepared the training."),
        basis=LegalBasis.ORDER,
        seen_by=_("Whoever may see the training"),
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("created_by"),
        fields=(
            PersonalField("created_by", _("Planned by"), never_evaluated=True),
            PersonalField("title", _("Training"), erasure=Erasure.STAYS),
            PersonalField("created_at", _("Planned"), erasure=Erasure.STAYS),
        ),
        impersonal="key summary about audience topic course course_before language spoken place address step_free "
        "accessible_toilet hearing_loop parking access_note capacity minimum changed_at registration_opens_at "
        "registration_closes_at cancel_until waiting offer_hours visibility bring stage closed head trainers "
        "copied_from",
        erasure=Erasure.UNLINKED,
        stays_because=_("The training belongs to everybody who takes part."),
    ),
    PersonalData(
        model="training.Trainership",
        area=Area.TRAININGS,
        title=_("Trainings that you lead"),
        purpose=_("So that people know who leads the training, and you see who takes part."),
        basis=LegalBasis.USE,
        seen_by=_("Whoever may see the training"),
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("user"),
        fields=(
            PersonalField("training", _("Training")),
            PersonalField("user", _("Your account"), never_evaluated=True),
        ),
        related=("training",),
    ),
    PersonalData(
        model="training.Registration",
        area=Area.TRAININGS,
        title=_("Trainings that you registered for"),
        purpose=_("So that a place is kept for you, and you hear when something changes."),
        basis=LegalBasis.USE,
        seen_by=_("You, the trainers and the coordination; an employer who named you sees whether you confirmed it"),
        retention=after_the_training(),
        theirs=registrations_of,
        fields=(
            PersonalField("training", _("Training"), erasure=Erasure.STAYS),
            PersonalField("user", _("Your account"), erasure=Erasure.UNLINKED, never_evaluated=True),
            PersonalField("email", _("Your e-mail address"), erasure=Erasure.EMPTIED, never_evaluated=True),
            PersonalField("name", _("Your name"), erasure=Erasure.EMPTIED, never_evaluated=True),
            PersonalField("kind", _("Your organisation is a"), erasure=Erasure.STAYS),
            PersonalField("organisation", _("Your organisation"), erasure=Erasure.UNLINKED),
            PersonalField("registered_by", _("Named by"), erasure=Erasure.UNLINKED, never_evaluated=True),
            PersonalField("language", _("Language of the e-mails"), erasure=Erasure.EMPTIED, never_evaluated=True),
            PersonalField(
                "no_reminders", _("No reminders of this training"), erasure=Erasure.STAYS, never_evaluated=True
            ),
            PersonalField("created_at", _("Registered"), erasure=Erasure.STAYS),
            PersonalField("state", _("How it stands"), erasure=Erasure.STAYS),
            PersonalField("key", _("The link in your e-mails"), export=Export.SECRET, erasure=Erasure.EMPTIED),
        ),
        impersonal="since",
        erasure=Erasure.UNLINKED,
        stays_because=COUNTED,
        is_a_person=True,
        related=("training", "user", "organisation", "registered_by"),
    ),
    PersonalData(
        model="training.Entry",
        area=Area.TRAININGS,
        title=_("What you did with places of trainings"),
        purpose=_("So that it can be told who got which place when, and why."),
        basis=LegalBasis.ORDER,
        seen_by=_("The trainers of the training, and the coordination"),
        retention=Retention(_("as long as the training is there; without you once you erase your account")),
        theirs=theirs("by"),
        fields=(
            PersonalField("training", _("Training"), erasure=Erasure.STAYS),
            PersonalField("kind", _("What"), erasure=Erasure.STAYS),
            PersonalField("at", _("When"), says=erasures.moment, erasure=Erasure.STAYS),
            PersonalField("by", _("Your account"), never_evaluated=True),
            PersonalField("data", _("Details, in numbers"), export=Export.OTHERS, erasure=Erasure.STAYS),
        ),
        impersonal="seq",
        erasure=Erasure.UNLINKED,
        stays_because=COUNTED,
        related=("training",),
    ),
    PersonalData(
        model="training.Needs",
        area=Area.TRAININGS,
        title=_("What you need in trainings"),
        purpose=_("So that you can take part."),
        basis=LegalBasis.CHOICE,
        seen_by=_("You and the trainers of the training"),
        retention=Retention(_("until the last sitting has ended"), over),
        theirs=of_registrations_of,
        fields=(
            PersonalField("registration", _("Training"), says=training_of),
            PersonalField("language", _("Language")),
            PersonalField("access", _("Access")),
            PersonalField("childcare", _("Childcare")),
            PersonalField("food", _("Food")),
            PersonalField("read_at", _("Read by the trainers")),
        ),
        never_evaluated=True,
        related=("registration__training",),
    ),
    PersonalData(
        model="training.Mark",
        area=Area.TRAININGS,
        title=_("Whether you were there"),
        purpose=_("So that you get your confirmation, and whoever pays for the trainings sees how many came."),
        basis=LegalBasis.USE,
        seen_by=TRAINERS,
        retention=Retention(after_the_training().words),
        theirs=of_registrations_of,
        fields=(
            PersonalField("sitting", _("Sitting"), says=lambda row: str(row.sitting), erasure=Erasure.STAYS),
            PersonalField("registration", _("Training"), says=training_of, erasure=Erasure.STAYS),
            PersonalField("status", _("Status"), erasure=Erasure.STAYS),
            PersonalField("minutes", _("Minutes"), erasure=Erasure.STAYS),
            PersonalField("source", _("From where it is known"), erasure=Erasure.STAYS),
            PersonalField("by", _("Noted by"), export=Export.OTHERS, never_evaluated=True),
            PersonalField("at", _("When"), erasure=Erasure.STAYS),
        ),
        impersonal="replaces",
        erasure=Erasure.UNLINKED,
        stays_because=COUNTED,
        related=("sitting", "registration__training"),
    ),
    PersonalData(
        model="training.MarkReason",
        area=Area.TRAININGS,
        title=_("Reasons why attendance was noted or corrected"),
        purpose=_("So that a correction can be understood by whoever pays for the trainings."),
        basis=LegalBasis.ORDER,
        seen_by=TRAINERS,
        retention=Retention(after_the_training().words),
        theirs=reasons_of,
        fields=(
            PersonalField("mark", _("Sitting"), says=lambda row: str(row.mark.sitting)),
            PersonalField("text", _("Why")),
            PersonalField("by", _("Noted by"), export=Export.OTHERS),
        ),
        never_evaluated=True,
        related=("mark__sitting",),
    ),
    PersonalData(
        model="training.GroupPlace",
        area=Area.TRAININGS,
        title=_("Your groups at sittings of trainings"),
        purpose=_("So that you meet other people at each sitting."),
        basis=LegalBasis.USE,
        seen_by=TRAINERS,
        retention=Retention(_("until the last sitting has ended"), over),
        theirs=of_registrations_of,
        fields=(
            PersonalField("sitting", _("Sitting"), says=lambda row: str(row.sitting)),
            PersonalField("registration", _("Training"), says=training_of),
            PersonalField("group", _("Group"), says=lambda row: row.group + 1),
        ),
        never_evaluated=True,
        related=("sitting", "registration__training"),
    ),
    PersonalData(
        model="training.LivePlace",
        area=Area.TRAININGS,
        title=_("Your places in live sessions of trainings"),
        purpose=_("So that whoever is registered for a training can come into its live sessions."),
        basis=LegalBasis.USE,
        seen_by=TRAINERS,
        retention=Retention(after_the_training().words),
        theirs=of_registrations_of,
        fields=(
            PersonalField("registration", _("Training"), says=training_of),
            PersonalField("participation", _("Session"), says=lambda row: str(row.participation.session)),
        ),
        related=("registration__training", "participation__session"),
    ),
    PersonalData(
        model="training.SignedList",
        area=Area.TRAININGS,
        title=_("Signed lists that you added"),
        purpose=_("So that whoever pays for the trainings can see who signed on site."),
        basis=LegalBasis.ORDER,
        seen_by=_("The trainers of the training, and the coordination"),
        retention=Retention(after_the_training().words, long_after_the_sitting),
        theirs=theirs("added_by"),
        fields=(
            PersonalField("sitting", _("Sitting"), says=lambda row: str(row.sitting), erasure=Erasure.STAYS),
            PersonalField("file", _("File"), export=Export.OTHERS, erasure=Erasure.STAYS),
            PersonalField("added_by", _("Added by"), never_evaluated=True),
            PersonalField("added_at", _("Added"), erasure=Erasure.STAYS),
        ),
        erasure=Erasure.UNLINKED,
        stays_because=_("The list belongs to everybody who signed it."),
        related=("sitting",),
    ),
    PersonalData(
        model="training.CalendarKey",
        area=Area.TRAININGS,
        title=_("The secret address of your calendar"),
        purpose=_("So that your calendar shows your trainings."),
        basis=LegalBasis.CHOICE,
        seen_by=_("Only you; technically, whoever operates the site"),
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("user"),
        fields=(
            PersonalField("user", _("Your account")),
            PersonalField("key", _("The address"), export=Export.SECRET),
            PersonalField("created_at", _("Made")),
            PersonalField("revoked_at", _("Revoked")),
        ),
        never_evaluated=True,
    ),
    PersonalData(
        model="training.MessageChoice",
        area=Area.TRAININGS,
        title=_("Which e-mails about trainings you want"),
        purpose=_("So that you get no more e-mails than you want."),
        basis=LegalBasis.CHOICE,
        seen_by=_("Only you; technically, whoever operates the site"),
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs("user"),
        fields=(
            PersonalField("user", _("Your account")),
            PersonalField("digest", _("New trainings once a week")),
        ),
        never_evaluated=True,
    ),
]

IMPERSONAL = [
    NoPersonalData("training.Sitting", "time_zone place", _("Written to be read by everybody.")),
]
