import assert from "node:assert/strict";
import { test } from "node:test";
import { gist } from "../../src/room/aloud/gist";
import { onSpace, steps } from "../../src/room/aloud/steps";
import { said } from "../../src/room/exchange/contribution";
import { menu } from "../../src/room/exchange/menu";
import { MENU } from "../../src/room/exchange/opened";
import { transcript } from "../../src/room/exchange/transcript";
import type * as protocol from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { top } from "../../src/room/view/top";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, contribution, DANIEL, JUTTA, parts, SAMIR } from "./people";

const plain = (part: unknown) => new Drawn(part).text.replace(/[\u2068\u2069]/g, "");

/** In a spoken session, as one of them has it. */
function aloud(me: number, mode: protocol.agenda.Mode, more: object = {}) {
  const page = loaded(new Memory(), me, mode);
  page.connect();
  const { agenda } = parts(mode);
  page.room.hear({ seq: 10, parts: { agenda: { ...agenda, medium: "spoken" }, ...more } });
  page.introduce(me, me === DANIEL ? { "exchange.Record": "" } : { "exchange.Contribute": "exchange.aloud" });
  return { ...page, asked: () => page.sent.map((each) => [each.do, each.fields]) };
}

const turns = (begun: number | null, waiting = [AMAL, JUTTA, SAMIR]) => ({
  turns: { waiting, begun, passed: [], began_at: 0 },
});
const list = (people: number[], holder: number | null = null) => ({
  floor: {
    ...parts().floor,
    requests: people.map((person) => ({ person, since: 0, direct: false, answers: null })),
    holder: holder && { person: holder, since: 0, until: 120_000, answers: null },
  },
});
const space = (target: object = { closest: () => null }) => {
  let isTaken = false;
  const preventDefault = () => {
    isTaken = true;
  };
  return {
    event: { key: " ", repeat: false, target, preventDefault } as unknown as KeyboardEvent,
    taken: () => isTaken,
  };
};

test("whose turn it is begins and ends it by one tap", () => {
  const page = aloud(AMAL, "round", turns(null));
  assert.match(plain(doing(page.room)), /I begin to speak/);
  page.room.hear({ seq: 11, parts: turns(AMAL) });
  assert.match(plain(doing(page.room)), /You speak[\s\S]*I am done/);
  new Drawn(doing(page.room)).does("click");
  assert.deepEqual(page.asked(), [["turns.EndTurn", { person: AMAL }]]);
});

test("nothing begins by itself, and nobody begins before it is their turn", () => {
  const page = aloud(AMAL, "round", turns(null));
  page.room.seenNow();
  assert.deepEqual(page.asked(), []);
  const next = aloud(JUTTA, "round", turns(AMAL));
  assert.match(plain(doing(next.room)), /After Amal it is your turn/);
  assert.doesNotMatch(plain(doing(next.room)), /I begin to speak/);
});

test("with the list one asks by one tap, and writes nothing", () => {
  const text = plain(doing(aloud(AMAL, "speaking_list").room));
  assert.match(text, /Ask for the floor/);
  assert.doesNotMatch(text, /Write here/);
  assert.match(
    plain(doing(aloud(AMAL, "speaking_list", list([], AMAL)).room)),
    /You have the floor[\s\S]*Hand back/,
  );
});

test("the moderation gives the floor on by one tap, or by the space bar", () => {
  const page = aloud(DANIEL, "speaking_list", list([JUTTA], AMAL));
  assert.match(plain(steps(page.room)), /Amal speaks[\s\S]*Jutta is next/);
  onSpace(page.room, space().event);
  assert.deepEqual(page.asked(), [["floor.GiveFloor", { person: JUTTA }]]);
  const last = aloud(DANIEL, "speaking_list", list([], AMAL));
  assert.match(plain(steps(last.room)), /The turn is over/);
  const round = aloud(DANIEL, "round", turns(AMAL));
  onSpace(round.room, space().event);
  assert.deepEqual(round.asked(), [["turns.BeginTurn", { person: JUTTA }]]);
  onSpace(aloud(DANIEL, "round", turns(SAMIR, [SAMIR])).room, space().event);
});

