/** F6 leads from one named part of the page to the next, Shift+F6 back, as in other programs. */

const PARTS = ".banner, .top, .tabs, .panel, .listen, .doing";

export function throughParts(container: HTMLElement, inConversation: () => HTMLElement | null): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
    const part = beyond(shown(container), document.activeElement, event.shiftKey ? -1 : 1);
    if (!part) return;
    event.preventDefault();
    enter(part, inConversation);
  });
}

function shown(container: HTMLElement): HTMLElement[] {
  const parts = [...container.querySelectorAll<HTMLElement>(PARTS)];
  return parts.filter((each) => each.getClientRects().length && each.childElementCount);
}

/** From the last one to the first; from outside of all, to the first or the last. */
function beyond(parts: HTMLElement[], focused: Element | null, step: 1 | -1): HTMLElement | undefined {
  const now = parts.findIndex((each) => each.contains(focused));
  const to = now < 0 ? (step > 0 ? 0 : -1) : (now + step) % parts.length;
  return parts.at(to);
}

function enter(part: HTMLElement, inConversation: () => HTMLElement | null): void {
  const inside = part.matches("[data-listen]")
    ? (inConversation() ?? part.querySelector<HTMLElement>("#scroll"))
    : null;
  const target = inside ?? part;
  if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
}
