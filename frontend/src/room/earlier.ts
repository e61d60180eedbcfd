/** What was said before that with which the room was told: it comes on demand, all at once. */

import type { Earlier } from "./frames";
import type { State } from "./state";

/** Whether it is here; if not, whether it was asked for. */
export type Whether = "here" | "left_out" | "under_way" | "failed";

/** Null where it cannot be told now. */
export async function fetchEarlier(address: string, { epoch, opening }: State): Promise<Earlier | null> {
  const query = new URLSearchParams({ epoch, seq: String(opening.seq) });
  try {
    const response = await fetch(`${address}?${query}`, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
    });
    return response.ok ? ((await response.json()) as Earlier) : null;
  } catch {
    return null;
  }
}
