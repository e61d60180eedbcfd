/** A form goes once. Whoever presses twice, or again because nothing happens yet, would plan two sessions, or write the
 *  same letter to everybody twice. */

import { whenRevived } from "./revived";

/** For so long, ms: by then the next page is there, or the answer was a file and the page has stayed. */
const UNDER_WAY = 5000;

export function sendOnce(page: Window): void {
  let sent = new WeakMap<EventTarget, number>();
  // Last of all who hear of it: what they send themselves, or ask about first, is not on its way.
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const posts = form.getAttribute("method")?.toLowerCase() === "post"; // a field may be called "method"
    if (event.defaultPrevented || !posts) return;
    const before = sent.get(form);
    if (before !== undefined && event.timeStamp - before < UNDER_WAY) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  whenRevived(page, () => {
    sent = new WeakMap();
  });
}
