import assert from "node:assert/strict";
import { test } from "node:test";
import { type Asked, newRef, Outbox } from "../../src/room/outbox";

function contribute(ref: string, text = ref) {
  return { ref, do: "exchange.Contribute" as const, fields: { text }, at: 0, draft: "contribution", seq: 0 };
}

function request(ref: string) {
  return { ref, do: "floor.RequestFloor" as const, fields: {}, at: 0, draft: "", seq: 0 };
}

/** An outbox, what it keeps for a reload, and what it sent: the refs, in order. */
function opened(kept: Asked[] = []) {
  const sent: string[] = [];
  const storage = { kept };
  const outbox = new Outbox(kept, (asked) => {
    storage.kept = asked;
  });
  const connect = () => outbox.connected((text) => sent.push((JSON.parse(text) as Asked).ref), 0);
  return { outbox, sent, storage, connect };
}

test("what was asked goes out once, and is forgotten when it is answered", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.flush(1);
  assert.deepEqual(sent, ["a"]);
  assert.equal(outbox.answer({ ref: "a", seq: 7 }, 1)?.refused, "");
  assert.deepEqual(outbox.all, []);
});

test("what was not answered goes out again after the connection came back, under the same key, in order", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.disconnected();
  outbox.add(contribute("b"));
  connect();
  assert.deepEqual(sent, ["a", "a", "b"]);
});

test("texts survive a reload, clicks do not", () => {
  const { outbox, storage } = opened();
  outbox.add(contribute("a", "Hello"));
  outbox.add(request("b"));
  assert.deepEqual(
    storage.kept.map((each) => each.fields),
    [{ text: "Hello" }],
  );
  const again = opened(storage.kept);
  again.connect();
  assert.deepEqual(again.sent, ["a"]);
});

test("when the server cannot now, the same is asked later, and later texts wait behind it", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  assert.equal(outbox.answer({ ref: "a", refused: "unavailable" }, 0), null);
  outbox.add(contribute("b"));
  outbox.add(request("c"));
  assert.deepEqual(sent, ["a", "c"]);
  outbox.flush(60_000);
  assert.deepEqual(sent, ["a", "c", "a", "b"]);
});

test("who writes too fast waits five seconds at least, and nothing is lost", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.answer({ ref: "a", refused: "exchange.too_fast" }, 0);
  outbox.flush(4_999);
  assert.deepEqual(sent, ["a"]);
  outbox.flush(5_000);
  assert.deepEqual(sent, ["a", "a"]);
});

test("a refused text stays until its author decides; a refused click is gone", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.add(request("b"));
  assert.equal(outbox.answer({ ref: "a", refused: "floor.not_yours" }, 0)?.refused, "floor.not_yours");
  outbox.answer({ ref: "b", refused: "room.paused" }, 0);
  assert.deepEqual(
    outbox.all.map((each) => [each.ref, each.refused]),
    [["a", "floor.not_yours"]],
  );
  outbox.flush(60_000);
  assert.deepEqual(sent, ["a", "b"]);
  outbox.drop("a");
  assert.deepEqual(outbox.all, []);
});

test("after a long time offline not everything goes out at once", () => {
  const { outbox, sent, connect } = opened();
  for (let i = 0; i < 20; i++) outbox.add(contribute(`c${i}`));
  connect();
  assert.equal(sent.length, 8);
  outbox.answer({ ref: "c0", seq: 1 }, 0);
  assert.equal(sent.length, 9);
});

test("an answer to something unknown changes nothing", () => {
  assert.equal(opened().outbox.answer({ ref: "x", seq: 1 }, 0), null);
});

test("keys are UUIDs also where the browser makes none itself", () => {
  const { randomUUID } = crypto;
  try {
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    assert.match(newRef(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: randomUUID, configurable: true });
  }
});
