/** A list of which each entry has one button is one stop of the Tab key; arrows walk along it, up and down or, in a row, to
 *  the sides. */

const LIST = "[data-one-stop]";
const ROW = "[data-one-stop='row']";
const STOP = ".menu__button, .questions__one";
const ASIDE: Readonly<Record<string, [leftToRight: string, rightToLeft: string]>> = {
  ArrowRight: ["ArrowDown", "ArrowUp"],
  ArrowLeft: ["ArrowUp", "ArrowDown"],
};

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** Where the key leads from one place of so many; undefined if it leads nowhere. */
export function along(key: string, at: number, count: number): number | undefined {
  const to = STEPS[key]?.(at, count - 1);
  return at < 0 || to === at ? undefined : to;
}

/** What a key that leads to the side is in a list that runs down. */
export function downwards(key: string, isRightToLeft: boolean): string {
  return ASIDE[key]?.[isRightToLeft ? 1 : 0] ?? key;
}

export class ListStops {
  constructor(private readonly container: HTMLElement) {
    container.addEventListener("focusin", (event) => this.entered(event.target as Element));
    container.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** After each drawing: where somebody was, or else the first. */
  settle(): void {
    for (const list of this.container.querySelectorAll(LIST)) {
      const all = stops(list);
      choose(all, all.find((each) => each.dataset.stop !== undefined) ?? all[0]);
    }
  }

  private entered(target: Element): void {
    const list = target.matches(STOP) ? target.closest(LIST) : null;
    if (list) choose(stops(list), target as HTMLElement);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const target = event.target as HTMLElement;
    const list = target.matches(STOP) ? target.closest(LIST) : null;
    if (!list) return;
    const all = stops(list);
    const key = list.matches(ROW)
      ? downwards(event.key, getComputedStyle(list).direction === "rtl")
      : event.key;
    const to = along(key, all.indexOf(target), all.length);
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  }
}

function stops(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(STOP)];
}

function choose(all: HTMLElement[], chosen: HTMLElement | undefined): void {
  for (const each of all) {
    each.tabIndex = each === chosen ? 0 : -1;
    if (each === chosen) each.dataset.stop = "";
    else delete each.dataset.stop;
  }
}
