import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { agenda } from "../../src/room/agenda/panel";
import { people } from "../../src/room/people/view";
import { begun } from "../../src/room/places/begun";
import { reporting } from "../../src/room/places/report";
import { where } from "../../src/room/places/view";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { Drawn } from "./drawn";
import { loaded, Memory, view } from "./page";
import { AMAL, APART, contribution, DANIEL, JUTTA, SAMIR, seenBy, told } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");

/** A page whose person is told where they are. */
function placed(me: number, places: Partial<Mine["places"]> = {}, may: Mine["may"] = {}) {
  const page = loaded(new Memory(), me);
  page.connect();
  const { mine } = page.room.state;
  assert.ok(mine);
  page.room.hear({ mine: { ...mine, may: { ...mine.may, ...may }, places: { ...APART, ...places } } });
  return { ...page, asked: () => page.sent.map((each) => [each.do, each.fields]) };
}

test("in a small group everybody reads which it is and with whom", () => {
  const { room } = placed(AMAL, { group: 3, people: [AMAL, JUTTA] });
  const text = plain(new Drawn(where(room)).text);
  assert.match(text, /Group 3.*with Jutta/);
  assert.doesNotMatch(text, /Back to the plenary/);
  const alone = placed(AMAL, { group: 3, people: [AMAL] }).room;
  assert.match(new Drawn(where(alone)).text, /Nobody else is here yet/);
});

test("a moderator goes back by one tap", () => {
  const { room, asked } = placed(DANIEL, { group: 3, people: [AMAL] });
  new Drawn(where(room)).does("click");
  assert.deepEqual(asked(), [["places.MovePeople", { people: [DANIEL], room: null }]]);
});

test("in the list of people a moderator reads in which group somebody is, and no phase is called skipped in a group", () => {
  const { room } = placed(DANIEL, {}, { "places.MovePeople": "" });
  room.hear({
    seq: 10,
    parts: {
      places: { rooms: [7, 8], at: { [SAMIR]: 8 }, groups: [7, 8], hosts: {}, numbers: { 7: 1, 8: 2 } },
    },
  });
  room.hear({ present: [DANIEL, AMAL], elsewhere: { 8: [SAMIR] } });
  assert.match(plain(new Drawn(people(room)).text), /Samir.*Group 2/);
  const known = room.agenda;
  assert.ok(known);
  room.hear({ seq: 11, parts: { agenda: { ...known, current: 2, held: [2] } } });
  assert.match(new Drawn(agenda(room)).text, /skipped/);
  const inside = placed(DANIEL, { group: 2 }).room;
  inside.hear({ seq: 11, parts: { agenda: { ...known, current: 2, held: [2] } } });
  assert.doesNotMatch(new Drawn(agenda(inside)).text, /data-skipped=true/);
});

test("whoever comes while the others are in their groups goes into one by itself, once", () => {
  const { room, asked } = placed(AMAL, {}, { "places.EnterGroup": "" });
  room.seenNow();
  room.seenNow();
  assert.deepEqual(asked(), [["places.EnterGroup", {}]]);
  const other = placed(AMAL, {}, { "places.EnterGroup": "places.not_awaited" });
  other.room.seenNow();
  assert.deepEqual(other.asked(), []);
});

test("back in the plenary one may tell one sentence, or has nothing to add", () => {
  const { room, asked } = placed(AMAL, { reports_from: 3 }, { "places.Report": "" });
  assert.match(new Drawn(reporting(room)).text, /One sentence from group 3/);
  room.drafts.setText("report", "We found two reasons");
  new Drawn(reporting(room)).does("submit");
  assert.deepEqual(asked(), [["places.Report", { text: "We found two reasons" }]]);
  const silent = placed(AMAL, { reports_from: 3 }, { "places.Report": "" }).room;
  new Drawn(reporting(silent)).does("click");
  assert.equal(new Drawn(reporting(silent)).text, "");
  assert.equal(new Drawn(reporting(placed(AMAL).room)).text, "");
});

// --- the way back, and what one had begun ------------------------------------------------------------------------------

/** In a group, so many seconds before everybody goes back. */
function recalled(seconds: number, may: Mine["may"] = { "places.ComeBack": "" }) {
  const page = placed(AMAL, { group: 3, people: [AMAL, JUTTA] }, may);
  const { mine } = page.room.state;
  assert.ok(mine);
  const until = page.room.clock + seconds * 1_000;
  page.room.hear({ mine: { ...mine, places: { ...mine.places, recalled_until: until } } });
  return page;
}

