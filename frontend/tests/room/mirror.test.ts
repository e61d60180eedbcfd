import assert from "node:assert/strict";
import { test } from "node:test";
import { said } from "../../src/room/exchange/contribution";
import { menu } from "../../src/room/exchange/menu";
import { MENU } from "../../src/room/exchange/opened";
import { decisions } from "../../src/room/mirror/view";
import type * as protocol from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, mirroring, SAMIR } from "./people";

const plain = (part: unknown) => new Drawn(part).text.replace(/[\u2068\u2069]/g, "");
const SAID = contribution(10, AMAL, "It concerns me");
const RESTATED = contribution(11, SAMIR, "You mean that it concerns you", { type: "mirror", refers_to: 10 });

/** Samir has restated what Amal said, as one of them has it. */
function inMirror(me: number, known: Partial<protocol.mirror.Mirroring> | null = {}) {
  const page = loaded(new Memory(), me, "mirror");
  page.connect();
  page.room.hear({
    seq: 12,
    contributions: known ? [SAID, RESTATED] : [SAID],
    mirrorings: known ? [mirroring(12, known)] : [],
  });
  const asked = () => page.sent.map((each) => [each.do, each.fields]);
  const shown = (id: number) => {
    const found = page.room.state.contributions.get(id);
    return found ? plain(said(page.room, found)) : "";
  };
  return { ...page, asked, shown };
}

/** What the menu of a contribution offers. */
function offered(
  me: number,
  known: Partial<protocol.mirror.Mirroring> | null = null,
  replies: number[] = [],
) {
  const { room } = inMirror(me, known);
  if (room.state.mine) room.hear({ mine: { ...room.state.mine, mirror: { replies, stated: false } } });
  MENU.set(room, 10);
  return plain(menu(room, SAID));
}

test("before one replies one says what one understood; a question can always be asked", () => {
  const before = offered(SAMIR);
  assert.match(before, /Say what you understood/);
  assert.match(before, /Ask/);
  assert.doesNotMatch(before, /Reply|Object/);
});

test("once its author has confirmed it, one replies", () => {
  const after = offered(SAMIR, { understanding: "confirmed" }, [10]);
  assert.match(after, /Reply/);
  assert.doesNotMatch(after, /Say what you understood/);
});

test("whoever may reply is told so until they have", () => {
  const { room } = inMirror(SAMIR, { understanding: "confirmed" });
  if (room.state.mine) room.hear({ mine: { ...room.state.mine, mirror: { replies: [10], stated: false } } });
  assert.match(plain(doing(room)), /Amal says that you understood it\. You can reply now\.[\s\S]*Reply now/);
  room.hear({ seq: 13, contributions: [contribution(13, SAMIR, "I see it differently", { refers_to: 10 })] });
  assert.doesNotMatch(plain(doing(room)), /You can reply now/);
});

test("moderators and authors are offered no restatement", () => {
  for (const me of [AMAL, DANIEL]) assert.doesNotMatch(offered(me), /Say what you understood/);
});

test("the author reads what was understood of them, and says whether it is right", () => {
  const page = inMirror(AMAL);
  assert.match(plain(doing(page.room)), /Samir has said what they understood of you/);
  assert.match(page.shown(11), /You say whether this is right/);
  new Drawn(said(page.room, RESTATED)).does("click");
  assert.match(page.shown(11), /That is right[\s\S]*Not quite yet/);
});

test("nobody else is asked", () => {
  const page = inMirror(JUTTA);
  assert.match(page.shown(11), /Amal says whether this is right/);
  assert.doesNotMatch(page.shown(11), /Not quite yet/);
  assert.doesNotMatch(plain(doing(page.room)), /Is it right\?/);
});

test("whoever was refused reads what is missing, and tries once more", () => {
  const page = inMirror(SAMIR, { understanding: "refused", refusals: 1, missing: "Most of all at night" });
  assert.match(
    page.shown(11),
    /Amal says what is missing:[\s\S]*Most of all at night[\s\S]*Try it once more/,
  );
  assert.match(plain(doing(page.room)), /Amal says that something is missing/);
});

test("after two attempts the author says it in other words", () => {
  const page = inMirror(AMAL, { understanding: "authors_turn", refusals: 2 });
  assert.match(page.shown(11), /What do you mean\? Say it once more, in other words\./);
  assert.match(plain(doing(page.room)), /Samir has tried twice/);
});

test("what was withdrawn or erased needs no answer", () => {
  const page = inMirror(AMAL);
  page.room.hear({ seq: 13, contributions: [{ ...RESTATED, seq: 13, state: "withdrawn", text: "" }] });
  assert.doesNotMatch(page.shown(11), /That is right/);
});

test("a moderator opens the reply where the author does not answer", () => {
  const page = inMirror(DANIEL);
  new Drawn(decisions(page.room)).does("click");
  assert.match(plain(decisions(page.room)), /Amal has not said yet whether Samir understood it/);
});
