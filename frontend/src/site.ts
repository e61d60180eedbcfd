/** The little that pages need beyond HTML: menus that close, and errors that take the focus. */

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

document.addEventListener("click", (event) => closeMenus(event.target as Node));
document.addEventListener("keydown", closeOnEscape);
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();

/** Only where the browser lets us: without it, people mark the link and copy it themselves. */
function offerCopying(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset.copies ?? "") as HTMLInputElement | null;
  const said = button.parentElement?.parentElement?.querySelector<HTMLElement>("[data-copied]");
  if (!field || !said || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    await navigator.clipboard.writeText(field.value);
    said.textContent = said.dataset.copied ?? "";
  });
}

document.querySelectorAll<HTMLButtonElement>("button[data-copies]").forEach(offerCopying);
