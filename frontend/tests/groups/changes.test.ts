import assert from "node:assert/strict";
import { test } from "node:test";
import { asked } from "../../src/groups/changes";

const ANNA = { round: "0", person: "7" };

test("a name goes to a group, out of all groups, or to the place of another name", () => {
  assert.equal(asked(ANNA, { round: "0", person: undefined, group: "2" }), "put-0-2");
  assert.equal(asked(ANNA, { round: "0", person: undefined, group: "none" }), "out-0");
  assert.equal(asked(ANNA, { round: "0", person: "9", group: "2" }), "swap-0-9");
});

test("nothing is asked where nothing would change", () => {
  assert.equal(asked(ANNA, { round: "0", person: "7", group: "1" }), null);
  assert.equal(asked(ANNA, { round: "1", person: "9", group: "1" }), null);
  assert.equal(asked(ANNA, { round: "0", person: undefined, group: undefined }), null);
});
