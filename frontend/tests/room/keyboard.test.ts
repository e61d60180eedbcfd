import assert from "node:assert/strict";
import { test } from "node:test";
import { watchKeyboard } from "../../src/room/keyboard";

/** A browser whose keyboard lies on the page. */
function phone() {
  const seen = Object.assign(new EventTarget(), { height: 640, scale: 1 });
  const properties: Record<string, string> = {};
  const style = {
    setProperty: (name: string, value: string) => Object.assign(properties, { [name]: value }),
  };
  const document = { documentElement: { style } };
  watchKeyboard({ visualViewport: seen, document, scrollTo() {} } as unknown as Window);
  const shows = (height: number, scale = 1) => {
    Object.assign(seen, { height, scale }).dispatchEvent(new Event("resize"));
    return properties["--seen"];
  };
  return shows;
}

test("above a keyboard the page is as high as what one sees of it, and grows again", () => {
  const shows = phone();
  assert.equal(shows(310), "310px");
  assert.equal(shows(640), "640px");
});

test("whoever enlarges a part with two fingers does not make the page smaller", () => {
  assert.equal(phone()(200, 2.5), undefined);
});

test("a browser that does not tell is left alone", () => {
  assert.doesNotThrow(() => watchKeyboard({ visualViewport: null } as unknown as Window));
});
