import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept, tabThenDevice } from "../src/kept";
import { Memory } from "./room/page";

function kept(tab: Memory, device: Memory): Kept {
  return new Kept(() => tabThenDevice(tab, device), "words:room:");
}

test("what was written outlives the tab: a new one finds it on the device", () => {
  const device = new Memory();
  kept(new Memory(), device).write("texts", { contribution: "Not sent yet" });
  assert.deepEqual(kept(new Memory(), device).read("texts", {}), { contribution: "Not sent yet" });
});

test("a tab keeps its own words when somebody logs out in another one, which clears the device", () => {
  const tab = new Memory();
  kept(tab, new Memory()).write("texts", { contribution: "Mine" });
  assert.deepEqual(kept(tab, new Memory()).read("texts", {}), { contribution: "Mine" });
});

test("what was sent is gone from both", () => {
  const [tab, device] = [new Memory(), new Memory()];
  kept(tab, device).write("texts", { contribution: "Sent" });
  kept(tab, device).write("texts", null);
  assert.equal(tab.getItem("words:room:texts") ?? device.getItem("words:room:texts"), null);
});
