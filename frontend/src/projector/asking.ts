/** How a wall asks what is new: every two seconds, less often while nobody answers. */

import { wait } from "../room/backoff";

export const EVERY = 2_000;
export const STALE_AFTER = 2; // answers that did not come: then the wall says that it may be old

export type Answer =
  | { is: "new"; html: string; mark: string }
  | { is: "same" }
  | { is: "gone" } // the link no longer works
  | { is: "none" };

export type Asked = { mark: string; failures: number; gone: boolean };

export const FIRST: Asked = { mark: "", failures: 0, gone: false };

export function after(asked: Asked, answer: Answer): Asked {
  switch (answer.is) {
    case "new":
      return { mark: answer.mark, failures: 0, gone: false };
    case "same":
      return { ...asked, failures: 0, gone: false };
    case "gone":
      return { ...asked, failures: asked.failures + 1, gone: true };
    case "none":
      return { ...asked, failures: asked.failures + 1 };
  }
}

export function pause(asked: Asked, random: () => number = Math.random): number {
  return asked.failures ? EVERY + wait(asked.failures, random) : EVERY;
}

/** What stands below the sight: nothing, as long as it is what the room shows. */
export function notice(asked: Asked): "" | "offline" | "gone" {
  if (asked.gone) return "gone";
  return asked.failures >= STALE_AFTER ? "offline" : "";
}

export async function ask(address: string, mark: string): Promise<Answer> {
  try {
    const headers: HeadersInit = mark ? { "If-None-Match": mark } : {};
    const signal = AbortSignal.timeout?.(10_000);
    return await answered(await fetch(address, { headers, cache: "no-store", ...(signal && { signal }) }));
  } catch {
    return { is: "none" };
  }
}

async function answered(response: Response): Promise<Answer> {
  if (response.status === 304) return { is: "same" };
  if (response.status === 404) return { is: "gone" };
  if (!response.ok) return { is: "none" };
  return { is: "new", html: await response.text(), mark: response.headers.get("ETag") ?? "" };
}
