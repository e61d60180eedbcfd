/** The little that pages need beyond HTML: menus that close, errors that take the focus, messages that are heard. */

function closeMenus(except: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (except === null || !menu.contains(except)) menu.open = false;
  }
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const menu = (event.target as Element | null)?.closest?.("details[data-menu][open]");
  closeMenus(null);
  menu?.querySelector("summary")?.focus();
}

/** What stands in a live region when it is loaded is not read aloud: it is said in an empty one, once that is known. */
function sayAloud(): void {
  const region = document.getElementById("said-aloud");
  const said = [...document.querySelectorAll<HTMLElement>("[data-say]")].map((each) => each.innerText.trim());
  if (region && said.length) region.textContent = said.join(" ");
}

document.addEventListener("click", (event) => closeMenus(event.target as Node));
document.addEventListener("keydown", closeOnEscape);
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
window.addEventListener("load", () => window.setTimeout(sayAloud, 500));
