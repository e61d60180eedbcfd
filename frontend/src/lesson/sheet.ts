/** The form of an exercise, as far as somebody writes and chooses in it. */

import type { Fields } from "./drafts";
import type { Sheet } from "./keeping";

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export class FormSheet implements Sheet {
  constructor(private readonly form: HTMLFormElement) {}

  get fields(): Fields {
    const found: Fields = {};
    const posted = new FormData(this.form);
    for (const { name } of this.inputs()) {
      const values = posted.getAll(name).map(String);
      if (values.length) found[name] = values;
    }
    return found;
  }

  set fields(fields: Fields) {
    for (const input of this.inputs()) {
      const values = fields[input.name] ?? [];
      if (input instanceof HTMLInputElement && /radio|checkbox/.test(input.type)) {
        input.checked = values.includes(input.value);
      } else {
        input.value = values[0] ?? "";
      }
    }
    this.form.dispatchEvent(new Event("restored"));
  }

  get key(): string {
    return this.hidden("key").value;
  }

  set key(key: string) {
    this.hidden("key").value = key;
  }

  get base(): string {
    return this.hidden("base").value;
  }

  set base(base: string) {
    this.hidden("base").value = base;
  }

  private hidden(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }

  private inputs(): Input[] {
    return [...this.form.querySelectorAll<Input>("input:not([type=hidden]), textarea, select")];
  }
}
