/** The agenda of a session: phases move without a reload, the clock follows at once, and nothing typed is lost. Without
 * this script, each button sends the form, and the page comes back with the change. */

import { FORMATIONS, MODES, SPOKEN } from "../room/guidance/words";
import type * as protocol from "../room/protocol";
import { misfits, slots } from "./clock";
import { type Fitting, watchFitting } from "./fitting";
import { AgendaDrafts, type Entries, entriesOf } from "./kept";
import { show, showMisfits } from "./timetable";

declare function gettext(text: string): string;
declare function interpolate(text: string, words: Record<string, unknown>, named: true): string;

const phasesOf = (form: Element) => [...form.querySelectorAll<HTMLElement>("[data-phase]")];
const value = (phase: Element, name: string) =>
  phase.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-field="${name}"] :is(input, select)`)
    ?.value ?? "";
const minutesOf = (phase: Element) => Math.max(0, Number.parseInt(value(phase, "minutes"), 10) || 0);

function say(text: string): void {
  const region = document.getElementById("said-aloud");
  if (region) region.textContent = text;
}

/** Clock, sum and warnings, by what stands in the form now. */
function reckon(form: HTMLFormElement): void {
  const phases = phasesOf(form);
  const minutes = phases.map(minutesOf);
  const total = minutes.reduce((sum, each) => sum + each, 0);
  const shown = slots(form.dataset.begins ?? "", minutes);
  phases.forEach((phase, n) => {
    show(phase.querySelector("[data-clock]"), shown[n] ?? "");
    show(phase.querySelector("[data-title]"), value(phase, "title") || "…");
  });
  show(form.querySelector("[data-total]"), String(total));
  showMisfits(form, misfits(phases[0] ? value(phases[0], "code") : "", total, plannedOf(form)));
}

function plannedOf(form: HTMLFormElement): number | null {
  return form.dataset.planned ? Number(form.dataset.planned) : null;
}

function moved(form: HTMLFormElement, phase: HTMLElement): void {
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const phases = phasesOf(form);
  const words = {
    title: value(phase, "title"),
    place: phases.indexOf(phase) + 1,
    count: phases.length,
    clock: phase.querySelector("[data-clock]")?.textContent ?? "",
  };
  say(interpolate(gettext("“%(title)s” is phase %(place)s of %(count)s now, %(clock)s."), words, true));
}

/** By its buttons; the focus stays on the button. */
function moveByButton(form: HTMLFormElement, event: MouseEvent): void {
  const button = (event.target as Element).closest<HTMLButtonElement>("button[name=do]");
  const phase = button?.closest<HTMLElement>("[data-phase]");
  const [way] = button?.value.split("-") ?? [];
  if (!button || !phase || (way !== "up" && way !== "down")) return;
  event.preventDefault();
  const other = way === "up" ? phase.previousElementSibling : phase.nextElementSibling;
  if (!other) return;
  if (way === "up") other.before(phase);
  else other.after(phase);
  button.focus();
  moved(form, phase);
}

/** By dragging its head: text in its fields can still be marked. */
function moveByDragging(form: HTMLFormElement): void {
  let dragged: HTMLElement | null = null;
  const phaseAt = (event: Event) => (event.target as Element).closest<HTMLElement>("[data-phase]");
  for (const head of form.querySelectorAll<HTMLElement>("[data-head]")) head.draggable = true;
  form.addEventListener("dragstart", (event) => {
    dragged = phaseAt(event);
    dragged?.classList.add("agenda__phase--dragged");
    event.dataTransfer?.setData("text/plain", dragged?.dataset.row ?? "");
  });
  form.addEventListener("dragover", (event) => {
    const over = phaseAt(event);
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
    reckon(form);
  });
  form.addEventListener("drop", (event) => event.preventDefault());
  form.addEventListener("dragend", () => {
    dragged?.classList.remove("agenda__phase--dragged");
    if (dragged) moved(form, dragged);
    dragged = null;
  });
}

/** The server draws the form anew with what was typed: it may have other phases than this page. */
function putBack(form: HTMLFormElement, entries: Entries): void {
  const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const sent = Object.assign(document.createElement("form"), { method: "post" });
  for (const [name, text] of [["csrfmiddlewaretoken", token] as const, ...entries]) {
    sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: text }));
  }
  document.body.append(sent);
  sent.submit();
}

function keepTyped(form: HTMLFormElement): void {
  const { session = "", version = "" } = form.dataset;
  const drafts = new AgendaDrafts(() => localStorage, document.body.dataset.account ?? "", session, version);
  const found = drafts.find(entriesOf(form));
  const note = form.querySelector<HTMLElement>("[data-kept]");
  if (note && found) {
    note.hidden = false;
    note.querySelector("[data-restore]")?.addEventListener("click", () => putBack(form, found));
    note.querySelector("[data-drop]")?.addEventListener("click", () => {
      drafts.drop();
      note.hidden = true;
    });
  }
  form.addEventListener("input", () => drafts.keep(entriesOf(form)));
}

/** There people do what the mode says, and the sentence for the formation is for those who stay in the plenary. */
const APART = new Set(["pairs", "triads", "groups"]);

function guide(shown: HTMLElement): void {
  const { mode, formation = "", medium } = shown.dataset;
  const forFormation = APART.has(formation) ? null : FORMATIONS[formation as protocol.agenda.Formation];
  const ofMode = (medium === "spoken" ? SPOKEN : MODES)[mode as protocol.agenda.Mode];
  shown.textContent = (forFormation ?? ofMode).participant();
}

const form = document.querySelector<HTMLFormElement>("[data-agenda]");
if (form) {
  form.classList.add("agenda--lively");
  watchFitting(form, JSON.parse(document.getElementById("fitting")?.textContent ?? "{}") as Fitting);
  keepTyped(form);
  form.addEventListener("input", () => reckon(form));
  form.addEventListener("click", (event) => moveByButton(form, event));
  moveByDragging(form);
}
document.querySelectorAll<HTMLElement>("[data-guidance]").forEach(guide);