test("a space that somebody writes stays one, and in other modes it does nothing", () => {
  const page = aloud(DANIEL, "speaking_list", list([JUTTA]));
  const inField = space({ closest: () => ({}) });
  onSpace(page.room, inField.event);
  assert.deepEqual([page.asked(), inField.taken()], [[], false]);
  const free = aloud(DANIEL, "free");
  onSpace(free.room, space().event);
  onSpace(aloud(AMAL, "speaking_list", list([JUTTA])).room, space().event);
  assert.deepEqual(free.asked(), []);
});

test("what is written down stands under the name of whoever speaks", () => {
  const page = aloud(DANIEL, "speaking_list", list([], AMAL));
  page.room.drafts.setText("gist", "It is about trust");
  new Drawn(gist(page.room)).does("submit");
  const fields = { person: AMAL, text: "It is about trust", type: "", refers_to: null };
  assert.deepEqual(page.asked(), [["exchange.Record", fields]]);
});

test("where nobody speaks, one says who it was", () => {
  const page = aloud(DANIEL, "free");
  page.room.drafts.setText("gist", "It is about trust");
  new Drawn(gist(page.room)).does("submit");
  assert.deepEqual([page.asked(), page.room.ui.notice], [[], "Please choose who said it."]);
  new Drawn(gist(page.room)).does("change", { value: String(JUTTA) });
  new Drawn(gist(page.room)).does("submit");
  assert.equal(page.sent.length, 1);
});

test("everybody reads who wrote it down, and whoever said it corrects it", () => {
  const gist = contribution(12, AMAL, "It is about trust", { recorded_by: DANIEL });
  const page = aloud(AMAL, "free");
  page.room.hear({ seq: 12, contributions: [gist] });
  assert.match(plain(said(page.room, gist)), /Written down by Daniel/);
  MENU.set(page.room, 12);
  assert.match(plain(menu(page.room, gist)), /Correct it/);
});

test("in focus what is said answers the question of the moderation", () => {
  const page = aloud(DANIEL, "focus", { focus: { question: 7, text: "What speaks against it?" } });
  page.room.drafts.setText("gist", "The distance");
  new Drawn(gist(page.room)).does("change", { value: String(JUTTA) });
  new Drawn(gist(page.room)).does("submit");
  const fields = { person: JUTTA, text: "The distance", type: "", refers_to: 7 };
  assert.deepEqual(page.asked(), [["exchange.Record", fields]]);
});

test("while all write in silence or vote there is nothing to write down", () => {
  const ballot = { id: 9, form: "opinion", statements: ["We meet again"], first: false };
  assert.equal(plain(gist(aloud(DANIEL, "silent_round").room)), "");
  assert.equal(plain(gist(aloud(DANIEL, "vote", { vote: { ballot, voted: 0, expected: 3 } }).room)), "");
  assert.match(plain(gist(aloud(DANIEL, "vote").room)), /Who said it/);
});

test("whoever keeps the record finds what they write themselves folded, and open once they have begun", () => {
  const page = aloud(DANIEL, "free");
  page.introduce(DANIEL, { "exchange.Record": "", "exchange.Contribute": "" });
  assert.match(plain(doing(page.room)), /<summary>Write something yourself/);
});

test("every tab says who speaks in a round, and for how long", () => {
  const page = aloud(JUTTA, "round", turns(AMAL));
  assert.match(plain(top(page.room)), /Amal speaks[\s\S]*for /);
  assert.doesNotMatch(plain(top(page.room)), /Amal's turn|It is the turn of/);
  assert.match(plain(top(aloud(AMAL, "round", turns(AMAL)).room)), /You speak/);
});

test("whoever listens to the inner circle takes a chair by one tap", () => {
  const page = aloud(AMAL, "free", { fishbowl: { chairs: 3, inside: [JUTTA], asked: [] } });
  page.introduce(AMAL, { "exchange.Contribute": "exchange.aloud", "fishbowl.TakeChair": "" });
  new Drawn(doing(page.room)).does("click");
  assert.deepEqual(page.asked(), [["fishbowl.TakeChair", { person: AMAL }]]);
});

test("where people talk, the page does not say that nobody has said anything", () => {
  const page = aloud(AMAL, "free");
  assert.match(plain(transcript(page.room)), /What is written down of the conversation stands here/);
});
