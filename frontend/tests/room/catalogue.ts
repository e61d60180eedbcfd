/** Django's JavaScript catalogue for English: the words as they stand in the code; labels as the page brings them; and
 *  what lit looks for at once. */

const LABELS = { "exchange.Type": { "": "", thesis: "Thesis" }, "agenda.Signal": { ready: "Ready" } };

Object.assign(globalThis, {
  gettext: (text: string) => text,
  ngettext: (one: string, many: string, count: number) => (count === 1 ? one : many),
  interpolate: (format: string, values: Record<string, unknown>) =>
    format.replace(/%\((\w+)\)s/g, (_match, name: string) => String(values[name])),
  document: {
    documentElement: { lang: "en" },
    createTreeWalker: () => ({}),
    getElementById: () => ({ textContent: JSON.stringify(LABELS) }),
  },
});
