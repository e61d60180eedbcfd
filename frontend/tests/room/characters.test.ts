import assert from "node:assert/strict";
import { test } from "node:test";
import { characters } from "../../src/room/characters";

for (const [text, count] of [
  ["Hello", 5],
  ["  Hello\n", 5],
  ["😀".repeat(2_000), 2_000],
  ["a\r\nb\rc", 5],
  ["a\u0000\u00adb\u00a0c", 3],
  ["می\u200cخواهم", 8],
] as const) {
  test(`${JSON.stringify(text.slice(0, 12))} counts ${count}, as on the server`, () => {
    assert.equal(characters(text), count);
  });
}
