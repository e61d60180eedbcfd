import "./catalogue";
import assert from "node:assert/strict";
import { test } from "node:test";
import { propose } from "../../src/room/groups/asking";
import { banner, calling, waiting } from "../../src/room/groups/calls";
import { forming } from "../../src/room/groups/forming";
import { judged } from "../../src/room/groups/judging";
import { next, nextStep } from "../../src/room/groups/next";
import { type How, USUAL } from "../../src/room/groups/opened";
import { overview } from "../../src/room/groups/overview";
import { proposed } from "../../src/room/groups/proposal";
import { drop, over } from "../../src/room/groups/seats";
import type * as protocol from "../../src/room/protocol";
import type { Mine } from "../../src/room/protocol";
import { tabs } from "../../src/room/view/panels";
import { Drawn } from "./drawn";
import { loaded, Memory } from "./page";
import { AMAL, DANIEL, JUTTA, SAMIR } from "./people";

type Row = protocol.overview.GroupRow;
type Call = protocol.calls.GroupCall;

const plain = (text: string) => text.replace(/[\u2068\u2069]|<[^<>]*>/g, "").replace(/\s+/g, " ");
const MAY: Mine["may"] = Object.fromEntries(
  [
    "calls.AnswerCall",
    "groups.DropGroups",
    "groups.PutPerson",
    "groups.SendGroups",
    "groups.SetHost",
    "places.CallOffReturn",
    "places.CloseGroup",
    "places.ExtendGroup",
    "places.MergeGroups",
    "places.MovePeople",
    "places.Recall",
    "places.TellGroups",
  ].map((name) => [name, ""]),
);
const MINUTE = 60_000;

function call(more: Partial<Call> = {}): Call {
  return { person: AMAL, at: 0, text: "We are stuck", writer: AMAL, answer: null, by: null, ...more };
}

function row(number: number, people: number[], more: Partial<Row> = {}): Row {
  return {
    room: 6 + number,
    number,
    people,
    here: people,
    gaps: [],
    moderators: [],
    host: null,
    phase: "Exchange",
    until: 0,
    paused: false,
    last_at: 0,
    silent: [],
    call: null,
    done: null,
    reporter: null,
    written: false,
    moderator: null,
    ...more,
  };
}

/** A moderator's page, with the clock of the server at `now`. */
function moderating(may: Mine["may"] = MAY, now = 0) {
  const page = loaded(new Memory(), DANIEL);
  page.connect();
  page.introduce(DANIEL, may);
  page.room.hear({ seq: 10, now, parts: { groups: NOTHING_PREPARED, places: NOWHERE } });
  const oversee = (groups: Row[], recalled_until = 0) =>
    page.room.hear({ groups: { groups, recalled_until, names: {} }, tag: "t" });
  return { ...page, oversee, asked: () => page.sent.map((each) => [each.do, each.fields]) };
}

const NOWHERE: protocol.places.PlacesView = {
  rooms: [],
  at: {},
  groups: [],
  hosts: {},
  recalled_until: 0,
  numbers: {},
};
const NOTHING_PREPARED: protocol.groups.GroupsView = {
  proposal: null,
  without: [],
  prepared: 0,
  last: false,
};

// --- calls -------------------------------------------------------------------------------------------------------------

test("a call stands above everything, in the title and on the tab, until it is answered", () => {
  const { room, oversee, asked } = moderating();
  oversee([row(2, [AMAL], { call: call() }), row(1, [JUTTA, SAMIR])]);
  assert.match(plain(new Drawn(banner(room)).text), /Group 2 calls you: Amal.*We are stuck/);
  assert.equal(plain(calling(room) ?? ""), "Group 2 calls");
  new Drawn(banner(room)).does("click", {}, 1);
  new Drawn(banner(room)).does("click", {}, 2);
  assert.deepEqual(asked(), [
    ["calls.AnswerCall", { room: 8, answer: "coming" }],
    ["calls.AnswerCall", { room: 8, answer: "soon" }],
  ]);
  oversee([row(1, [JUTTA, SAMIR]), row(2, [AMAL], { call: call({ answer: "soon", by: DANIEL }) })]);
  assert.equal(new Drawn(banner(room)).text, "");
  assert.equal(calling(room), undefined);
});

