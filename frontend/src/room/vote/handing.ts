/** Handing in. Not by the socket: what somebody chose is no command, and stands in no frame. */

import type { Room } from "../room";
import { token } from "./known";
import type { Sheet } from "./opened";
import { SHEET } from "./opened";
import * as words from "./words";

/** Refused, or too often: the answer says which. */
const EXPLAINED = new Set([409, 429]);

export async function handIn(room: Room, sheet: Sheet, count: number): Promise<void> {
  SHEET.set(room, { ...sheet, is: "sending" });
  const refused = await sent(room, sheet, count);
  if (SHEET.in(room)?.ballot !== sheet.ballot) return;
  room.focus = "#vote";
  SHEET.set(room, {
    ...sheet,
    is: refused ? "filling" : "handed_in",
    again: false,
    votes: refused ? sheet.votes : {},
  });
  room.set({ notice: refused });
}

/** Why not, in a sentence; empty if it is in the urn. */
async function sent(room: Room, sheet: Sheet, count: number): Promise<string> {
  const votes = Array.from({ length: count }, (_, place) => sheet.votes[place]);
  const body = JSON.stringify({ ballot: sheet.ballot, token: token(room, sheet.ballot), votes });
  try {
    const response = await fetch(room.place.ballot, {
      method: "POST",
      credentials: "same-origin",
      redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": room.place.token },
      body,
    });
    if (!response.ok && !EXPLAINED.has(response.status)) return words.notSent();
    const { refused } = (await response.json()) as { refused: string };
    return refused ? room.refusal(refused) : "";
  } catch {
    return words.notSent();
  }
}
