/** Where somebody writes a phase, in the CMS or for a session: what its mode and formation do not need is not shown. */

export interface Fit {
  modes: readonly string[];
  formations: readonly string[];
}

/** By field, as the core says it. */
export type Fitting = Readonly<Record<string, Fit>>;

/** What already says something stays in sight: nothing that is hidden has an effect. */
export function isShown(fit: Fit | undefined, mode: string, formation: string, isSet: boolean): boolean {
  return isSet || !fit || (fit.modes.includes(mode) && fit.formations.includes(formation));
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Of a field of Wagtail, or one of our own forms. */
const field = (phase: Element, name: string) =>
  phase.querySelector<HTMLElement>(`[data-contentpath="${name}"], [data-field="${name}"]`);

function inputs(of: Element): Input[] {
  return [...of.querySelectorAll<Input>("input, textarea, select")];
}

function says(input: Input): boolean {
  if (input instanceof HTMLSelectElement || input.type === "hidden") return false;
  if (input instanceof HTMLInputElement && input.type === "checkbox") return input.checked;
  return input.value.trim() !== "" && input.value !== "0";
}

function chosen(phase: Element, name: string): string {
  return field(phase, name)?.querySelector("select")?.value ?? "";
}

function fit(phase: Element, fitting: Fitting): void {
  const [mode, formation] = [chosen(phase, "mode"), chosen(phase, "formation")];
  for (const [name, where] of Object.entries(fitting)) {
    const each = field(phase, name);
    if (each) each.hidden = !isShown(where, mode, formation, inputs(each).some(says));
  }
}

export function showWhatFits(root: ParentNode, fitting: Fitting): void {
  for (const phase of root.querySelectorAll("[data-phase]")) fit(phase, fitting);
}

/** Now, after each choice, and when a phase has been added. */
export function watchFitting(root: HTMLElement, fitting: Fitting): void {
  const show = () => showWhatFits(root, fitting);
  root.addEventListener("change", show);
  new MutationObserver(show).observe(root, { childList: true, subtree: true });
  show();
}
