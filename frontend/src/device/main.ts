/** Whoever has the device next finds nothing of what was typed here, not even by going back. */

function forget(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-forgets]")) form.reset();
}

// When the page is left, what it sends is sent already; and browsers that fill forms in again do so before it is shown.
window.addEventListener("pagehide", forget);
window.addEventListener("pageshow", forget);
