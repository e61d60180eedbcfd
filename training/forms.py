"""What is asked of those who plan trainings, register for them, or name others for them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cms.numbers import as_number
from cms.restrictions import readable
from community.fields import NameFormField
from community.groups import Group
from community.models import OrganisationKind, User
from deliberation.models import Session
from elearning.models import CoursePage
from training import words
from training.listing import FilterChoices
from training.models import MOST_PLACES, Needs, Sitting, Training, here

WHEN = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
MOST_SITTINGS = 40
LONGEST = timedelta(hours=24)


# --- finding ----------------------------------------------------------------------------------------------------------


class TrainingFilter(forms.Form):
    """Whatever it does not know, it leaves out instead of complaining: outdated links still show a list."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    online = forms.BooleanField(label=_("in the live room"), required=False)

    def __init__(self, data: Any, offered: FilterChoices) -> None:
        super().__init__(data)
        self._offer("topic", _("All topics"), list(words.TOPICS.items()))
        self._offer("month", _("All months"), [(month, month_in_words(month)) for month in offered.months])
        self._offer("place", _("All places"), [(place, place) for place in offered.places])
        self._offer("language", _("All languages"), [(code, words.LANGUAGES[code]) for code in offered.languages])

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def month_in_words(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return date_format(date(year, number, 1), "YEAR_MONTH_FORMAT")


# --- registering ------------------------------------------------------------------------------------------------------


class RegistrationForm(forms.Form):
    """Under which name somebody stands on the list, and where they come from, where the account does not say it."""

    name = NameFormField(
        label=_("Your name"),
        max_length=60,
        help_text=_("The trainers read it, and it stands on the list of those who were there."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    kind = forms.ChoiceField(
        label=_("Your organisation is a"),
        required=False,
        choices=[("", _("I come for myself")), *OrganisationKind.choices],
        help_text=_("Groups are mixed on purpose, so that people meet whom they do not meet at work."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = user.display_name
        self._organisation = user.organisation
        if self._organisation:
            del self.fields["kind"]

    @property
    def kind_of_organisation(self) -> str:
        return self._organisation.kind if self._organisation else str(self.cleaned_data["kind"])


class NeedsForm(forms.ModelForm[Needs]):
    """Asked sparingly: each of them may stay empty."""

    class Meta:
        model = Needs
        fields = ("language", "access", "childcare", "food")
        help_texts = {
            "language": _("For example: somebody who speaks Dari, or plain words."),
            "access": _("For example: step-free, a place in front, sign language."),
            "childcare": _("For example: two children, 3 and 6 years old."),
            "food": _("For example: vegetarian, no nuts."),
        }


# --- naming others ----------------------------------------------------------------------------------------------------


class PersonForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = NameFormField(
        label=_("Name"), required=False, max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("name") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Please write where we can reach this person."))
        return said


class PeopleFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # which it lacks when it runs
    def clean(self) -> None:
        if not any(self.errors) and not self.people:
            raise forms.ValidationError(_("Please write at least one e-mail address."))

    @property
    def people(self) -> list[tuple[str, str]]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("email")]
        return [(row["email"], row["name"]) for row in rows]


PEOPLE_AT_ONCE = 5
People: Any = forms.formset_factory(PersonForm, formset=PeopleFormSet, extra=PEOPLE_AT_ONCE, max_num=PEOPLE_AT_ONCE)


# --- planning ---------------------------------------------------------------------------------------------------------


def zones() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]


def quota_name(kind: str) -> str:
    return f"quota_{kind}"


class TrainingForm(forms.ModelForm[Training]):
    spoken = forms.MultipleChoiceField(
        label=_("help is there in"),
        required=False,
        choices=list(words.LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Languages that somebody of you speaks, beside the one of the training."),
    )

    led_by = forms.ModelMultipleChoiceField(
        label=_("led by"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("A training needs somebody who leads it.")},
    )

    class Meta:
        model = Training
        fields = (
            *("title", "summary", "about", "audience", "topic", "language", "spoken", "bring"),
            *("place", "address", "step_free", "accessible_toilet", "hearing_loop", "parking", "access_note"),
            *("course", "course_before"),
            *("capacity", "minimum", "waiting", "offer_hours"),
            *("registration_opens_at", "registration_closes_at", "cancel_until", "visibility"),
        )
        widgets = dict.fromkeys(("registration_opens_at", "registration_closes_at", "cancel_until"), WHEN) | {
            "about": forms.Textarea(attrs={"rows": 6}),
            "bring": forms.Textarea(attrs={"rows": 3}),
        }

    # How the form is divided; the last ones are only opened by those who need them.
    PARTS = (
        (_("What it is"), ("title", "summary", "about", "audience", "topic", "language", "bring"), True),
        (_("Places"), ("capacity", "minimum", "waiting", "offer_hours", "visibility"), True),
        (
            _("Where"),
            ("place", "address", "step_free", "accessible_toilet", "hearing_loop", "parking", "access_note"),
            True,
        ),
        (_("Who leads it"), ("led_by",), False),
        (_("Course, languages"), ("course", "course_before", "spoken"), False),
        (_("Times of registration"), ("registration_opens_at", "registration_closes_at", "cancel_until"), False),
    )

    def __init__(self, *args: Any, planner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_trainers(planner)
        course: Any = self.fields["course"]
        course.queryset = readable(CoursePage.objects.all(), None).order_by("title")
        quotas = {each.kind: each.places for each in self.instance.quotas.all()} if self.instance.pk else {}
        for kind, label in OrganisationKind.choices:
            self.fields[quota_name(kind)] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST_PLACES, initial=quotas.get(kind)
            )

    def _offer_trainers(self, planner: User) -> None:
        """Those who have the task, and those who lead it already; of a new one, whoever writes it."""
        leading: Any = self.instance.trainers.values("pk") if self.instance.pk else [planner.pk]
        offered = Q(groups__name=Group.TRAINERS, is_active=True) | Q(pk__in=leading)
        led_by: Any = self.fields["led_by"]
        led_by.queryset = User.objects.filter(offered).distinct().order_by("display_name", "pk")
        led_by.initial = User.objects.filter(pk__in=leading)

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField], bool]]:
        """Title, fields, whether it stands open: what is wrong or filled in is seen."""
        found = []
        for title, names, is_open in self.PARTS:
            fields = [self[name] for name in names]
            found.append((title, fields, is_open or any(field.errors or field.value() for field in fields)))
        quotas = [self[quota_name(kind)] for kind in OrganisationKind.values]
        return [*found, (_("At most so many from"), quotas, any(f.errors or f.value() is not None for f in quotas))]

    @property
    def quotas(self) -> dict[str, int]:
        said = {kind: self.cleaned_data[quota_name(kind)] for kind in OrganisationKind.values}
        return {kind: places for kind, places in said.items() if places is not None}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        opens, closes = said.get("registration_opens_at"), said.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("Registration closes after it opens."))
        if said.get("minimum", 0) > said.get("capacity", MOST_PLACES):
            self.add_error("minimum", _("These are more people than there are places."))
        if said.get("course_before") and not said.get("course"):
            self.add_error("course", _("Choose the course that is to be taken before."))
        return said


class KnownSessionForm(forms.Form):
    """One of the sessions that somebody has planned already."""

    known = forms.ModelChoiceField(label=_("Session"), queryset=Session.objects.none(), to_field_name="key")

    def __init__(self, *args: Any, offered: QuerySet[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["known"]
        known.queryset, known.label_from_instance = offered, with_its_time
        known.help_text = _("It moves to the time of this sitting.")


def with_its_time(session: Session) -> str:
    return f"{session.title}, {date_format(timezone.localtime(session.starts_at), 'SHORT_DATETIME_FORMAT')}"


class SittingForm(forms.ModelForm[Sitting]):
    """One sitting. Its times are those of its own time zone, wherever whoever plans it is."""

    starts_at = forms.DateTimeField(label=_("begins"), widget=WHEN)
    ends_at = forms.DateTimeField(label=_("ends"), widget=WHEN)
    time_zone = forms.ChoiceField(label=_("time zone"), choices=zones, initial=here)
    cancelled = forms.BooleanField(label=_("does not take place"), required=False)

    class Meta:
        model = Sitting
        fields = ("starts_at", "ends_at", "medium", "place", "time_zone", "cancelled")
        labels = {"place": _("another place")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            if moment := self.initial.get(name):
                self.initial[name] = moment.astimezone(ZoneInfo(self.initial["time_zone"])).replace(tzinfo=None)

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("starts_at", "ends_at", "medium", "cancelled")]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in ("place", "time_zone")]

    @property
    def more_is_said(self) -> bool:
        is_usual = self["time_zone"].value() == settings.TIME_ZONE
        return bool(self["place"].value()) or not is_usual or any(field.errors for field in self.more)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        starts_at, ends_at = (self._there(said, name) for name in ("starts_at", "ends_at"))
        if starts_at and ends_at and not starts_at < ends_at <= starts_at + LONGEST:
            self.add_error("ends_at", _("The end comes after the beginning, within 24 hours."))
        return said

    def _there(self, said: dict[str, Any], name: str) -> datetime | None:
        """What was typed is read as the time of the day in the time zone of the sitting. An hour that the clocks leave
        out in spring is the one after it."""
        if name not in said or "time_zone" not in said:
            return None
        typed = timezone.make_naive(said[name], timezone.get_current_timezone())
        stored = self.initial.get(name)
        if stored and typed == stored.replace(second=0, microsecond=0):
            typed = stored  # nobody has touched it, so it keeps its seconds, which the form does not show
        said[name] = typed.replace(tzinfo=ZoneInfo(said["time_zone"])).astimezone(UTC)
        moment: datetime = said[name]
        return moment


class SittingFormSet(forms.BaseModelFormSet):  # type: ignore[type-arg]  # which it lacks when it runs
    def clean(self) -> None:
        if not any(self.errors) and all(form.cleaned_data.get("cancelled") for form in self.written):
            raise forms.ValidationError(_("A training needs one sitting at the least that takes place."))

    @property
    def written(self) -> list[Any]:
        """Those in which something stands: an empty one at the end is none."""
        return [form for form in self.forms if form.instance.pk or form.has_changed()]

    @property
    def sittings(self) -> list[Sitting]:
        return [form.save(commit=False) for form in self.written]


Sittings: Any = forms.modelformset_factory(
    Sitting, form=SittingForm, formset=SittingFormSet, extra=0, max_num=MOST_SITTINGS, validate_max=True
)
SITTINGS = "sittings"  # the prefix of its fields


def sitting_forms(training: Training, data: Any = None) -> Any:
    """Of a new training, with one that is empty."""
    found = training.sittings.order_by("starts_at") if training.pk else Sitting.objects.none()
    formset = Sittings(data, queryset=found, prefix=SITTINGS)
    formset.extra = 0 if training.pk else 1
    return formset


def with_another(data: Any) -> Any:
    """What was typed, and one more sitting: as the last one, a week later."""
    data, typed = data.copy(), data.get(f"{SITTINGS}-TOTAL_FORMS", "")
    number = as_number(typed) or 0
    if not 0 < number < MOST_SITTINGS:
        return data
    last = number - 1
    data[f"{SITTINGS}-TOTAL_FORMS"] = str(last + 2)
    for name in ("medium", "place", "time_zone", "starts_at", "ends_at"):
        said = data.get(f"{SITTINGS}-{last}-{name}", "")
        data[f"{SITTINGS}-{last + 1}-{name}"] = a_week_later(said) if name.endswith("_at") else said
    return data


def a_week_later(typed: str) -> str:
    """Nothing of what is no moment."""
    try:
        return (datetime.fromisoformat(typed).replace(tzinfo=None) + timedelta(days=7)).strftime(WHEN.format or "")
    except ValueError:
        return ""


class CopyForm(forms.Form):
    first = forms.DateField(
        label=_("The first sitting is on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The others follow after as many days as now, at the same time of the day."),
    )

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        if first < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose one from today on."))
        return first
