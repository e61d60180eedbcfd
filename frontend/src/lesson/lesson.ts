/** Watches the exercises of a lesson, so that no word of theirs is lost, whatever happens to page, window or login. */

import { type Draft, GUEST, LessonDrafts } from "./drafts";
import { Keeping, type Saying } from "./keeping";
import { FormSheet } from "./sheet";

/** How long somebody pauses before what they write for themselves is saved, ms. */
const PAUSE = 2_000;

export function watchLesson(lesson: HTMLElement, account: string): void {
  const drafts = new LessonDrafts(() => (account === GUEST ? sessionStorage : localStorage), account);
  const watched = new Map<string, Keeping>();
  for (const section of lesson.querySelectorAll<HTMLElement>("[data-activity]")) {
    const keeping = watch(section, lesson, drafts);
    if (keeping) watched.set(nameOf(section, lesson), keeping);
  }
  window.addEventListener("storage", ({ key }) => watched.get(drafts.exerciseOf(key))?.mirrored());
  window.addEventListener("online", () => {
    for (const each of watched.values()) each.connected();
  });
}

function watch(section: HTMLElement, lesson: HTMLElement, drafts: LessonDrafts): Keeping | null {
  const form = section.querySelector("form");
  const exercise = {
    name: nameOf(section, lesson),
    stored: (section.dataset.stored ?? "").split(" "),
    isUnsent: "unsent" in section.dataset,
  };
  if (!form) {
    forgetStored(drafts.find(exercise.name), exercise.stored, () => drafts.drop(exercise.name));
    return null;
  }
  const keeping = new Keeping(drafts, exercise, new FormSheet(form), sayer(form, section, lesson));
  keeping.start();
  form.addEventListener("input", () => keeping.changed());
  form.addEventListener("submit", (event) => {
    if (!keeping.submitted(navigator.onLine)) event.preventDefault();
  });
  if ("saves" in section.dataset) saveByItself(form, keeping);
  return keeping;
}

/** A copied lesson has blocks with the same ids: only with its lesson it is known which exercise is meant. */
function nameOf(section: HTMLElement, lesson: HTMLElement): string {
  return `${lesson.dataset.lesson ?? ""}/${section.dataset.activity ?? ""}`;
}

/** An exercise that was answered shows no form. What was chosen since, to try again, waits until one is there. */
function forgetStored(draft: Draft | null, stored: string[], drop: () => void): void {
  if (draft && stored.includes(draft.key)) drop();
}

/** Some exercises have words of their own for what happens to them. */
export function sayer(
  form: HTMLFormElement,
  section: HTMLElement,
  lesson: HTMLElement,
): (saying: Saying) => void {
  const status = document.createElement("p");
  status.className = "activity__status";
  status.setAttribute("role", "status");
  form.append(status);
  return (saying) => {
    const words = saying ? (section.dataset[saying] ?? lesson.dataset[saying] ?? "") : "";
    if (status.textContent !== words) status.textContent = words; // those who listen hear it once
    status.toggleAttribute("data-say", saying === "restored"); // it comes with the page, and would not be heard
  };
}

function saveByItself(form: HTMLFormElement, keeping: Keeping): void {
  let timer = 0;
  const save = () => {
    window.clearTimeout(timer);
    if (navigator.onLine) void keeping.save(() => post(form));
  };
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

/** Stored is what leads back to the lesson. Anything else stays on this device, and the button says what is wrong. */
async function post(form: HTMLFormElement): Promise<boolean> {
  try {
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
    return answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}
