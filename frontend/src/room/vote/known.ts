import { currentMode, isRunning } from "../agenda/known";
import type * as protocol from "../protocol";
import type { Room } from "../room";
import type { State } from "../state";

export const CHOICES: Readonly<Record<protocol.vote.BallotForm, readonly protocol.vote.VoteChoice[]>> = {
  opinion: ["agree", "disagree", "pass"],
  consent: ["consent", "concerns", "object"],
};
/** With these one may say why. */
export const WITH_REASON: readonly protocol.vote.VoteChoice[] = ["concerns", "object"];

export function ballot(state: State): protocol.vote.BallotView | null {
  return isRunning(state.parts.agenda) ? (state.parts.vote?.ballot ?? null) : null;
}

export function isVoting(state: State): boolean {
  return isRunning(state.parts.agenda) && currentMode(state) === "vote";
}

export function isComplete(state: State): boolean {
  const { voted = 0, expected = 0 } = state.parts.vote ?? {};
  return voted > 0 && voted >= expected;
}

export function results(state: State): protocol.vote.BallotResult[] {
  return [...state.ballots.values()].reverse();
}

/** What this device alone knows: with it, exactly the sheet can be replaced that it has handed in. */
export function token(room: Room, ballot: number): string {
  const known = room.kept.read(`ballot ${ballot}`, "");
  if (known) return known;
  const made = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  room.kept.write(`ballot ${ballot}`, made.join(""));
  return made.join("");
}

/** Once a ballot is counted, nothing on the device has to do with it any more. */
export function forgetTokens(room: Room): void {
  for (const { id } of room.state.ballots.values()) room.kept.write(`ballot ${id}`, null);
}

/** The places of the statements, in an order that is another one on each device. */
export function order(token: string, count: number): number[] {
  let seed = Number.parseInt(token.slice(0, 8), 16);
  const places = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const chosen = Math.floor((seed / 2 ** 32) * (last + 1));
    [places[last], places[chosen]] = [places[chosen] as number, places[last] as number];
  }
  return places;
}
