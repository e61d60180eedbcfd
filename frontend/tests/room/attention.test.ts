import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Attention, ownTurn } from "../../src/room/attention";
import { top } from "../../src/room/view/top";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, JUTTA, SAMIR } from "./people";

function watched() {
  const page = { title: "Who decides? – Zweiklang" };
  const knocks: unknown[] = [];
  const attention = new Attention(page, {
    vibrate: (pattern) => {
      knocks.push(pattern);
      return true;
    },
  });
  return { attention, page, knocks };
}

test("whose turn begins feels it once, and reads it in the title as long as it lasts", () => {
  const { attention, page, knocks } = watched();
  attention.follow("");
  attention.follow("You have the floor");
  attention.follow("You have the floor");
  assert.equal(page.title, "You have the floor – Who decides? – Zweiklang");
  assert.equal(knocks.length, 1);
  attention.follow("");
  assert.equal(page.title, "Who decides? – Zweiklang");
  assert.equal(knocks.length, 1);
});

test("a device that cannot vibrate shows the title all the same", () => {
  const page = { title: "Zweiklang" };
  new Attention(page, {}).follow("It is your turn");
  assert.equal(page.title, "It is your turn – Zweiklang");
});

function inList(holder: number | null) {
  const { room, connect } = loaded(new Memory(), AMAL, "speaking_list");
  connect();
  const { floor } = room.state.parts;
  assert.ok(floor);
  room.hear({
    seq: 10,
    parts: { floor: { ...floor, holder: holder ? { person: holder, until: room.clock + 60_000 } : null } },
  } as never);
  return room;
}

test("who has the floor stands on top, with the time", () => {
  assert.match(new Drawn(top(inList(JUTTA))).text, /Jutta.* has the floor[\s\S]*1:00 left/);
  assert.match(new Drawn(top(inList(null))).text, /The floor is free/);
});

test("so does one's own turn, and it is one's turn only then", () => {
  const room = inList(AMAL);
  assert.match(new Drawn(top(room)).text, /data-mine=true[\s\S]*You have the floor/);
  assert.equal(ownTurn(room), "You have the floor");
  assert.equal(ownTurn(inList(JUTTA)), "");
});

test("in a round whose turn it is stands on top", () => {
  const { room, connect, introduce } = loaded(new Memory(), AMAL, "round");
  connect();
  introduce(AMAL, { "exchange.Contribute": "" });
  room.hear({ seq: 10, parts: { turns: { waiting: [SAMIR, AMAL] } } });
  room.hear({ present: [AMAL, SAMIR] });
  assert.match(new Drawn(top(room)).text, /It is the turn of .*Samir/);
  assert.equal(ownTurn(room), "");
  room.hear({ seq: 11, parts: { turns: { waiting: [AMAL] } } });
  assert.match(new Drawn(top(room)).text, /data-mine=true[\s\S]*It is your turn/);
  assert.equal(ownTurn(room), "It is your turn");
});

test("where nobody takes turns nothing of it stands on top", () => {
  const { room, connect } = loaded();
  connect();
  assert.doesNotMatch(new Drawn(top(room)).text, /class="turn"/);
});

test("after the connection has ended it is nobody's turn", () => {
  const room = inList(AMAL);
  room.linked({ is: "over", code: 4001 } as never);
  assert.equal(ownTurn(room), "");
  assert.doesNotMatch(new Drawn(top(room)).text, /class="turn"/);
});