test("before they go back everybody in the group reads how long they still have, and for what", () => {
  assert.match(
    plain(new Drawn(where(recalled(30).room)).text),
    /30 seconds left.*One sentence for everybody/,
  );
  assert.match(plain(new Drawn(where(recalled(-5).room)).text), /0 seconds left/);
});

test("ten seconds before it is said aloud, once", () => {
  const { room } = recalled(10.5);
  room.tick();
  const { mine } = room.state;
  assert.ok(mine);
  const before = room.ui.spoken.length;
  Object.assign(room, { steady: () => Date.now() + 1_000 });
  room.tick();
  room.tick();
  assert.deepEqual(
    room.ui.spoken.slice(before).map((each) => each.text),
    ["10 seconds left."],
  );
});

test("when the time is over the page asks for the way back by itself, once, and not before", () => {
  const early = recalled(5);
  early.room.tick();
  assert.deepEqual(early.asked(), []);
  const { room, asked } = recalled(-2);
  room.tick();
  room.tick();
  assert.deepEqual(asked(), [["places.ComeBack", {}]]);
  const over = recalled(-2, { "places.ComeBack": "room.closed" });
  over.room.tick();
  assert.deepEqual(over.asked(), []);
});

test("the host is marked", () => {
  const { room } = placed(AMAL, { group: 3, people: [AMAL, JUTTA], host: JUTTA });
  assert.match(plain(new Drawn(where(room)).text), /with Jutta \(host\)/);
});

test("what one had begun is taken along or left there by one tap, where one can write", () => {
  const cards = (page: ReturnType<typeof placed>) => new Drawn(begun(page.room));
  const page = placed(AMAL);
  page.room.write({ text: "half a thought" });
  page.room.drafts.moved("e", "other", 3);
  assert.match(plain(cards(page).text), /Your unfinished text from group 3.*half a thought/);
  cards(page).does("click");
  assert.equal(page.room.drafts.contribution.text, "half a thought");
  assert.equal(page.room.focus, "#contribution");
  page.room.drafts.moved("other", "e", 0);
  cards(page).does("click", {}, 1);
  assert.equal(cards(page).text, "");
  assert.equal(page.room.ui.status, "It waits for you in the plenary.");
  page.room.drafts.arrived(0, "other");
  assert.equal(page.room.drafts.contribution.text, "half a thought");
});

test("whoever is moved with words reads and hears them; an older word of the moderation is none of them", () => {
  const { room } = placed(AMAL);
  const led = (said: protocol.exchange.Contribution) => {
    room.hear(view("open", { epoch: `to ${said.id}`, now: room.steady(), contributions: [said] }));
    const { mine } = room.state;
    assert.ok(mine);
    room.hear({ mine });
    return plain(room.ui.notice);
  };
  const process = (id: number, by: number, at: number) =>
    contribution(id, by, "Samir misses you here", { type: "process", at });
  assert.equal(led(process(10, DANIEL, room.clock)), "Daniel: Samir misses you here");
  assert.equal(led(process(11, DANIEL, room.clock - 60_000)), "");
  assert.equal(led(process(12, JUTTA, room.clock)), "");
});

test("whoever asks why they are in this group reads it in a sentence or two, and nothing of anybody else", () => {
  const reads = (why: Partial<protocol.explained.Why>) => {
    const found = { because: "new", others: 3, new: 3, kinds: 3, people: [], ...why } as const;
    const { room } = placed(AMAL, { group: 3, people: [AMAL, JUTTA], why: found });
    return plain(new Drawn(where(room)).text);
  };
  assert.match(reads({}), /Why am I in this group\?.*any of the others yet\. People from 3 kinds/);
  assert.match(reads({ because: "mixed", new: 2, kinds: 1 }), /2 of 3 others are new to you in a group\./);
  assert.match(reads({ because: "mixed", new: 0 }), /could not be avoided/);
  assert.match(reads({ because: "stays" }), /You are the host of this group\./);
  assert.match(reads({ because: "together", people: [JUTTA] }), /You were to be with Jutta\./);
  assert.doesNotMatch(reads({ others: 0, new: 0 }), /Why am I/);
});

test("whoever loads the page again in a group hears in which it is", () => {
  const page = loaded();
  page.room.hear(view());
  const { mine } = told(seenBy(AMAL), { places: { ...APART, group: 3, people: [AMAL, JUTTA] } });
  assert.ok(mine);
  page.room.hear({ mine });
  page.room.hear({ mine });
  const spoken = page.room.ui.spoken.map((each) => plain(each.text));
  assert.deepEqual(spoken, ["You are now in group 3, with Jutta."]);
});
