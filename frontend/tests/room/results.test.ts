import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { cards } from "../../src/room/results/cards";
import { unsaved } from "../../src/room/results/unsaved";
import { lastWords, WRITING } from "../../src/room/results/writing";
import { Drawn } from "./drawn";
import { loaded, Memory, view } from "./page";
import { AMAL, APART, DANIEL, JUTTA } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");
const MAY: Mine["may"] = { "results.WriteResult": "", "results.NameReporter": "" };
const UNWRITTEN: protocol.results.ResultsView = {
  reporter: null,
  text: "",
  by: null,
  at: 0,
  seq: 0,
  cards: [],
};
const FIELD = "we-bring-3";

function come(page: ReturnType<typeof loaded>, places: Partial<Mine["places"]>, may = MAY): void {
  const { mine } = page.room.state;
  assert.ok(mine);
  page.room.hear({ mine: { ...mine, may: { ...mine.may, ...may }, places: { ...APART, ...places } } });
}

/** A page in group 3 that has seen what is stored there. */
function inGroup(
  known: Partial<protocol.results.ResultsView> = {},
  storage = new Memory(),
  may = MAY,
  me = AMAL,
) {
  const page = loaded(storage, me);
  page.connect();
  page.room.hear(view("open", { epoch: "three" }));
  page.room.hear({ seq: 10, parts: { results: { ...UNWRITTEN, ...known } } });
  come(page, { group: 3, people: [AMAL, JUTTA], card: true }, may);
  page.room.seenNow();
  const stored = (more: Partial<protocol.results.ResultsView>) =>
    page.room.hear({ seq: page.room.state.seq + 1, parts: { results: { ...UNWRITTEN, ...more } } });
  const asked = () => page.sent.map((each) => [each.do, each.fields]);
  return { ...page, asked, stored, text: () => plain(new Drawn(WRITING.view(page.room)).text) };
}

test("who reports is chosen among those in the group", () => {
  const { room, asked, text } = inGroup({ reporter: JUTTA });
  assert.match(text(), /Who reports\?.*I do.*Jutta/);
  new Drawn(WRITING.view(room)).does("change");
  assert.deepEqual(asked(), [["results.NameReporter", { person: AMAL }]]);
});

test("what the group brings is saved with the version that one has changed", () => {
  const { room, asked, text } = inGroup({ text: "Trust", by: JUTTA, seq: 10 });
  assert.match(text(), /Jutta has saved this/);
  room.drafts.setText(FIELD, "Trust, and time");
  assert.match(text(), /Not saved yet/);
  new Drawn(WRITING.view(room)).does("submit");
  assert.deepEqual(asked(), [["results.WriteResult", { text: "Trust, and time", seen: 10 }]]);
  assert.match(text(), /Trust, and time.*On its way/);
});

test("whoever writes while another saves reads both versions, and keeps theirs, takes the other, or joins both", () => {
  for (const [nth, fields] of [
    [0, undefined],
    [1, { text: "Mine", seen: 11 }],
    [2, undefined],
  ] as const) {
    const { room, asked, stored, text } = inGroup();
    room.drafts.setText(FIELD, "Mine");
    stored({ text: "Hers", by: JUTTA, seq: 11 });
    assert.match(text(), /two versions.*Jutta has saved meanwhile:.*Hers.*Your version.*Mine/i);
    new Drawn(WRITING.view(room)).does("click", {}, nth);
    assert.deepEqual(
      asked().map(([, each]) => each),
      fields ? [fields] : [],
    );
    assert.doesNotMatch(text(), /two versions/);
    if (nth === 0) assert.equal(room.drafts.text(FIELD), "Hers\nMine");
    if (nth === 2) assert.equal(room.drafts.has(FIELD), false);
  }
});

test("of two who save at once the second finds their words again, beside those of the first", () => {
  const { room, sent, stored, text } = inGroup();
  room.drafts.setText(FIELD, "Mine");
  new Drawn(WRITING.view(room)).does("submit");
  stored({ text: "Hers", by: JUTTA, seq: 11 });
  room.seenNow();
  room.hear({ ref: sent[0]?.ref ?? "", refused: "results.stale" });
  assert.equal(room.drafts.text(FIELD), "Mine");
  assert.match(text(), /two versions.*Hers.*Mine/i);
});

test("that holds where the page was loaded again in between", () => {
  const storage = new Memory();
  inGroup({}, storage).room.drafts.setText(FIELD, "Mine");
  const { text } = inGroup({ text: "Hers", by: JUTTA, seq: 11 }, storage);
  assert.match(text(), /two versions.*Hers.*Mine/i);
});

test("one's own version, written just before, is none that another wrote", () => {
  const { room, sent, asked, stored, text } = inGroup();
  room.drafts.setText(FIELD, "Mine");
  new Drawn(WRITING.view(room)).does("submit");
  room.drafts.setText(FIELD, "Mine, and more");
  stored({ text: "Mine", by: AMAL, seq: 11 });
  room.hear({ ref: sent[0]?.ref ?? "", seq: 11 });
  assert.doesNotMatch(text(), /two versions/);
  new Drawn(WRITING.view(room)).does("submit");
  assert.deepEqual(asked().at(-1), ["results.WriteResult", { text: "Mine, and more", seen: 11 }]);
});

