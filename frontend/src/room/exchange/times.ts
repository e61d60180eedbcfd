/** When something was said, as clocks show it. Making the formatter takes a hundred times longer than using it. */

let formatter: Intl.DateTimeFormat | undefined;

export function clockTime(at: number): string {
  formatter ??= new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    hour: "2-digit",
    minute: "2-digit",
  });
  return formatter.format(at);
}
