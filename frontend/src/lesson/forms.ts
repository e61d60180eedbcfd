/** Watches the forms of a page whose words are kept, and forgets what the server says that it has stored. */

import { LessonDrafts } from "./drafts";
import { sayer } from "./lesson";
import { FormSheet } from "./sheet";
import { Written } from "./written";

export function watchForms(page: Document, account: string): void {
  const drafts = new LessonDrafts(() => localStorage, account);
  for (const { dataset } of page.querySelectorAll<HTMLElement>("[data-words-of]")) {
    drafts.drop(dataset.wordsOf ?? "");
  }
  const watched = new Map<string, Written>();
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-keeps]")) {
    const name = form.dataset.keeps ?? "";
    const isRefused = form.querySelector("[data-error-summary]") !== null;
    const written = new Written(drafts, name, new FormSheet(form), isRefused, sayer(form, form, form));
    watched.set(name, watch(form, written));
  }
  window.addEventListener("storage", ({ key }) => watched.get(drafts.exerciseOf(key))?.mirrored());
}

function watch(form: HTMLFormElement, written: Written): Written {
  written.start();
  form.addEventListener("input", () => written.changed());
  form.addEventListener("submit", (event) => {
    if (!written.submitted(navigator.onLine)) event.preventDefault();
  });
  return written;
}