test("what one has promised waits until one is there; what somebody else promised does not", () => {
  const { room, oversee, asked } = moderating();
  oversee([row(2, [AMAL], { call: call({ answer: "soon", by: DANIEL }) })]);
  assert.match(plain(new Drawn(waiting(room)).text), /Group 2 waits: you come in a moment/);
  new Drawn(waiting(room)).does("click");
  assert.deepEqual(asked(), [["places.MovePeople", { people: [DANIEL], room: 8 }]]);
  oversee([row(2, [AMAL], { call: call({ answer: "here", by: DANIEL }), moderators: [DANIEL] })]);
  assert.equal(new Drawn(waiting(room)).text, "");
  oversee([row(2, [AMAL], { call: call({ answer: "coming", by: JUTTA }) })]);
  assert.equal(new Drawn(waiting(room)).text, "");
  assert.match(plain(new Drawn(overview(room)).text), /Jutta is on the way to group 2/);
});

test("a call goes along from room to room, and is forgotten with the role", () => {
  const { room, oversee } = moderating();
  oversee([row(2, [AMAL], { call: call() })]);
  room.hear({ seq: 3, epoch: "group", since: 0, parts: {} });
  assert.match(plain(new Drawn(banner(room)).text), /Group 2 calls you/);
  const { mine } = room.state;
  assert.ok(mine);
  const { "agenda.MovePhase": _, ...may } = mine.may;
  room.hear({ mine: { ...mine, role: "participant", may } });
  assert.equal(new Drawn(banner(room)).text, "");
  assert.equal(room.state.groupsTag, "");
});

test("a call that is put into words is heard with them, once", () => {
  const { room, oversee } = moderating();
  const spoken = () => room.ui.spoken.map(({ text }) => plain(text));
  oversee([row(2, [AMAL], { call: call({ text: "", writer: null }) })]);
  oversee([row(2, [AMAL], { call: call({ writer: JUTTA }), last_at: 1 })]);
  oversee([row(2, [AMAL], { call: call({ writer: JUTTA }), last_at: 2 })]);
  assert.deepEqual(spoken(), ["Group 2 calls you: Amal", "Group 2 calls you. Jutta: We are stuck"]);
});

test("where the moderation has nothing else to do, the groups make its tab", () => {
  const { room, oversee } = moderating();
  const { mine } = room.state;
  assert.ok(mine);
  const may = Object.fromEntries(Object.keys(mine.may).map((name) => [name, "places.in_the_plenary"]));
  room.hear({ mine: { ...mine, may: { ...may, ...MAY }, places: { ...mine.places, group: 1 } } });
  oversee([row(1, [AMAL, JUTTA], OPEN), row(2, [SAMIR, JUTTA], { ...OPEN, call: call() })]);
  assert.match(plain(new Drawn(tabs(room)).text), /People\s+Breakout rooms\s+1\s*$/);
  room.hear({ mine });
  assert.match(plain(new Drawn(tabs(room)).text), /People\s+Moderation\s+1\s*$/);
});

// --- groups that are out -----------------------------------------------------------------------------------------------

test("a row says who is there, how long they have, how old the last word is, and who is silent, without figures for people", () => {
  const { room, oversee } = moderating(MAY, 20 * MINUTE);
  const more = {
    here: [AMAL],
    host: AMAL,
    until: 24 * MINUTE,
    last_at: 17 * MINUTE,
    silent: [AMAL],
    reporter: JUTTA,
  };
  oversee([row(1, [AMAL, JUTTA], { ...more, gaps: [SAMIR], written: true })]);
  const text = plain(new Drawn(overview(room)).text);
  assert.match(text, /Group 1.*Exchange, 4 minutes left.*The last contribution is 3 minutes old/);
  assert.match(text, /Amal host.*Jutta not here.*place kept for Samir/);
  assert.match(text, /Amal has not written yet\..*Jutta reports\..*The result is written\./);
});

test("who was to moderate a group is named, there or elsewhere, and oneself in another sentence", () => {
  const { room, oversee } = moderating();
  oversee([
    row(1, [AMAL], { moderator: JUTTA, moderators: [JUTTA] }),
    row(2, [SAMIR], { moderator: DANIEL }),
  ]);
  const text = plain(new Drawn(overview(room)).text);
  assert.match(text, /Jutta moderates this group\..*You moderate this group\./);
  assert.doesNotMatch(text, /of the moderation is there/);
  oversee([row(1, [AMAL], { moderator: JUTTA })]);
  assert.match(plain(new Drawn(overview(room)).text), /Jutta moderates this group and is not in it just now/);
});

