/** The list of everything that can be done in a room, in the order in which the page shows it. */

import type { Activity } from "./activity";
import { ACTIVITY as agenda } from "./agenda/activity";
import { ACTIVITY as agreement } from "./agreement/activity";
import { ACTIVITY as aloud } from "./aloud/activity";
import { ACTIVITY as calls } from "./calls/activity";
import { ACTIVITY as exchange } from "./exchange/activity";
import { ACTIVITY as fishbowl } from "./fishbowl/activity";
import { ACTIVITY as floor } from "./floor/activity";
import { ACTIVITY as focus } from "./focus/activity";
import { ACTIVITY as groups } from "./groups/activity";
import { ACTIVITY as mirror } from "./mirror/activity";
import { ACTIVITY as people } from "./people/activity";
import { ACTIVITY as places } from "./places/activity";
import { ACTIVITY as results } from "./results/activity";
import { ACTIVITY as seats } from "./seats/activity";
import { ACTIVITY as silent } from "./silent/activity";
import { ACTIVITY as turns } from "./turns/activity";
import { ACTIVITY as vote } from "./vote/activity";

export const ACTIVITIES: readonly Activity[] = [
  groups,
  aloud,
  floor,
  turns,
  seats,
  fishbowl,
  silent,
  vote,
  focus,
  agenda,
  agreement,
  people,
  exchange,
  mirror,
  places,
  calls,
  results,
];
