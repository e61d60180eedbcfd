/** A form beside lessons in which somebody writes for themselves, such as a case: its words stay on this device until
 * they are stored. */

import type { Fields, LessonDrafts } from "./drafts";
import { isSame, type Saying } from "./keeping";

export class Written {
  /** What the server has; a form that it has sent back shows what it has not. */
  private readonly known: Fields | null;

  constructor(
    private readonly drafts: LessonDrafts,
    private readonly name: string,
    private readonly sheet: { fields: Fields },
    isRefused: boolean,
    private readonly say: (saying: Saying) => void,
  ) {
    this.known = isRefused ? null : sheet.fields;
  }

  /** When the page is loaded. */
  start(): void {
    if (!this.known) {
      this.keep();
      return;
    }
    const draft = this.drafts.find(this.name);
    if (draft && isSame(draft.fields, this.known)) this.drafts.drop(this.name);
    else if (draft) this.restore("restored");
  }

  changed(): void {
    if (this.known && isSame(this.known, this.sheet.fields)) {
      this.drafts.drop(this.name);
      this.say("");
    } else {
      this.say(this.keep() ? "kept" : "full");
    }
  }

  /** Says whether the form may go. */
  submitted(isOnline: boolean): boolean {
    if (!isOnline) this.say("offline");
    return isOnline;
  }

  /** Another window of this browser has written it: the newest words stand in both. */
  mirrored(): void {
    if (this.drafts.find(this.name)) this.restore("kept");
  }

  private restore(saying: Saying): void {
    const draft = this.drafts.find(this.name);
    if (!draft) return;
    this.sheet.fields = draft.fields;
    this.say(saying);
  }

  private keep(): boolean {
    return this.drafts.keep(this.name, { key: "", base: "", fields: this.sheet.fields, isSaved: false });
  }
}
