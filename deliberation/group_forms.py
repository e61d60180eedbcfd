"""The form in which a trainer prepares small groups: all of the plan stands in it, so that each button can change it
without anything being saved."""

import re
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms.numbers import as_numbers
from deliberation import acquaintances, words
from deliberation.core.grouping.tasks import Groups
from deliberation.core.grouping.wishes import Preset
from deliberation.core.groups import PreparedRule, RuleKind
from deliberation.groups import Roster
from deliberation.models import Participation
from deliberation.preparations import MOST_ROUNDS, MOST_RULES, GroupsDraft, GroupsWanted

MOST_GROUPS = 250
ROUND, RULE, PICKED, PRESET, CHANCE = "round", "rule", "picked", "preset", "chance"
WRITTEN = re.compile(r"(together|apart|fixed_place|not_with_own_staff|moderated_by):([0-9,]+)@([0-9]{0,3})")
NOBODY = ("", _("Please choose"))


class WantedForm(forms.Form):
    rounds = forms.IntegerField(
        label=_("rounds"),
        min_value=1,
        max_value=MOST_ROUNDS,
        help_text=_("As many as your agenda has phases in breakout rooms."),
    )
    count = forms.IntegerField(label=_("how many"), min_value=1, max_value=MOST_GROUPS)
    by = forms.ChoiceField(
        label=_("of what"), choices=[("size", _("people in each group")), ("number", _("groups in each round"))]
    )

    @property
    def wanted(self) -> GroupsWanted:
        said = self.cleaned_data
        return GroupsWanted(said["rounds"], said["count"], said["by"] == "size")


def asking(wanted: GroupsWanted) -> dict[str, Any]:
    return {"rounds": wanted.rounds, "count": wanted.count, "by": "size" if wanted.by_size else "number"}


class PeopleSelect(forms.Select):
    """Four lists of hundreds of people stand on one page: Django's own draws each name from two templates."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = ((key, " selected" if str(key) == chosen else "", label) for key, label in self.choices)
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs(attrs or {}, {"name": name})), drawn)


class OfPeople(forms.Form):
    """Its fields offer the people of the session."""

    def __init__(self, roster: Roster, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [NOBODY, *roster.names.items()]


def somebody(label: Any) -> forms.TypedChoiceField:
    """Only whoever adds a rule has to name somebody: the page has other buttons, which need nobody."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, required=False, widget=PeopleSelect)


class PairForm(OfPeople):
    """Who stays together, or is kept apart."""

    how = forms.ChoiceField(
        label=_("what shall hold"), choices=[("together", _("stay together")), ("apart", _("are in different groups"))]
    )
    one = somebody(_("first person"))
    two = somebody(_("second person"))
    three = somebody(_("third person, if there is one"))

    @property
    def rules(self) -> tuple[PreparedRule, ...]:
        said = self.cleaned_data
        people = dict.fromkeys(said[name] for name in ("one", "two", "three") if said[name] is not None)
        return (PreparedRule(RuleKind(said["how"]), tuple(people)),)

    def clean(self) -> None:
        super().clean()
        found = {self.cleaned_data.get(name) for name in ("one", "two", "three")} - {None}
        if len(found) < 2:
            self.add_error("two", _("Choose two people at least."))


