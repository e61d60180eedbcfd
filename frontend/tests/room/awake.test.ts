import assert from "node:assert/strict";
import { test } from "node:test";
import { Awake } from "../../src/room/awake";

/** A browser that can keep the screen awake, and says how often it was asked and let go. */
function browser(refuses = false) {
  const seen = { asked: 0, released: 0, visible: true };
  const locks: { released: boolean; release: () => Promise<void> }[] = [];
  const request = async () => {
    seen.asked += 1;
    if (refuses) throw new Error("low battery");
    const lock = {
      released: false,
      release: async () => {
        lock.released = true;
        seen.released += 1;
      },
    };
    locks.push(lock);
    return lock as unknown as WakeLockSentinel;
  };
  const leave = () => {
    for (const lock of locks) lock.released = true;
    seen.visible = false;
  };
  return { seen, leave, awake: new Awake({ request }, () => seen.visible) };
}

const settled = () => new Promise((done) => setImmediate(done));

test("the screen is kept awake once for as long as it is wanted", async () => {
  const { seen, awake } = browser();
  for (const wanted of [true, true, true]) awake.keep(wanted);
  await settled();
  assert.deepEqual([seen.asked, seen.released], [1, 0]);
  awake.keep(false);
  await settled();
  assert.deepEqual([seen.asked, seen.released], [1, 1]);
});

test("what is no longer wanted by the time it is granted is let go", async () => {
  const { seen, awake } = browser();
  awake.keep(true);
  awake.keep(false);
  await settled();
  assert.deepEqual([seen.asked, seen.released], [1, 1]);
});

test("whoever comes back to the page has it kept awake again", async () => {
  const { seen, leave, awake } = browser();
  awake.keep(true);
  await settled();
  leave();
  awake.settle();
  await settled();
  assert.equal(seen.asked, 1);
  seen.visible = true;
  awake.settle();
  await settled();
  assert.equal(seen.asked, 2);
});

test("where it is refused or not supported nothing happens", async () => {
  const { seen, awake } = browser(true);
  awake.keep(true);
  await settled();
  awake.keep(false);
  assert.deepEqual([seen.asked, seen.released], [1, 0]);
  const without = new Awake(undefined, () => true);
  without.keep(true);
  await settled();
  without.keep(false);
});
