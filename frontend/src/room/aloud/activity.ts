import type { Activity } from "../activity";
import "./aloud.css";
import { gist } from "./gist";
import { isAloud } from "./known";
import { steps } from "./steps";
import { bottom, whoSpeaks } from "./view";
import * as words from "./words";

export const ACTIVITY: Activity = {
  name: "aloud",
  refusals: words.REFUSALS,
  bottoms: { "exchange.aloud": { view: bottom } },
  reminder: gist,
  whoseTurn: whoSpeaks,
  steps,
  isAwaited: isAloud,
};