test("one goes from group to group by one tap", () => {
  const { room, oversee, asked } = moderating();
  const { mine } = room.state;
  assert.ok(mine);
  room.hear({ mine: { ...mine, places: { ...mine.places, group: 1 } } });
  oversee([row(1, [AMAL], { moderators: [DANIEL] }), row(3, [JUTTA])]);
  const drawn = new Drawn(overview(room));
  assert.match(plain(drawn.text), /Group 1 You are here/);
  drawn.does("click", {}, 3);
  assert.deepEqual(asked(), [["places.MovePeople", { people: [DANIEL], room: 9 }]]);
});

test("in a group, those of other groups have the names of the overview", () => {
  const { room } = moderating();
  room.hear({ groups: { groups: [row(1, [77])], recalled_until: 0, names: { 77: "Olena" } }, tag: "t" });
  assert.match(plain(new Drawn(overview(room)).text), /Olena/);
});

test("a group in which nothing happened is the same object as before", () => {
  const { room, oversee } = moderating();
  oversee([row(1, [AMAL]), row(2, [JUTTA])]);
  const before = room.state.groups?.groups[0];
  oversee([row(1, [AMAL]), row(2, [JUTTA], { last_at: 5 })]);
  assert.equal(room.state.groups?.groups[0], before);
});

test("who came late and is in no group stands below the groups, and can be put into one", () => {
  const { room, oversee, asked } = moderating();
  oversee([row(1, [AMAL]), row(2, [JUTTA])]);
  const drawn = new Drawn(overview(room));
  assert.match(plain(drawn.text), /In no group Samir Put somebody into a group/);
  drawn.does("click", {}, 5);
  const fields = { person: { value: String(SAMIR) }, group: { value: "8" } };
  submit(new Drawn(overview(room)), fields);
  assert.deepEqual(asked(), [["places.MovePeople", { people: [SAMIR], room: 8, text: "" }]]);
});

function submit(drawn: Drawn, fields: Record<string, { value: string }> = {}): void {
  drawn.does("submit", { elements: { namedItem: (name: string) => fields[name] } });
}

/** Opens what the menu of the first group offers. */
function choosing(page: ReturnType<typeof moderating>, entry: number) {
  new Drawn(overview(page.room)).does("toggle", { open: true });
  new Drawn(overview(page.room)).does("click", {}, FIRST_ENTRY + entry);
  return new Drawn(overview(page.room));
}

/** Before it: back in 30 seconds, at once, to all, into the group. */
const FIRST_ENTRY = 4;
const [TELL, LONGER, MOVE, MERGE, CLOSE] = [0, 1, 2, 3, 4];

test("a message goes to one group, and is asked for if nothing stands there", () => {
  const page = moderating();
  page.oversee([row(1, [AMAL]), row(2, [JUTTA, SAMIR])]);
  submit(choosing(page, TELL));
  assert.deepEqual(page.asked(), []);
  page.room.drafts.setText("word.7.group", "Five minutes left");
  submit(new Drawn(overview(page.room)));
  assert.deepEqual(page.asked(), [["places.TellGroups", { text: "Five minutes left", rooms: [7] }]]);
  assert.equal(page.room.drafts.text("word.7.group"), "");
});

test("a message goes to all groups", () => {
  const page = moderating();
  page.oversee([row(1, [AMAL]), row(2, [JUTTA, SAMIR])]);
  new Drawn(overview(page.room)).does("click", {}, 2);
  page.room.drafts.setText("word.-1.group", "Half of the time is over");
  submit(new Drawn(overview(page.room)));
  assert.deepEqual(page.asked(), [["places.TellGroups", { text: "Half of the time is over", rooms: [] }]]);
});

test("one group gets more time, one person another group, two become one, one is closed", () => {
  const page = moderating();
  page.oversee([row(1, [AMAL]), row(2, [JUTTA, SAMIR])]);
  choosing(page, LONGER).does("click", {}, FIRST_ENTRY + 1);
  submit(choosing(page, MOVE), { person: { value: String(AMAL) }, group: { value: "0" } });
  page.room.drafts.setText("word.7.group", "You are two");
  submit(choosing(page, MERGE), { group: { value: "8" } });
  submit(choosing(page, CLOSE));
  assert.deepEqual(page.asked(), [
    ["places.ExtendGroup", { room: 7, minutes: 5 }],
    ["places.MovePeople", { people: [AMAL], room: null, text: "" }],
    ["places.MergeGroups", { room: 7, into: 8, text: "You are two" }],
    ["places.CloseGroup", { room: 7, text: "" }],
  ]);
});

