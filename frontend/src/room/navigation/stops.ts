/** The conversation is one stop of the Tab key, however much was said; arrows walk inside it. */

const CONTRIBUTION = ".said[id]";
/** What a contribution has to press; everything else in it, a form for example, is reached by Tab. */
const CONTROLS = ".reference, .menu__button";
const ENTRY = ".menu__entry";

type Find = (from: Element) => Element | null;

export class Stops {
  /** Where somebody was last; nowhere if that was the newest, as they follow then. */
  private chosen = "";

  /** `open` opens what can be done with a contribution; `lead` leads to an end of all, which may not be drawn yet. */
  constructor(
    private readonly container: HTMLElement,
    private readonly open: (id: number) => void,
    private readonly lead: (to: "first" | "last") => void,
  ) {
    container.addEventListener("focusin", (event) => this.entered(event.target as Element));
    container.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** After each drawing exactly one contribution can be tabbed to; where there is none, the part that scrolls. */
  settle(): void {
    const scroll = this.container.querySelector<HTMLElement>("#scroll");
    const wanted = this.current;
    for (const each of this.container.querySelectorAll<HTMLElement>(`${CONTRIBUTION}[tabindex="0"]`)) {
      if (each !== wanted) each.tabIndex = -1;
    }
    if (wanted) wanted.tabIndex = 0;
    if (scroll) scroll.tabIndex = wanted ? -1 : 0;
  }

  /** The one that Tab and F6 lead to. */
  get current(): HTMLElement | null {
    const talk = this.container.querySelector("[data-talk]");
    const chosen = this.chosen ? talk?.querySelector<HTMLElement>(`:scope > [id="${this.chosen}"]`) : null;
    return chosen ?? (last(talk) as HTMLElement | null);
  }

  private entered(target: Element): void {
    const contribution = target.closest(CONTRIBUTION);
    if (!contribution) return;
    this.chosen = next(contribution) ? contribution.id : "";
    this.settle();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const target = event.target as Element;
    const contribution = target.closest(CONTRIBUTION);
    if (!contribution) return;
    const moved = target.matches(ENTRY)
      ? alongMenu(event.key, target)
      : this.along(event.key, target, contribution);
    if (!moved) return;
    event.preventDefault();
    (moved as HTMLElement).focus();
  }

  private along(key: string, target: Element, contribution: Element): Element | null {
    if (target !== contribution && !target.matches(CONTROLS)) return null;
    if (key === "Enter" && target === contribution) return this.act(contribution);
    if (key === "Home" || key === "End") {
      this.lead(key === "Home" ? "first" : "last");
      return contribution;
    }
    return beside(key, target, contribution) ?? BETWEEN[key]?.(contribution) ?? null;
  }

  private act(contribution: Element): Element | null {
    if (!contribution.querySelector("[data-menu]")) return contribution.querySelector(CONTROLS);
    this.open(Number(contribution.id.slice(1)));
    return contribution; // the focus goes on to the first entry when it is drawn
  }
}

const BETWEEN: Record<string, Find> = {
  ArrowDown: (from) => (reaches(from, 1) ? null : next(from)),
  ArrowUp: (from) => (reaches(from, -1) ? null : previous(from)),
  PageDown: (from) => screenful(from, next),
  PageUp: (from) => screenful(from, previous),
};

/** Whether a long one goes on beyond what is shown: the browser scrolls it then. */
function reaches(contribution: Element, direction: 1 | -1): boolean {
  const scroll = contribution.closest("#scroll");
  if (!scroll) return false;
  const own = contribution.getBoundingClientRect();
  const shown = scroll.getBoundingClientRect();
  return direction > 0
    ? own.bottom > Math.min(shown.bottom, window.innerHeight) + 1 && own.height > shown.height
    : own.top < Math.max(shown.top, 0) - 1 && own.height > shown.height;
}

/** The one that is about as far away as what one sees is high. */
function screenful(from: Element, step: Find): Element | null {
  const start = from.getBoundingClientRect().top;
  const far = (from.closest("#scroll")?.clientHeight || window.innerHeight) * 0.8;
  let found: Element | null = null;
  for (let each = step(from); each; each = step(each)) {
    found = each;
    if (Math.abs(each.getBoundingClientRect().top - start) >= far) break;
  }
  return found;
}

/** Along what one contribution has to press, and back to itself. */
function beside(key: string, target: Element, contribution: Element): Element | null {
  if (key === "Escape" && target !== contribution) return contribution;
  const ahead = getComputedStyle(contribution).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key !== "ArrowRight" && key !== "ArrowLeft") return null;
  const stops = [contribution, ...contribution.querySelectorAll(CONTROLS)];
  return stops[stops.indexOf(target) + (key === ahead ? 1 : -1)] ?? null;
}

function alongMenu(key: string, entry: Element): Element | null {
  if (key === "ArrowDown") return entry.nextElementSibling;
  return key === "ArrowUp" ? entry.previousElementSibling : null;
}

function next(from: Element): Element | null {
  return nearest(from.nextElementSibling, (each) => each.nextElementSibling);
}

function previous(from: Element): Element | null {
  return nearest(from.previousElementSibling, (each) => each.previousElementSibling);
}

function last(talk: Element | null): Element | null {
  return nearest(talk?.lastElementChild ?? null, (each) => each.previousElementSibling);
}

/** Between contributions stand lines, and own ones that were not sent yet. */
function nearest(from: Element | null, step: Find): Element | null {
  let each = from;
  while (each && !each.matches(CONTRIBUTION)) each = step(each);
  return each;
}
