/** One exercise of a lesson: what is done with its words while somebody writes, sends, comes back, has two windows. */

import { newRef } from "../room/outbox";
import type { Draft, Fields, LessonDrafts } from "./drafts";

/** The form on the page. */
export interface Sheet {
  fields: Fields;
  key: string;
  base: string;
}

/** What the page says below the form. */
export type Saying = "" | "kept" | "restored" | "saved" | "offline" | "online" | "full";

export interface Exercise {
  name: string;
  /** The keys of what has been stored of it. */
  stored: readonly string[];
  /** The page shows what could not be stored, and asks to send it once more. */
  isUnsent: boolean;
}

export class Keeping {
  /** What the server has; nothing is like it on a page that shows what it has not. */
  private known: Fields | null;
  private wasSent = false;
  private leaves = false;
  private waits = false;

  constructor(
    private readonly drafts: LessonDrafts,
    private readonly exercise: Exercise,
    private readonly sheet: Sheet,
    private readonly say: (saying: Saying) => void,
  ) {
    this.known = exercise.isUnsent ? null : sheet.fields;
  }

  /** When the page is loaded: what has arrived is forgotten, everything else stands in the form again. */
  start(): void {
    if (this.exercise.isUnsent) {
      this.keep();
      return;
    }
    const draft = this.drafts.find(this.exercise.name);
    if (!draft) return;
    const isKnown = this.exercise.stored.includes(draft.key) || isSame(draft.fields, this.sheet.fields);
    if (isKnown) this.drafts.drop(this.exercise.name);
    else if (this.fits(draft)) this.restore();
  }

  changed(): void {
    if (this.wasSent) this.sheet.key = newRef(); // the server takes each key once
    this.wasSent = this.leaves = false;
    if (this.known && isSame(this.known, this.sheet.fields)) {
      this.drafts.drop(this.exercise.name);
      this.say("");
    } else {
      this.say(this.keep() ? "kept" : "full");
    }
  }

  /** Says whether the form may go. */
  submitted(isOnline: boolean): boolean {
    if (isOnline) this.send();
    else this.say("offline");
    this.waits = !isOnline;
    this.leaves = isOnline;
    this.keep();
    return isOnline;
  }

  connected(): void {
    if (this.waits) this.say("online");
    this.waits = false;
  }

  /** Another window of this browser has written it: the newest words stand in both. */
  mirrored(): void {
    if (this.drafts.find(this.exercise.name)) this.restore("kept");
  }

  /** Brings it to the server without leaving the page; `post` says whether it was stored. */
  async save(post: () => Promise<boolean>): Promise<void> {
    const { fields } = this.sheet;
    if (this.leaves || isEmpty(fields) || (this.known && isSame(this.known, fields))) return;
    const before = this.sheet.base;
    this.send();
    if (!(await post())) return;
    this.known = fields;
    this.sheet.base = this.sheet.base.slice(before.length).replace(/^,/, "");
    const isSaved = isSame(fields, this.sheet.fields);
    this.keep(isSaved); // other windows read here what they would replace
    if (isSaved) this.say("saved");
  }

  /** From now on the server may have it, whether we hear of it or not: what is written next may replace it. */
  private send(): void {
    this.wasSent = true;
    this.sheet.base = [this.sheet.base, this.sheet.key].filter(Boolean).join(",");
    this.keep();
  }

  private keep(isSaved = false): boolean {
    const { key, base, fields } = this.sheet;
    return this.drafts.keep(this.exercise.name, { key, base, fields, isSaved });
  }

  /** Of an exercise that is answered in steps, another step may stand on the page by now. */
  private fits(draft: Draft): boolean {
    const before = this.sheet.fields;
    this.sheet.fields = draft.fields;
    return !isSame(this.sheet.fields, before);
  }

  private restore(saying: Saying = "restored"): void {
    const draft = this.drafts.find(this.exercise.name);
    if (!draft) return;
    this.sheet.fields = draft.fields;
    this.sheet.base = draft.base;
    this.say(saying);
  }
}

export function isSame(one: Fields, other: Fields): boolean {
  return text(one) === text(other);
}

function isEmpty(fields: Fields): boolean {
  return Object.values(fields).flat().join("").trim() === "";
}

function text(fields: Fields): string {
  return JSON.stringify(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
}
