import type { Activity } from "../activity";
import "./agreement.css";
import { ANNOUNCEMENTS } from "./announcements";
import { areFolded, areToRead, bar } from "./folding";
import { proposals } from "./known";
import { decisions } from "./proposals";
import { reminder } from "./reminder";
import { steps } from "./steps";
import { confirm, hasRulesToLookUp, isOpening, rules, rulesFolded } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "agreement",
  refusals: words.REFUSALS,
  bottoms: {
    "agreement.confirm_first": { view: (room) => confirm(room), covers: true, mayRead: () => true },
  },
  reminder,
  aboveTalk: bar,
  beforeTalk: rules,
  readFirst: (room) => isOpening(room) && areToRead(room) && !areFolded(room),
  decisions,
  undecided: (room) => (room.may("agreement.AdoptRule") ? proposals(room.state).length : 0),
  steps,
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
  announcements: ANNOUNCEMENTS,
};