test("what is to be moved is chosen first and sent then", () => {
  const page = moderating();
  page.oversee([row(1, [AMAL]), row(2, [JUTTA, SAMIR])]);
  const text = plain(choosing(page, MOVE).text);
  assert.match(text, /Whom\? Please choose Amal Where to\? Please choose Group 2\s?Plenary/);
});

test("everybody is brought back after a countdown, which can be called off, or at once", () => {
  const { room, oversee, asked } = moderating(MAY, MINUTE);
  oversee([row(1, [AMAL])]);
  new Drawn(overview(room)).does("click", {}, 0);
  new Drawn(overview(room)).does("click", {}, 1);
  oversee([row(1, [AMAL])], MINUTE + 23_000);
  assert.match(plain(new Drawn(overview(room)).text), /Everybody comes back in 0:2[23]\./);
  new Drawn(overview(room)).does("click", {}, 0);
  new Drawn(overview(room)).does("click", {}, 1);
  assert.deepEqual(asked(), [
    ["places.Recall", { seconds: 30 }],
    ["places.Recall", { seconds: 0 }],
    ["places.CallOffReturn", {}],
    ["places.Recall", { seconds: 0 }],
  ]);
});

// --- the next step -----------------------------------------------------------------------------------------------------

const DONE = { done: { person: AMAL, at: 0 } };
const OPEN = { until: 10 * MINUTE };

test("the next step is one sentence and one tap, and a call comes before it", () => {
  const { room, oversee, asked } = moderating();
  const says = (rows: Row[], recalled = 0) => {
    oversee(rows, recalled);
    return plain(nextStep(room)?.so ?? "");
  };
  const two = [AMAL, JUTTA];
  assert.equal(says([]), "");
  assert.equal(says([row(1, two, OPEN), row(2, two, OPEN), row(3, two, { ...OPEN, ...DONE })]), "");
  assert.equal(
    says([row(1, two, OPEN), row(3, two, { ...OPEN, ...DONE }), row(2, two, { ...OPEN, ...DONE })]),
    "Groups 2 and 3 are done.",
  );
  assert.equal(says([row(1, two, { ...OPEN, ...DONE })]), "All groups are done.");
  assert.equal(says([row(1, two), row(2, two, { ...OPEN, ...DONE })]), "The time of the groups is up.");
  new Drawn(next(room)).does("click");
  assert.deepEqual(asked(), [["places.Recall", { seconds: 30 }]]);
  assert.equal(says([row(1, two, { ...DONE, call: call() })]), "");
  assert.equal(says([row(1, two, DONE)], MINUTE), "");
});

test("somebody who is alone in a group is joined to another one", () => {
  const { room, oversee } = moderating();
  oversee([row(1, [AMAL, JUTTA], OPEN), row(2, [SAMIR], OPEN)]);
  assert.equal(plain(nextStep(room)?.so ?? ""), "Samir is alone in group 2.");
  new Drawn(next(room)).does("click");
  assert.match(plain(new Drawn(overview(room)).text), /Merge with another group.*Everybody goes there/);
});

// --- forming -----------------------------------------------------------------------------------------------------------

test("only ways that are open are offered, and for the others it says why", () => {
  const { room } = moderating();
  new Drawn(forming(room)).does("click");
  const text = plain(new Drawn(forming(room)).text);
  assert.match(text, /3 people are here for it/);
  assert.doesNotMatch(text, /As last time(?!:)|As prepared(?!:)/);
  assert.match(text, /As last time: there were no groups.*As prepared: nothing is prepared/);
  room.hear({
    seq: 11,
    parts: { groups: { ...NOTHING_PREPARED, prepared: 1, last: true } },
  });
  assert.doesNotMatch(plain(new Drawn(forming(room)).text), /there were no groups|nothing is prepared/);
});

