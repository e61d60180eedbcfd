import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fields, LessonDrafts } from "../../src/lesson/drafts";
import type { Saying } from "../../src/lesson/keeping";
import { Written } from "../../src/lesson/written";
import { Device } from "./device";

const NAME = "form/case/new";

/** A page with one form, as a window has loaded it. */
function loaded(device: Device, fields: Fields = { situation: [""] }, isRefused = false) {
  const drafts = new LessonDrafts(() => device.asBrowser, "7");
  const sheet = { fields };
  const said: Saying[] = [];
  const written = new Written(drafts, NAME, sheet, isRefused, (saying) => said.push(saying));
  written.start();
  const write = (text: string) => {
    sheet.fields = { situation: [text] };
    written.changed();
  };
  return { written, sheet, said, write, drafts };
}

test("what somebody wrote stands in the form again after the page was left, and the page says so", () => {
  const device = new Device();
  const before = loaded(device);
  before.write("At the counter");
  assert.deepEqual(before.said, ["kept"]);
  const after = loaded(device);
  assert.deepEqual(after.sheet.fields, { situation: ["At the counter"] });
  assert.deepEqual(after.said, ["restored"]);
});

test("what stands on the page as it was written is stored, and forgotten", () => {
  const device = new Device();
  loaded(device).write("At the counter");
  const after = loaded(device, { situation: ["At the counter"] });
  assert.deepEqual(after.said, []);
  assert.equal(device.items.size, 0);
});

test("a form that was sent back is stored nowhere, so the device keeps it", () => {
  const device = new Device();
  loaded(device, { situation: ["Half"] }, true);
  assert.deepEqual(loaded(device).sheet.fields, { situation: ["Half"] });
});

test("typed back to what the server has, it leaves nothing behind", () => {
  const device = new Device();
  const { write, said } = loaded(device, { situation: ["Stored"] });
  write("Other");
  write("Stored");
  assert.deepEqual(said, ["kept", ""]);
  assert.equal(device.items.size, 0);
});

test("without a connection nothing is sent", () => {
  const { written, said, write } = loaded(new Device());
  write("Words");
  assert.equal(written.submitted(false), false);
  assert.equal(written.submitted(true), true);
  assert.deepEqual(said, ["kept", "offline"]);
});

test("a device that keeps nothing says so", () => {
  const device = new Device();
  device.isFull = true;
  const { said, write } = loaded(device);
  write("Words");
  assert.deepEqual(said, ["full"]);
});

test("the newest words stand in both windows", () => {
  const device = new Device();
  const [one, other] = [loaded(device), loaded(device)];
  one.write("Newest");
  other.written.mirrored();
  assert.deepEqual(other.sheet.fields, { situation: ["Newest"] });
  one.drafts.drop(NAME);
  other.written.mirrored();
  assert.deepEqual(other.said, ["kept"]);
});
