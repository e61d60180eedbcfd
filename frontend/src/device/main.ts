import { sendOnce } from "../sending";
import { Steps } from "./steps";

/** Whoever has the device next finds nothing of what was typed here, not even by going back. */
const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-forgets]")];
const asked = forms.map((form) => Steps.of(form));

function forget(): void {
  for (const form of forms) form.reset();
  for (const steps of asked) steps?.show(0);
}

// When the page is left, what it sends is sent already; and browsers that fill forms in again do so before it is shown.
window.addEventListener("pagehide", forget);
window.addEventListener("pageshow", forget);
sendOnce(window);
