import assert from "node:assert/strict";
import { test } from "node:test";
import { loaded } from "./page";
import { AMAL, DANIEL, JUTTA, parts } from "./people";

test("a code has a sentence that says what to do", () => {
  const { room } = loaded();
  assert.equal(room.refusal("exchange.claim"), "Please choose what your question checks.");
});

test("a code that this page does not know yet has one too", () => {
  const { room } = loaded();
  assert.equal(room.refusal("mirror.not_confirmed"), "That is not possible just now.");
});

test("a sentence names the limit that the server keeps", () => {
  const { room } = loaded();
  assert.match(room.refusal("exchange.too_long"), /under 2,000 characters/);
});

test("for whom the opening waits is said by name, as far as there are any", () => {
  const { room, connect } = loaded(undefined, DANIEL);
  connect();
  assert.equal(room.refusal("agenda.not_agreed"), "Nobody has confirmed the ground rules yet.");
  const agreement = { ...parts().agreement, missing: [AMAL, JUTTA] };
  room.hear({ seq: 10, parts: { agreement } });
  assert.match(room.refusal("agenda.not_agreed"), /Still without the ground rules: .*Amal.* and .*Jutta/);
  room.hear({ seq: 11, parts: { agreement: { ...agreement, without: [AMAL] } } });
  assert.match(room.refusal("agenda.not_agreed"), /Still without the ground rules: [^A]*Jutta/);
});
