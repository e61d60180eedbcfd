import assert from "node:assert/strict";
import { test } from "node:test";
import { Opening } from "../../src/room/view/opening";

/** As browsers have it: what was done to it is told in a task of its own, which may come after the next drawing. */
class Details extends EventTarget {
  private isOpen = false;
  private changed = false;

  get open(): boolean {
    return this.isOpen;
  }

  set open(open: boolean) {
    this.changed ||= open !== this.isOpen;
    this.isOpen = open;
  }

  tell(): void {
    if (this.changed) this.dispatchEvent(new Event("toggle"));
    this.changed = false;
  }
}

/** A menu of a page that keeps in `state` what it heard. */
function menu() {
  const details = new Details();
  const opening = new Opening(details as unknown as HTMLDetailsElement);
  const page = { state: false, draw: () => opening.show(page.state) };
  details.addEventListener("toggle", () => {
    page.state = details.open;
  });
  return { details, page };
}

test("what is closed before the page has drawn that it was opened stays closed", () => {
  const { details, page } = menu();
  details.open = true;
  details.tell();
  details.open = false;
  page.draw(); // it knows only that it was opened
  assert.equal(details.open, false);
  details.tell();
  page.draw();
  assert.deepEqual([details.open, page.state], [false, false]);
});

test("what is opened before the page has drawn that it was closed stays open", () => {
  const { details, page } = menu();
  details.open = true;
  details.tell();
  page.draw();
  details.open = false;
  details.tell();
  details.open = true;
  page.draw();
  details.tell();
  page.draw();
  assert.deepEqual([details.open, page.state], [true, true]);
});

test("the page opens it and closes it, whoever did the other", () => {
  const { details, page } = menu();
  page.state = true;
  page.draw();
  assert.equal(details.open, true);
  details.open = false;
  page.draw(); // before it was told that the page has opened it
  assert.equal(details.open, false);
  details.tell();
  assert.equal(page.state, false);

  details.open = true;
  details.tell();
  page.draw();
  page.state = false; // an entry was chosen
  page.draw();
  assert.equal(details.open, false);
});
