/** Who hears what of groups that are out: those who moderate, wherever they are. */

import { type Row as Announced, type News, once, row } from "../announcements";
import { ownGroup } from "../places/known";
import type { State } from "../state";
import { caller, isDone, named, openCalls, proposal, type Row, recalledUntil, rowOf, rows } from "./known";
import * as words from "./words";

export const ANNOUNCEMENTS: Announced[] = [
  row<Row>({
    event: "a group calls the moderation",
    happened: (before, after) => openCalls(after).filter((each) => !wasOpen(before, each)),
    hears: { moderation: calls },
  }),
  row<Row>({
    event: "somebody of the moderation answers a group",
    happened: (before, after) => rows(after).filter((each) => each.call?.answer && wasOpen(before, each)),
    concerned: ({ call }) => call?.by,
    hears: { moderation: answers },
  }),
  row<Row>({
    event: "a group says that it is done",
    happened: (before, after) => rows(after).filter((each) => isDone(each) && !wasDone(before, each)),
    hears: { moderation: ({ number }) => ({ text: words.someDone([number]) }) },
  }),
  // In a group, everybody hears it.
  row({
    event: "those who moderate in the plenary hear that everybody is called back",
    happened: (before, after) =>
      once(stayed(before, after) && !recalledUntil(before) && recalledUntil(after) > 0),
    hears: { moderation: () => ({ text: words.everybodyCalledBack() }) },
  }),
  row({
    event: "those who moderate in the plenary hear that nobody is called back",
    happened: (before, after) =>
      once(
        stayed(before, after) && recalledUntil(before) > 0 && !recalledUntil(after) && rows(after).length > 0,
      ),
    hears: { moderation: () => ({ text: words.nobodyCalledBack() }) },
  }),
  row({
    event: "groups are proposed",
    happened: (before, after) =>
      once(before.parts.groups !== undefined && !proposal(before) && proposal(after) !== null),
    hears: { moderation: () => ({ text: words.proposed() }) },
  }),
];

function calls({ number, call }: Row, state: State): News {
  return { text: words.callSaid(number, named(state, call && caller(call)), call?.text ?? "") };
}

function answers({ number, call }: Row, state: State): News {
  return { text: words.answered(number, named(state, call?.by ?? null), call?.answer ?? "coming") };
}

/** A call that was made again is another one, and one that was put into words is heard with them. */
function wasOpen(before: State, { room, call }: Row): boolean {
  const known = rowOf(before, room)?.call;
  return known?.answer === null && known.at === call?.at && known.text === call.text;
}

function wasDone(before: State, { room }: Row): boolean {
  const known = rowOf(before, room);
  return known === undefined || isDone(known);
}

function stayed(before: State, after: State): boolean {
  return ownGroup(before) === 0 && ownGroup(after) === 0;
}
