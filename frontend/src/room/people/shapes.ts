/** The shape of a kind of organisation, as on all pages: nobody needs the colour. */

import { html, type TemplateResult } from "lit-html";
import { label } from "../labels";

const PATHS: Record<string, string> = {
  authority: "M10 .5 19.5 10 10 19.5.5 10z",
  migrant_organisation: "M10 1.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
  volunteer_initiative: "M10 1.5 19.5 18H.5z",
  culture_club: "M2.5 2.5h15v15h-15z",
  education_provider: "M10 .5l8.5 4.75v9.5L10 19.5l-8.5-4.75v-9.5z",
};
/** For those who named no organisation. */
const DOT = "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z";

export function outline(kind: string): string {
  return PATHS[kind] ?? DOT;
}

export function shape(kind: string): TemplateResult {
  return html`<span class="kind kind--${kind || "none"}"
    ><svg class="kind__shape" viewBox="0 0 20 20" width="15" height="15" aria-hidden="true">
      <path d=${outline(kind)}></path></svg
    >${kind ? html`<span class="visually-hidden">${label("people.Kind", kind)}</span>` : ""}</span
  >`;
}
