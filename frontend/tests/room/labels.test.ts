import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { label } from "../../src/room/labels";

test("a code is called as the page says, and may have no name at all", () => {
  assert.equal(label("exchange.Type", "thesis"), "Thesis");
  assert.equal(label("exchange.Type", ""), "");
});

test("a code that the page brought no name for is shown as it is", () => {
  assert.equal(label("exchange.Type", "story"), "story");
});
