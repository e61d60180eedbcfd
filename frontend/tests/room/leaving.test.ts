import assert from "node:assert/strict";
import { test } from "node:test";
import { watchLeaving } from "../../src/room/leaving";

/** The window of a page, and what a browser asks it. */
class Page extends EventTarget {
  reloads = 0;
  readonly location = { reload: () => this.reloads++ };

  warns(): boolean {
    return !this.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  }

  shows(persisted: boolean): void {
    this.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
  }
}

function watched() {
  const page = new Page();
  const room = { wouldLose: false };
  watchLeaving(room, page as unknown as Window);
  return { page, room };
}

test("the browser asks before it leaves only if something would be lost", () => {
  const { page, room } = watched();
  assert.equal(page.warns(), false);
  room.wouldLose = true;
  assert.equal(page.warns(), true);
});

test("a page that comes back as it was is loaded anew, without asking", () => {
  const { page, room } = watched();
  page.shows(false);
  assert.equal(page.reloads, 0);
  room.wouldLose = true;
  page.shows(true);
  assert.equal(page.reloads, 1);
  assert.equal(page.warns(), false);
});
