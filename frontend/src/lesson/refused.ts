/** What was refused in a lesson: its link leads into the exercise, to the first field that has to be changed. Without this
 * script it leads to the exercise. */

const FIELDS = "input:not([type=hidden]), textarea, select";

export function leadToFields(summary: HTMLElement): void {
  summary.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#']");
    const field = link && fieldIn(document.getElementById(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
}

/** A group of options says that none is chosen; what takes the focus is the first of them that shows. */
function fieldIn(exercise: HTMLElement | null): HTMLElement | null {
  if (!exercise?.matches("[data-activity]")) return null;
  const wrong = [...exercise.querySelectorAll<HTMLElement>("[aria-invalid=true]")];
  const fields = [...wrong, exercise].flatMap((each) => (each.matches(FIELDS) ? [each] : within(each)));
  return fields.find((each) => each.offsetParent !== null) ?? null;
}

function within(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(`${FIELDS}, [data-by]`)];
}
