import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.fields import UNREADABLE
from community.models import User
from community.privacy import MAIL_DAYS
from deliberation import sessions, words
from deliberation.cards import LONGEST_CARD
from deliberation.core import exchange, planning, vote
from deliberation.core.acting import MODERATION, Refused
from deliberation.core.agenda import LONGEST_REASON, Stage
from deliberation.models import Participation, Session, yesterday
from deliberation.sessions import acceptable_name

NAMES = {
    "names.no_letter": UNREADABLE,
    "names.too_long": _("This name is too long. Sixty characters are the most."),
    "names.role": _("This name sounds like a task in the session. Please choose one that only means you."),
    "names.taken": _("Somebody here has this name, or one that looks like it. The one that stands here now is free."),
}


WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
LONGEST_SESSION = timedelta(hours=24)
MOST_INVITED = 50  # by mail at once


class SessionForm(forms.ModelForm[Session]):
    class Meta:
        model = Session
        fields = (
            "title",
            "question",
            "issue_guide",
            "template",
            "medium",
            "continues",
            "starts_at",
            "ends_at",
            "places",
            "observer_places",
        )
        widgets = dict.fromkeys(("starts_at", "ends_at"), WHEN)

    def __init__(self, *args: object, trainer: User | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["template"].required = True
        self._offer_sessions_before(trainer)
        if self.instance.pk:
            self._fix(sessions.stage_of(self.instance))
        for name in ("template", "issue_guide"):
            self._offer_published(self.fields[name], getattr(self.instance, f"{name}_id"))
        self.fields["starts_at"].initial = next_full_hour()

    def _offer_sessions_before(self, trainer: User | None) -> None:
        """Those that this trainer moderates, too: whoever named another one could find out who was there."""
        moderates = Participation.objects.filter(user=trainer, role__in=MODERATION, removed="") if trainer else []
        is_offered = Q(participations__in=moderates) | Q(pk=self.instance.continues_id)
        offered = Session.objects.filter(is_offered).exclude(pk=self.instance.pk).distinct().order_by("-starts_at")
        self.fields["continues"].queryset = offered  # type: ignore[attr-defined]  # of a choice among rows
        if not offered.exists():
            del self.fields["continues"]

    def _fix(self, stage: Stage) -> None:
        """What cannot be changed any more says why, and stays whatever is sent for it."""
        for name, field in self.fields.items():
            if why := planning.why_fixed(name, stage):
                field.disabled, field.help_text = True, words.FIXED[why]

    @staticmethod
    def _offer_published(field: Any, chosen: int | None) -> None:
        """What was chosen stays valid where it cannot be changed any more."""
        is_offered = Q(live=True) | Q(pk=chosen) if field.disabled else Q(live=True)
        field.queryset = field.queryset.filter(is_offered)

    def clean_starts_at(self) -> object:
        starts_at = self.cleaned_data["starts_at"]
        if starts_at < yesterday() and "starts_at" in self.changed_data:
            raise forms.ValidationError(_("This time is over. Choose a day from today on."))
        return starts_at

    def clean_ends_at(self) -> object:
        ends_at, starts_at = self.cleaned_data["ends_at"], self.cleaned_data.get("starts_at")
        if ends_at and starts_at and not starts_at < ends_at <= starts_at + LONGEST_SESSION:
            raise forms.ValidationError(_("The end comes after the beginning, within 24 hours."))
        return ends_at

    def clean_places(self) -> int:
        places = int(self.cleaned_data["places"])
        fewest = sessions.fewest_places(self.instance) if self.instance.pk else 0
        if places < fewest:
            sentence = _("There cannot be fewer than %(count)s places by now.")
            raise forms.ValidationError(sentence, params={"count": fewest})
        return places


def next_full_hour() -> datetime:
    return timezone.localtime().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


class SessionSearch(forms.Form):
    search = forms.CharField(label=_("Search in titles and questions"), required=False, max_length=100)

    @property
    def words(self) -> str:
        """Nothing where it is too long to be meant."""
        self.is_valid()
        return str(self.cleaned_data.get("search", ""))


class MorePlacesForm(forms.Form):
    more = forms.IntegerField(label=_("more places"), min_value=1, max_value=100, initial=5)


class ReopeningForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does the session go on?"),
        max_length=LONGEST_REASON,
        help_text=_("Everybody reads it, in the room and in the transcript."),
    )


