/** That it is one's turn is felt in the hand and stands in the title: whoever waits may look elsewhere meanwhile. */

import { ACTIVITIES } from "./activities";
import { isUnderWay } from "./agenda/known";
import type { Room } from "./room";

/** ms: on, off, on. */
const KNOCK = [200, 120, 200];

export function ownTurn(room: Room): string {
  if (!isUnderWay(room)) return "";
  return ACTIVITIES.map((each) => each.ownTurn?.(room)).find(Boolean) ?? "";
}

export class Attention {
  private readonly title: string;
  private before = "";

  constructor(
    private readonly page: Pick<Document, "title">,
    private readonly device: Partial<Pick<Navigator, "vibrate">>,
  ) {
    this.title = page.title;
  }

  follow(turn: string): void {
    if (turn === this.before) return;
    this.before = turn;
    this.page.title = turn ? `${turn} – ${this.title}` : this.title;
    if (turn) this.device.vibrate?.(KNOCK);
  }
}
