/** What somebody wrote or chose in the exercises of lessons and has not handed in: on this device, by account. */

import { Kept } from "../room/kept";

/** What stands in the inputs of a form, by their names. */
export type Fields = Record<string, string[]>;

/** `key` is that of the form in which it stands, `base` those of the answers which it may replace. */
export interface Draft {
  key: string;
  base: string;
  fields: Fields;
  isSaved: boolean;
}

/** Everything that people wrote and that is not stored elsewhere, of lessons and rooms: logging out forgets it. */
const WORDS = "words:";
const LESSONS = `${WORDS}lesson:`;

export class LessonDrafts {
  private readonly kept: Kept;
  private readonly prefix: string;

  constructor(storage: () => Storage, account: string) {
    this.prefix = `${LESSONS}${account}:`;
    this.kept = new Kept(storage, this.prefix);
  }

  /** Says whether it is kept: a browser may refuse. */
  keep(exercise: string, draft: Draft): boolean {
    this.kept.write(exercise, draft);
    return this.kept.isComplete;
  }

  drop(exercise: string): void {
    this.kept.write(exercise, null);
  }

  find(exercise: string): Draft | null {
    return this.kept.read<Draft | null>(exercise, null);
  }

  /** Which exercise an entry of the storage belongs to; none of another account's. */
  exerciseOf(entry: string | null): string {
    return entry?.startsWith(this.prefix) ? entry.slice(this.prefix.length) : "";
  }
}

/** Something that the server has not got. */
export function hasUnsent(storage: Storage): boolean {
  const lessons = entries(storage).filter((entry) => entry.startsWith(LESSONS));
  const drafts = lessons.map((entry) => JSON.parse(storage.getItem(entry) ?? "null") as Draft | null);
  return drafts.some((draft) => draft !== null && !draft.isSaved);
}

/** Whoever tries a lesson without an account. Their words stay in the tab alone, as nobody would log out of it. */
export const GUEST = "guest";

/** With the account that they got, or have had, the words are theirs; what stands on the device for it is older. */
export function adoptGuests(tab: Storage, device: Storage, account: string): void {
  const prefix = `${LESSONS}${GUEST}:`;
  for (const entry of entries(tab).filter((each) => each.startsWith(prefix))) {
    device.setItem(`${LESSONS}${account}:${entry.slice(prefix.length)}`, tab.getItem(entry) ?? "");
    tab.removeItem(entry);
  }
}

/** Who was logged in last where this is stored: words of rooms do not say whose they are. */
const OWNER = "last-account";

/** Once somebody else has logged in, nothing is left of those before; a guest who has got an account keeps theirs. */
export function forgetOthers(storage: Storage, account: string): void {
  const last = storage.getItem(OWNER) ?? account;
  const own = `${LESSONS}${account}:`;
  remove(storage, (entry) => entry.startsWith(last === account ? LESSONS : WORDS) && !entry.startsWith(own));
  storage.setItem(OWNER, account);
}

export function forgetAll(storage: Storage): void {
  remove(storage, (entry) => entry.startsWith(WORDS));
}

function remove(storage: Storage, isMeant: (entry: string) => boolean): void {
  for (const entry of entries(storage).filter(isMeant)) storage.removeItem(entry);
}

function entries(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
}
