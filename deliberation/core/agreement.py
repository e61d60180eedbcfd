"""The ground rules, written by the group in the opening phase; whoever has not confirmed them cannot contribute."""

from dataclasses import dataclass, replace

from deliberation.core.acting import Ask, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import Setting
from deliberation.core.people import People, participants

LONGEST = 200
MOST = 12


@dataclass(frozen=True, slots=True)
class GroundRule:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """`version` is the seq of the last change: a change of the rules asks everybody to confirm anew."""

    rules: tuple[GroundRule, ...] = ()
    version: int = 0
    confirmed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AddRule:
    text: str


@dataclass(frozen=True, slots=True)
class RewordRule:
    rule: int
    text: str


@dataclass(frozen=True, slots=True)
class RemoveRule:
    rule: int


@dataclass(frozen=True, slots=True)
class ConfirmRules:
    seen: int  # the version that the person read


@dataclass(frozen=True, slots=True)
class RuleAdded:
    text: str


@dataclass(frozen=True, slots=True)
class RuleReworded:
    rule: int
    text: str


@dataclass(frozen=True, slots=True)
class RuleRemoved:
    rule: int


@dataclass(frozen=True, slots=True)
class RulesConfirmed:
    person: int


def decide_add(agreement: Agreement, command: AddRule, ask: Ask, setting: Setting) -> tuple[RuleAdded, ...]:
    text = cleaned(command.text, LONGEST, "agreement")
    if any(rule.text == text for rule in agreement.rules):
        return ()
    if len(agreement.rules) >= MOST:
        raise Refused("agreement.too_many")
    return (RuleAdded(text),)


def decide_reword(agreement: Agreement, command: RewordRule, ask: Ask, setting: Setting) -> tuple[RuleReworded, ...]:
    text = cleaned(command.text, LONGEST, "agreement")
    if rule_text(agreement, command.rule) is None:
        raise Refused("agreement.no_such_rule")
    return () if rule_text(agreement, command.rule) == text else (RuleReworded(command.rule, text),)


def decide_remove(agreement: Agreement, command: RemoveRule, ask: Ask, setting: Setting) -> tuple[RuleRemoved, ...]:
    return () if rule_text(agreement, command.rule) is None else (RuleRemoved(command.rule),)


def decide_confirm(
    agreement: Agreement, command: ConfirmRules, ask: Ask, setting: Setting
) -> tuple[RulesConfirmed, ...]:
    if command.seen != agreement.version:
        raise Refused("agreement.stale")
    return () if ask.by in agreement.confirmed else (RulesConfirmed(ask.by),)


def rule_text(agreement: Agreement, rule: int) -> str | None:
    return next((known.text for known in agreement.rules if known.id == rule), None)


def shown(agreement: Agreement) -> tuple[GroundRule, ...]:
    """Without those whose words were erased with the person who wrote them."""
    return tuple(rule for rule in agreement.rules if rule.text)


@dataclass(frozen=True, slots=True)
class AgreementView:
    rules: tuple[GroundRule, ...]
    version: int
    missing: tuple[int, ...]  # participants who have not confirmed


def view(agreement: Agreement, setting: Setting) -> AgreementView:
    return AgreementView(shown(agreement), agreement.version, missing(agreement, setting.people))


def missing(agreement: Agreement, people: People) -> tuple[int, ...]:
    return tuple(id for id in participants(people) if id not in agreement.confirmed)


@dataclass(frozen=True, slots=True)
class AgreementMine:
    confirmed: bool


def mine(agreement: Agreement, person: int, setting: Setting) -> AgreementMine:
    return AgreementMine(person in agreement.confirmed)


def concerned(before: Agreement, after: Agreement) -> frozenset[int]:
    return before.confirmed ^ after.confirmed


def evolve_added(agreement: Agreement, event: RuleAdded, stamp: Stamp) -> Agreement:
    return Agreement((*agreement.rules, GroundRule(stamp.seq, event.text)), stamp.seq)


def evolve_reworded(agreement: Agreement, event: RuleReworded, stamp: Stamp) -> Agreement:
    reworded = tuple(replace(r, text=event.text) if r.id == event.rule else r for r in agreement.rules)
    return Agreement(reworded, stamp.seq)


def evolve_removed(agreement: Agreement, event: RuleRemoved, stamp: Stamp) -> Agreement:
    return Agreement(tuple(rule for rule in agreement.rules if rule.id != event.rule), stamp.seq)


def evolve_confirmed(agreement: Agreement, event: RulesConfirmed, stamp: Stamp) -> Agreement:
    return replace(agreement, confirmed=agreement.confirmed | {event.person})


ACTIVITY = Activity(
    "agreement",
    Agreement,
    decide={
        AddRule: decide_add,
        RewordRule: decide_reword,
        RemoveRule: decide_remove,
        ConfirmRules: decide_confirm,
    },
    evolve={
        RuleAdded: evolve_added,
        RuleReworded: evolve_reworded,
        RuleRemoved: evolve_removed,
        RulesConfirmed: evolve_confirmed,
    },
    part=Part(AgreementView, view, reads=("people",)),
    mine=Own(AgreementMine, mine, concerned),
    limits={"LONGEST": LONGEST, "MOST": MOST},
)
