import type { Sentences } from "../activity";
import { called } from "../people/known";
import { LIMITS } from "../protocol";
import type { State } from "../state";
import { limited, list } from "../words";
import { missingHere } from "./known";

const MOST_NAMES = 8;

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(format: string, values: object, named: boolean): string;

export const groundRules = () => gettext("Our ground rules");
export const groundRulesFirst = () => gettext("Before we talk: our ground rules");
export const groundRulesHint = () =>
  gettext("They hold for everybody in this session. Is one missing? Propose it below.");
export const groundRulesLate = () =>
  gettext("The group has agreed on these rules. Please confirm them; then you can join in.");
export const noRules = () => gettext("There are no ground rules yet. Write the first one.");
export const confirmRules = () => gettext("I confirm the ground rules");
export const rulesChanged = () =>
  gettext("The ground rules have changed. Please read and confirm them again.");
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
  const names = missingHere(state).map(called);
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
  "agreement.no_such_rule": () => gettext("This rule has been removed meanwhile."),
  "agreement.only_in_opening": () => gettext("The ground rules can only be changed in the opening."),
  "agenda.not_agreed": ({ state }) => notAgreed(state),
};
