/** What is pressed once is done once, however long a key is held down, and by those who press everything twice, too. */

/** Of a mouse the browser counts the clicks. A finger's second tap comes so soon and so near, ms and px. */
const SOON = 500;
const NEAR = 24;

/** A key that is held down presses a button once: each press would be a command, and too many end the connection. */
export function withoutRepeating(event: KeyboardEvent): void {
  const presses = event.key === "Enter" || event.key === " ";
  if (event.repeat && presses && (event.target as Element).closest("button")) event.preventDefault();
}

interface Pressed {
  button: Element;
  label: string;
  at: number;
  x: number;
  y: number;
}

/** The second click of two does nothing where another act has come under it meanwhile: whoever asks for the floor twice
 *  does not take it back, and no phase is left out. "5 more minutes" stays the same act, and is done twice. */
export class Presses {
  private first: Pressed | null = null;

  /** Before any button hears of it. */
  hear(event: PointerEvent): void {
    const button = (event.target as Element).closest("button");
    if (this.first && isSecond(this.first, event) && button && !isSame(this.first, button)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const { timeStamp: at, clientX: x, clientY: y } = event;
    this.first = button && { button, label: label(button), at, x, y };
  }
}

function isSecond({ at, x, y }: Pressed, event: PointerEvent): boolean {
  if (event.pointerType !== "touch") return event.detail > 1;
  return event.timeStamp - at < SOON && Math.hypot(event.clientX - x, event.clientY - y) < NEAR;
}

function isSame(first: Pressed, button: Element): boolean {
  return first.button === button && first.label === label(button);
}

function label(button: Element): string {
  return button.getAttribute("aria-label") ?? button.textContent ?? "";
}
