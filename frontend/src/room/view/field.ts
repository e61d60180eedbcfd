/** A field whose text outlives a drawing, a reload and a lost connection. */

import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Room } from "../room";

export interface Field {
  /** Under which name the text is kept; also the id. */
  name: string;
  label: string;
  longest: number;
  otherwise?: string;
  rows?: number;
}

export function field(room: Room, { name, label, longest, otherwise = "", rows = 2 }: Field): TemplateResult {
  const id = idOf(name);
  const keep = (event: Event) => room.drafts.setText(name, (event.target as HTMLTextAreaElement).value);
  return html`<div class="field">
    <label class="field__label" for=${id}>${label}</label>
    <textarea
      id=${id}
      dir="auto"
      rows=${rows || nothing}
      maxlength=${longest}
      .value=${live(room.drafts.text(name, otherwise))}
      @input=${keep}
    ></textarea>
  </div>`;
}

function idOf(name: string): string {
  return name.replace(/\W/g, "-");
}

/** What stands in a field, trimmed. */
export function written(room: Room, name: string, otherwise = ""): string {
  return room.drafts.text(name, otherwise).trim();
}

/** The same where there has to be something: if nothing is, the page says so, as the server would, and leads there. */
export function required(room: Room, name: string, missing: string, otherwise = ""): string {
  const text = written(room, name, otherwise);
  if (!text) {
    room.focus = `#${idOf(name)}`;
    room.set({ notice: room.refusal(missing) });
  }
  return text;
}