class InvitationMailForm(forms.Form):
    """The addresses are used for these mails only."""

    addresses = forms.CharField(
        label=_("e-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=format_lazy(
            _("One in each line. They are used for this mail only, and forgotten {days} days later at the latest."),
            days=MAIL_DAYS,
        ),
    )

    def clean_addresses(self) -> list[str]:
        addresses = list(dict.fromkeys(re.split(r"[\s,;]+", str(self.cleaned_data["addresses"]).strip())))
        wrong = [each for each in addresses if not is_address(each)]
        if wrong:
            sentence = _("This is no e-mail address: %(wrong)s")
            raise forms.ValidationError(sentence, params={"wrong": ", ".join(wrong[:3])})
        if len(addresses) > MOST_INVITED:
            sentence = _("These are more than %(most)s addresses. Please send them in several steps.")
            raise forms.ValidationError(sentence, params={"most": MOST_INVITED})
        return addresses


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except forms.ValidationError:
        return False
    return True


class EntranceForm(forms.ModelForm[Participation]):
    """Under which name somebody comes in, and what kind of organisation they belong to."""

    class Meta:
        model = Participation
        fields = ("name", "kind")
        help_texts = {
            "name": _("The others in the session see this name."),
            "kind": _("Groups are mixed on purpose. Leave it empty if you come for yourself."),
        }

    def clean_name(self) -> str:
        try:
            return acceptable_name(str(self.cleaned_data["name"]))
        except Refused as refused:
            raise forms.ValidationError(NAMES[refused.code]) from None

    def propose(self, name: str) -> None:
        """Instead of one that is taken."""
        self.data = {field: self.data[field] for field in self.data} | {"name": name}
        self.add_error("name", NAMES["names.taken"])


class GuestForm(EntranceForm):
    """Whoever has no account may want a way back that does not depend on this browser."""

    email = forms.EmailField(
        label=_("your e-mail address, if you want a link to come back"),
        required=False,
        help_text=format_lazy(
            _("It is used for this one mail only, and forgotten {days} days later at the latest."), days=MAIL_DAYS
        ),
    )


# --- at a device that goes round --------------------------------------------------------------------------------------

NOT_KEPT = {"autocomplete": "off"}  # whoever has the device next is offered nothing of it


class SheetAtDevice(forms.Form):
    text = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea(attrs=NOT_KEPT | {"rows": 5, "dir": "auto"}),
        max_length=exchange.LONGEST,
    )


PRACTICE = "practice"


class VotesAtDevice(forms.Form):
    """One choice for each statement, in the order in which `places` has them, and before all one to try it out."""

    def __init__(self, ballot: vote.Ballot, places: list[int], practise: bool, *args: Any) -> None:
        super().__init__(*args)
        self._count = len(ballot.statements)
        if practise:
            self.fields[PRACTICE] = choice_field(vote.BallotForm.OPINION, _("The weather was good today."))
            self.fields[PRACTICE].required = False
        for place in places:
            statement = ballot.statements[place] or _("(This statement was erased.)")
            self.fields[f"choice-{place}"] = choice_field(ballot.form, statement)
            if ballot.form is vote.BallotForm.CONSENT:
                self.fields[f"reason-{place}"] = reason_field()

    @property
    def practice(self) -> forms.BoundField | None:
        return self[PRACTICE] if PRACTICE in self.fields else None

    @property
    def statements(self) -> list[list[forms.BoundField]]:
        """Each with all that is asked about it."""
        choices = [name.partition("-")[2] for name in self.fields if name.startswith("choice-")]
        return [[self[name] for name in self.fields if name.endswith(f"-{place}")] for place in choices]

    @property
    def votes(self) -> tuple[vote.Vote, ...]:
        given = self.cleaned_data
        return tuple(
            vote.Vote(vote.VoteChoice(given[f"choice-{place}"]), given.get(f"reason-{place}", ""))
            for place in range(self._count)
        )


def choice_field(form: vote.BallotForm, statement: Any) -> forms.ChoiceField:
    choices = [(choice, words.CHOICES[choice]) for choice in vote.CHOICES[form]]
    label = format_html('<span dir="auto">{}</span>', statement)
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect(attrs=NOT_KEPT))


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Why, if you have concerns. Everybody reads it later, without a name."),
        required=False,
        max_length=vote.LONGEST_WHY,
        widget=forms.TextInput(attrs=NOT_KEPT),
    )


class CardForm(forms.Form):
    """What does not fit into the field of a room is not cut: its author shortens it."""

    text = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST_CARD,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        help_text=_("As you would say it there. Nobody else reads it before you send it."),
        error_messages={
            "required": _("Please write what you want to say."),
            "max_length": _("Your card is too long for the field there. It is still here: please shorten it."),
        },
    )
