/** When somebody leaves the page, and when a browser brings it back as it was. */

import { whenRevived } from "../revived";
import type { Room } from "./room";

export function watchLeaving(room: Pick<Room, "wouldLose">, page: Window = window): void {
  const warn = (event: BeforeUnloadEvent) => {
    if (!room.wouldLose) return;
    event.preventDefault();
    event.returnValue = "unsent"; // what older browsers look at; none shows it
  };
  page.addEventListener("beforeunload", warn);
  whenRevived(page, () => {
    page.removeEventListener("beforeunload", warn);
    page.location.reload(); // what was written meanwhile is stored, and this page knows nothing of it
  });
}
