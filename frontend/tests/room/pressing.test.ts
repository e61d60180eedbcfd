import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Presses, withoutRepeating } from "../../src/room/pressing";

for (const [key, repeat, within, prevented] of [
  ["Enter", false, "button", false],
  ["Enter", true, "button", true],
  [" ", true, "button", true],
  ["Tab", true, "button", false],
  ["Enter", true, "textarea", false],
] as const) {
  const what = `${JSON.stringify(key)} ${repeat ? "held down" : "pressed"} in a ${within}`;
  test(`${what} ${prevented ? "does nothing more" : "does what it does"}`, () => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key, repeat });
    Object.defineProperty(event, "target", {
      value: { closest: (selector: string) => (selector === within ? {} : null) },
    });
    withoutRepeating(event as KeyboardEvent);
    assert.equal(event.defaultPrevented, prevented);
  });
}

class Button {
  constructor(public textContent: string) {}
  getAttribute(): null {
    return null;
  }
}

type Click = Partial<PointerEvent> & { on: Button | null };

/** Which of them a button hears of. */
function heard(...clicks: Click[]): boolean[] {
  const presses = new Presses();
  return clicks.map(({ on, ...how }) => {
    let isHeard = true;
    const stopPropagation = () => {
      isHeard = false;
    };
    const usual = {
      detail: 1,
      timeStamp: 0,
      clientX: 100,
      clientY: 100,
      pointerType: "mouse",
      preventDefault() {},
    };
    presses.hear({
      ...usual,
      target: { closest: () => on },
      stopPropagation,
      ...how,
    } as unknown as PointerEvent);
    return isHeard;
  });
}

const ASK = new Button("Ask for the floor");
const WITHDRAW = new Button("Withdraw");

test("the second click of two does nothing where another button has come", () => {
  assert.deepEqual(heard({ on: ASK }, { on: WITHDRAW, detail: 2 }), [true, false]);
  assert.deepEqual(heard({ on: ASK }, { on: WITHDRAW, detail: 2 }, { on: WITHDRAW, detail: 3 }), [
    true,
    false,
    false,
  ]);
});

test("nor where the same button says something else by now", () => {
  const step = new Button("Go on to the round");
  const clicks: Click[] = [{ on: step }, { on: step, detail: 2 }];
  assert.deepEqual(heard(...clicks), [true, true]);
  Object.defineProperty(step, "textContent", { get: said("Go on to the round", "Go on to the end") });
  assert.deepEqual(heard(...clicks), [true, false]);
});

test("a click of its own is heard, wherever it is", () => {
  assert.deepEqual(heard({ on: ASK }, { on: WITHDRAW }), [true, true]);
  assert.deepEqual(heard({ on: null }, { on: WITHDRAW, detail: 2 }), [true, true]);
  assert.deepEqual(heard({ on: ASK }, { on: null, detail: 2 }, { on: WITHDRAW, detail: 3 }), [
    true,
    true,
    true,
  ]);
});

test("a finger's second tap is one that comes soon and near", () => {
  const first: Click = { on: ASK, pointerType: "touch" };
  const second: Click = { on: WITHDRAW, pointerType: "touch", timeStamp: 300, clientX: 110 };
  assert.deepEqual(heard(first, second), [true, false]);
  assert.deepEqual(heard(first, { ...second, timeStamp: 700 }), [true, true]);
  assert.deepEqual(heard(first, { ...second, clientX: 140 }), [true, true]);
});

function said(...labels: string[]): () => string {
  return () => labels.shift() ?? "";
}
