/** What a drag asks of the server: the same as two buttons do. */

export interface Dragged {
  round: string;
  person: string;
}

export interface Over {
  round: string | undefined;
  person: string | undefined;
  group: string | undefined; // "none" where people are who are in no group
}

/** The value of the button that would do it, or nothing: rounds are apart, and whoever is dropped on themselves stays. */
export function asked(dragged: Dragged, over: Over): string | null {
  if (over.round !== dragged.round || over.person === dragged.person) return null;
  if (over.person) return `swap-${over.round}-${over.person}`;
  if (over.group === "none") return `out-${over.round}`;
  return over.group ? `put-${over.round}-${over.group}` : null;
}
