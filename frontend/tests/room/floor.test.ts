import assert from "node:assert/strict";
import { test } from "node:test";
import { agenda } from "../../src/room/agenda/panel";
import { ownTurn } from "../../src/room/attention";
import { said } from "../../src/room/exchange/contribution";
import { MENU } from "../../src/room/exchange/opened";
import { withoutAsking } from "../../src/room/floor/unasked";
import { floor } from "../../src/room/floor/view";
import { doing } from "../../src/room/view/doing";
import { top } from "../../src/room/view/top";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");
const waits = (person: number, answers: number | null = null) => ({
  person,
  since: 0,
  direct: answers !== null,
  answers,
});

/** With a speaking list, as one of them has it. */
function listed(me: number, known: object = {}, why = "") {
  const page = loaded(new Memory(), me, "speaking_list");
  page.connect();
  const contributions = [contribution(3, JUTTA, "I doubt that"), contribution(4, me, "My own")];
  page.room.hear({ seq: 10, parts: { floor: { ...parts().floor, ...known } }, contributions });
  page.introduce(me, { "exchange.Contribute": why });
  const asked = () => page.sent.map((each) => [each.do, each.fields]);
  const view = () => plain(new Drawn(floor(page.room)).text);
  return { ...page, asked, view };
}

test("who is away is marked in the list, and the moderator takes them off", () => {
  const { room, view } = listed(DANIEL, { requests: [waits(AMAL), waits(JUTTA)] });
  room.hear({ present: [DANIEL, JUTTA] });
  assert.equal(view().match(/not here/g)?.length, 1);
  assert.match(view(), /Take off the list: Amal/);
  assert.doesNotMatch(listed(AMAL, { requests: [waits(JUTTA)] }, "floor.not_yours").view(), /Take|Give/);
});

test("once somebody has waited too long, the page of the moderation asks for the list anew, once", () => {
  for (const [me, ages_at, expected] of [
    [DANIEL, 0, [["floor.AgeRequests", {}]]],
    [DANIEL, Number.MAX_SAFE_INTEGER, []],
    [DANIEL, null, []],
    [AMAL, 0, []],
  ] as const) {
    const { room, asked } = listed(me, { requests: [waits(AMAL)], ages_at });
    room.seenNow();
    room.seenNow();
    assert.deepEqual(asked(), expected);
  }
});

test("the rule stands there in one sentence, by what is counted", () => {
  const { room, view } = listed(AMAL);
  assert.match(view(), /fewest words so far/);
  const { agenda } = parts("speaking_list");
  room.hear({ seq: 11, parts: { agenda: { ...agenda, medium: "spoken" } } });
  assert.match(view(), /shortest time so far/);
});

test("the list moves up and down by hand, and only by hand", () => {
  const requests = [waits(AMAL), waits(JUTTA)];
  assert.doesNotMatch(listed(DANIEL, { requests }).view(), /Move/);
  const { view } = listed(DANIEL, { order: "manual", requests });
  assert.match(view(), /Move Amal up.*?disabled=true.*?Move Amal down.*?disabled=false/s);
  assert.match(view(), /Move Jutta up.*?disabled=false.*?Move Jutta down.*?disabled=true/s);
});

test("whoever has not asked is put on the list or given the floor", () => {
  const { room, asked } = listed(DANIEL, { requests: [waits(AMAL)] });
  room.hear({ present: [DANIEL, AMAL, JUTTA] });
  const drawer = () => new Drawn(withoutAsking(room, { ...parts().floor, requests: [waits(AMAL)] }));
  assert.match(drawer().text, /Jutta/);
  assert.doesNotMatch(drawer().text, /Amal|Samir/);
  drawer().does("change", { value: String(JUTTA) });
  assert.match(drawer().text, /Put on the list.*Give the floor/s);
  drawer().does("click");
  assert.deepEqual(asked(), [["floor.PutOnList", { person: JUTTA }]]);
});

test("a direct reply answers what was said last by another, or what one refers to", () => {
  const { room, asked } = listed(AMAL, {}, "floor.not_yours");
  assert.match(plain(new Drawn(doing(room)).text), /Reply directly to Jutta/);
  room.hear({ seq: 11, contributions: [contribution(11, SAMIR, "So do I")] });
  assert.match(plain(new Drawn(doing(room)).text), /Reply directly to Samir/);
  room.write({ refersTo: 3 });
  assert.match(plain(new Drawn(doing(room)).text), /Reply directly to Jutta/);
  MENU.set(room, 11);
  const other = new Drawn(said(room, contribution(11, SAMIR, "So do I")));
  assert.match(other.text, /Reply directly/);
  assert.deepEqual(asked(), []);
});

test("where nothing was said that one could answer there is no direct reply", () => {
  const page = loaded(new Memory(), AMAL, "speaking_list");
  page.connect();
  page.introduce(AMAL, { "exchange.Contribute": "floor.not_yours" });
  assert.doesNotMatch(new Drawn(doing(page.room)).text, /Reply directly/);
});

test("the list shows what a direct reply answers", () => {
  assert.match(
    listed(DANIEL, { requests: [waits(AMAL, 3)] }).view(),
    /direct reply.*To Jutta:\s*“I doubt that”/s,
  );
});

test("whoever was taken off the list reads it where they ask again", () => {
  const { room } = listed(AMAL, {}, "floor.not_yours");
  const { mine } = room.state;
  assert.ok(mine);
  room.hear({ mine: { ...mine, floor: { replied: false, struck: true } } });
  assert.match(new Drawn(doing(room)).text, /taken you off the list.*Ask for the floor/s);
});

test("the screen stays awake for whoever has the floor or waits for it", () => {
  const holder = { person: AMAL, since: 0, until: 120_000, answers: null };
  assert.equal(listed(AMAL, { holder }).room.isAwaited, true);
  assert.equal(listed(AMAL, { requests: [waits(AMAL)] }, "floor.not_yours").room.isAwaited, true);
  assert.equal(listed(AMAL, {}, "floor.not_yours").room.isAwaited, false);
});

test("a phase that was jumped over has no tick, at the end as little", () => {
  const { room } = listed(DANIEL);
  const now = { ...parts("speaking_list").agenda, held: [0, 3] };
  room.hear({ seq: 11, parts: { agenda: now } });
  const skipped = new Drawn(agenda(room)).text;
  assert.equal(skipped.match(/data-past=true/g)?.length, 1);
  assert.equal(skipped.match(/data-skipped=true/g)?.length, 2);
  assert.equal(skipped.match(/>skipped</g)?.length, 2);
  room.hear({ seq: 12, parts: { agenda: { ...now, stage: "closed" } } });
  const over = new Drawn(agenda(room)).text;
  assert.equal(over.match(/data-past=true/g)?.length, 2);
  assert.equal(over.match(/>not held</g)?.length, now.phases.length - 2);
});

test("in a pause nobody has the floor: it is said who has it afterwards, without a time", () => {
  const holder = { person: AMAL, since: 0, until: Date.now() + 120_000, answers: null };
  const { room, view } = listed(AMAL, { holder });
  assert.match(view(), /You have the floor.*left/s);
  assert.match(new Drawn(top(room)).text, /You have the floor/);
  assert.equal(ownTurn(room), "You have the floor");
  room.hear({ seq: 11, parts: { agenda: { ...parts("speaking_list").agenda, stage: "paused" } } });
  assert.match(view(), /After the pause you have the floor\./);
  assert.doesNotMatch(view(), /left|over time/);
  assert.doesNotMatch(new Drawn(top(room)).text, /the floor/);
  assert.equal(ownTurn(room), "");
});
