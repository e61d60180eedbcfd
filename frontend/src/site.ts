/** The little that pages need beyond HTML: menus that close, errors that take the focus, messages that are heard, words
 * that are kept. */

import { Dialogue } from "./lesson/dialogue";
import { adoptGuests, forgetAll, forgetOthers, GUEST, hasUnsent } from "./lesson/drafts";
import { watchForms } from "./lesson/forms";
import { watchLesson } from "./lesson/lesson";
import { offerExplaining } from "./lesson/mentions";
import { offerMoving } from "./lesson/ordering";
import { leadToFields } from "./lesson/refused";
import { whenRevived } from "./revived";
import { sendOnce } from "./sending";

function closeMenus(except: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    // What lies behind an open menu on a phone belongs to it, and closes it.
    if (except === menu || !menu.contains(except)) menu.open = false;
  }
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const menu = (event.target as Element | null)?.closest?.("details[data-menu][open]");
  closeMenus(null);
  menu?.querySelector("summary")?.focus();
}

/** What stands in a live region when it is loaded is not read aloud: it is said in an empty one, once that is known. */
function sayAloud(): void {
  const region = document.getElementById("said-aloud");
  const said = [...document.querySelectorAll<HTMLElement>("[data-say]")].map((each) => each.innerText.trim());
  if (region && said.length) region.textContent = [...new Set(said)].join(" ");
}

/** The page reckons whether the header's links have room in one line; other letters, sizes and spacings are measured. */
function fitHeader(header: HTMLElement, inner: HTMLElement): void {
  header.classList.remove("header--cramped");
  const shown = ([...inner.children] as HTMLElement[]).filter((each) => each.offsetHeight > 0);
  const middles = new Set(shown.map((each) => Math.round((2 * each.offsetTop + each.offsetHeight) / 8)));
  header.classList.toggle("header--cramped", middles.size > 1 || inner.scrollWidth > inner.clientWidth);
}

const header = document.querySelector<HTMLElement>("[data-header]");
const inner = header?.querySelector<HTMLElement>("[data-header-line]");
if (header && inner) {
  const sizes = new ResizeObserver(() => fitHeader(header, inner));
  for (const each of [inner, ...inner.children]) sizes.observe(each);
}

document.addEventListener("click", (event) => closeMenus(event.target as Node));
document.addEventListener("keydown", closeOnEscape);
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
window.addEventListener("load", () => window.setTimeout(sayAloud, 500));

/** Only where the browser lets us: without it, people mark the link and copy it themselves. */
function offerCopying(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset.copies ?? "") as HTMLInputElement | null;
  const said = button.parentElement?.parentElement?.querySelector<HTMLElement>("[data-copied]");
  if (!field || !said || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    await navigator.clipboard.writeText(field.value);
    said.textContent = said.dataset.copied ?? "";
  });
}

document.querySelectorAll<HTMLButtonElement>("button[data-copies]").forEach(offerCopying);

document.querySelectorAll<HTMLElement>("[data-ordering]").forEach(offerMoving);
document.querySelectorAll<HTMLElement>("[data-error-summary]").forEach(leadToFields);
document.querySelectorAll<HTMLElement>("[data-dialogue]").forEach((section) => {
  new Dialogue(section).offer();
});
document.querySelectorAll<HTMLDialogElement>("[data-explanation]").forEach(offerExplaining);

/** Who is logged in; the id of their account. */
const account = document.body.dataset.account ?? "";
/** Something was typed on this page, which a reload would take away; what is written in a lesson is kept. */
let isTouched = false;

/** The device, and this tab, which keeps the words of a room that somebody logged out of in another tab. */
const stored = () => [localStorage, sessionStorage];

/** The answer to a logout brings this cookie, whichever page it was on: then nothing is left on this device. */
const LEFT = "left=1";

function forgetWhoLeft(): void {
  if (!document.cookie.split("; ").includes(LEFT)) return;
  stored().forEach(forgetAll);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = "left=; path=/; max-age=0";
}

function keepWords(): void {
  forgetWhoLeft();
  if (account) beOnesOwn();
  const lesson = document.querySelector<HTMLElement>("[data-lesson]");
  if (lesson) watchLesson(lesson, account || GUEST);
}

function beOnesOwn(): void {
  adoptGuests(sessionStorage, localStorage, account);
  for (const each of stored()) forgetOthers(each, account);
  watchForms(document, account);
  document.addEventListener("submit", askBeforeTheEnd);
}

/** Whoever logs out, or erases their account, leaves no words on this device, and is asked if some are not sent. */
function askBeforeTheEnd(event: SubmitEvent): void {
  const { pathname } = new URL((event.target as HTMLFormElement).action);
  if (!/^\/(accounts\/logout|me\/erase)\/$/.test(pathname) || !hasUnsent(localStorage)) return;
  if (!window.confirm(document.body.dataset.leaving)) event.preventDefault();
}

try {
  keepWords();
} catch {
  // Storage is switched off: then nothing is kept, and the page works without.
}
document.addEventListener("input", (event) => {
  isTouched ||= !(event.target as Element).closest("[data-lesson], [data-keeps]");
});
sendOnce(window);
whenRevived(window, () => {
  if (account && !isTouched) window.location.reload();
});
