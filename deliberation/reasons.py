"""Small groups in words: what a rule asks, what of it cannot hold, what a plan leads to, and why somebody is where they
are. People are called as `names` says."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from deliberation.core.grouping.bounds import Assessment, Measure
from deliberation.core.grouping.explained import Because, Why
from deliberation.core.grouping.rules import (
    Apart,
    FixedPlace,
    LanguageSeat,
    ModeratedBy,
    NotWithOwnStaff,
    Rule,
    Together,
)
from deliberation.core.grouping.tasks import Impossible
from deliberation.core.grouping.wishes import Preset

Names = Mapping[int, str]

PRESETS = {
    Preset.MEET: gettext_lazy("Getting to know"),
    Preset.BALANCED: gettext_lazy("Balanced"),
    Preset.MIRROR: gettext_lazy("Mirror"),
}
ABOUT_PRESETS = {
    Preset.MEET: gettext_lazy("Everybody meets as many others as possible."),
    Preset.BALANCED: gettext_lazy("New people in each round, and groups that are mixed."),
    Preset.MIRROR: gettext_lazy("Each group is as mixed as all of you together."),
}
AS_ALL = 0.999  # of the bound; less than that can be seen by whoever looks for it
NEARLY = 0.95


def listed(people: Iterable[int], names: Names) -> str:
    found = [names[person] for person in people if person in names]
    return get_text_list(found, _("and")) if found else _("nobody")


# --- rules ------------------------------------------------------------------------------------------------------------


def told(rule: Rule, names: Names) -> str:
    """What it asks."""
    match rule:
        case Together(people):
            return _("%(people)s stay together") % {"people": listed(people, names)}
        case Apart(people):
            return _("%(people)s are in different groups") % {"people": listed(people, names)}
        case FixedPlace(person, number):
            return _("%(person)s stays in group %(number)s") % {"person": called(person, names), "number": number + 1}
        case NotWithOwnStaff(person):
            sentence = _("nobody of the organisation of %(person)s is in their group")
            return sentence % {"person": called(person, names)}
        case ModeratedBy(person, number):
            sentence = _("%(person)s moderates group %(number)s, without people of their own organisation")
            return sentence % {"person": called(person, names), "number": number + 1}
        case LanguageSeat(needing, speaking):
            sentence = ngettext(
                "%(needing)s sits beside somebody who speaks their language: %(speaking)s",
                "%(needing)s sit beside somebody who speaks their language: %(speaking)s",
                len(needing),
            )
            return sentence % {"needing": listed(needing, names), "speaking": listed(speaking, names)}
    raise AssertionError(rule)  # seats by trait are asked nowhere yet


def called(person: int, names: Names) -> str:
    return names.get(person, "") or _("somebody who has left")


def unmet(found: Impossible, names: Names) -> str:
    """Why there is no plan, and what can be done."""
    if not found.rules and found.proved:
        return _("There are more groups than people. Choose fewer groups, or larger ones.")
    if not found.proved:
        return _("No groups were found that heed all rules. Take one of them out, and try again.")
    rules = "; ".join(told(rule, names) for rule in found.rules)
    if len(found.rules) == 1:
        return _("This cannot be met in groups of this size: %(rules)s.") % {"rules": rules}
    return _("These rules cannot all be met in groups of this size: %(rules)s. Without one of them it works.") % {
        "rules": rules
    }


# --- what a plan leads to ---------------------------------------------------------------------------------------------


def effects(found: Assessment) -> list[tuple[str, str]]:
    """By what people choose: what is counted, and how much of it, beside what can be had at all."""
    return [
        (_("Pairs who meet"), most(found.met)),
        (_("Pairs who meet again"), least(found.repeats)),
        (_("Colleagues in one group"), least(found.colleagues)),
        (_("Groups are as mixed as all of you"), likeness(found.mirror)),
    ]


def most(measure: Measure) -> str:
    if measure.value >= measure.bound:
        return _("%(value)s: more is not possible") % {"value": measure.value}
    return _("%(value)s of at most %(bound)s") % {"value": measure.value, "bound": measure.bound}


def least(measure: Measure) -> str:
    if not measure.value:
        return _("none")
    if measure.value <= measure.bound:
        return _("%(value)s: less is not possible") % {"value": measure.value}
    return _("%(value)s, at least %(bound)s") % {"value": measure.value, "bound": measure.bound}


def likeness(measure: Measure) -> str:
    """In words: a figure would say more than anybody can use."""
    if measure.likeness >= AS_ALL:
        return _("as far as it goes")
    return _("nearly") if measure.likeness >= NEARLY else _("less")


# --- why somebody is in a group ---------------------------------------------------------------------------------------


def why(found: Why, names: Names) -> str:
    """One sentence, or two short ones."""
    others = listed(found.people, names)
    begun = REASONS[found.because](found, others)
    if found.kinds < 2:
        return begun
    kinds = ngettext(
        "%(count)s kind of organisation sits there.", "%(count)s kinds of organisations sit there.", found.kinds
    )
    return f"{begun} {kinds % {'count': found.kinds}}"


def new(found: Why, others: str) -> str:
    if not found.others:
        return _("Nobody else is in this group.")
    return _("All others are met for the first time.")


def mixed(found: Why, others: str) -> str:
    if not found.new:
        return _("All others are known from breakout rooms before.")
    sentence = ngettext(
        "%(new)s of %(others)s others is met for the first time.",
        "%(new)s of %(others)s others are met for the first time.",
        found.new,
    )
    return sentence % {"new": found.new, "others": found.others}


REASONS: Mapping[Because, Callable[[Why, str], str]] = {
    Because.STAYS: lambda found, others: _("Stays in this group in each round."),
    Because.TOGETHER: lambda found, others: _("Stays together with %(others)s, as agreed.") % {"others": others},
    Because.LANGUAGE: lambda found, others: _("Sits beside %(others)s: they speak one language.") % {"others": others},
    Because.NEW: new,
    Because.MIXED: mixed,
}
