import { Opened } from "../opened";
import type * as protocol from "../protocol";

/** What one says to a statement. No frame has it. */
export interface Vote {
  readonly choice: protocol.vote.VoteChoice;
  readonly reason: string;
}

/** A ballot as it is being filled in: in the memory of this page only, so that nobody finds it on the device. */
export interface Sheet {
  readonly ballot: number;
  readonly votes: Readonly<Record<number, Vote>>;
  /** The place in one's own order; beyond the last statement one reads all of them once more. */
  readonly at: number;
  /** The statement to try it out with is behind one. */
  readonly practised: boolean;
  readonly is: "filling" | "sending" | "handed_in";
  /** What one has handed in is being changed. */
  readonly again: boolean;
}

export const SHEET = new Opened<Sheet | null>("vote.sheet", null);
