import type { Activity } from "../activity";
import { once, row } from "../announcements";
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
  announcements: [
    row({
      event: "the ground rules change",
      happened: (before, after) =>
        once(Boolean(before.mine?.agreement.confirmed && !after.mine?.agreement.confirmed)),
      hears: { everybody: () => ({ text: words.rulesChanged(), shown: true }) },
    }),
  ],
};
