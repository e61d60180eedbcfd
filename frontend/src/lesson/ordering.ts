/** Steps that are moved by buttons. What is sent are the numbers of places, which work without this script as well. */

/** The list with one entry moved by so many places; at an end it stays. */
export function moved<T>(list: readonly T[], entry: T, by: number): T[] {
  const from = list.indexOf(entry);
  const to = Math.min(Math.max(from + by, 0), list.length - 1);
  const rest = list.filter((each) => each !== entry);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}

/** By the numbers that were given; whatever has none, or that of another, stays behind those that were there first. */
export function inPlaces<T>(list: readonly T[], placeOf: (entry: T) => number): T[] {
  const place = (entry: T) => placeOf(entry) || list.length + 1;
  return [...list].sort((one, other) => place(one) - place(other));
}

export class Ordering {
  constructor(
    private readonly list: HTMLElement,
    private readonly status: HTMLElement | null,
  ) {}

  offer(): void {
    this.arrange();
    this.list.classList.add("ordering--movable");
    for (const buttons of this.list.querySelectorAll<HTMLElement>("[data-buttons]")) buttons.hidden = false;
    this.list.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-by]");
      if (button) this.move(button);
    });
    // What was kept on the device comes back as numbers.
    this.list.closest("form")?.addEventListener("restored", () => this.arrange());
  }

  private get steps(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-step]")];
  }

  private arrange(): void {
    this.show(inPlaces(this.steps, (step) => Number(placeOf(step).value)));
  }

  private move(button: HTMLElement): void {
    const step = button.closest<HTMLElement>("[data-step]");
    if (!step) return;
    const before = this.steps;
    const after = moved(before, step, Number(button.dataset.by));
    this.show(after);
    button.focus(); // it was taken out of the page with its step
    this.say(step, after.indexOf(step) + 1, after.length);
    if (after.indexOf(step) !== before.indexOf(step)) {
      placeOf(step).dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  private show(steps: HTMLElement[]): void {
    this.list.append(...steps);
    steps.forEach((step, index) => {
      placeOf(step).value = String(index + 1);
      for (const button of step.querySelectorAll<HTMLElement>("[data-by]")) {
        const end = Number(button.dataset.by) < 0 ? 0 : steps.length - 1;
        button.setAttribute("aria-disabled", String(index === end));
      }
    });
  }

  private say(step: HTMLElement, place: number, all: number): void {
    if (!this.status) return;
    const known: Record<string, string> = {
      step: step.querySelector("[data-words]")?.textContent ?? "",
      place: String(place),
      all: String(all),
    };
    const words = this.list.dataset.moved ?? "";
    this.status.textContent = words.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "");
  }
}

export function offerMoving(list: HTMLElement): void {
  new Ordering(list, list.parentElement?.querySelector("[data-ordering-status]") ?? null).offer();
}

function placeOf(step: HTMLElement): HTMLSelectElement {
  return step.querySelector("select") as HTMLSelectElement;
}
