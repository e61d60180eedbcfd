/** Everything that is being written, by the name of its field. */

import type { Kept } from "../kept";
import type * as protocol from "./protocol";

export interface Contributing {
  text: string;
  type: protocol.exchange.Type;
  claim: protocol.exchange.Claim;
  attack: protocol.exchange.Attack;
  refersTo: number | null;
}

export const EMPTY: Contributing = { text: "", type: "", claim: "", attack: "", refersTo: null };

/** The field that holds a choice. */
export const CHOICE = "choice";

/** A contribution that was begun elsewhere in the session. */
export interface Begun extends Contributing {
  /** The number of the small group; 0 is the plenary. */
  group: number;
  /** Of which room it was then: what it refers to is there. */
  epoch: string;
  /** Its author has left it there: it is not offered elsewhere. */
  stays: boolean;
}

export class Drafts {
  private texts: Record<string, string>;
  private written: Contributing;
  private left: readonly Begun[];

  constructor(private readonly kept: Kept) {
    this.texts = kept.read("texts", {});
    this.written = kept.read("contribution", EMPTY);
    this.left = kept.read("begun", []);
  }

  get contribution(): Contributing {
    return this.written;
  }

  write(change: Partial<Contributing>): void {
    this.written = { ...this.written, ...change };
    this.kept.write("contribution", this.written);
  }

  /** `otherwise` stands in a field that nobody has touched; one that somebody emptied is empty. */
  text(name: string, otherwise = ""): string {
    return this.texts[name] ?? otherwise;
  }

  /** Somebody has touched the field. */
  has(name: string): boolean {
    return name in this.texts;
  }

  setText(name: string, text: string): void {
    this.texts = { ...this.texts, [name]: text };
    this.kept.write("texts", this.texts);
  }

  /** As if nobody had touched the field. */
  clear(name: string): void {
    const { [name]: _, ...others } = this.texts;
    this.texts = others;
    this.kept.write("texts", others);
  }

  /** What waits in other rooms, of fields whose names begin so. */
  waiting(beginning: string): [name: string, text: string][] {
    return Object.entries(this.texts).filter(
      ([name, text]) => name.startsWith(beginning) && name.includes("@") && text.trim(),
    );
  }

  /** What was begun in other rooms, and not left there. */
  get begun(): readonly Begun[] {
    return this.left.filter((each) => !each.stays);
  }

  /**
   * Fields that belong to one thing of a room, as `rule-3`, wait there for whoever comes back to it. A contribution waits
   * likewise, and can be taken along; `group` is the number of the room that one leaves.
   */
  moved(from: string, to: string, group: number): void {
    const away = (name: string) => (/-\d+$/.test(name) ? `${name}@${from}` : name.replace(`@${to}`, ""));
    this.texts = Object.fromEntries(Object.entries(this.texts).map(([name, text]) => [away(name), text]));
    this.kept.write("texts", this.texts);
    const { written } = this;
    if (written.text.trim()) {
      const before = this.left.find((each) => each.group === group);
      const begun = {
        ...written,
        text: joined(before?.text, written.text),
        group,
        epoch: from,
        stays: false,
      };
      this.leave([...this.others(group), begun]);
    }
    this.write(EMPTY);
  }

  /** Back in a room, what was begun there stands in the field again; what it refers to is known in this room only. */
  arrived(group: number, epoch: string): void {
    const found = this.left.find((each) => each.group === group);
    if (found) this.take(found, found.epoch === epoch ? found.refersTo : null);
  }

  takeAlong(group: number): void {
    const found = this.left.find((each) => each.group === group);
    if (found) this.take(found, this.written.refersTo);
  }

  leaveThere(group: number): void {
    this.leave(this.left.map((each) => (each.group === group ? { ...each, stays: true } : each)));
  }

  /** First into the field, then from where it was: if the browser ends in between, it stands twice rather than nowhere. */
  private take(begun: Begun, refersTo: number | null): void {
    const { text, type, claim, attack } = begun;
    const { written } = this;
    const kind = written.text.trim() ? written : { type, claim, attack };
    this.write({ ...written, ...kind, text: joined(text, written.text), refersTo });
    this.leave(this.others(begun.group));
  }

  private others(group: number): Begun[] {
    return this.left.filter((each) => each.group !== group);
  }

  private leave(all: readonly Begun[]): void {
    this.left = all;
    this.kept.write("begun", all.length ? all : null);
  }

  /** A form that is opened again shows what it showed at first, unless words stand in its field. */
  reopen(name: string): void {
    if (!this.text(name).trim()) this.clear(name);
  }

  /** It has arrived after all, and goes from wherever it stands; what was written beside it stays. */
  strike(text: string): void {
    this.write({ text: without(this.written.text, text) });
    this.texts = Object.fromEntries(
      Object.entries(this.texts).map(([name, all]) => [name, without(all, text)]),
    );
    this.kept.write("texts", this.texts);
    const left = this.left.map((each) => ({ ...each, text: without(each.text, text) }));
    this.leave(left.filter((each) => each.text.trim()));
  }

  /** All words in it; what is chosen from a list is none of them. */
  get words(): string[] {
    const { [CHOICE]: _, ...texts } = this.texts;
    const begun = this.left.map((each) => each.text);
    return [this.written.text, ...begun, ...Object.values(texts)].filter((text) => text.trim());
  }

  forget(): void {
    this.texts = {};
    this.kept.write("texts", null);
    this.leave([]);
    this.write(EMPTY);
  }
}

/** One below the other. */
function joined(first = "", second = ""): string {
  return [first, second].filter((text) => text.trim()).join("\n");
}

function without(all: string, text: string): string {
  return `\n${all}\n`.replace(`\n${text}\n`, () => "\n").slice(1, -1);
}