/** What the server is asked, and what it answers. */
async function proposing(answer: Response | Error, how: How = "mixed") {
  const { room } = moderating();
  const asked: object[] = [];
  globalThis.fetch = async (address, init) => {
    asked.push([address, JSON.parse(String(init?.body))]);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await propose(room, { ...USUAL, how });
  return { room, asked };
}

test("the proposal is asked for with who is here; no answer and a refusal are said in a sentence", async () => {
  const { room, asked } = await proposing(new Response(null, { status: 204 }));
  assert.deepEqual(asked, [
    ["/groups/", { how: "mixed", size: 4, hosts: false, people: [AMAL, JUTTA, SAMIR] }],
  ]);
  assert.equal(room.ui.notice, "");
  const refused = await proposing(Response.json({ refused: "groups.too_few_people" }, { status: 409 }));
  assert.match(refused.room.ui.notice, /fewer people than groups/);
  for (const broken of [new Error("offline"), new Response("", { status: 500 })]) {
    assert.match((await proposing(broken)).room.ui.notice, /the server did not answer/);
  }
});

test("who has begun to change the proposal before the answer comes is not led away", async () => {
  const led = async (at: string) => {
    Object.assign(document, { activeElement: { closest: (part: string) => (part === at ? {} : null) } });
    return (await proposing(new Response(null, { status: 204 }))).room.focus;
  };
  assert.deepEqual([await led("#forming"), await led("#proposal")], ["#proposal", ""]);
  Object.assign(document, { activeElement: null });
});

const ASSESSED: protocol.groups.GroupsAssessment = {
  pairs: 3,
  new_pairs: 2,
  colleagues: 0,
  fewest_colleagues: 0,
  likeness: "like",
};

function proposal(more: Partial<protocol.groups.GroupsProposal> = {}): protocol.groups.GroupsProposal {
  const groups = [
    { people: [AMAL, JUTTA], host: AMAL, moderator: null },
    { people: [], host: null, moderator: null },
  ];
  return { how: "mixed", groups, seq: 12, assessment: ASSESSED, lacking: [], ...more };
}

test("what was chosen last is asked for, whether or not the page was drawn since", async () => {
  const { room } = moderating();
  const asked: object[] = [];
  globalThis.fetch = async (_, init) => {
    asked.push(JSON.parse(String(init?.body)));
    return new Response(null, { status: 204 });
  };
  new Drawn(forming(room)).does("click");
  const drawn = new Drawn(forming(room));
  drawn.does("change", { value: "2" }, COUNT);
  drawn.does("submit");
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(asked, [{ how: "mixed", size: 2, hosts: false, people: [AMAL, JUTTA, SAMIR] }]);
});

/** Three ways to form groups and two to count them come before it. */
const COUNT = 5;

function planning(more: Partial<protocol.groups.GroupsProposal> = {}) {
  const page = moderating();
  page.room.hear({ seq: 12, parts: { groups: { ...NOTHING_PREPARED, proposal: proposal(more) } } });
  return page;
}

test("a proposal is judged in sentences, and says in one what could not be met", () => {
  const { room } = planning();
  assert.deepEqual(judged(room, proposal()), [
    "2 of 3 pairs meet for the first time.",
    "No colleagues are in one group.",
    "The groups are as mixed as can be.",
  ]);
  const worse = {
    ...ASSESSED,
    new_pairs: 3,
    colleagues: 2,
    fewest_colleagues: 1,
    likeness: "nearly" as const,
  };
  const lacking: protocol.groups.Lacking[] = [
    { code: "apart", people: [AMAL, JUTTA] },
    { code: "unproved", people: [] },
  ];
  assert.deepEqual(judged(room, proposal({ assessment: worse, lacking })).map(plain), [
    "All meet people with whom they have not been in a group.",
    "2 pairs of colleagues are in one group, and not all have to be.",
    "The groups are nearly as mixed as can be.",
    "This could not be met: Amal and Jutta are not apart; not all rules could be checked in so short a time.",
  ]);
  const empty = { ...ASSESSED, pairs: 0 };
  assert.deepEqual(judged(room, proposal({ assessment: empty })), []);
});

test("who came since stands first, in no group; what is sent is what one saw", () => {
  const { room, asked } = planning();
  const drawn = new Drawn(proposed(room));
  assert.match(
    plain(drawn.text),
    /Send 2 people into 2 groups.*In no group 1 person.*Samir.*Group 1 2 people.*Amal host.*Jutta.*Group 2 0 people Nobody is in it yet/,
  );
  drawn.does("click", {}, 0);
  assert.deepEqual(asked(), [["groups.SendGroups", { seen: 12 }]]);
});

/** Send, discard; then the people, from Samir, who is in no group, on. */
const [DISCARD, FIRST_SEAT] = [1, 2];

test("somebody is put into another group by keyboard, and back by one tap", () => {
  const { room, asked } = planning();
  new Drawn(proposed(room)).does("click", {}, FIRST_SEAT + 1);
  const open = new Drawn(proposed(room));
  assert.match(plain(open.text), /Amal in group … Please choose Group 2\s?In no group/);
  assert.equal(room.focus, `#seat-to-${AMAL}`);
  submit(open, { group: { value: "1" } });
  assert.equal(room.focus, `#seat-${AMAL}`);
  assert.match(plain(new Drawn(proposed(room)).text), /Undo the last change/);
  new Drawn(proposed(room)).does("click", {}, 1);
  assert.deepEqual(asked(), [
    ["groups.PutPerson", { person: AMAL, group: 1 }],
    ["groups.PutPerson", { person: AMAL, group: 0 }],
  ]);
});

test("a host is named and unnamed, and a proposal discarded", () => {
  const { room, asked } = planning();
  new Drawn(proposed(room)).does("click", {}, FIRST_SEAT + 1);
  new Drawn(proposed(room)).does("click", {}, FIRST_SEAT + 2);
  new Drawn(proposed(room)).does("click", {}, 1);
  new Drawn(proposed(room)).does("click", {}, DISCARD);
  assert.deepEqual(asked(), [
    ["groups.SetHost", { group: 0, person: null }],
    ["groups.SetHost", { group: 0, person: AMAL }],
    ["groups.DropGroups", {}],
  ]);
});

test("a group gets somebody who moderates it, and that is taken back by one tap", () => {
  const page = moderating({ ...MAY, "groups.SetModerator": "" });
  const show = (...moderators: (number | null)[]) => {
    const { groups } = proposal();
    const led = groups.map((each, i) => ({ ...each, moderator: moderators[i] ?? null }));
    page.room.hear({
      seq: 12,
      parts: { groups: { ...NOTHING_PREPARED, proposal: proposal({ groups: led }) } },
    });
  };
  show();
  assert.match(plain(new Drawn(proposed(page.room)).text), /Let somebody moderate it/);
  new Drawn(proposed(page.room)).does("click", {}, FIRST_SEAT + 3);
  assert.equal(page.room.focus, "#led-by-0");
  submit(new Drawn(proposed(page.room)), { person: { value: String(DANIEL) } });
  assert.equal(page.room.focus, "#led-0");
  show(DANIEL);
  assert.match(
    plain(new Drawn(proposed(page.room)).text),
    /You go along into group 1\..*Daniel moderates this group\..*Another moderation/,
  );
  new Drawn(proposed(page.room)).does("click", {}, 1);
  assert.deepEqual(page.asked(), [
    ["groups.SetModerator", { group: 0, person: DANIEL }],
    ["groups.SetModerator", { group: 0, person: null }],
  ]);
});

test("somebody who is dragged goes where they are dropped, and nothing else is taken in", () => {
  const { room, asked } = planning();
  const carried = (type: string, value: string) => {
    const dataTransfer = { types: [type], getData: (wanted: string) => (wanted === type ? value : "") };
    const event = { dataTransfer, currentTarget: { dataset: {} as Record<string, string> }, taken: false };
    return Object.assign(event, { preventDefault: () => Object.assign(event, { taken: true }) });
  };
  const jutta = carried("application/x-zweiklang-person", String(JUTTA));
  over(jutta as unknown as DragEvent);
  assert.equal(jutta.currentTarget.dataset.over, "true");
  drop(room, proposal(), 1, jutta as unknown as DragEvent);
  assert.equal(jutta.currentTarget.dataset.over, undefined);
  const file = carried("Files", "");
  over(file as unknown as DragEvent);
  drop(room, proposal(), 1, file as unknown as DragEvent);
  assert.equal(file.taken, false);
  drop(room, proposal(), 0, carried("application/x-zweiklang-person", String(JUTTA)) as unknown as DragEvent);
  assert.deepEqual(asked(), [["groups.PutPerson", { person: JUTTA, group: 1 }]]);
});
