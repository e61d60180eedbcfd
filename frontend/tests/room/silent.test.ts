import assert from "node:assert/strict";
import { test } from "node:test";
import { transcript } from "../../src/room/exchange/transcript";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { reveal, sheets } from "../../src/room/silent/moderating";
import { notes, progress } from "../../src/room/silent/view";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory, view } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR } from "./people";

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ");

/** In a silent round, as one of them has it. */
function inSilence(me: number, more: Partial<protocol.agenda.Phase> = {}, storage = new Memory()) {
  const page = loaded(storage, me, "silent_round");
  page.connect();
  page.introduce(me, { "exchange.Contribute": me === DANIEL ? "" : "silent.hand_in" });
  const { agenda } = parts("silent_round");
  const phases = agenda.phases.map((each) => (each.mode === "silent_round" ? { ...each, ...more } : each));
  page.room.hear({ seq: 10, parts: { agenda: { ...agenda, phases } } });
  const mine = (silent: Partial<Mine["silent"]>) => {
    const { mine: before } = page.room.state;
    if (before) page.room.hear({ mine: { ...before, silent: { ...before.silent, ...silent } } });
  };
  const silent = (part: Partial<protocol.silent.SilentView>) =>
    page.room.hear({ seq: page.room.state.seq + 1, parts: { silent: { ...parts().silent, ...part } } });
  const asked = () => page.sent.map((each) => [each.do, each.fields]);
  const text = () => plain(new Drawn(doing(page.room)).text);
  return { ...page, mine, silent, asked, text };
}

function sheet(more: Partial<protocol.silent.SilentSheet> = {}): protocol.silent.SilentSheet {
  return { number: 4711, text: "Mine", state: "ready", reason: null, note: "", ...more };
}

// --- whoever writes -----------------------------------------------------------------------------------------------------

test("one hands in by one tap, and reads that the others do not read it yet", () => {
  const { room, text, asked } = inSilence(AMAL);
  assert.match(text(), /The others read it only when everything is revealed/);
  room.drafts.setText("sheet", " It concerns me ");
  new Drawn(doing(room)).does("submit");
  assert.deepEqual(asked(), [["silent.HandIn", { text: "It concerns me" }]]);
  assert.match(text(), /On its way ….*It concerns me/);
});

test("nothing is not handed in, and the page says what is missing", () => {
  const { room, text, asked } = inSilence(AMAL);
  new Drawn(doing(room)).does("submit");
  assert.deepEqual(asked(), []);
  assert.equal(room.focus, "#sheet");
  assert.match(text(), /Please write something/);
});

test("a text that is not handed in yet survives loading the page again", () => {
  const storage = new Memory();
  inSilence(AMAL, {}, storage).room.drafts.setText("sheet", "Half a sen");
  assert.match(inSilence(AMAL, {}, storage).text(), /Half a sen/);
});

test("a text that the server refuses stands in the field again", () => {
  const { room, sent, text } = inSilence(AMAL);
  room.drafts.setText("sheet", "Too late");
  new Drawn(doing(room)).does("submit");
  room.hear({ ref: sent[0]?.ref ?? "", refused: "room.not_in_this_phase" });
  assert.match(text(), /That is not possible in this phase.*Too late/);
});

test("until the reveal one changes it or takes it back", () => {
  const { room, mine, text, asked } = inSilence(AMAL);
  mine({ sheet: sheet() });
  assert.match(text(), /Handed in\..*Mine.*Change.*Take back/);
  new Drawn(doing(room)).does("click");
  assert.match(text(), /Your text.*Mine.*Hand in.*Cancel/);
  room.drafts.setText("sheet", "Rather this");
  new Drawn(doing(room)).does("submit");
  assert.deepEqual(asked(), [["silent.HandIn", { text: "Rather this" }]]);
});

test("what was taken back stands in the field again", () => {
  const { room, mine, text, asked } = inSilence(AMAL);
  room.hear({
    mine: {
      ...must(room.state.mine),
      may: { "exchange.Contribute": "silent.hand_in", "silent.TakeBack": "" },
    },
  });
  mine({ sheet: sheet() });
  new Drawn(doing(room)).does("click");
  assert.deepEqual(asked(), [["silent.TakeBack", {}]]);
  mine({ sheet: null });
  assert.match(text(), /Your text.*Mine/);
});

test("what it means that there are no names, and that the moderation reads it before, is said beside the field", () => {
  const { text } = inSilence(AMAL, { anonymous: true, premoderated: true });
  assert.match(text(), /neither the group nor the moderation is told what you wrote/);
  assert.match(text(), /The moderation reads all texts before, without names/);
});

test("whoever gets their text back reads why, with the words of the moderation, and writes it anew", () => {
  const { mine, text } = inSilence(AMAL, { premoderated: true });
  mine({ sheet: sheet({ state: "returned", reason: "unclear", note: "Whom do you mean?" }) });
  assert.match(
    text(),
    /gives your text back and does not know whose it is.*Whom do you mean\?.*Mine.*Hand in/,
  );
  mine({ sheet: sheet({ state: "held", reason: "unclear" }) });
  assert.match(text(), /holds your text back.*Mine.*Change/);
});

test("after the reveal one reads, and hands nothing in", () => {
  const { mine, text } = inSilence(AMAL);
  mine({ revealed: true });
  assert.match(text(), /Your text is revealed/);
  assert.doesNotMatch(text(), /Hand in/);
});

test("how many have handed in stands above each tab, as a number", () => {
  const { room, silent } = inSilence(AMAL);
  silent({ handed_in: 2, expected: 3 });
  assert.match(plain(new Drawn(progress(room)).text), /2 of 3 have handed in/);
});

