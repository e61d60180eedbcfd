/** A keyboard on the screen lies on the page in some browsers, and what stands at the bottom would be below it. */

/** The page gets the height that one sees; not while somebody enlarges it with two fingers, who wants a part of it. */
export function watchKeyboard(page: Window = window): void {
  const { visualViewport: seen, document } = page;
  seen?.addEventListener("resize", () => {
    if (seen.scale > 1) return;
    document.documentElement.style.setProperty("--seen", `${seen.height}px`);
    page.scrollTo(0, 0); // the browser has pushed the whole page up to show the field
  });
}