test("an empty result is not sent; whoever moderates reads it and writes nothing", () => {
  const { room, asked } = inGroup();
  new Drawn(WRITING.view(room)).does("submit");
  assert.deepEqual(asked(), []);
  assert.equal(room.ui.notice, room.refusal("results.empty"));
  const daniel = inGroup({ text: "Trust", by: JUTTA, reporter: AMAL, seq: 10 }, new Memory(), {}, DANIEL);
  assert.match(daniel.text(), /Amal reports.*Trust/);
  assert.doesNotMatch(daniel.text(), /Save/);
});

test("while time runs out the field is one tap away", () => {
  const { room } = inGroup();
  new Drawn(lastWords(room)).does("click");
  assert.equal(room.ui.tab, "result");
  assert.equal(room.focus, `#${FIELD}`);
});

function card(group: number, more: Partial<protocol.results.ResultCard> = {}): protocol.results.ResultCard {
  return {
    group,
    contribution: group,
    at: 0,
    reporter: null,
    by: JUTTA,
    text: `Of group ${group}`,
    hidden: false,
    ...more,
  };
}

test("back in the plenary all read what the groups bring, one's own first, also after a reload", () => {
  const storage = new Memory();
  const page = inGroup({}, storage);
  const back = () => {
    page.room.hear(view());
    page.room.hear({
      seq: 10,
      parts: { results: { ...UNWRITTEN, cards: [card(1), card(2), card(3, { reporter: AMAL })] } },
    });
    come(page, {});
  };
  back();
  assert.match(
    plain(new Drawn(cards(page.room)).text),
    /What 3 groups bring.*Group 3 .*Your group.*Of group 3.*Amal reports.*Group 1.*Of group 1.*Group 2/,
  );
  const again = loaded(storage);
  again.connect();
  again.room.hear({ seq: 10, parts: { results: { ...UNWRITTEN, cards: [card(1), card(3)] } } });
  assert.match(plain(new Drawn(cards(again.room)).text), /Group 3 .*Your group.*Group 1/);
});

test("a text that is hidden or erased has its sentence, and a group that only named somebody, too", () => {
  const page = loaded();
  page.connect();
  const all = [
    card(1, { text: "", hidden: true }),
    card(2, { text: "" }),
    card(3, { text: "", by: null, reporter: AMAL }),
  ];
  page.room.hear({ seq: 10, parts: { results: { ...UNWRITTEN, cards: all } } });
  assert.match(plain(new Drawn(cards(page.room)).text), /hidden for now.*was deleted.*somebody tells it/);
});

test("without results there is no card, and no room for one", () => {
  const page = loaded();
  page.connect();
  page.room.hear({ seq: 10, parts: { results: UNWRITTEN } });
  assert.equal(new Drawn(cards(page.room)).text, "");
});

test("what one had written and not saved when the group ended is taken along, or stays there", () => {
  const page = inGroup();
  const { room } = page;
  room.drafts.setText(FIELD, "Trust, bec");
  room.hear(view());
  come(page, {});
  const card = () => new Drawn(unsaved(room));
  assert.match(plain(card().text), /unsaved text for the result of group 3.*Trust, bec/);
  card().does("click", {}, 1);
  assert.equal(card().text, "");
  const again = loaded(page.storage);
  again.connect();
  new Drawn(unsaved(again.room)).does("click");
  assert.equal(again.room.drafts.contribution.text, "Trust, bec");
  assert.equal(new Drawn(unsaved(again.room)).text, "");
});

test("what one has chosen stays chosen until the room has it", () => {
  const { room, text } = inGroup();
  new Drawn(WRITING.view(room)).does("change", {}, 1);
  assert.match(text(), /checked=false.*I do.*checked=true.*Jutta/);
});

test("from a card one comes to what is said of it, and the cards fold away", () => {
  const page = loaded();
  page.connect();
  const { room } = page;
  room.hear({ seq: 10, parts: { results: { ...UNWRITTEN, cards: [card(1)] } } });
  assert.match(new Drawn(cards(room)).text, /open=true/);
  new Drawn(cards(room)).does("click");
  assert.equal(room.sought, 1);
  assert.match(new Drawn(cards(room)).text, /open=false/);
  new Drawn(cards(room)).does("toggle", { open: true });
  assert.match(new Drawn(cards(room)).text, /open=true/);
});

test("in pairs, of whom each says a sentence afterwards, there is no card", () => {
  const page = inGroup();
  assert.equal(WRITING.isShown(page.room), true);
  come(page, { group: 3, people: [AMAL, JUTTA] });
  assert.equal(WRITING.isShown(page.room), false);
  assert.equal(new Drawn(lastWords(page.room)).text, "");
});
