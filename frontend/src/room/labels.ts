/** What the codes of the core are called, in the language of the page: the page brings it. */

import type { VALUES } from "./protocol";

type Labels = Record<string, Record<string, string>>;
/** The enums of the core, and the kinds of organisations. */
type Named = keyof typeof VALUES | "people.Kind";

let known: Labels | undefined;

function labels(): Labels {
  known ??= JSON.parse(document.getElementById("labels")?.textContent ?? "{}") as Labels;
  return known;
}

/** Empty for a code without a name; the code itself where the server knows more than this page. */
export function label(name: Named, code: string): string {
  return labels()[name]?.[code] ?? code;
}
