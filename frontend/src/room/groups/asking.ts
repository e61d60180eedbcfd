/** The proposal is made by the server, which looks for it while the room goes on; it comes back as a part of the room. */

import type { Room } from "../room";
import { present } from "./known";
import { ASKED, FORMING, type Wanted } from "./opened";
import * as words from "./words";

/** Refused, or too often: the answer says which. */
const EXPLAINED = new Set([409, 422, 429]);

interface Answer {
  refused?: string;
  code?: string;
}

export async function propose(room: Room, wanted: Wanted): Promise<void> {
  ASKED.set(room, true);
  const refused = await sent(room, wanted);
  ASKED.close(room);
  if (!isInProposal()) room.focus = refused ? "#forming" : "#proposal";
  if (!refused) FORMING.close(room);
  room.set({ notice: refused, status: refused ? "" : words.proposed() });
}

/** It comes as a part of the room, maybe before the answer: whoever has begun to change it stays there. */
function isInProposal(): boolean {
  return Boolean(document.activeElement?.closest("#proposal"));
}

/** Why not, in a sentence; empty if there is a proposal. */
async function sent(room: Room, wanted: Wanted): Promise<string> {
  try {
    const response = await fetch(room.place.groups, {
      method: "POST",
      credentials: "same-origin",
      redirect: "error",
      headers: { "Content-Type": "application/json", "X-CSRFToken": room.place.token },
      body: JSON.stringify(asked(room, wanted)),
    });
    if (response.ok) return "";
    if (!EXPLAINED.has(response.status)) return words.notProposed();
    const { refused, code } = (await response.json()) as Answer;
    return room.refusal(refused ?? code ?? "");
  } catch {
    return words.notProposed();
  }
}

/** Of those who are here: nobody waits in a group for somebody who never came. */
function asked({ state }: Room, { by, count, how, hosts }: Wanted): object {
  const size = by === "number" ? { number: count } : { size: count };
  return { how, ...size, hosts, people: present(state).map(({ id }) => id) };
}
