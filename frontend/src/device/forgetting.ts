/** Whoever has the device next finds nothing of what was typed here, not even by going back.
 *
 *  It is forgotten when the page is left: what it sends is sent already. And when it is shown, since browsers may have
 *  filled forms in again by then, unless somebody was quicker than the last font or picture that was loaded. */
export function forgetWhatWasTyped(page: EventTarget, forget: () => void): void {
  let begun = false;
  // What a browser fills in by itself causes neither of the two.
  for (const kind of ["beforeinput", "click"]) {
    page.addEventListener(kind, () => {
      begun = true;
    });
  }
  page.addEventListener("pagehide", () => {
    begun = false;
    forget();
  });
  page.addEventListener("pageshow", () => {
    if (!begun) forget();
  });
}
