/** A menu opens where there is room for it. */

interface Extent {
  top: number;
  bottom: number;
}

export function side(button: Extent, height: number, within: Extent): "above" | "below" {
  const below = within.bottom - button.bottom;
  return height > below && button.top - within.top > below ? "above" : "below";
}

export function placeMenus(container: Element): void {
  for (const entries of container.querySelectorAll<HTMLElement>("[open] > [data-entries]")) {
    const button = entries.parentElement?.getBoundingClientRect();
    const within = entries.closest("#scroll, [data-column], [data-page]")?.getBoundingClientRect();
    if (button && within) entries.dataset.side = side(button, entries.offsetHeight, within);
  }
}
