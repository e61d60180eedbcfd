/** What a template of lit would draw, without a browser: its text, and what it does on an event. */

type Handler = (event: Event) => void;

interface Template {
  strings: readonly string[];
  values: unknown[];
}

interface Directive {
  values: unknown[];
}

export class Drawn {
  readonly text: string;
  private readonly handlers: { event: string; call: Handler }[] = [];

  constructor(part: unknown) {
    this.text = this.walk(part);
  }

  /** As the first part that listens does, or one after it, when something happens to it. */
  does(event: string, target: object = {}, nth = 0): void {
    const found = this.handlers.filter((each) => each.event === event)[nth];
    if (!found) throw new Error(`nothing listens to ${event}, at place ${nth}`);
    found.call({ currentTarget: target, target, preventDefault() {} } as unknown as Event);
  }

  private walk(part: unknown): string {
    if (part === null || part === undefined || typeof part === "symbol") return "";
    if (typeof part !== "object") return String(part);
    if ("strings" in part) return this.template(part as Template);
    if ("values" in part && Array.isArray(part.values)) return this.directive(part as Directive);
    return [...(part as Iterable<unknown>)].map((each) => this.walk(each)).join("");
  }

  private template({ strings, values }: Template): string {
    return strings.map((string, i) => string + this.value(string, values[i])).join("");
  }

  private value(before: string, value: unknown): string {
    if (typeof value !== "function") return this.walk(value);
    const event = before.match(/@(\w+)=$/)?.[1] ?? "";
    this.handlers.push({ event, call: value as Handler });
    return "";
  }

  /** `live`, `guard` or `repeat`. */
  private directive({ values }: Directive): string {
    const [first, second, third] = values as [
      unknown,
      (() => unknown)?,
      ((item: unknown, i: number) => unknown)?,
    ];
    if (third) return [...(first as Iterable<unknown>)].map((each, i) => this.walk(third(each, i))).join("");
    return this.walk(second ? second() : first);
  }
}
