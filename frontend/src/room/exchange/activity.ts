import type { Activity } from "../activity";
import { ANNOUNCEMENTS } from "./announcements";
import { bank } from "./bank";
import { decisions, invitations, returned } from "./decisions";
import "./exchange.css";
import { undecided } from "./known";
import { transcript } from "./transcript";
import { REFUSALS } from "./words";

export const ACTIVITY: Activity = {
  name: "exchange",
  refusals: REFUSALS,
  reminder: returned,
  belowComposer: bank,
  talk: transcript,
  decisions,
  undecided: (room) => undecided(room.state).length,
  invitations,
  announcements: ANNOUNCEMENTS,
};
