import assert from "node:assert/strict";
import { test } from "node:test";
import type * as protocol from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { order } from "../../src/room/vote/known";
import { steps } from "../../src/room/vote/moderating";
import { SHEET } from "../../src/room/vote/opened";
import { RESULTS } from "../../src/room/vote/results";
import { progress, voting } from "../../src/room/vote/view";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, parts } from "./people";

const plain = (text: string) =>
  text
    .replace(/[\u2068\u2069]|<[^<>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();
const MEETING = "We meet again in May";
const FUND = "The town pays";

interface Posted {
  ballot: number;
  token: string;
  votes: { choice: string; reason: string }[];
}

const posted: Posted[] = [];
let answer: () => Promise<unknown> = async () => ({
  ok: true,
  status: 200,
  json: async () => ({ refused: "" }),
});

Object.defineProperty(globalThis, "fetch", {
  value: (_address: string, options: RequestInit) => {
    posted.push(JSON.parse(options.body as string));
    return answer();
  },
});

const refusing =
  (refused: string, status = 409) =>
  async () => ({
    ok: false,
    status,
    json: async () => ({ refused }),
  });

/** A ballot is open, and somebody has it before them who may vote. */
function inBallot(more: Partial<protocol.vote.BallotView> = {}, me: number = AMAL, storage = new Memory()) {
  posted.length = 0;
  answer = async () => ({ ok: true, status: 200, json: async () => ({ refused: "" }) });
  const page = loaded(storage, me, "vote");
  page.connect();
  page.introduce(me, { "exchange.Contribute": me === DANIEL ? "" : "vote.hand_in" });
  const ballot = { id: 10, form: "opinion" as const, statements: [MEETING, FUND], first: false, ...more };
  page.room.hear({ seq: 10, parts: { vote: { ballot, voted: 0, expected: 3 } } });
  const voted = () => {
    const { mine } = page.room.state;
    if (mine) page.room.hear({ mine: { ...mine, vote: { ...mine.vote, voted: true } } });
  };
  const text = () => plain(new Drawn(doing(page.room)).text);
  const taps = (nth: number) => page.room && new Buttons(page.room).tap(nth);
  return { ...page, voted, text, taps };
}

/** The buttons of the ballot, in the order in which they stand there. */
class Buttons {
  private readonly calls: (() => void)[] = [];

  constructor(room: Parameters<typeof voting>[0]) {
    this.find(voting(room));
  }

  tap(nth: number): void {
    const call = this.calls[nth];
    if (!call) throw new Error(`there is no button ${nth}`);
    call();
  }

  private find(part: unknown): void {
    if (typeof part !== "object" || part === null) return;
    if ("strings" in part) {
      const { strings, values } = part as { strings: string[]; values: unknown[] };
      values.forEach((value, i) => {
        if (strings[i]?.endsWith("@click=")) this.calls.push(value as () => void);
        else this.find(value);
      });
    } else if (Array.isArray(part)) for (const each of part) this.find(each);
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

// --- whoever votes ------------------------------------------------------------------------------------------------------

test("one votes by one tap a statement, reads all once more, and hands in by one tap", async () => {
  const { room, taps, text } = inBallot();
  assert.match(text(), /Statement 1 of 2/);
  taps(0);
  assert.match(text(), /Statement 2 of 2/);
  taps(0);
  assert.match(text(), /Your votes.*Nobody can know how you voted/);
  taps(2);
  await settled();
  assert.deepEqual(posted[0]?.votes, [
    { choice: "agree", reason: "" },
    { choice: "agree", reason: "" },
  ]);
  assert.match(text(), /You have voted\. Until the ballot is closed you can change it on this device/);
  assert.equal(SHEET.in(room)?.votes && Object.keys(SHEET.in(room)?.votes ?? {}).length, 0);
});

test("what one chose is neither sent by the socket nor kept on the device", async () => {
  const { sent, storage, taps } = inBallot();
  for (const nth of [1, 1, 2]) taps(nth);
  await settled();
  assert.deepEqual(sent, []);
  assert.doesNotMatch(JSON.stringify(storage.history), /disagree/);
});

test("the first ballot of a group begins with a statement that is counted nowhere", async () => {
  const { taps, text } = inBallot({ first: true });
  assert.match(text(), /To try it out\. This one is counted nowhere/);
  taps(0);
  assert.match(text(), /Statement 1 of 2/);
  assert.deepEqual(posted, []);
});

test("whoever has concerns may say why, and goes on", async () => {
  const { room, taps, text } = inBallot({ form: "consent", statements: [MEETING] });
  taps(1);
  assert.match(text(), /Everybody reads it later, without a name/);
  new Drawn(voting(room)).does("input", { value: "In May we fast" });
  taps(3);
  taps(1);
  await settled();
  assert.deepEqual(posted[0]?.votes, [{ choice: "concerns", reason: "In May we fast" }]);
});

test("one goes back, and changes one before handing in", () => {
  const { taps, text } = inBallot();
  taps(0);
  taps(3);
  assert.match(text(), /Statement 1 of 2/);
  for (const nth of [1, 0]) taps(nth);
  taps(0);
  assert.match(text(), /Statement 1 of 2/);
  taps(2);
  assert.match(text(), /Your votes/);
});

test("until it is closed one changes it under the same token, also after loading the page again", async () => {
  const storage = new Memory();
  const first = inBallot({}, AMAL, storage);
  for (const nth of [0, 0, 2]) first.taps(nth);
  await settled();
  const { token } = posted[0] ?? { token: "" };
  const again = inBallot({}, AMAL, storage);
  again.voted();
  again.taps(0);
  for (const nth of [1, 1, 2]) again.taps(nth);
  await settled();
  assert.equal(posted[0]?.token, token);
  assert.match(token, /^[0-9a-f]{32}$/);
});

test("on another device one reads that it cannot be changed there", () => {
  const { voted, text } = inBallot();
  voted();
  assert.match(text(), /You have voted\. It can only be changed on the device on which you voted/);
});

test("a refusal is said, and the votes stay", async () => {
  const { taps, text } = inBallot();
  answer = refusing("vote.closed");
  for (const nth of [0, 0, 2]) taps(nth);
  await settled();
  assert.match(text(), /This ballot is closed.*Your votes/);
});

test("whoever hands in too often is told to wait, and the votes stay", async () => {
  const { taps, text } = inBallot();
  answer = refusing("room.too_fast", 429);
  for (const nth of [0, 0, 2]) taps(nth);
  await settled();
  assert.match(text(), /Please wait ten seconds and try again.*Your votes/);
});

test("what does not arrive is handed in once more", async () => {
  const { taps, text } = inBallot();
  answer = async () => {
    throw new Error("no network");
  };
  for (const nth of [0, 0, 2]) taps(nth);
  await settled();
  assert.match(text(), /Your vote has not arrived.*Hand in/);
});

test("when the phase was left, the ballot stands above what one can do there", () => {
  const page = inBallot();
  page.room.hear({ seq: 11, parts: { agenda: parts("free").agenda } });
  page.introduce(AMAL, { "exchange.Contribute": "" });
  assert.match(page.text(), /The ballot is still open.*Statement 1 of 2/);
});

test("each device has an order of its own, with each statement once", () => {
  const tokens = ["00000001", "7fffffff", "fedcba98"];
  const orders = tokens.map((token) => order(token, 6));
  for (const each of orders) assert.deepEqual([...each].sort(), [0, 1, 2, 3, 4, 5]);
  assert.equal(new Set(orders.map(String)).size, 3);
});

test("everybody sees how many have voted", () => {
  const { room } = inBallot();
  assert.equal(plain(new Drawn(progress(room)).text).trim(), "0 of 3 have voted");
});

// --- the moderation -----------------------------------------------------------------------------------------------------

test("the moderation opens a ballot on what is asked in the phase, and may change it before", () => {
  const page = loaded(new Memory(), DANIEL, "vote");
  page.connect();
  const { agenda } = parts("vote");
  const phases = agenda.phases.map((each) => ({ ...each, asked: [MEETING, FUND] }));
  page.room.hear({ seq: 10, parts: { agenda: { ...agenda, phases } } });
  assert.match(new Drawn(steps(page.room)).text, new RegExp(`${MEETING}\n${FUND}`));
  new Drawn(steps(page.room)).does("submit");
  page.room.drafts.setText("statements", `${MEETING}\n\n`);
  page.room.drafts.setText("ballot-form", "consent");
  new Drawn(steps(page.room)).does("submit");
  assert.deepEqual(
    page.sent.map((each) => [each.do, each.fields]),
    [
      ["vote.OpenBallot", { form: "opinion", statements: [MEETING, FUND] }],
      ["vote.OpenBallot", { form: "consent", statements: [MEETING] }],
    ],
  );
});

test("a ballot is by consent where the agenda says so, until the moderation chooses", () => {
  const page = loaded(new Memory(), DANIEL, "vote");
  page.connect();
  const { agenda } = parts("vote");
  const phases = agenda.phases.map((each) => ({ ...each, asked: [MEETING], consent: true }));
  page.room.hear({ seq: 10, parts: { agenda: { ...agenda, phases } } });
  new Drawn(steps(page.room)).does("submit");
  page.room.drafts.setText("ballot-form", "opinion");
  new Drawn(steps(page.room)).does("submit");
  assert.deepEqual(
    page.sent.map((each) => each.fields.form),
    ["consent", "opinion"],
  );
});

test("without a statement no ballot is opened, and the page says what is missing", () => {
  const page = loaded(new Memory(), DANIEL, "vote");
  page.connect();
  new Drawn(steps(page.room)).does("submit");
  assert.deepEqual(page.sent, []);
  assert.equal(page.room.focus, "#statements");
});

test("the moderation sees how far it is, and closes it whenever it wants", () => {
  const { room, sent } = inBallot({}, DANIEL);
  assert.match(plain(new Drawn(steps(room)).text), /0 of 3 have voted.*Some have not voted yet/);
  new Drawn(steps(room)).does("click");
  assert.deepEqual(
    sent.map((each) => [each.do, each.fields]),
    [["vote.CloseBallot", { ballot: 10 }]],
  );
});

// --- results ------------------------------------------------------------------------------------------------------------

const COUNTS = { agree: 4, disagree: 1, pass: 1 };

function result(more: Partial<protocol.vote.BallotResult> = {}): protocol.vote.BallotResult {
  const statement = {
    number: 1,
    text: MEETING,
    counts: COUNTS,
    kinds: [],
    consensus: 0.5,
    bridging: true,
    reasons: [],
  };
  return {
    id: 10,
    seq: 20,
    at: 0,
    form: "opinion",
    sheets: 6,
    masked: false,
    statements: [statement],
    ...more,
  };
}

test("results are told in words and figures, and what bridges is named", () => {
  const { room } = inBallot();
  room.hear({ seq: 20, ballots: [result()] });
  const text = plain(new Drawn(RESULTS.view(room)).text);
  assert.match(text, /Result of 6 ballots.*Holds across organisations.*We meet again in May/);
  assert.match(text, /I agree: 4 · I disagree: 1 · I abstain: 1/);
});

test("what is masked is explained", () => {
  const { room } = inBallot();
  const [statement] = result().statements;
  const kinds = [{ kind: "", counts: COUNTS }];
  const statements = statement ? [{ ...statement, text: "", kinds }] : [];
  room.hear({ seq: 20, ballots: [result({ masked: true, statements })] });
  const text = plain(new Drawn(RESULTS.view(room)).text);
  assert.match(
    text,
    /This statement was erased.*By kind of organisation.*Others.*fewer than three ballots are not shown/,
  );
});

test("reasons stand there without a name", () => {
  const { room } = inBallot();
  const [statement] = result().statements;
  const reasons = [{ choice: "concerns" as const, text: "In May we fast" }];
  const counts = { consent: 1, concerns: 1, object: 0 };
  room.hear({
    seq: 20,
    ballots: [result({ form: "consent", statements: statement ? [{ ...statement, counts, reasons }] : [] })],
  });
  assert.match(plain(new Drawn(RESULTS.view(room)).text), /With concerns: In May we fast/);
});

test("once a ballot is counted the device forgets its token", async () => {
  const { room, storage, taps } = inBallot();
  for (const nth of [0, 0, 2]) taps(nth);
  await settled();
  room.hear({ seq: 20, ballots: [result()] });
  room.seenNow();
  assert.equal(storage.getItem("ballot 10"), null);
});
