import assert from "node:assert/strict";
import { test } from "node:test";
import { sendOnce } from "../src/sending";

type Sent = { form?: object; at: number; prevented?: boolean };

/** Whether each is sent. */
function goes(page: EventTarget, ...presses: Sent[]): boolean[] {
  return presses.map(({ form, at, prevented }) => {
    const event = new Event("submit", { cancelable: true });
    Object.defineProperties(event, { target: { value: form ?? POST }, timeStamp: { value: at } });
    if (prevented) event.preventDefault();
    page.dispatchEvent(event);
    return !event.defaultPrevented;
  });
}

function page(): EventTarget {
  const target = new EventTarget();
  sendOnce(target as Window);
  return target;
}

const POST = { getAttribute: () => "post" };
const OTHER = { getAttribute: () => "POST" };

test("a form that is on its way is not sent again", () => {
  assert.deepEqual(goes(page(), { at: 0 }, { at: 200 }, { at: 4000 }), [true, false, false]);
});

test("it can be sent again when the page has stayed, as after a download", () => {
  assert.deepEqual(goes(page(), { at: 0 }, { at: 5000 }, { at: 5200 }), [true, true, false]);
});

test("other forms of the page go, and searches as often as one likes", () => {
  assert.deepEqual(goes(page(), { at: 0 }, { form: OTHER, at: 100 }), [true, true]);
  const search = { getAttribute: () => null };
  assert.deepEqual(goes(page(), { form: search, at: 0 }, { form: search, at: 100 }), [true, true]);
});

test("what a script of the page takes over is not on its way", () => {
  assert.deepEqual(goes(page(), { at: 0, prevented: true }, { at: 100 }), [false, true]);
});

test("a page that the browser brings back sends again", () => {
  const found = page();
  goes(found, { at: 0 });
  found.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.deepEqual(goes(found, { at: 1000 }), [true]);
});
