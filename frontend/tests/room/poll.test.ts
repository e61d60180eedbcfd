import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import type { Frame } from "../../src/room/frames";
import { pollsTo } from "../../src/room/poll";
import { AMAL, seenBy } from "./people";

const VIEW: Frame = { seq: 9, epoch: "e", since: 8 };
const { mine } = seenBy(AMAL);
assert.ok(mine);
const MINE: Frame = { mine };

/** One question that the page has asked: the test answers it. */
interface Question {
  frames: Record<string, unknown>[];
  signal: AbortSignal;
  options: RequestInit;
  answer(frames: Frame[], status?: number): Promise<void>;
  fail(): Promise<void>;
}

let questions: Question[];

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  questions = [];
  Object.defineProperty(globalThis, "window", { value: globalThis, configurable: true });
  Object.defineProperty(globalThis, "fetch", {
    configurable: true,
    value: (_address: string, options: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        questions.push({
          frames: JSON.parse(String(options.body)),
          signal: options.signal as AbortSignal,
          options,
          answer: async (frames, status = 200) => {
            resolve(new Response(JSON.stringify(frames), { status }));
            await settled();
          },
          fail: async () => {
            reject(new TypeError("the network is gone"));
            await settled();
          },
        });
        options.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      }),
  });
});

afterEach(() => mock.timers.reset());

/** Everything that follows from an answer has happened. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

function polling(have = 9) {
  const heard: string[] = [];
  const delayed: boolean[] = [];
  const line = pollsTo("/ws/sessions/k/")({
    hello: () => ({ have, epoch: "e", tab: "t", nth: 1 }),
    frames: (frames) => {
      for (const frame of frames) if ("delayed" in frame) delayed.push(frame.delayed);
      heard.push(`${frames.filter((frame) => !("delayed" in frame)).length} frames`);
    },
    opened: () => heard.push("opened"),
    closed: (code) => heard.push(`closed ${code}`),
  });
  mock.timers.tick(1);
  return { line, heard, delayed, last: () => questions.at(-1) as Question };
}

async function opened() {
  const poll = polling();
  await poll.last().answer([VIEW, MINE]);
  mock.timers.tick(300);
  return poll;
}

test("the first question asks for the last change again, so that there is an answer at once", async () => {
  const { heard, last } = polling();
  assert.deepEqual(last().frames, [{ have: 8, epoch: "e", tab: "t", nth: 1 }]);
  assert.equal(last().options.method, "POST");
  assert.equal(last().options.credentials, "same-origin");
  await last().answer([VIEW, MINE]);
  assert.deepEqual(heard, ["2 frames", "opened"]);
  mock.timers.tick(300);
  assert.deepEqual(last().frames, [{ have: 9, epoch: "e", tab: "t", nth: 1 }]);
});

test("the line opens when the room has said who we are, and not before we have heard it", async () => {
  const { heard, last } = polling();
  await last().answer([]);
  assert.deepEqual(heard, ["0 frames"]);
  mock.timers.tick(300);
  assert.equal(last().frames[0]?.have, 8);
  await last().answer([VIEW, MINE]);
  assert.deepEqual(heard, ["0 frames", "2 frames", "opened"]);
});

test("who has nothing asks for nothing less", () => {
  assert.deepEqual(polling(0).last().frames, [{ have: 0, epoch: "e", tab: "t", nth: 1 }]);
});

test("a room in which much is said is not asked more often than every 300 ms", async () => {
  const { last } = await opened();
  await last().answer([VIEW]);
  assert.equal(questions.length, 2);
  mock.timers.tick(299);
  assert.equal(questions.length, 2);
  mock.timers.tick(1);
  assert.equal(questions.length, 3);
});

test("after an answer that had nothing to tell the next question follows without a timer", async () => {
  const { last } = await opened();
  mock.timers.tick(25_000);
  await last().answer([]);
  assert.equal(questions.length, 3);
});

test("what is sent overtakes a question that only waits, and travels together", async () => {
  const { line, last } = await opened();
  line.send('{"ref":"a"}');
  line.send('{"ref":"b"}');
  mock.timers.tick(1);
  assert.equal(questions[1]?.signal.aborted, true);
  assert.deepEqual(last().frames.slice(1), [{ ref: "a" }, { ref: "b" }]);
});

test("what is sent meanwhile waits for the answer to what is on its way", async () => {
  const { line, last } = await opened();
  line.send('{"ref":"a"}');
  mock.timers.tick(1);
  line.send('{"ref":"b"}');
  mock.timers.tick(1_000);
  assert.equal(questions.length, 3);
  assert.equal(last().signal.aborted, false);
  await last().answer([{ ref: "a", seq: 10 }]);
  mock.timers.tick(1);
  assert.deepEqual(last().frames.slice(1), [{ ref: "b" }]);
});

test("what got no answer in the answer to its question is sent again, before what came later, and not in a hurry", async () => {
  const { line, last } = await opened();
  for (const ref of ["a", "b", "c"]) line.send(`{"ref":"${ref}"}`);
  mock.timers.tick(1);
  await last().answer([VIEW, { ref: "b", seq: 10 }]);
  mock.timers.tick(1_999);
  assert.equal(questions.length, 3);
  mock.timers.tick(1);
  assert.deepEqual(last().frames.slice(1), [{ ref: "a" }, { ref: "c" }]);
});

test("no question becomes larger than the server takes", async () => {
  const { line, last } = await opened();
  for (let i = 0; i < 6; i++) line.send(`{"ref":"${i}"}`);
  mock.timers.tick(1);
  assert.equal(last().frames.length, 5);
  await last().answer(["0", "1", "2", "3"].map((ref) => ({ ref, seq: 10 })));
  mock.timers.tick(1);
  assert.equal(last().frames.length, 3);
});

test("a close is heard as one of a socket, after what was said before it", async () => {
  const { heard, last } = await opened();
  await last().answer([VIEW, { close: 4504 }]);
  assert.deepEqual(heard.slice(2), ["2 frames", "closed 4504"]);
  mock.timers.tick(60_000);
  assert.equal(questions.length, 2);
});

test("an answer that does not speak of delay means that there is none any more", async () => {
  const { delayed, last } = await opened();
  await last().answer([VIEW, { delayed: true }]);
  assert.equal(delayed.at(-1), true);
  mock.timers.tick(300);
  await last().answer([VIEW]);
  assert.equal(delayed.at(-1), false);
});

for (const [status, code] of [
  [503, 4000],
  [403, 1006],
  [502, 1006],
] as const) {
  test(`an answer ${status} closes the line with ${code}`, async () => {
    const { heard, last } = await opened();
    await last().answer([], status);
    assert.equal(heard.at(-1), `closed ${code}`);
  });
}

test("a network that is gone closes the line", async () => {
  const { heard, last } = await opened();
  await last().fail();
  assert.equal(heard.at(-1), "closed 1006");
});

test("a line that was closed here asks and says nothing more", async () => {
  const { line, heard } = await opened();
  line.close();
  line.send('{"ref":"a"}');
  await settled();
  mock.timers.tick(60_000);
  assert.equal(questions.length, 2);
  assert.equal(heard.length, 2);
});
