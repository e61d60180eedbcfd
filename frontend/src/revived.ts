/** A browser may bring a page back as it was left. What has happened since is missing on it. */

export function whenRevived(page: Window, act: () => void): void {
  page.addEventListener("pageshow", (event) => {
    if (event.persisted) act();
  });
}
