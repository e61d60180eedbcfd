/** Words of the glossary in the text of a lesson: a tap opens what they mean, where they stand. On a phone it is a sheet
 * at the lower edge. Without this script they lead to the glossary. */

/** From the window's edges, px. */
const MARGIN = 8;
/** As wide as the sheet of `course.css` begins. */
const PHONE = "(max-width: 40rem)";

export function offerExplaining(dialog: HTMLDialogElement): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-mention]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      // Whoever wants another tab has the glossary in it.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      explain(dialog, link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault(); // it would scroll
      explain(dialog, link);
    });
  }
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  // The dialog fills itself with its parts: what is tapped beside them is the page behind it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && !isWithin(dialog, event)) dialog.close();
  });
}

/** Focus goes into it, stays in it, and comes back to the word: a modal dialog does that by itself, and Escape too. */
function explain(dialog: HTMLDialogElement, link: HTMLAnchorElement): void {
  const slug = link.dataset.mention ?? "";
  const term = document.querySelector<HTMLElement>(`[data-term="${CSS.escape(slug)}"]`);
  if (!term) return;
  fill(dialog, "[data-word]", term.querySelector("dt"));
  fill(dialog, "[data-definition]", term.querySelector("dd"));
  (dialog.querySelector("[data-glossary]") as HTMLAnchorElement).href = link.href;
  dialog.showModal();
  place(dialog, link);
}

function fill(dialog: HTMLElement, selector: string, source: Element | null): void {
  (dialog.querySelector(selector) as HTMLElement).textContent = source?.textContent ?? "";
}

/** Below the word, or above it where there is more room. */
function place(dialog: HTMLElement, link: HTMLElement): void {
  dialog.style.removeProperty("inset");
  if (window.matchMedia(PHONE).matches) return;
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const below = word.bottom + MARGIN;
  const top = below + height > window.innerHeight ? Math.max(MARGIN, word.top - MARGIN - height) : below;
  const isMirrored = getComputedStyle(link).direction === "rtl";
  const start = isMirrored ? word.right - width : word.left;
  const left = Math.min(Math.max(MARGIN, start), document.documentElement.clientWidth - width - MARGIN);
  dialog.style.inset = `${top}px auto auto ${left}px`;
}

function isWithin(dialog: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}
