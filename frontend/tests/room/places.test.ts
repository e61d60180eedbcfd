import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { agenda } from "../../src/room/agenda/panel";
import { people } from "../../src/room/people/view";
import { reporting } from "../../src/room/places/report";
import { where } from "../../src/room/places/view";
import type { Mine } from "../../src/room/protocol";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, JUTTA, SAMIR } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
const PLENARY: Mine["places"] = { room: null, group: 0, people: [], host: null, reports_from: 0 };

/** A page whose person is told where they are. */
function placed(me: number, places: Partial<Mine["places"]> = {}, may: Mine["may"] = {}) {
  const page = loaded(new Memory(), me);
  page.connect();
  const { mine } = page.room.state;
  assert.ok(mine);
  page.room.hear({ mine: { ...mine, may: { ...mine.may, ...may }, places: { ...PLENARY, ...places } } });
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
  room.hear({ seq: 10, parts: { places: { rooms: [7, 8], at: { [SAMIR]: 8 }, groups: [7, 8], hosts: {} } } });
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
