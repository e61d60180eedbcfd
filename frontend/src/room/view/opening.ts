/**
 * What people open and close themselves is drawn open or closed where the page decides it. The browser tells only later
 * what they did: a drawing that comes in between knows the state before, and must not bring it back.
 */

import { noChange } from "lit-html";
import { type BooleanAttributePart, Directive, directive } from "lit-html/directive.js";

export class Opening {
  /** As it was when the element and the page last agreed. */
  private agreed: boolean;

  constructor(private readonly details: Pick<HTMLDetailsElement, "open" | "addEventListener">) {
    this.agreed = details.open;
    details.addEventListener("toggle", () => {
      this.agreed = details.open;
    });
  }

  /** Only what the page has decided since is done to it: all else, people did after what the page knows. */
  show(open: boolean): void {
    if (open === this.agreed) return;
    this.agreed = this.details.open = open;
  }
}

class Opens extends Directive {
  private opening: Opening | null = null;

  override render(open: boolean): unknown {
    return open;
  }

  override update(part: BooleanAttributePart, [open]: [boolean]): unknown {
    this.opening ??= new Opening(part.element as HTMLDetailsElement);
    this.opening.show(open);
    return noChange;
  }
}

/** For `?open` of a `<details>` of which the page hears by `@toggle`. */
export const opens = directive(Opens);
