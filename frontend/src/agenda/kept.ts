/** What somebody typed into an agenda and has not saved: on this device, by account and session, until it is saved. */

import { Kept, type Store } from "../kept";

export type Entries = readonly (readonly [string, string])[];

interface AgendaDraft {
  version: string;
  entries: Entries;
}

/** The token of the page changes with each page, a command belongs to its button, and methods are saved by themselves. */
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "do", "method", "picked", "title"]);

export function entriesOf(form: HTMLFormElement): Entries {
  const all = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
  return all.filter(([name]) => !NOT_KEPT.has(name));
}

export class AgendaDrafts {
  private readonly kept: Kept;

  constructor(
    storage: () => Store,
    account: string,
    private readonly session: string,
    private readonly version: string,
  ) {
    this.kept = new Kept(storage, `words:agenda:${account}:`);
  }

  keep(entries: Entries): void {
    this.kept.write(this.session, { version: this.version, entries } satisfies AgendaDraft);
  }

  drop(): void {
    this.kept.write(this.session, null);
  }

  /** What is worth being put back: not what stands there anyway, nor what was written for an agenda before this one. */
  find(now: Entries): Entries | null {
    const draft = this.kept.read<AgendaDraft | null>(this.session, null);
    if (!draft || draft.version !== this.version) return null;
    return JSON.stringify(draft.entries) === JSON.stringify(now) ? null : draft.entries;
  }
}
