import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { News } from "../../src/room/announcements";
import { Announcer, type Manner, sentences } from "../../src/room/announcer";
import { isNotice, news, table } from "../../src/room/news";
import { Ordered } from "../../src/room/ordered";
import { NOTHING, type State } from "../../src/room/state";
import { EXAMPLES } from "./heard";
import { loaded } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, SAMIR, seenBy } from "./people";

const names: Record<number, string> = {
  [AMAL]: "Amal",
  [DANIEL]: "Daniel",
  [JUTTA]: "Jutta",
  [SAMIR]: "Samir",
};
const nameOf = (id: number | null) => names[id ?? 0] ?? "";
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "");
const texts = (before: State, after: State) => news(before, after).map((each) => plain(each.text));

// --- the table ---------------------------------------------------------------------------------------------------------

for (const { event, before, after, hears } of EXAMPLES) {
  for (const me of [DANIEL, AMAL, JUTTA, SAMIR]) {
    const heard = hears[me] ?? [];
    test(`${event}: ${names[me]} hears ${heard.join(" ") || "nothing"}`, () => {
      assert.deepEqual(texts(before(me), after(me)), heard);
    });
  }
}

test("there is an example for each row of the table", () => {
  const events = table().map((row) => row.event);
  assert.deepEqual(new Set(EXAMPLES.map((each) => each.event)), new Set(events));
  assert.equal(new Set(events).size, events.length);
});

// --- what is no news ---------------------------------------------------------------------------------------------------

test("what was there when one came in is no news", () => {
  assert.deepEqual(texts(NOTHING, seenBy(AMAL)), []);
});

test("who was here before one knew who is here has not just come", () => {
  assert.deepEqual(texts({ ...seenBy(AMAL), present: new Set() }, seenBy(AMAL)), []);
});

test("a contribution whose author nobody may know is somebody's, and no notice", () => {
  const before = seenBy(AMAL);
  const contributions = new Ordered([[10, contribution(10, null, "In the morning.")]]);
  const happened = news(before, { ...before, contributions });
  assert.deepEqual(
    happened.map((each) => each.text),
    ["Somebody: In the morning."],
  );
  assert.deepEqual(happened.map(isNotice), [false]);
});

test("what was said before the page came, and is told only now, is no news", () => {
  const before = { ...seenBy(AMAL), seq: 9_000 };
  const earlier = new Ordered([[10, contribution(10, JUTTA, "Long ago")]]);
  assert.deepEqual(texts(before, { ...before, contributions: earlier }), []);
});

test("who wrote long ago what is held now hears it, whether it was here or not", () => {
  const before = { ...seenBy(AMAL), seq: 9_000 };
  const held = contribution(10, AMAL, "", { state: "held", reason: "unclear", seq: 9_001 });
  assert.equal(texts(before, { ...before, contributions: new Ordered([[10, held]]) }).length, 1);
});

test("coming into another room, or as another person, is no news", () => {
  const before = seenBy(AMAL);
  const contributions = new Ordered([[10, contribution(10, JUTTA, "Hello")]]);
  assert.deepEqual(texts(before, { ...before, epoch: "other", contributions }), []);
  assert.deepEqual(texts(before, { ...seenBy(SAMIR), contributions }), []);
});

// --- in batches --------------------------------------------------------------------------------------------------------

function said(by: number, text = "…"): News {
  return { text, kind: "said", by };
}

test("many contributions at once become one sentence", () => {
  const gathered = [AMAL, JUTTA, AMAL, SAMIR].map((by) => said(by));
  assert.deepEqual(sentences(gathered, "each", nameOf).map(plain), [
    "4 new contributions, from Amal, Jutta, and Samir",
  ]);
});

test("collected means: never the texts, and one sentence for each kind", () => {
  const gathered: News[] = [
    said(AMAL, "Amal: Hello"),
    { text: "Jutta has withdrawn a contribution.", kind: "changed", by: JUTTA },
    { text: "Samir has come in.", kind: "came", by: SAMIR },
    { text: "Daniel has left.", kind: "went", by: DANIEL },
    { text: "Pause" },
  ];
  assert.deepEqual(sentences(gathered, "collected", nameOf).map(plain), [
    "Pause",
    "1 new contribution, from Amal",
    "1 contribution has changed, from Jutta",
    "1 person has come in: Samir",
    "1 person has left: Daniel",
  ]);
});

test("whoever loads the page again is not said to go and to come", () => {
  const gathered: News[] = [
    { text: "Samir has left.", kind: "went", by: SAMIR },
    { text: "Samir has come in.", kind: "came", by: SAMIR },
    { text: "Jutta has come in.", kind: "came", by: JUTTA },
  ];
  assert.deepEqual(sentences(gathered, "each", nameOf), ["Jutta has come in."]);
});

/** What is spoken at once of what answers Amal, and of what does not. */
function heardAtOnce(manner: Manner): string[] {
  const spoken: string[] = [];
  const announcer = new Announcer(manner, nameOf, (more) => spoken.push(...more.map(plain)));
  announcer.hear(EXAMPLES.slice(1, 2).flatMap(({ before, after }) => news(before(AMAL), after(AMAL))));
  return spoken;
}

test("whoever wants only what concerns them hears at once what answers them", () => {
  for (const manner of ["each", "collected", "off"] as const) {
    assert.deepEqual(heardAtOnce(manner), ["Jutta, Objection to you: Why?"]);
  }
});

test("what was gathered in one room is not said in another", () => {
  const spoken: string[] = [];
  const announcer = new Announcer("each", nameOf, (more) => spoken.push(...more));
  announcer.hear([{ text: "Jutta has come in.", kind: "came", by: JUTTA }]);
  announcer.forget();
  announcer.hear([{ text: "You are in group 1." }]);
  assert.deepEqual(spoken, ["You are in group 1."]);
});

// --- time --------------------------------------------------------------------------------------------------------------

/** The room at some time of a phase, ms before its end; what is said of the time as seconds pass. */
function ticking(phase: { since: number; until: number }, { room } = connected()) {
  const agenda = room.agenda;
  assert.ok(agenda);
  room.hear({ seq: room.state.seq + 1, now: 0, parts: { agenda: { ...agenda, ...phase } } });
  room.tick();
  return room;
}

function connected() {
  const page = loaded();
  page.connect();
  return page;
}

function heard({ ui }: { ui: { spoken: { text: string }[] } }): string[] {
  return ui.spoken.map((each) => each.text);
}

test("five minutes before the end of a phase that is said", () => {
  const page = connected();
  ticking({ since: 1, until: 301_000 }, page);
  assert.deepEqual(heard(page.room), []);
  ticking({ since: 1, until: 299_500 }, page);
  assert.deepEqual(heard(page.room), ["5 minutes left"]);
});

test("when a phase of four minutes begins, nobody is told that there are five minutes left", () => {
  const page = connected();
  ticking({ since: 1, until: 600_000 }, page);
  ticking({ since: 2, until: 240_000 }, page);
  assert.deepEqual(heard(page.room), []);
});

test("what was read aloud is not left in the page once it is hidden", () => {
  const { room } = connected();
  const said = contribution(11, JUTTA, "They are all the same.");
  room.hear({ seq: 11, contributions: [said] });
  room.speak(["Jutta: They are all the same."]);
  room.hear({ seq: 12, contributions: [{ ...said, seq: 12, type: "thesis" }] });
  assert.deepEqual(heard(room), ["Jutta: They are all the same."]);
  room.hear({ seq: 13, contributions: [{ ...said, seq: 13, state: "returned", text: "" }] });
  assert.deepEqual(heard(room), []);
});
