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

export class Drafts {
  private texts: Record<string, string>;
  private written: Contributing;

  constructor(private readonly kept: Kept) {
    this.texts = kept.read("texts", {});
    this.written = kept.read("contribution", EMPTY);
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

  /** Fields that belong to one thing of a room, as `rule-3`, wait there for whoever comes back to it. */
  moved(from: string, to: string): void {
    const away = (name: string) => (/-\d+$/.test(name) ? `${name}@${from}` : name.replace(`@${to}`, ""));
    this.texts = Object.fromEntries(Object.entries(this.texts).map(([name, text]) => [away(name), text]));
    this.kept.write("texts", this.texts);
    this.write({ refersTo: null });
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
  }

  /** All words in it; what is chosen from a list is none of them. */
  get words(): string[] {
    const { [CHOICE]: _, ...texts } = this.texts;
    return [this.written.text, ...Object.values(texts)].filter((text) => text.trim());
  }

  forget(): void {
    this.texts = {};
    this.kept.write("texts", null);
    this.write(EMPTY);
  }
}

function without(all: string, text: string): string {
  return `\n${all}\n`.replace(`\n${text}\n`, () => "\n").slice(1, -1);
}
