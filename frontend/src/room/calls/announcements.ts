/** Who hears what of calls: everybody in the group. */

import { once, type Row, row } from "../announcements";
import { nameOf } from "../people/known";
import type * as protocol from "../protocol";
import type { State } from "../state";
import { inARow, quoted } from "../words";
import { call, done } from "./known";
import * as words from "./words";

type Call = protocol.calls.GroupCall;

export const ANNOUNCEMENTS: Row[] = [
  row<Call>({
    event: "somebody in the group calls the moderation",
    happened: (before, after) => changed(before, after, (was, is) => !was && is.answer === null),
    hears: { everybody: (known, state) => ({ text: inWords(state, known) }) },
  }),
  row<Call>({
    event: "somebody says what the call is for",
    happened: (before, after) => changed(before, after, (was, is) => was !== null && was.text !== is.text),
    concerned: ({ writer }) => writer,
    hears: { everybody: (known, state) => ({ text: inWords(state, known) }) },
  }),
  row<Call>({
    event: "the moderation answers the call",
    happened: (before, after) =>
      changed(before, after, (was, is) => is.answer !== null && was?.answer !== is.answer),
    concerned: ({ by }) => by,
    hears: { everybody: (known, state) => ({ text: words.callIs(state, known) }) },
  }),
  row({
    event: "a call is taken back",
    happened: (before, after) => once(call(before)?.answer === null && !call(after)),
    hears: { everybody: () => ({ text: words.isTakenBack() }) },
  }),
  row<number>({
    event: "the group says that it is done",
    happened: (before, after) => said(done(after), done(before) === null),
    concerned: (by) => by,
    hears: { everybody: (by, state) => ({ text: words.saysDone(nameOf(state, by)) }) },
  }),
  row({
    event: "the group is not done after all",
    happened: (before, after) => once(done(before) !== null && done(after) === null),
    hears: { everybody: () => ({ text: words.notDone() }) },
  }),
];

function inWords(state: State, known: Call): string {
  return inARow(words.callIs(state, known), known.text && quoted(known.text));
}

function changed(before: State, after: State, how: (was: Call | null, is: Call) => boolean): Call[] {
  const known = call(after);
  return known && how(call(before), known) ? [known] : [];
}

function said(by: number | null, happened: boolean): number[] {
  return by !== null && happened ? [by] : [];
}
