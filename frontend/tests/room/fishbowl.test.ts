import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { circle } from "../../src/room/fishbowl/view";
import type { Mine } from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, JUTTA, SAMIR } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
const ALLOWED: Mine["may"] = {
  "fishbowl.TakeChair": "",
  "fishbowl.LeaveChair": "",
  "fishbowl.AskForRoom": "",
};

/** Three chairs, as one of them has them. */
function around(me: number, inside: number[], asked: number[] = []) {
  const page = loaded(new Memory(), me);
  page.connect();
  page.room.hear({ seq: 10, parts: { fishbowl: { chairs: 3, inside, asked } } });
  const isOutside = me !== DANIEL && !inside.includes(me);
  page.introduce(me, { ...ALLOWED, "exchange.Contribute": isOutside ? "fishbowl.outside" : "" });
  return { ...page, asks: () => page.sent.map((each) => [each.do, each.fields]) };
}

test("one sits down by one tap", () => {
  const { room, asks } = around(AMAL, [JUTTA]);
  const drawn = new Drawn(doing(room));
  assert.match(drawn.text, /Sit down in the inner circle/);
  room.ask("fishbowl.TakeChair", { person: AMAL });
  assert.deepEqual(asks(), [["fishbowl.TakeChair", { person: AMAL }]]);
});

test("where all chairs are taken one reads that, unless somebody has gone", () => {
  assert.match(new Drawn(doing(around(AMAL, [JUTTA, SAMIR, 9]).room)).text, /Sit down/);
  const { room } = around(AMAL, [JUTTA, SAMIR, DANIEL]);
  assert.match(new Drawn(doing(room)).text, /All chairs are taken/);
  room.hear({ present: [AMAL, SAMIR, DANIEL] });
  assert.match(new Drawn(doing(room)).text, /Sit down/);
});

test("whoever sits inside writes, makes room, and reads when they are asked to", () => {
  const inside = new Drawn(doing(around(AMAL, [AMAL, JUTTA]).room)).text;
  assert.match(inside, /Send/);
  assert.match(inside, /I make room/);
  assert.match(new Drawn(doing(around(AMAL, [AMAL], [AMAL]).room)).text, /asks you to make room/);
  assert.match(new Drawn(doing(around(AMAL, [AMAL, JUTTA, SAMIR]).room)).text, /one of you makes room/);
});

test("everybody sees who sits inside; a moderator asks in and out, and leaves one chair free", () => {
  const seen = plain(new Drawn(circle(around(AMAL, [JUTTA]).room)).text);
  assert.match(seen, /Jutta.*2 chairs are free/);
  assert.doesNotMatch(seen, /Free the chair/);
  assert.match(
    plain(new Drawn(circle(around(DANIEL, [JUTTA]).room)).text),
    /Ask Jutta to make room.*Ask Amal into/,
  );
  assert.doesNotMatch(plain(new Drawn(circle(around(DANIEL, [JUTTA, SAMIR]).room)).text), /Ask Amal into/);
});
