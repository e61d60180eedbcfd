import assert from "node:assert/strict";
import { test } from "node:test";
import { localVoice, Reading, type Speaker } from "../../src/lesson/voice";

const LOCAL = { lang: "de_DE", localService: true };
const AUSTRIAN = { lang: "de-AT", localService: true };
const REMOTE = { lang: "de-DE", localService: false };
const ARABIC = { lang: "ar-SA", localService: true };

test("only a voice of the device reads, in the language of the text", () => {
  assert.equal(localVoice([REMOTE, ARABIC, LOCAL], "de"), LOCAL);
  assert.equal(localVoice([AUSTRIAN, LOCAL], "de-DE"), LOCAL);
  assert.equal(localVoice([AUSTRIAN], "de-DE"), AUSTRIAN);
  assert.equal(localVoice([ARABIC], "ar"), ARABIC);
  assert.equal(localVoice([REMOTE, ARABIC], "de"), null);
  assert.equal(localVoice([], "de"), null);
});

/** Says when it has spoken, as a test wants it. */
class Mouth implements Speaker {
  readonly said: string[] = [];
  private done: (() => void)[] = [];

  speak(text: string, done: () => void): void {
    this.said.push(text);
    this.done.push(done);
  }

  silence(): void {}

  /** That of the nth text, also after something else has begun. */
  finish(index = this.done.length - 1): void {
    this.done[index]?.();
  }
}

function reading(...texts: string[]) {
  const mouth = new Mouth();
  const heard: (number | "end")[] = [];
  const told = { begins: (index: number) => heard.push(index), ends: () => heard.push("end") };
  return { mouth, heard, read: new Reading(mouth, texts, told) };
}

test("texts are read one after the other, and the end is told once", () => {
  const { mouth, heard, read } = reading("one", "two");
  read.start();
  mouth.finish();
  mouth.finish();
  mouth.finish();
  assert.deepEqual(mouth.said, ["one", "two"]);
  assert.deepEqual(heard, [0, 1, "end"]);
  assert.equal(read.isOn, false);
});

test("whoever stops hears nothing more, whatever the voice still says of what it was reading", () => {
  const { mouth, heard, read } = reading("one", "two");
  read.start();
  read.stop();
  mouth.finish();
  read.stop();
  assert.deepEqual(mouth.said, ["one"]);
  assert.deepEqual(heard, [0, "end"]);
});

test("what is begun anew begins at its beginning", () => {
  const { mouth, heard, read } = reading("one", "two");
  read.start();
  mouth.finish();
  read.start();
  mouth.finish(0);
  assert.deepEqual(mouth.said, ["one", "two", "one"]);
  assert.deepEqual(heard, [0, 1, "end", 0]);
});
