import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adoptGuests,
  type Fields,
  forgetAll,
  forgetOthers,
  GUEST,
  hasUnsent,
  LessonDrafts,
} from "../../src/lesson/drafts";
import { Keeping, type Saying } from "../../src/lesson/keeping";
import { Device } from "./device";

interface Shown {
  fields?: Fields;
  key?: string;
  base?: string;
  stored?: string[];
  isUnsent?: boolean;
}

/** A page of a lesson with one exercise, as a window has loaded it. */
function loaded(
  storage: Device,
  { fields = {}, key = "k1", base = "", stored = [], isUnsent = false }: Shown = {},
) {
  const drafts = new LessonDrafts(() => storage.asBrowser, "7");
  const sheet = { fields, key, base };
  const said: Saying[] = [];
  const keeping = new Keeping(drafts, { name: "block", stored, isUnsent }, sheet, (saying) =>
    said.push(saying),
  );
  keeping.start();
  const write = (text: string) => {
    sheet.fields = { reflection: [text] };
    keeping.changed();
  };
  return { keeping, sheet, said, write, drafts };
}

test("what somebody wrote stands in the form again after the page was left, and the page says so", () => {
  const storage = new Device();
  const before = loaded(storage);
  before.write("Half a thought");
  assert.deepEqual(before.said, ["kept"]);
  const after = loaded(storage, { key: "k2" });
  assert.deepEqual(after.sheet.fields, { reflection: ["Half a thought"] });
  assert.deepEqual(after.said, ["restored"]);
});

test("choices and scales are kept as well", () => {
  const storage = new Device();
  const before = loaded(storage);
  before.sheet.fields = { "step-s1": ["4"], choice: ["a", "c"] };
  before.keeping.changed();
  assert.deepEqual(loaded(storage).sheet.fields, { "step-s1": ["4"], choice: ["a", "c"] });
});

test("what has arrived is forgotten, and what was written since is not", () => {
  const storage = new Device();
  const before = loaded(storage);
  before.write("First");
  assert.equal(before.keeping.submitted(true), true);
  const arrived = loaded(storage, {
    fields: { reflection: ["First"] },
    key: "k2",
    base: "k1",
    stored: ["k1"],
  });
  assert.deepEqual(arrived.said, []);
  arrived.write("Second");
  const lost = loaded(storage, { fields: { reflection: ["First"] }, key: "k3", base: "k1", stored: ["k1"] });
  assert.deepEqual(lost.sheet.fields, { reflection: ["Second"] });
});

test("what was sent without an answer, and changed since, has a key of its own", () => {
  const { keeping, sheet, write } = loaded(new Device());
  write("First");
  keeping.submitted(true);
  write("Second");
  assert.notEqual(sheet.key, "k1");
});

test("a form that is emptied to what the server has leaves nothing behind", () => {
  const storage = new Device();
  const { write, said } = loaded(storage, { fields: { reflection: ["Stored"] }, stored: ["k0"], base: "k0" });
  write("Other");
  write("Stored");
  assert.deepEqual(said, ["kept", ""]);
  assert.equal(storage.length, 0);
});

test("without a connection nothing is sent, and the page says when it can be", () => {
  const { keeping, said, write } = loaded(new Device());
  write("Words");
  assert.equal(keeping.submitted(false), false);
  keeping.connected();
  assert.deepEqual(said, ["kept", "offline", "online"]);
});

test("a device that stores nothing says so", () => {
  const storage = new Device();
  storage.isFull = true;
  const { said, write } = loaded(storage);
  write("Words");
  assert.deepEqual(said, ["full"]);
});

test("the newest words stand in both windows", () => {
  const storage = new Device();
  const [one, other] = [loaded(storage), loaded(storage, { key: "k2" })];
  one.write("From one");
  other.keeping.mirrored();
  assert.deepEqual(other.sheet.fields, { reflection: ["From one"] });
});

test("what was written upon an older answer says which one when it is sent, whatever the page shows by then", () => {
  const storage = new Device();
  loaded(storage, { base: "k0", stored: ["k0"] }).write("Upon the old one");
  const later = loaded(storage, {
    fields: { reflection: ["From another device"] },
    base: "k9",
    stored: ["k9"],
  });
  assert.equal(later.sheet.base, "k0");
});

test("a page that shows what could not be stored is right about what it would replace", () => {
  const storage = new Device();
  loaded(storage, { base: "k0" }).write("Words");
  const refused = loaded(storage, {
    fields: { reflection: ["Words"] },
    key: "k2",
    base: "k9",
    isUnsent: true,
  });
  assert.equal(refused.sheet.base, "k9");
  assert.equal(loaded(storage, { key: "k3", base: "k9", stored: ["k9"] }).sheet.base, "k9");
});

// --- what saves itself -----------------------------------------------------------------------------------------------

test("what is saved by itself says so, and the next words replace it", async () => {
  const storage = new Device();
  const { keeping, sheet, said, write } = loaded(storage);
  write("First");
  await keeping.save(() => Promise.resolve(true));
  assert.deepEqual(said, ["kept", "saved"]);
  assert.equal(hasUnsent(storage.asBrowser), false);
  write("Second");
  assert.equal(sheet.base, "k1");
  assert.notEqual(sheet.key, "k1");
  assert.equal(hasUnsent(storage.asBrowser), true);
});

