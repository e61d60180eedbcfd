/** What an activity brings to the page; the page itself only walks the table of them. */

import type { Row } from "./announcements";
import type { Mine } from "./protocol";
import type { Room } from "./room";
import type { State } from "./state";

/** What lit can draw; `nothing` where there is nothing. */
export type View = (room: Room) => unknown;

/** What stands at the bottom while one may not contribute. */
export interface Bottom {
  view: View;
  /** One can prepare there what one will say. */
  prepares?: boolean;
  /** It comes before the conversation, which is not shown meanwhile. */
  covers?: boolean;
  /** Whether those who ask for the conversation may read it all the same. */
  mayRead?: (room: Room) => boolean;
}

/** A part of the page that stands in a column, and behind a tab on a phone. */
export interface Panel {
  name: string;
  /** With which tab it is shown on a phone; without one it is for wide screens only. */
  tab?: string;
  /** An outline in 20 units, for the panel that makes the tab. */
  picture?: string;
  column: "start" | "end";
  /** Without it, it is shown unless the view is `nothing`. */
  isShown?: (room: Room) => boolean;
  label: (room: Room) => string;
  /** It needs no visible title. */
  isUntitled?: boolean;
  /** How many wait there. */
  count?: (room: Room) => number;
  /** What one can do now stands below it on a phone, too. */
  withDoing?: boolean;
  view: View;
}

/** A deadline, said aloud at few points only. */
export interface Deadline {
  /** Another one is another deadline: of its time nothing has passed yet. */
  since: number;
  /** ms */
  rest: number;
  marks: readonly number[];
  say: (mark: number) => string;
}

/** What a code is in words. */
export type Sentences = Readonly<Record<string, (room: Room) => string>>;

export interface Activity {
  /** As the core calls it. */
  name: string;
  /** Sentences for the codes with which the server says no. */
  refusals?: Sentences;
  /** What stands at the bottom, by the code with which `exchange.Contribute` is refused. */
  bottoms?: Readonly<Record<string, Bottom>>;
  /** Beside the composer, while one may contribute. */
  aboveComposer?: View;
  belowComposer?: View;
  /** What is not to be missed, and what can always be done: above and below all else at the bottom. */
  reminder?: View;
  always?: View;
  /** Above everything, on every tab: what cannot wait. */
  banner?: View;
  /** Above all tabs: whose turn it is; and the sentence that says that it is one's own, while it is. */
  whoseTurn?: View;
  ownTurn?: (room: Room) => string | undefined;
  /** Above the conversation, in view wherever one reads in it; before it; and the conversation itself. */
  aboveTalk?: View;
  beforeTalk?: View;
  talk?: View;
  panels?: readonly Panel[];
  /** For the moderation: what it has to decide, can do next, and can ask, each where there is any. */
  decisions?: View;
  undecided?: (room: Room) => number;
  steps?: View;
  invitations?: View;
  /** Who hears what of what happens in it. */
  announcements?: readonly Row[];
  deadline?: (room: Room) => Deadline | undefined;
  /** What stands before the conversation is to be read first: whoever comes in is not led to the end of the talk. */
  readFirst?: (room: Room) => boolean;
  /** What follows from the page being drawn and seen: a page in the background is not. */
  seen?: (room: Room) => void;
  /** Once a second, also while another tab or window covers the page. */
  ticked?: (room: Room) => void;
  /** Into another room of the session: what was mine in the one that is left. */
  left?: (room: Room, mine: Mine) => void;
  /** In the other room, and told who one is there; also as the page was loaded. */
  arrived?: (room: Room) => void;
  /** I have the floor, or wait for it: the screen of a phone is not to go dark. */
  isAwaited?: (state: State) => boolean;
}