test("whoever works alone keeps a note, and nothing is counted", () => {
  const { room, text } = inSilence(AMAL, { formation: "alone", mode: "free" });
  assert.match(text(), /Your note.*Only you read it.*Keep it/);
  assert.equal(new Drawn(progress(room)).text, "");
});

test("a note and what was not handed in go into one's field later, or away", () => {
  const page = loaded(new Memory(), AMAL, "free");
  page.connect();
  page.room.drafts.setText("sheet", "Half a sen");
  const mine = must(page.room.state.mine);
  page.room.hear({ mine: { ...mine, silent: { ...mine.silent, notes: [{ id: 7, text: "Kept" }] } } });
  const drawn = new Drawn(notes(page.room));
  assert.match(plain(drawn.text), /Kept.*Put it into my field.*Half a sen/);
  page.room.write({ text: "First" });
  drawn.does("click");
  assert.equal(page.room.drafts.contribution.text, "First\nKept");
  assert.equal(new Drawn(notes(inSilence(AMAL).room)).text, "");
});

test("what one wrote alone goes along into a small group, and stands there once", () => {
  const { room, mine } = inSilence(AMAL, { formation: "alone", mode: "free" });
  mine({ sheet: sheet({ text: "Only mine" }) });
  room.hear(view("open", { epoch: "group" }));
  const there = must(room.state.mine);
  const told = (silent: Mine["silent"]) => {
    room.hear({ mine: { ...there, may: { ...there.may, "exchange.Contribute": "" }, silent } });
    return new Drawn(notes(room)).text;
  };
  assert.match(told({ sheet: null, revealed: false, notes: [] }), /Only mine/);
  const again = told({ sheet: null, revealed: false, notes: [{ id: 7, text: "Only mine" }] });
  assert.equal(again.match(/Only mine/g)?.length, 1);
});

// --- whoever moderates --------------------------------------------------------------------------------------------------

test("the moderation reveals with one tap, and reads how far it is", () => {
  const { room, silent, asked } = inSilence(DANIEL);
  assert.match(plain(new Drawn(reveal(room)).text), /Nobody has handed in yet/);
  silent({ handed_in: 2 });
  assert.match(
    plain(new Drawn(reveal(room)).text),
    /2 of 3 have handed in.*Reveal 2 texts.*Some are still writing/,
  );
  room.hear({ present: [DANIEL, AMAL, JUTTA] });
  assert.match(plain(new Drawn(reveal(room)).text), /As many have handed in as are here/);
  new Drawn(reveal(room)).does("click");
  assert.deepEqual(asked(), [["silent.Reveal", {}]]);
  assert.equal(new Drawn(reveal(inSilence(AMAL).room)).text, "");
});

test("where everybody works alone there is nothing to reveal", () => {
  assert.match(
    plain(new Drawn(reveal(inSilence(DANIEL, { formation: "alone" }).room)).text),
    /Nothing of it is revealed/,
  );
});

test("what may be read before stands there by number, and can be held, given back and released", () => {
  const { room, silent, asked } = inSilence(DANIEL, { premoderated: true });
  assert.match(plain(new Drawn(sheets(room)).text), /from three on/);
  const known = { number: 4711, text: "Idiots", state: "ready", reason: null } as const;
  silent({ handed_in: 3, sheets: [known] });
  assert.match(plain(new Drawn(sheets(room)).text), /Sheet 4711.*Idiots.*Hold back.*Give back/);
  new Drawn(sheets(room)).does("click");
  new Drawn(sheets(room)).does("submit");
  assert.deepEqual(asked(), [["silent.HoldSheet", { sheet: 4711, reason: "unclear" }]]);
  silent({ handed_in: 3, sheets: [{ ...known, state: "held", reason: "insult" }] });
  assert.match(plain(new Drawn(sheets(room)).text), /held back.*Give back.*Release/);
  assert.match(plain(new Drawn(reveal(room)).text), /Reveal 2 texts/);
  assert.equal(new Drawn(sheets(inSilence(DANIEL).room)).text, "");
});

test("the words to whoever wrote it are written beside the sheet", () => {
  const { room, silent, asked } = inSilence(DANIEL, { premoderated: true });
  silent({ handed_in: 3, sheets: [{ number: 4711, text: "Idiots", state: "held", reason: "insult" }] });
  new Drawn(sheets(room)).does("click");
  room.drafts.setText("sheet-note-4711", "Say what you saw.");
  new Drawn(sheets(room)).does("submit");
  const fields = { sheet: 4711, reason: "unclear", note: "Say what you saw." };
  assert.deepEqual(asked(), [["silent.ReturnSheet", fields]]);
});

// --- what all read ------------------------------------------------------------------------------------------------------

test("what was written without a name has none, and its author alone reads that it is theirs", () => {
  const said = contribution(12, null, "Secret", { revealed: true, anonymous: true });
  const talk = (unnamed: number[]) => {
    const page = loaded(new Memory(), SAMIR);
    page.connect();
    page.room.hear(view("open", { seq: 20, contributions: [said] }));
    const mine = must(page.room.state.mine);
    page.room.hear({ mine: { ...mine, exchange: { ...mine.exchange, unnamed } } });
    return plain(new Drawn(transcript(page.room)).text);
  };
  assert.match(talk([]), /Without a name.*Secret/);
  assert.doesNotMatch(talk([]), /Without a name<\/span>[^<]*<span class="name__you">/);
  assert.match(talk([12]), /Without a name<\/span>[^<]*<span class="name__you">/);
});

test("while groups do what a phase says, the plenary is free", () => {
  assert.equal(new Drawn(progress(inSilence(DANIEL, { formation: "pairs" }).room)).text, "");
});

function must<Value>(value: Value | null | undefined): Value {
  assert.ok(value);
  return value;
}
