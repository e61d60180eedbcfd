/** An activity as somebody might add it: the page finds what it brings, and nothing else is edited than the list. */

import "./catalogue";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { nothing } from "lit-html";
import { ACTIVITIES } from "../../src/room/activities";
import type { Activity } from "../../src/room/activity";
import { once, row } from "../../src/room/announcements";
import { news } from "../../src/room/news";
import { Opened } from "../../src/room/opened";
import type { Mine } from "../../src/room/protocol";
import { doing } from "../../src/room/view/doing";
import { showsTalk } from "../../src/room/view/page";
import { column, tabs } from "../../src/room/view/panels";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, seenBy } from "./people";

const LOUD = new Opened("applause.loud", false);
const APPLAUSE: Activity = {
  name: "applause",
  refusals: { "applause.tired": ({ me }) => `${me?.name} has tired hands.` },
  bottoms: { "applause.clap_first": { view: () => "clap now", prepares: true, covers: true } },
  aboveComposer: (room) => (LOUD.in(room) ? "so loud" : ""),
  panels: [
    {
      name: "applause",
      tab: "applause",
      picture: "M0 0",
      column: "end",
      isShown: () => true,
      label: () => "Applause",
      count: () => 17,
      view: () => "who clapped",
    },
  ],
  steps: (room) => (room.isModerating ? "ask for quiet" : nothing),
  announcements: [
    row({
      event: "somebody claps",
      happened: (one, other) => once(one.seq !== other.seq),
      hears: { everybody: () => ({ text: "Somebody clapped." }) },
    }),
  ],
};
const list = ACTIVITIES as Activity[];

before(() => list.push(APPLAUSE));
after(() => list.pop());

function entered(me: number = AMAL) {
  const page = loaded(new Memory(), me);
  page.connect();
  return page;
}

test("its view stands at the bottom where the server says its code, and one can prepare what one will say", () => {
  const { room, introduce } = entered();
  introduce(AMAL, { "exchange.Contribute": "applause.clap_first" } as Mine["may"]);
  assert.match(new Drawn(doing(room)).text, /clap now/);
  assert.equal(room.mayCompose, true);
  assert.equal(showsTalk(room), false);
});

test("a code of its own has its sentence, also where it brings no view", () => {
  const { room, introduce } = entered();
  introduce(AMAL, { "exchange.Contribute": "applause.tired" });
  assert.match(new Drawn(doing(room)).text, /Amal has tired hands\./);
  assert.equal(room.mayCompose, false);
});

test("it has a panel with a tab, and what waits there", () => {
  const { room } = entered();
  assert.match(new Drawn(column(room, "end")).text, /who clapped/);
  const { text } = new Drawn(tabs(room));
  assert.match(text, /Applause/);
  assert.match(text, /17/);
});

test("it stands beside the composer, and keeps what is open until the next room", () => {
  const { room } = entered();
  assert.doesNotMatch(new Drawn(doing(room)).text, /so loud/);
  LOUD.set(room, true);
  assert.match(new Drawn(doing(room)).text, /so loud/);
  room.hear({ seq: 3, epoch: "other", since: 0 });
  assert.equal(LOUD.in(room), false);
});

test("the moderation finds its step, and whoever listens its news", () => {
  assert.match(new Drawn(column(entered(DANIEL).room, "end")).text, /ask for quiet/);
  const state = seenBy(AMAL);
  assert.deepEqual(news(state, { ...state, seq: 10 }), [{ text: "Somebody clapped." }]);
});
