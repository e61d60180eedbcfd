import assert from "node:assert/strict";
import { test } from "node:test";
import { forgetWhatWasTyped } from "../../src/device/forgetting";

/** After which of these events it was forgotten. */
function forgets(...kinds: string[]): boolean[] {
  const page = new EventTarget();
  let times = 0;
  forgetWhatWasTyped(page, () => {
    times += 1;
  });
  return kinds.map((kind) => {
    const before = times;
    page.dispatchEvent(new Event(kind));
    return times > before;
  });
}

test("a page that is left forgets, and so does one that is shown", () => {
  assert.deepEqual(forgets("pageshow", "beforeinput", "pagehide"), [true, false, true]);
});

test("who types or chooses before everything is loaded keeps it", () => {
  assert.deepEqual(forgets("beforeinput", "pageshow"), [false, false]);
  assert.deepEqual(forgets("click", "pageshow"), [false, false]);
});

test("a page that the browser brings back has forgotten who used it before", () => {
  assert.deepEqual(forgets("pageshow", "beforeinput", "pagehide", "pageshow"), [true, false, true, true]);
});
