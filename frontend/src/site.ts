/** The little that pages need beyond HTML: menus that close, errors that take the focus, words that are kept. */

import { forgetAll, forgetOthers, hasUnsent } from "./lesson/drafts";
import { watchLesson } from "./lesson/lesson";
import { whenRevived } from "./revived";

function closeMenus(except: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (except === null || !menu.contains(except)) menu.open = false;
  }
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const menu = (event.target as Element | null)?.closest?.("details[data-menu][open]");
  closeMenus(null);
  menu?.querySelector("summary")?.focus();
}

document.addEventListener("click", (event) => closeMenus(event.target as Node));
document.addEventListener("keydown", closeOnEscape);
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();

/** Who is logged in; the id of their account. */
const account = document.body.dataset.account ?? "";
/** Something was typed on this page, which a reload would take away; what is written in a lesson is kept. */
let isTouched = false;

function keepWords(): void {
  if (!account) return;
  forgetOthers(localStorage, account);
  document.addEventListener("submit", forgetAtTheEnd);
  const lesson = document.querySelector<HTMLElement>("[data-lesson]");
  if (lesson) watchLesson(lesson, account);
}

/** Whoever logs out, or erases their account, leaves no words on this device. */
function forgetAtTheEnd(event: SubmitEvent): void {
  const { pathname } = new URL((event.target as HTMLFormElement).action);
  if (!/^\/(accounts\/logout|me\/erase)\/$/.test(pathname)) return;
  const leaves = !hasUnsent(localStorage) || window.confirm(document.body.dataset.leaving);
  if (leaves) forgetAll(localStorage);
  else event.preventDefault();
}

try {
  keepWords();
} catch {
  // Storage is switched off: then nothing is kept, and the page works without.
}
document.addEventListener("input", (event) => {
  isTouched ||= !(event.target as Element).closest("[data-lesson]");
});
whenRevived(window, () => {
  if (account && !isTouched) window.location.reload();
});
