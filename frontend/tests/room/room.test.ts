import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Link } from "../../src/room/connection";
import type { View } from "../../src/room/frames";
import { Kept } from "../../src/room/kept";
import type { Stage } from "../../src/room/protocol";
import { Room } from "../../src/room/room";
import { AMAL, contribution, parts, seenBy } from "./people";

Object.defineProperty(globalThis, "window", { value: globalThis });

const LIVE: Link = { is: "live", slow: false };
const MOVED: Link = { is: "over", code: 4503 };

/** What a tab stores, until it is closed. */
class Memory {
  private readonly items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** Amal's page; with the storage of an earlier one it is that one loaded again. */
function loaded(storage = new Memory()) {
  const kept = () => new Kept(() => storage as unknown as Storage, "");
  const place = { title: "", transcript: "", session: "", login: "", questions: {} };
  const room = new Room(
    place,
    kept(),
    kept(),
    () => {},
    () => {},
  );
  const sent: { ref: string; fields: { text: string } }[] = [];
  const connect = () => {
    room.linked(LIVE);
    room.hear(view());
    const { mine } = seenBy(AMAL);
    if (mine) room.hear({ mine });
    room.outbox.connected((text) => sent.push(JSON.parse(text)), Date.now());
  };
  return { room, sent, connect, storage };
}

function view(stage: Stage = "open", more: Partial<View> = {}): View {
  const { people } = seenBy(AMAL);
  const { agenda, ...others } = parts();
  return {
    seq: 9,
    epoch: "e",
    since: 0,
    parts: { ...others, agenda: { ...agenda, stage } },
    people: [...people.values()],
    ...more,
  };
}

function says(room: Room, text: string): void {
  room.write({ text });
  room.contribute();
}

test("what is said without a connection stays marked, and is sent when there is one", () => {
  const { room, sent, connect } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "in a tunnel");
  assert.deepEqual(
    room.pending.map((each) => each.refused),
    [""],
  );
  connect();
  assert.deepEqual(
    sent.map((each) => each.fields.text),
    ["in a tunnel"],
  );
  assert.equal(room.pending.length, 1);
  room.hear({ ref: sent[0]?.ref ?? "", seq: 10 });
  assert.equal(room.pending.length, 0);
});

test("when the session moved elsewhere, what was not sent can be read, and is sent from here if one goes on here", () => {
  const { room, sent, connect } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "on its way");
  room.write({ text: "half a thought" });
  room.linked(MOVED);
  assert.deepEqual(room.unsent, ["on its way", "half a thought"]);
  connect();
  assert.deepEqual(room.unsent, []);
  assert.equal(room.drafts.contribution.text, "half a thought");
  assert.deepEqual(
    sent.map((each) => each.fields.text),
    ["on its way"],
  );
});

test("what is clicked while nobody listens any more is not done later", () => {
  const { room, connect } = loaded();
  connect();
  room.linked(MOVED);
  assert.equal(room.may("exchange.Contribute"), false);
  room.drafts.setText("pause-reason", "Fresh air");
  room.ask("agenda.PauseRoom", { reason: "Fresh air" }, "pause-reason");
  assert.deepEqual(room.outbox.all, []);
  assert.deepEqual(room.unsent, ["Fresh air"]);
});

test("a page that is loaded again and not let in still shows what was not sent", () => {
  const { room, connect, storage } = loaded();
  connect();
  room.linked({ is: "lost" });
  says(room, "on its way");
  room.write({ text: "half a thought" });
  const again = loaded(storage);
  again.room.linked({ is: "over", code: 4505 });
  assert.deepEqual(again.room.unsent, ["on its way", "half a thought"]);
});

test("when the session has ended, what it did not take any more is still there", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "too late");
  room.write({ text: "half a thought" });
  room.hear(view("closed"));
  room.hear({ ref: sent[0]?.ref ?? "", refused: "room.closed" });
  assert.deepEqual(room.unsent, ["too late", "half a thought"]);
});

test("what has arrived does not count as unsent", () => {
  const { room, connect } = loaded();
  connect();
  says(room, "just in time");
  room.hear(view("closed", { seq: 10, contributions: [contribution(10, AMAL, "just in time")] }));
  assert.deepEqual(room.unsent, []);
});

test("a text that is written anew is put before what stands in the composer by now", () => {
  const { room, connect, sent } = loaded();
  connect();
  says(room, "first");
  room.write({ text: "second" });
  room.hear({ ref: sent[0]?.ref ?? "", refused: "exchange.only_questions" });
  const refused = room.pending[0];
  assert.ok(refused);
  room.edit(refused);
  assert.equal(room.drafts.contribution.text, "first\nsecond");
});

test("a server that does not hear the others says so, until it does or another one is there", () => {
  const { room, connect } = loaded();
  connect();
  room.hear({ delayed: true });
  assert.equal(room.delayed, true);
  room.hear({ delayed: false });
  assert.equal(room.delayed, false);
  room.hear({ delayed: true });
  room.linked({ is: "lost" });
  assert.equal(room.delayed, false);
});

test("frames and parts that this page does not know change nothing in what it knows", () => {
  const { room, connect } = loaded();
  connect();
  const before = room.state;
  room.hear({ weather: "fine" } as never);
  assert.equal(room.state, before);
  room.hear({ seq: 10, parts: { ballots: {} } } as never);
  assert.deepEqual(room.state.parts.agenda, before.parts.agenda);
  assert.equal(room.state.seq, 10);
});

test("that the way has changed is not spoken; that one is connected again is", () => {
  const { room, connect } = loaded();
  connect();
  room.linked({ is: "live", slow: true });
  assert.deepEqual(room.ui.spoken, []);
  room.linked({ is: "lost" });
  connect();
  assert.equal(room.ui.spoken.length, 1);
});