class HostForm(OfPeople):
    """Who stays in one group, in all rounds."""

    host = somebody(_("who stays in one group"))
    group = forms.IntegerField(label=_("in group number"), required=False, min_value=1, max_value=MOST_GROUPS)
    own_staff = forms.BooleanField(
        label=_("without people of their own organisation"),
        required=False,
        help_text=_("So that nobody talks under the eyes of somebody they work for."),
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("host") is None:
            self.add_error("host", _("Choose who stays."))
        if self.cleaned_data.get("group") is None and "group" not in self.errors:
            self.add_error("group", _("Write in which group, as a number."))

    @property
    def rules(self) -> tuple[PreparedRule, ...]:
        said = self.cleaned_data
        place = PreparedRule(RuleKind.FIXED_PLACE, (said["host"],), said["group"] - 1)
        return (place, PreparedRule(RuleKind.NOT_WITH_OWN_STAFF, (said["host"],))) if said["own_staff"] else (place,)


class ModeratorForm(forms.Form):
    """Who of those who moderate goes along with one group, in all rounds."""

    moderator = somebody(_("who moderates a group"))
    group = forms.IntegerField(
        label=_("group number"),
        required=False,
        min_value=1,
        max_value=MOST_GROUPS,
        help_text=_("Nobody of the moderator's own organisation is put into this group."),
    )

    def __init__(self, roster: Roster, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["moderator"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [NOBODY, *roster.moderators.items()]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("moderator") is None:
            self.add_error("moderator", _("Choose who moderates the group."))
        if self.cleaned_data.get("group") is None and "group" not in self.errors:
            self.add_error("group", _("Write which group, as a number."))

    @property
    def rules(self) -> tuple[PreparedRule, ...]:
        said = self.cleaned_data
        return (PreparedRule(RuleKind.MODERATED_BY, (said["moderator"],), said["group"] - 1),)


# --- the plan, as it stands in the form -------------------------------------------------------------------------------


def written(draft: GroupsDraft) -> dict[str, Any]:
    return {
        "rounds": [";".join(",".join(map(str, group)) for group in groups) for groups in draft.rounds],
        "rules": [written_rule(rule) for rule in draft.rules],
        "preset": str(draft.preset),
    }


def written_rule(rule: PreparedRule) -> str:
    return f"{rule.kind}:{','.join(map(str, rule.people))}@{'' if rule.group is None else rule.group}"


def read(data: Any, roster: Roster) -> GroupsDraft:
    """Of what a browser sent. Only people of the session are in it, each once in a round."""
    rounds = [read_round(text, frozenset(roster.people)) for text in data.getlist(ROUND)[:MOST_ROUNDS]]
    most = max(map(len, rounds), default=0)
    rules = [rule for text in data.getlist(RULE)[:MOST_RULES] if (rule := read_rule(text))]
    preset = Preset(data[PRESET]) if data.get(PRESET) in list(Preset) else Preset.BALANCED
    return GroupsDraft(tuple((*groups, *[()] * (most - len(groups))) for groups in rounds), tuple(rules), preset)


def read_round(text: str, people: frozenset[int]) -> Groups:
    seen: set[int] = set()
    found = []
    for group in text.split(";")[:MOST_GROUPS]:
        members = [person for person in dict.fromkeys(read_numbers(group)) if person in people - seen]
        seen.update(members)
        found.append(tuple(members))
    return tuple(found)


def read_numbers(text: str, between: str = ",") -> list[int]:
    return as_numbers(text.split(between))


def read_rule(text: str) -> PreparedRule | None:
    found = WRITTEN.fullmatch(text)
    people = tuple(dict.fromkeys(read_numbers(found[2]))) if found else ()
    return PreparedRule(RuleKind(found[1]), people, int(found[3]) if found[3] else None) if found and people else None


def read_picked(data: Any, roster: Roster) -> tuple[int, int] | None:
    """In which round somebody was picked, and who."""
    found = read_numbers(data.get(PICKED, ""), "-")
    return (found[0], found[1]) if len(found) == 2 and found[1] in roster.names else None


# --- what is known of people ------------------------------------------------------------------------------------------


class KnownForm(forms.ModelForm[Participation]):
    """What somebody told, or the moderation knows, and only where groups need it."""

    class Meta:
        model = Participation
        fields = (*acquaintances.LANGUAGES, "needs_language", "experience")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted(words.LANGUAGES.items(), key=lambda each: str(each[1]))
        for field in acquaintances.LANGUAGES:
            nothing = _("not asked") if field == "language" else _("no other")
            self.fields[field].choices = [("", nothing), *offered]  # type: ignore[attr-defined]  # a choice field
        self.fields["experience"].choices = [("", _("not asked")), *words.EXPERIENCE.items()]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("needs_language") and not said.get("language"):
            self.add_error("language", _("Choose the language that somebody beside them shall speak."))
