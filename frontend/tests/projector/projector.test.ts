import assert from "node:assert/strict";
import { test } from "node:test";

import { after, EVERY, FIRST, notice, pause } from "../../src/projector/asking";
import { reading } from "../../src/projector/reading";

test("a wall asks every two seconds and keeps the mark of what it shows", () => {
  const asked = after(FIRST, { is: "new", html: "", mark: 'W/"1"' });
  assert.equal(asked.mark, 'W/"1"');
  assert.deepEqual(after(asked, { is: "same" }), asked);
  assert.equal(pause(asked), EVERY);
  assert.equal(notice(asked), "");
});

test("without an answer it asks less often, and says that it may be old", () => {
  const once = after(FIRST, { is: "none" });
  const often = Array.from({ length: 20 }).reduce<typeof once>((asked) => after(asked, { is: "none" }), once);
  assert.equal(notice(once), "");
  assert.equal(notice(after(once, { is: "none" })), "offline");
  assert.ok(pause(often, () => 1) > pause(once, () => 1));
  assert.ok(pause(often, () => 1) <= EVERY + 15_000);
  assert.equal(notice(after(often, { is: "same" })), "");
});

test("a link that no longer works says so at once", () => {
  assert.equal(notice(after(FIRST, { is: "gone" })), "gone");
});

test("time that is left counts down, and what is over counts up", () => {
  assert.deepEqual(reading({ until: 100_000 }, 0, 0), { text: "1:40", over: false });
  assert.deepEqual(reading({ until: 100_000 }, 165_000, 0), { text: "+1:05", over: true });
});

test("time that somebody speaks counts up", () => {
  assert.equal(reading({ since: 1_000 }, 66_000, 0).text, "1:05");
  assert.equal(reading({ since: 5_000 }, 1_000, 0).text, "0:00");
});

test("in a break every clock stands still", () => {
  assert.equal(reading({ until: 100_000 }, 90_000, 40_000).text, "1:00");
  assert.equal(reading({ since: 10_000 }, 90_000, 40_000).text, "0:30");
});
