/** Who speaks, as a mark: the shape of their kind of organisation, and in it the letters that their name begins with. */

import { html, nothing, svg, type TemplateResult } from "lit-html";
import { label } from "../labels";
import type * as protocol from "../protocol";
import { outline } from "./shapes";

/** Letters that are joined in writing cannot stand side by side as initials. */
const JOINED = /^\p{Script=Arabic}/u;

export function initials(name: string): string {
  const begins = name.split(/[\s-]+/).flatMap((word) => word.match(/^\p{L}/u) ?? []);
  const first = begins[0] ?? "";
  const last = begins.length > 1 && !JOINED.test(first) ? begins.at(-1) : "";
  return `${first}${last}`.toLocaleUpperCase();
}

export function avatar(person: protocol.people.Person | undefined): TemplateResult {
  const kind = person?.kind ?? "";
  const letters = initials(person?.name ?? "");
  return html`<span class="avatar kind--${kind || "none"}" data-avatar
    ><svg class="avatar__picture" viewBox="0 0 20 20" aria-hidden="true">
      ${kind || !letters ? svg`<path class="kind__shape" d=${outline(kind)}></path>` : nothing}
      <text class="avatar__letters" x="10" y="10">${letters}</text></svg
    >${kind ? html`<span class="visually-hidden">${label("people.Kind", kind)}</span>` : nothing}</span
  >`;
}
