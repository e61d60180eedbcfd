/** How long phases take, and what does not fit: shown where they are written, for a session and in the CMS. */

import { type Misfit, misfits } from "./clock";

export function show(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** All sentences stand on the page; those that do not apply are hidden. */
export function showMisfits(within: ParentNode, found: readonly Misfit[]): void {
  for (const each of within.querySelectorAll<HTMLElement>("[data-misfit]")) {
    each.hidden = !found.includes(each.dataset.misfit as Misfit);
  }
}

/** With which kind of phase something begins, and how many minutes it takes. */
export type Part = readonly [code: string, minutes: number];

/** The parts of an agenda in the CMS, in their order: phases, and methods, of which the page knows how long they take. */
export function partsOf(field: (name: string) => string, methods: Readonly<Record<string, Part>>): Part[] {
  const numbers = Array.from({ length: Number(field("phases-count")) || 0 }, (_, n) => `phases-${n}`);
  return numbers
    .filter((each) => !field(`${each}-deleted`))
    .sort((one, other) => Number(field(`${one}-order`)) - Number(field(`${other}-order`)))
    .map((each) =>
      field(`${each}-type`) === "method"
        ? (methods[field(`${each}-value`)] ?? ["", 0])
        : [field(`${each}-value-code`), Number.parseInt(field(`${each}-value-minutes`), 10) || 0],
    );
}

function reckon(form: HTMLFormElement, panel: HTMLElement, methods: Readonly<Record<string, Part>>): void {
  const data = new FormData(form);
  const field = (name: string) => String(data.get(name) ?? "");
  const parts = partsOf(field, methods);
  const total = parts.reduce((sum, [, minutes]) => sum + minutes, 0);
  const planned = field("planned_minutes");
  show(panel.querySelector("[data-total]"), String(total));
  showMisfits(
    panel,
    parts.length ? misfits(parts[0]?.[0] ?? "", total, planned ? Number(planned) : null) : [],
  );
}

/** In the CMS, whose blocks come, go and move while somebody writes. */
export function watchTimetable(panel: HTMLElement): void {
  const form = panel.closest("form");
  if (!form) return;
  const methods = JSON.parse(panel.querySelector("script")?.textContent ?? "{}") as Record<string, Part>;
  const follow = () => reckon(form, panel, methods);
  form.addEventListener("input", follow);
  form.addEventListener("change", follow);
  new MutationObserver(follow).observe(form, { childList: true, subtree: true });
  follow();
}
