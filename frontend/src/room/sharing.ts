/** What stayed the same in something that is told as a whole stays the same object, so that it need not be drawn anew. */

type Fields = Readonly<Record<string, unknown>>;

/** `after`, with every part of `before` that equals it in its place. */
export function shared<Told>(before: unknown, after: Told): Told {
  if (before === after || !isFields(before) || !isFields(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const parts = Object.entries(after).map(([name, part]) => [name, shared(before[name], part)] as const);
  const isAs = (told: Fields) => parts.every(([name, part]) => told[name] === part);
  if (isAs(before) && Object.keys(before).length === parts.length) return before as Told;
  if (isAs(after)) return after;
  return (Array.isArray(after) ? parts.map(([, part]) => part) : Object.fromEntries(parts)) as Told;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
