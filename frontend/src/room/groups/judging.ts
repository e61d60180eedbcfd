/** How good a proposal is, in sentences: what it achieves beside the best that can be, and what could not be met. */

import type * as protocol from "../protocol";
import type { Room } from "../room";
import { named, type Proposal } from "./known";
import * as words from "./words";

export function judged(room: Room, { assessment, lacking }: Proposal): string[] {
  const { pairs, new_pairs: anew, colleagues, fewest_colleagues: fewest, likeness } = assessment;
  if (!pairs) return [];
  const sentences = [
    words.meetAnew(anew, pairs),
    words.colleagues(colleagues, colleagues <= fewest),
    words.LIKENESS[likeness](),
  ];
  return lacking.length ? [...sentences, notMet(room, lacking)] : sentences;
}

function notMet({ state }: Room, lacking: readonly protocol.groups.Lacking[]): string {
  const parts = lacking.map(({ code, people }) => words.LACKS[code](people.map((id) => named(state, id))));
  return words.notMet(parts.join("; "));
}
