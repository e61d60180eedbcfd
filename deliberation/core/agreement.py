"""The ground rules: the group proposes, discusses and agrees on them in the opening; a moderator takes them in.

Each person confirms each wording once: of what changes later, only that is asked of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from deliberation.core.acting import Ask, Refused, Stamp, cleaned
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import Setting
from deliberation.core.people import People, is_moderating, participants

LONGEST = 200
LONGEST_OBJECTION = 300
MOST = 12


@dataclass(frozen=True, slots=True)
class GroundRule:
    id: int
    text: str
    changed: int = 0  # seq at which it got these words: what people confirm


@dataclass(frozen=True, slots=True)
class Objection:
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that somebody proposed, with what the others say to it, until a moderator takes it in or drops it."""

    id: int
    person: int
    text: str
    consents: tuple[int, ...] = ()
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """`version` is the seq of the last change of the rules: nobody confirms what they have not read."""

    rules: tuple[GroundRule, ...] = ()
    version: int = 0
    confirmed: Mapping[int, frozenset[int]] = field(default_factory=dict)  # person -> `changed` of what they confirmed
    proposals: tuple[Proposal, ...] = ()
    without: tuple[int, ...] = ()  # those without whose confirmation the opening may end


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddRule:
    """Before the room opens; in the opening rules are proposed."""

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
class TakeAsConfirmed:
    """What these people confirmed in the plenary holds in a breakout room, too. The shell asks this."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProposeRule:
    text: str


@dataclass(frozen=True, slots=True)
class ConsentToRule:
    proposal: int


@dataclass(frozen=True, slots=True)
class ObjectToRule:
    proposal: int
    text: str


@dataclass(frozen=True, slots=True)
class AdoptRule:
    proposal: int


@dataclass(frozen=True, slots=True)
class DropProposal:
    """By a moderator, or by whoever proposed it."""

    proposal: int


@dataclass(frozen=True, slots=True)
class GoOnWithout:
    """So that nobody who is idle can keep the others in the opening. They confirm when they are back."""

    people: tuple[int, ...]


# --- events -----------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class RuleProposed:
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class RuleConsented:
    person: int
    proposal: int


@dataclass(frozen=True, slots=True)
class RuleObjected:
    person: int
    proposal: int
    text: str


@dataclass(frozen=True, slots=True)
class RuleAdopted:
    proposal: int


@dataclass(frozen=True, slots=True)
class ProposalDropped:
    proposal: int


@dataclass(frozen=True, slots=True)
class WentOnWithout:
    people: tuple[int, ...]


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_add(agreement: Agreement, command: AddRule, ask: Ask, setting: Setting) -> tuple[RuleAdded, ...]:
    text = cleaned(command.text, LONGEST, "agreement")
    if any(rule.text == text for rule in agreement.rules):
        return ()
    require_place(agreement.rules)
    return (RuleAdded(text),)


def require_place(known: tuple[GroundRule | Proposal, ...]) -> None:
    if len(known) >= MOST:
        raise Refused("agreement.too_many")


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
    return () if has_confirmed(agreement, ask.by) else (RulesConfirmed(ask.by),)


def decide_take_as_confirmed(
    agreement: Agreement, command: TakeAsConfirmed, ask: Ask, setting: Setting
) -> tuple[RulesConfirmed, ...]:
    return tuple(RulesConfirmed(person) for person in command.people if not has_confirmed(agreement, person))


def decide_propose(agreement: Agreement, command: ProposeRule, ask: Ask, setting: Setting) -> tuple[RuleProposed, ...]:
    text = cleaned(command.text, LONGEST, "agreement")
    if text in [*(rule.text for rule in agreement.rules), *(each.text for each in agreement.proposals)]:
        return ()
    require_place(agreement.proposals)
    return (RuleProposed(ask.by, text),)


def the(agreement: Agreement, id: int) -> Proposal:
    """One whose words were erased is no proposal any more."""
    found = next((each for each in agreement.proposals if each.id == id and each.text), None)
    if found is None:
        raise Refused("agreement.no_such_proposal")
    return found


def decide_consent(
    agreement: Agreement, command: ConsentToRule, ask: Ask, setting: Setting
) -> tuple[RuleConsented, ...]:
    consents = the(agreement, command.proposal).consents
    return () if ask.by in consents else (RuleConsented(ask.by, command.proposal),)


def decide_object(agreement: Agreement, command: ObjectToRule, ask: Ask, setting: Setting) -> tuple[RuleObjected, ...]:
    text = cleaned(command.text, LONGEST_OBJECTION, "agreement.objection")
    known = Objection(ask.by, text) in the(agreement, command.proposal).objections
    return () if known else (RuleObjected(ask.by, command.proposal, text),)


def decide_adopt(agreement: Agreement, command: AdoptRule, ask: Ask, setting: Setting) -> tuple[RuleAdopted, ...]:
    if any(rule.id == command.proposal for rule in agreement.rules):
        return ()
    the(agreement, command.proposal)
    require_place(agreement.rules)
    return (RuleAdopted(command.proposal),)


def decide_drop(agreement: Agreement, command: DropProposal, ask: Ask, setting: Setting) -> tuple[ProposalDropped, ...]:
    known = next((each for each in agreement.proposals if each.id == command.proposal), None)
    if known is None:
        return ()
    if known.person != ask.by and not is_moderating(setting.people, ask.by):
        raise Refused("agreement.not_yours")
    return (ProposalDropped(command.proposal),)


def decide_without(agreement: Agreement, command: GoOnWithout, ask: Ask, setting: Setting) -> tuple[WentOnWithout, ...]:
    if not set(command.people) <= set(participants(setting.people)):
        raise Refused("agreement.no_such_person")
    waited_for = set(missing(agreement, setting.people)).difference(agreement.without)
    named = tuple(person for person in dict.fromkeys(command.people) if person in waited_for)
    return (WentOnWithout(named),) if named else ()


# --- what is so -------------------------------------------------------------------------------------------------------


def rule_text(agreement: Agreement, rule: int) -> str | None:
    return next((known.text for known in agreement.rules if known.id == rule), None)


def shown(agreement: Agreement) -> tuple[GroundRule, ...]:
    """Without those whose words were erased with the person who wrote them."""
    return tuple(rule for rule in agreement.rules if rule.text)


def shown_proposals(agreement: Agreement) -> tuple[Proposal, ...]:
    return tuple(proposal for proposal in agreement.proposals if proposal.text)


def unread(agreement: Agreement, person: int) -> tuple[int, ...]:
    """The rules that somebody who confirmed others has not confirmed in these words; none where they confirmed none."""
    known = agreement.confirmed.get(person)
    return () if known is None else tuple(rule.id for rule in shown(agreement) if rule.changed not in known)


def has_confirmed(agreement: Agreement, person: int) -> bool:
    return person in agreement.confirmed and not unread(agreement, person)


def missing(agreement: Agreement, people: People) -> tuple[int, ...]:
    return tuple(id for id in participants(people) if not has_confirmed(agreement, id))


@dataclass(frozen=True, slots=True)
class AgreementView:
    rules: tuple[GroundRule, ...]
    version: int
    missing: tuple[int, ...]  # participants who have not confirmed
    proposals: tuple[Proposal, ...] = ()
    without: tuple[int, ...] = ()  # of those who are missing, whom the opening does not wait for


def view(agreement: Agreement, setting: Setting) -> AgreementView:
    absent = missing(agreement, setting.people)
    without = tuple(person for person in absent if person in agreement.without)
    return AgreementView(shown(agreement), agreement.version, absent, shown_proposals(agreement), without)


@dataclass(frozen=True, slots=True)
class AgreementMine:
    confirmed: bool
    unread: tuple[int, ...]  # the rules that are to be confirmed where others were already


def mine(agreement: Agreement, person: int, setting: Setting) -> AgreementMine:
    return AgreementMine(has_confirmed(agreement, person), unread(agreement, person))


def concerned(before: Agreement, after: Agreement) -> frozenset[int]:
    """Whoever never confirmed anything sees no difference: they are asked for everything."""
    known = {*before.confirmed, *after.confirmed}
    return frozenset(person for person in known if own(before, person) != own(after, person))


def own(agreement: Agreement, person: int) -> tuple[bool, tuple[int, ...]]:
    return has_confirmed(agreement, person), unread(agreement, person)


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_added(agreement: Agreement, event: RuleAdded, stamp: Stamp) -> Agreement:
    rule = GroundRule(stamp.seq, event.text, stamp.seq)
    return replace(agreement, rules=(*agreement.rules, rule), version=stamp.seq)


def evolve_reworded(agreement: Agreement, event: RuleReworded, stamp: Stamp) -> Agreement:
    reworded = GroundRule(event.rule, event.text, stamp.seq)
    rules = tuple(reworded if rule.id == event.rule else rule for rule in agreement.rules)
    return replace(agreement, rules=rules, version=stamp.seq)


def evolve_removed(agreement: Agreement, event: RuleRemoved, stamp: Stamp) -> Agreement:
    rules = tuple(rule for rule in agreement.rules if rule.id != event.rule)
    return replace(agreement, rules=rules, version=stamp.seq)


def evolve_confirmed(agreement: Agreement, event: RulesConfirmed, stamp: Stamp) -> Agreement:
    return with_confirmed(agreement, (event.person,), (rule.changed for rule in agreement.rules))


def with_confirmed(agreement: Agreement, people: Iterable[int], wordings: Iterable[int]) -> Agreement:
    words, known = frozenset(wordings), agreement.confirmed
    return replace(agreement, confirmed={**known, **{id: known.get(id, frozenset()) | words for id in people}})


def evolve_proposed(agreement: Agreement, event: RuleProposed, stamp: Stamp) -> Agreement:
    """Whoever proposes a rule consents to it."""
    proposal = Proposal(stamp.seq, event.person, event.text, (event.person,))
    return replace(agreement, proposals=(*agreement.proposals, proposal))


def evolve_said(agreement: Agreement, event: RuleConsented | RuleObjected, stamp: Stamp) -> Agreement:
    """What somebody says to a proposal takes the place of what they said before."""
    said = (with_word(each, event) if each.id == event.proposal else each for each in agreement.proposals)
    return replace(agreement, proposals=tuple(said))


def with_word(proposal: Proposal, event: RuleConsented | RuleObjected) -> Proposal:
    consents = tuple(person for person in proposal.consents if person != event.person)
    objections = tuple(each for each in proposal.objections if each.person != event.person)
    if isinstance(event, RuleConsented):
        return replace(proposal, consents=(*consents, event.person), objections=objections)
    return replace(proposal, consents=consents, objections=(*objections, Objection(event.person, event.text)))


def evolve_adopted(agreement: Agreement, event: RuleAdopted, stamp: Stamp) -> Agreement:
    """Whoever consented has confirmed it by that; all others are asked for this rule alone."""
    (taken,) = (each for each in agreement.proposals if each.id == event.proposal)
    rules = (*agreement.rules, GroundRule(taken.id, taken.text, stamp.seq))
    adopted = replace(without_proposal(agreement, event.proposal), rules=rules, version=stamp.seq)
    return with_confirmed(adopted, taken.consents, (stamp.seq,))


def evolve_dropped(agreement: Agreement, event: ProposalDropped, stamp: Stamp) -> Agreement:
    return without_proposal(agreement, event.proposal)


def without_proposal(agreement: Agreement, id: int) -> Agreement:
    return replace(agreement, proposals=tuple(each for each in agreement.proposals if each.id != id))


def evolve_without(agreement: Agreement, event: WentOnWithout, stamp: Stamp) -> Agreement:
    return replace(agreement, without=(*agreement.without, *event.people))


ACTIVITY = Activity(
    "agreement",
    Agreement,
    decide={
        AddRule: decide_add,
        RewordRule: decide_reword,
        RemoveRule: decide_remove,
        ConfirmRules: decide_confirm,
        TakeAsConfirmed: decide_take_as_confirmed,
        ProposeRule: decide_propose,
        ConsentToRule: decide_consent,
        ObjectToRule: decide_object,
        AdoptRule: decide_adopt,
        DropProposal: decide_drop,
        GoOnWithout: decide_without,
    },
    evolve={
        RuleAdded: evolve_added,
        RuleReworded: evolve_reworded,
        RuleRemoved: evolve_removed,
        RulesConfirmed: evolve_confirmed,
        RuleProposed: evolve_proposed,
        RuleConsented: evolve_said,
        RuleObjected: evolve_said,
        RuleAdopted: evolve_adopted,
        ProposalDropped: evolve_dropped,
        WentOnWithout: evolve_without,
    },
    part=Part(AgreementView, view, reads=("people",)),
    mine=Own(AgreementMine, mine, concerned),
    by_shell=frozenset({TakeAsConfirmed}),
    limits={"LONGEST": LONGEST, "LONGEST_OBJECTION": LONGEST_OBJECTION, "MOST": MOST},
)
