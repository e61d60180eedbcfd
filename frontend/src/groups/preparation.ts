/** The groups that a trainer prepares: each button changes them without a reload, and names can be dragged. Without this
 * script, each button sends the form, and the page comes back with the change. */

import { asked, type Dragged } from "./changes";

const formOf = (target: EventTarget | null) =>
  (target as Element | null)?.closest<HTMLFormElement>("[data-groups]");

/** What a browser would send; the button is named by hand, as older ones do not take it along. */
function entries(form: HTMLFormElement, more: Record<string, string>): URLSearchParams {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
  for (const [name, value] of Object.entries(more)) sent.set(name, value);
  return sent;
}

/** What the server looks for, and does not only change. */
const PLANS = ["plan", "repair", "take"];

/** That it is looking is seen and heard, as long as it does. */
function wait(form: HTMLFormElement, what = ""): void {
  form.setAttribute("aria-busy", "true");
  const sentence = form.querySelector<HTMLElement>("[data-wait]");
  if (!sentence || !PLANS.includes(what.split("-")[0] ?? "")) return;
  sentence.hidden = false;
  say(sentence.innerText);
}

let unsaved = false;

async function send(form: HTMLFormElement, more: Record<string, string>, focus: string): Promise<void> {
  const body = entries(form, more);
  wait(form, more.do);
  const response = await fetch(location.href, { method: "POST", body });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) throw new Error(String(response.status));
  unsaved = more.do !== "save";
  if (page.querySelector("[data-groups]")) show(page, focus);
  else location.assign(response.url);
}

/** Folds stay open, and the focus stays where it was, as far as it is still there. */
function show(page: Document, focus: string): void {
  const open = [...document.querySelectorAll<HTMLDetailsElement>("main details[open][id]")].map(
    ({ id }) => id,
  );
  const shown = document.querySelector("main");
  shown?.replaceChildren(...(page.querySelector("main")?.childNodes ?? []));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const wrong = document.querySelector<HTMLElement>("[data-fault], [data-groups] [aria-invalid=true]");
  (wrong ?? document.getElementById(focus))?.focus();
  say(
    [...document.querySelectorAll<HTMLElement>("main [data-say]")]
      .map((each) => each.innerText.trim())
      .join(" "),
  );
  offerPrinting();
}

function say(text: string): void {
  const region = document.getElementById("said-aloud");
  if (region) region.textContent = text;
}

/** Where it cannot be sent so, the browser sends the form as it would without us, and shows what is wrong. */
function sendPlainly(form: HTMLFormElement, more: Record<string, string>): void {
  for (const [name, value] of Object.entries(more)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  unsaved = false;
  form.submit();
}

function change(form: HTMLFormElement, more: Record<string, string>, focus: string): void {
  if (form.getAttribute("aria-busy") === "true") return;
  send(form, more, focus).catch(() => sendPlainly(form, more));
}

/** On whom was moved, since the button of a group goes with what it did; and on the plans, where some were made. */
function focusAfter(form: HTMLFormElement, button: HTMLButtonElement): string {
  const picked = new FormData(form).get("picked");
  if (button.closest("[data-round]") && picked) return `at-${picked}`;
  return button.value === "plan" ? "plans" : button.id;
}

function offerPrinting(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-prints]");
  if (button) button.hidden = false;
}

document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  const button = event.submitter as HTMLButtonElement | null;
  if (!form || !button) return;
  event.preventDefault();
  change(form, { do: button.value }, focusAfter(form, button));
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if ((event.target as Element).closest("[data-prints]")) window.print();
});

// --- dragging -------------------------------------------------------------------------------------------------------

let dragged: Dragged | null = null;

const near = (target: EventTarget | null, what: string) =>
  (target as Element | null)?.closest<HTMLElement>(`[data-${what}]`)?.dataset[what];

function changeOver(event: DragEvent): string | null {
  const [round, person, group] = ["round", "person", "group"].map((what) => near(event.target, what));
  return dragged && asked(dragged, { round, person, group });
}

document.addEventListener("pointerdown", (event) => {
  const person = (event.target as Element).closest<HTMLElement>("[data-groups] [data-person]");
  if (person) person.draggable = true; // only by those who have a pointer: it is no hint for anybody else
});
document.addEventListener("dragstart", (event) => {
  const [round, person] = [near(event.target, "round"), near(event.target, "person")];
  if (!round || !person) return;
  dragged = { round, person };
  event.dataTransfer?.setData("text/plain", "");
});
document.addEventListener("dragover", (event) => {
  if (changeOver(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const [wanted, form] = [changeOver(event), formOf(event.target)];
  if (!wanted || !dragged || !form) return;
  event.preventDefault();
  const { round, person } = dragged;
  change(form, { do: wanted, picked: `${round}-${person}` }, `at-${round}-${person}`);
});
document.addEventListener("dragend", () => {
  dragged = null;
});

offerPrinting();
