import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutRepeating } from "../../src/room/screen";

for (const [key, repeat, within, prevented] of [
  ["Enter", false, "button", false],
  ["Enter", true, "button", true],
  [" ", true, "button", true],
  ["Tab", true, "button", false],
  ["Enter", true, "textarea", false],
] as const) {
  const what = `${JSON.stringify(key)} ${repeat ? "held down" : "pressed"} in a ${within}`;
  test(`${what} ${prevented ? "does nothing more" : "does what it does"}`, () => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key, repeat });
    Object.defineProperty(event, "target", {
      value: { closest: (selector: string) => (selector === within ? {} : null) },
    });
    withoutRepeating(event as KeyboardEvent);
    assert.equal(event.defaultPrevented, prevented);
  });
}
