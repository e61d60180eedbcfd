import type { Activity } from "../activity";
import type { News } from "../news";
import type { State } from "../state";
import "./agreement.css";
import { confirm, hasRulesToLookUp, isOpening, rules, rulesFolded } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "agreement",
  refusals: words.REFUSALS,
  bottoms: {
    "agreement.confirm_first": { view: confirm, covers: true, mayRead: (room) => !isOpening(room) },
  },
  beforeTalk: rules,
  panels: [
    {
      name: "rules",
      tab: "agenda",
      column: "start",
      isShown: hasRulesToLookUp,
      label: words.groundRules,
      isUntitled: true,
      view: rulesFolded,
    },
  ],
  news,
};

function news(before: State, after: State): News[] {
  const wasConfirmed = before.mine?.agreement.confirmed && !after.mine?.agreement.confirmed;
  return wasConfirmed ? [{ text: words.rulesChanged(), shown: true }] : [];
}
