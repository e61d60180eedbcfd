"""The ground rules, written by the group in the opening phase; whoever has not confirmed them cannot contribute."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from deliberation.core.acting import Ask, Refused, Stamp, written
from deliberation.core.agenda import Stage

if TYPE_CHECKING:
    from deliberation.core.room import Room

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


def decide_add(room: "Room", command: AddRule, ask: Ask) -> tuple[RuleAdded, ...]:
    require_opening(room)
    text = written(command.text, LONGEST, "agreement")
    if any(rule.text == text for rule in room.agreement.rules):
        return ()
    if len(room.agreement.rules) >= MOST:
        raise Refused("agreement.too_many")
    return (RuleAdded(text),)


def decide_reword(room: "Room", command: RewordRule, ask: Ask) -> tuple[RuleReworded, ...]:
    require_opening(room)
    text = written(command.text, LONGEST, "agreement")
    if rule_text(room.agreement, command.rule) is None:
        raise Refused("agreement.no_such_rule")
    return () if rule_text(room.agreement, command.rule) == text else (RuleReworded(command.rule, text),)


def decide_remove(room: "Room", command: RemoveRule, ask: Ask) -> tuple[RuleRemoved, ...]:
    require_opening(room)
    return () if rule_text(room.agreement, command.rule) is None else (RuleRemoved(command.rule),)


def decide_confirm(room: "Room", command: ConfirmRules, ask: Ask) -> tuple[RulesConfirmed, ...]:
    if command.seen != room.agreement.version:
        raise Refused("agreement.stale")
    return () if ask.by in room.agreement.confirmed else (RulesConfirmed(ask.by),)


def require_opening(room: "Room") -> None:
    if room.agenda.stage is not Stage.PLANNED and room.agenda.current != 0:
        raise Refused("agreement.only_in_opening")


def rule_text(agreement: Agreement, rule: int) -> str | None:
    return next((known.text for known in agreement.rules if known.id == rule), None)


def view(agreement: Agreement) -> Agreement:
    """Without the rules whose words were erased with the person who wrote them."""
    return replace(agreement, rules=tuple(rule for rule in agreement.rules if rule.text))


def evolve_added(agreement: Agreement, event: RuleAdded, stamp: Stamp) -> Agreement:
    return Agreement((*agreement.rules, GroundRule(stamp.seq, event.text)), stamp.seq)


def evolve_reworded(agreement: Agreement, event: RuleReworded, stamp: Stamp) -> Agreement:
    reworded = tuple(replace(r, text=event.text) if r.id == event.rule else r for r in agreement.rules)
    return Agreement(reworded, stamp.seq)


def evolve_removed(agreement: Agreement, event: RuleRemoved, stamp: Stamp) -> Agreement:
    return Agreement(tuple(rule for rule in agreement.rules if rule.id != event.rule), stamp.seq)


def evolve_confirmed(agreement: Agreement, event: RulesConfirmed, stamp: Stamp) -> Agreement:
    return replace(agreement, confirmed=agreement.confirmed | {event.person})


DECIDE: dict[type, Callable[..., tuple[Any, ...]]] = {
    AddRule: decide_add,
    RewordRule: decide_reword,
    RemoveRule: decide_remove,
    ConfirmRules: decide_confirm,
}
EVOLVE: dict[type, Callable[..., Agreement]] = {
    RuleAdded: evolve_added,
    RuleReworded: evolve_reworded,
    RuleRemoved: evolve_removed,
    RulesConfirmed: evolve_confirmed,
}
