/** A form that asks one thing after the other. Without this, all of them stand below each other. */
export class Steps {
  private at = 0;

  private constructor(
    private readonly parts: readonly HTMLElement[],
    private readonly next: HTMLButtonElement,
    private readonly back: HTMLButtonElement,
    private readonly send: HTMLButtonElement,
  ) {}

  /** Nothing where only one thing is asked. */
  static of(form: HTMLFormElement): Steps | null {
    const parts = [...form.querySelectorAll<HTMLElement>("[data-step]")];
    const [next, back, send] = ["next", "back", "send"].map((name) =>
      form.querySelector<HTMLButtonElement>(`[data-${name}]`),
    );
    if (parts.length < 2 || !next || !back || !send) return null;
    const steps = new Steps(parts, next, back, send);
    next.addEventListener("click", () => steps.goOn());
    back.addEventListener("click", () => steps.go(steps.at - 1));
    form.addEventListener("invalid", (event) => steps.lack(event.target as Node), true);
    steps.show(0);
    return steps;
  }

  show(place: number): void {
    this.at = place;
    for (const [each, part] of this.parts.entries()) part.hidden = each !== place;
    this.back.hidden = place === 0;
    this.next.hidden = place === this.parts.length - 1;
    this.send.hidden = !this.next.hidden;
  }

  private goOn(): void {
    const missing = this.missing();
    if (missing) missing.reportValidity();
    else this.go(this.at + 1);
  }

  private go(place: number): void {
    this.show(place);
    const heading = this.parts[place]?.querySelector<HTMLElement>("legend");
    if (!heading) return;
    heading.tabIndex = -1; // read out, and the keyboard goes on from here
    heading.focus();
  }

  /** The Enter key sends from a step in between, too: then what is missing is hidden, and the browser says nothing. */
  private lack(field: Node): void {
    const place = this.parts.findIndex((part) => part.contains(field));
    if (place > this.at && !this.missing()) this.go(place);
  }

  private missing(): HTMLInputElement | null {
    return this.parts[this.at]?.querySelector<HTMLInputElement>("input:invalid") ?? null;
  }
}
