import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { askWhenDue, bank } from "./bank";
import { cards } from "./cards";
import { decisions, invitations, returned } from "./decisions";
import "./exchange.css";
import { undecided } from "./known";
import { search } from "./search";
import { transcript } from "./transcript";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "exchange",
  refusals: words.REFUSALS,
  reminder: returned,
  belowComposer: cards,
  always: bank,
  ticked: askWhenDue,
  talk: transcript,
  decisions,
  undecided: (room) => undecided(room.state).length,
  invitations,
  panels: [
    {
      name: "search",
      tab: "agenda",
      column: "start",
      isShown: (room) => room.state.contributions.size > 0,
      label: words.searchTalk,
      view: search,
    },
  ],
  announcements: ANNOUNCEMENTS,
};