test("what is written while it is being saved is not lost", async () => {
  const storage = new Device();
  const { keeping, sheet, said, write } = loaded(storage);
  write("First");
  await keeping.save(() => {
    write("First and more");
    return Promise.resolve(true);
  });
  assert.deepEqual(said, ["kept", "kept"]);
  assert.equal(sheet.base, "k1");
  const after = loaded(storage, { fields: { reflection: ["First"] }, key: "k3", base: "k1", stored: ["k1"] });
  assert.deepEqual(after.sheet.fields, { reflection: ["First and more"] });
});

test("what was sent without an answer may be replaced by what follows: nobody but its author wrote it", async () => {
  const storage = new Device();
  const { keeping, write } = loaded(storage, { base: "k0" });
  write("First");
  await keeping.save(() => Promise.resolve(false));
  const later = loaded(storage, { key: "k2", base: "k0", stored: ["k0"] });
  assert.equal(later.sheet.base, "k0,k1");
});

test("a form that is on its way is not saved beside it", async () => {
  let posted = 0;
  const { keeping, write } = loaded(new Device());
  write("Words");
  keeping.submitted(true);
  await keeping.save(() => Promise.resolve(Boolean(++posted)));
  assert.equal(posted, 0);
});

test("what cannot be saved stays on the device, and nothing claims otherwise", async () => {
  const storage = new Device();
  const { keeping, said, write } = loaded(storage);
  write("Words");
  await keeping.save(() => Promise.resolve(false));
  assert.deepEqual(said, ["kept"]);
  assert.deepEqual(loaded(storage).sheet.fields, { reflection: ["Words"] });
});

test("nothing is saved that is empty or known", async () => {
  let posted = 0;
  const post = () => Promise.resolve(Boolean(++posted));
  const { keeping, write } = loaded(new Device(), { fields: { reflection: ["Stored"] } });
  await keeping.save(post);
  write("  ");
  await keeping.save(post);
  assert.equal(posted, 0);
});

// --- whose words they are --------------------------------------------------------------------------------------------

test("whoever logs in next on this device finds nothing of it", () => {
  const storage = new Device();
  const { write, drafts } = loaded(storage);
  write("Mine");
  forgetOthers(storage.asBrowser, "7");
  assert.equal(drafts.find("block")?.fields.reflection?.[0], "Mine");
  forgetOthers(storage.asBrowser, "8");
  assert.equal(drafts.find("block"), null);
});

test("of rooms, too, whose words do not say whose they are; what is no words stays", () => {
  const storage = new Device();
  const words = "words:room:/ws/1:texts";
  storage.setItem(words, "{}");
  storage.setItem("room:tab", "7");
  forgetOthers(storage.asBrowser, "7"); // a guest until now
  forgetOthers(storage.asBrowser, "7"); // whose login had expired
  assert.deepEqual([...storage.items.keys()], [words, "room:tab", "last-account"]);
  forgetOthers(storage.asBrowser, "8");
  assert.deepEqual([...storage.items.keys()], ["room:tab", "last-account"]);
});

test("words of a sample stay in the tab and go with the account that its reader gets", () => {
  const [tab, device] = [new Device(), new Device()];
  new LessonDrafts(() => tab.asBrowser, GUEST).keep("block", {
    key: "k1",
    base: "",
    fields: { reflection: ["Mine"] },
    isSaved: false,
  });
  adoptGuests(tab.asBrowser, device.asBrowser, "7");
  const drafts = new LessonDrafts(() => device.asBrowser, "7");
  assert.deepEqual(drafts.find("block")?.fields, { reflection: ["Mine"] });
  assert.equal(tab.length, 0);
});

test("logging out forgets all words, of rooms too, and nothing else", () => {
  const storage = new Device();
  loaded(storage).write("Mine");
  storage.setItem("words:room:/ws/1:texts", "{}");
  storage.setItem("room:tab", "7");
  forgetAll(storage.asBrowser);
  assert.deepEqual([...storage.items.keys()], ["room:tab"]);
});

test("an entry of another account belongs to no exercise here", () => {
  const { drafts } = loaded(new Device());
  const entries = ["words:lesson:7:block", "words:lesson:8:block", "room:tab", null];
  assert.deepEqual(
    entries.map((each) => drafts.exerciseOf(each)),
    ["block", "", "", ""],
  );
});

test("what was chosen at another step of an exercise does not pretend to stand in this one", () => {
  const storage = new Device();
  const drafts = new LessonDrafts(() => storage.asBrowser, "7");
  drafts.keep("block", { key: "k1", base: "", fields: { say: ["elsewhere"] }, isSaved: false });
  const said: Saying[] = [];
  const radios = new (class {
    key = "k2";
    base = "";
    get fields(): Fields {
      return {}; // no radio of this form has that value
    }
    set fields(_: Fields) {}
  })();
  const exercise = { name: "block", stored: [], isUnsent: false };
  new Keeping(drafts, exercise, radios, (saying) => said.push(saying)).start();
  assert.deepEqual([said, radios.base], [[], ""]);
});
