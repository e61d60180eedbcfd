import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../../src/room/refusals";

test("a code has a sentence that says what to do", () => {
  assert.equal(refusal("exchange.claim"), "Please choose what your question checks.");
});

test("a code that this page does not know yet has one too", () => {
  assert.equal(refusal("mirror.not_confirmed"), "That is not possible just now.");
});
