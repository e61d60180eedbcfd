import type { Sentences } from "../activity";
import { called } from "../people/known";
import { LIMITS } from "../protocol";
import type { State } from "../state";
import { isolated, limited, list, quoted } from "../words";
import { waitedFor } from "./known";

const MOST_NAMES = 8;

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const groundRules = () => gettext("Our ground rules");
export const groundRulesFirst = () => gettext("Before we talk: our ground rules");
export const groundRulesHint = () =>
  gettext(
    "They hold for everybody in this session. Is one missing? Propose it below; the group talks about it.",
  );
export const groundRulesLate = () =>
  gettext("The group has agreed on these rules. Please confirm them; then you can join in.");
export const noRules = () => gettext("There are no ground rules yet. Write the first one.");
export function confirmRules(added: number): string {
  return added
    ? interpolate(
        ngettext("I confirm the new rule", "I confirm the %(count)s new rules", added),
        { count: added },
        true,
      )
    : gettext("I confirm the ground rules");
}

export const rulesChanged = () => gettext("The ground rules have changed. Please confirm what is new.");
export const isNew = () => gettext("new");
export const newRuleIs = () => gettext("New:");
export const readThenConfirm = () =>
  gettext("Read the ground rules, then confirm them. You can write before that.");
export const readRules = () => gettext("To the ground rules");
export const proposed = () => gettext("Proposed rules");

export function proposals(count: number): string {
  return interpolate(ngettext("%(count)s proposal", "%(count)s proposals", count), { count }, true);
}

export const proposeRule = () => gettext("Propose the rule");
export const consent = () => gettext("I agree to it");
export const youConsent = () => gettext("You agree to it");
export const object = () => gettext("Object to it");
export const objection = () => gettext("Objection");
export const whyObject = () => gettext("Why? One sentence; everybody reads it.");
export const adopt = () => gettext("Take in the rule");
export const drop = () => gettext("Drop the proposal");

export function proposes(person: string, text: string): string {
  return interpolate(
    gettext("%(name)s proposes a rule: %(quote)s"),
    { name: isolated(person), quote: quoted(text, 200) },
    true,
  );
}

export function objectsToYours(person: string, text: string): string {
  return interpolate(
    gettext("%(name)s objects to the rule that you proposed: %(quote)s"),
    { name: isolated(person), quote: quoted(text, 300) },
    true,
  );
}

export function consents(count: number): string {
  return interpolate(
    ngettext("%(count)s person agrees to it", "%(count)s people agree to it", count),
    { count },
    true,
  );
}

/** How it stands with a proposal, for the moderation. */
export function standing(agreeing: number, objecting: number): string {
  if (!objecting) return consents(agreeing);
  const objections = interpolate(
    ngettext("%(count)s objection", "%(count)s objections", objecting),
    { count: objecting },
    true,
  );
  return `${consents(agreeing)} · ${objections}`;
}

export const notConfirmedYet = () => gettext("Not confirmed yet");
export const withoutHint = () =>
  gettext(
    "You can go on without somebody who does not confirm. Everybody hears it and the transcript says it; they confirm when they are back, before they write.",
  );
export const goOnWithout = () => gettext("Go on without");

export function withoutOne(person: string): string {
  return interpolate(gettext("Go on without %(name)s"), { name: isolated(person) }, true);
}

export function withoutAll(count: number): string {
  return interpolate(
    ngettext("Go on without %(count)s person", "Go on without all %(count)s", count),
    { count },
    true,
  );
}

export function goesOnWithout(names: string[]): string {
  return interpolate(
    gettext("The moderation goes on without the confirmation of %(names)s."),
    { names: list(names) },
    true,
  );
}
export const newRule = () => gettext("Propose a ground rule");
export const addRule = () => gettext("Add the rule");
export const changeRule = () => gettext("Change");
export const removeRule = () => gettext("Remove");

export function ruleNumber(number: number): string {
  return interpolate(gettext("Rule %(number)s"), { number }, true);
}

export function confirmedBy(count: number, total: number): string {
  return interpolate(
    ngettext(
      "%(count)s of %(total)s person has confirmed",
      "%(count)s of %(total)s people have confirmed",
      total,
    ),
    { count, total },
    true,
  );
}

function notAllConfirmed(names: string[]): string {
  return interpolate(gettext("Still without the ground rules: %(names)s"), { names: list(names) }, true);
}

const nobodyConfirmed = () => gettext("Nobody has confirmed the ground rules yet.");

function andMore(count: number): string {
  return interpolate(ngettext("%(count)s more", "%(count)s more", count), { count }, true);
}

/** Why the opening does not end yet, with the names of those who are waited for. */
function notAgreed(state: State): string {
  const names = waitedFor(state).map(called);
  if (!names.length) return nobodyConfirmed();
  const more = names.length - MOST_NAMES;
  return notAllConfirmed(more > 0 ? [...names.slice(0, MOST_NAMES), andMore(more)] : names);
}

export const REFUSALS: Sentences = {
  "agreement.confirm_first": () => gettext("Please confirm the ground rules first. Your text stays here."),
  "agreement.stale": () => gettext("The ground rules have just changed. Please read and confirm them again."),
  "agreement.too_many": () =>
    interpolate(
      gettext("There are %(most)s ground rules already. Please change one of them instead."),
      { most: LIMITS["agreement.MOST"] },
      true,
    ),
  "agreement.empty": () => gettext("Please write down the rule first."),
  "agreement.too_long": () =>
    limited(
      gettext("The rule is too long. Please keep it under %(longest)s characters."),
      LIMITS["agreement.LONGEST"],
    ),
  "agreement.objection.empty": () => gettext("Please say in one sentence what speaks against it."),
  "agreement.objection.too_long": () =>
    limited(
      gettext("The objection is too long. Please keep it under %(longest)s characters."),
      LIMITS["agreement.LONGEST_OBJECTION"],
    ),
  "agreement.no_such_proposal": () => gettext("This proposal has been taken in or dropped meanwhile."),
  "agreement.not_yours": () => gettext("Only whoever proposed it, or the moderation, can drop it."),
  "agreement.no_such_person": () => gettext("The opening does not wait for this person."),
  "agreement.no_such_rule": () => gettext("This rule has been removed meanwhile."),
  "agreement.only_in_opening": () => gettext("The ground rules can only be changed in the opening."),
  "agenda.not_agreed": ({ state }) => notAgreed(state),
};
