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
  outbox.answer({ ref: "a", seq: 7 }, 1);
  assert.deepEqual(sent, ["a", "a", "b"]);
});

test("a text waits until the one before it is answered, which the server may not have taken; a click does not", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.add(contribute("b"));
  outbox.add(request("c"));
  assert.deepEqual(sent, ["a", "c"]);
  outbox.answer({ ref: "a", refused: "unavailable" }, 0);
  outbox.answer({ ref: "c", seq: 7 }, 0);
  assert.deepEqual(sent, ["a", "c"]);
  outbox.flush(60_000);
  assert.deepEqual(sent, ["a", "c", "a"]);
  outbox.answer({ ref: "a", seq: 8 }, 60_000);
  assert.deepEqual(sent, ["a", "c", "a", "b"]);
});

test("a text that was refused holds no other back", () => {
  const { outbox, sent, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.add(contribute("b"));
  outbox.answer({ ref: "a", refused: "floor.not_yours" }, 0);
  assert.deepEqual(sent, ["a", "b"]);
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
  assert.deepEqual(sent, ["a", "c", "a"]);
});

for (const refused of ["exchange.too_fast", "room.too_fast"]) {
  test(`who is told ${refused} waits five seconds at least, and nothing is lost`, () => {
    const { outbox, sent, connect } = opened();
    connect();
    outbox.add(contribute("a"));
    outbox.answer({ ref: "a", refused }, 0);
    outbox.flush(4_999);
    assert.deepEqual(sent, ["a"]);
    outbox.flush(5_000);
    assert.deepEqual(sent, ["a", "a"]);
  });
}

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
  for (let i = 0; i < 20; i++) outbox.add(request(`c${i}`));
  connect();
  assert.equal(sent.length, 8);
  outbox.answer({ ref: "c0", seq: 1 }, 0);
  assert.equal(sent.length, 9);
});

test("however fast the answers come, the server never gets more than it lets one person send", () => {
  const { outbox, sent, connect } = opened();
  for (let i = 0; i < 60; i++) outbox.add(request(`c${i}`));
  connect();
  const answerAll = (now: number) => {
    for (let i = 0; i < sent.length; i++) outbox.answer({ ref: sent[i] ?? "", seq: 1 }, now);
  };
  answerAll(0);
  assert.equal(sent.length, 20);
  for (let second = 1; second <= 10; second++) {
    outbox.flush(second * 1_000);
    answerAll(second * 1_000);
    assert.equal(sent.length, 20 + 4 * second);
  }
});

test("what was dropped while it was under way makes room for others, and its answer changes nothing", () => {
  const { outbox, sent, connect } = opened();
  connect();
  for (let i = 0; i < 8; i++) outbox.add(request(`c${i}`));
  for (let i = 0; i < 8; i++) outbox.drop(`c${i}`);
  outbox.add(contribute("a"));
  assert.equal(sent.at(-1), "a");
  assert.equal(outbox.answer({ ref: "c0", seq: 1 }, 0), null);
  assert.deepEqual(
    outbox.all.map((each) => each.ref),
    ["a"],
  );
});

test("when a page load ends, so does the wait that it reckoned by a clock that may since have been set back", () => {
  const { outbox, storage, connect } = opened();
  connect();
  outbox.add(contribute("a"));
  outbox.answer({ ref: "a", refused: "exchange.too_fast" }, 3_600_000);
  const again = opened(storage.kept);
  again.connect();
  assert.deepEqual(again.sent, ["a"]);
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
